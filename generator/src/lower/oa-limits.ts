import type { EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { and, below, bool, both, choose, type Expr, equal, num, plus, zero } from "./ir.js";
import type { Shape } from "./value.js";
import { bitMask, moveBits, notWords, testBits, type Words } from "./words.js";

/** Which OAs the leaves of a level hold, where some hold fewer bits than others and must not lose any. */
export class OaLimits {
  private readonly level: LevelModel;
  private readonly shape: Shape;
  /** Per number of bits: the sizes of the leaves that hold no more, in items, as bits. */
  private readonly sizesByLimit = new Map<number, number>();
  /** Bits of the widest leaf of any lower level; undefined: one has no limit, or there is none. */
  private readonly belowLg2: number | undefined;

  constructor({ levels }: VariantModel, level: LevelModel, shape: Shape) {
    this.level = level;
    this.shape = shape;
    for (const { oaLg2, contiguous } of leavesOf(level)) {
      if (oaLg2 === undefined) continue;
      const sizes = (contiguous?.countsLg2 ?? [0]).reduce((bits, count) => bits | (1 << count), 0);
      this.sizesByLimit.set(oaLg2, (this.sizesByLimit.get(oaLg2) ?? 0) | sizes);
    }
    const limits = levels
      .slice(0, level.level)
      .flatMap(leavesOf)
      .map(({ oaLg2 }) => oaLg2);
    const known = limits.filter((limit) => limit !== undefined);
    this.belowLg2 = known.length > 0 && known.length === limits.length ? Math.max(...known) : undefined;
  }

  get isLimited(): boolean {
    return this.sizesByLimit.size > 0;
  }

  get isLimitedBelow(): boolean {
    return this.belowLg2 !== undefined;
  }

  sizesHolding(oa: Words): Expr {
    return [...this.sizesByLimit].reduce<Expr>(
      (sizes, [limit, limited]) => and(sizes, choose(this.isWithin(oa, limit), num(-1), num(~limited))),
      num(-1),
    );
  }

  /** Beyond a limit the items are cut at its next multiple, which does no harm. */
  itemsHeldAlike(oa: Words, items: Expr): Expr {
    return [...this.sizesByLimit.keys()].reduce<Expr>((held, limit) => {
      // Items after this one that still lie before the limit.
      const after = moveBits(notWords(oa), limit - 1, this.level.itemLg2, 0);
      return choose(both(equal(after.hi, zero), below(after.lo, held)), plus(after.lo, num(1)), held);
    }, items);
  }

  isHeldBelow(oa: Words): Expr {
    return this.belowLg2 === undefined ? bool(true) : this.isWithin(oa, this.belowLg2);
  }

  private isWithin(oa: Words, limit: number): Expr {
    return testBits(oa, bitMask(32 * this.shape.oa - 1, limit), 0n);
  }
}

function leavesOf({ kinds }: LevelModel): readonly EntryModel[] {
  return kinds.filter(({ kind }) => kind === "leaf");
}
