import type { AddressPiece, BitsModel, BitTest, DirtyModel, EntryModel, LevelModel } from "../model/model.js";
import { Encodings } from "./encodings.js";
import { binary, bool, choose, type Expr, equal, not, num, type Stmt, zero } from "./ir.js";
import type { LevelContext } from "./level-context.js";
import { LevelPositions } from "./level-positions.js";
import { field } from "./memory.js";
import { insert, NewItems } from "./new-items.js";
import { OaLimits } from "./oa-limits.js";
import { truth, type Value } from "./value.js";
import {
  addWords,
  andWords,
  bitMask,
  chooseWords,
  constant,
  moveBits,
  notWords,
  orWords,
  testBits,
  type Words,
} from "./words.js";

/** A member of `Level`, lowered: the statements that it needs, then its value. */
export interface Lowered {
  readonly statements: readonly Stmt[];
  readonly value: Value;
}

/** The members of `Level` that take arguments, for one level of one variant. */
export class LevelWords {
  private readonly context: LevelContext;
  private readonly level: LevelModel;
  private readonly encodings: Encodings;
  private readonly isWideTop: boolean;
  /** Nearly every member asks for some of them. */
  private readonly constants = new Map<string, Expr | undefined>();
  readonly positions: LevelPositions;
  readonly made: NewItems;
  readonly limits: OaLimits;

  /** `isWideTop`: the level as a top that can be wider than other tables of the level. */
  constructor(context: LevelContext, level: LevelModel, isWideTop = false) {
    this.context = context;
    this.level = level;
    this.isWideTop = isWideTop;
    this.encodings = new Encodings(context.variant, level);
    this.positions = new LevelPositions(level, context.shape);
    this.made = new NewItems(context, level, this.encodings);
    this.limits = new OaLimits(context.variant, level, context.shape);
  }

  /** A member without arguments; undefined where the level has no such thing. */
  constant(member: string): Expr | undefined {
    if (!this.constants.has(member)) this.constants.set(member, this.computeConstant(member));
    return this.constants.get(member);
  }

  private computeConstant(member: string): Expr | undefined {
    const { level } = this;
    const leaves = this.encodings.ofKind("leaf");
    switch (member) {
      case "number":
        return num(level.level);
      case "hasLeaves":
        return bool(leaves.length > 0);
      case "hasTables":
        return bool(this.hasTables);
      case "hasContiguous":
        return bool(leaves.some(({ contiguous }) => contiguous !== undefined));
      case "repeatsItems":
        return bool(leaves.every(({ contiguous }) => contiguous?.items !== "advance"));
      case "pointsFinely":
        return bool(
          this.encodings.ofKind("table").some(({ address }) => address.some(({ from }) => from < 8)),
        );
      case "tableBytes":
        return this.isWideTop ? field("topBytes") : num(level.tableBytes);
      case "itemCount":
        return this.isWideTop ? field("topItems") : num(2 ** level.indexBits);
      case "isWideTop":
        return bool(this.isWideTop);
      case "limitsOa":
        return bool(this.limits.isLimited);
      case "limitsOaBelow":
        return bool(this.limits.isLimitedBelow);
      case "bulk":
        return bool(
          leaves.length > 0 &&
            this.usedMask !== undefined &&
            this.risenStep !== undefined &&
            this.context.memory.isBulk,
        );
      case "countsSingles":
        return bool(this.singleTest !== undefined && this.context.memory.isBulk);
      default:
        return undefined;
    }
  }

  private get hasTables(): boolean {
    return this.level.level > 0 && this.encodings.ofKind("table").length > 0;
  }

  // Where an item lies.

  slotAt(table: Expr, index: Expr): Expr {
    return this.context.memory.slotAt(table, index);
  }

  itemAt(table: Expr, index: Expr): Expr {
    return this.context.memory.itemAt(table, index);
  }

  load(table: Expr, index: Expr): Words {
    return this.context.memory.load(this.itemAt(table, index));
  }

  store(table: Expr, index: Expr, item: Words): readonly Stmt[] {
    return this.context.memory.store(this.itemAt(table, index), item);
  }

  clear(table: Expr, index: Expr): readonly Stmt[] {
    const empty = this.encodings.ofKind("empty")[0]?.fixed ?? 0n;
    return this.context.memory.clear(this.itemAt(table, index), constant(empty));
  }

  install(table: Expr, index: Expr, empty: Words, next: Expr): Lowered {
    const at = this.itemAt(table, index);
    const { statements, done } = this.context.memory.install(at, empty, this.made.pointer(next));
    return { statements, value: truth(done) };
  }

  // Many items at once.

  /** The bits of which an item in use has at least one; undefined where emptiness is no matter of such bits. */
  private get usedMask(): bigint | undefined {
    const [test, ...more] = this.encodings.ofKind("empty")[0]?.tests ?? [];
    return test && more.length === 0 && !test.negated && test.value === 0n ? test.mask : undefined;
  }

  findUsed(table: Expr, index: Expr, items: Expr): Expr {
    const mask = constant(this.usedMask ?? 0n);
    return this.context.memory.bulk("findSet", this.itemAt(table, index), items, mask);
  }

  /** The one test that tells leaves of one item. */
  private get singleTest(): BitTest | undefined {
    return this.encodings.singleTest();
  }

  countSingles(table: Expr, index: Expr, items: Expr): Expr {
    const test = this.singleTest ?? { mask: 0n, value: 0n, negated: false };
    const primitive = test.negated ? "countUnlike" : "countLike";
    const at = this.itemAt(table, index);
    return this.context.memory.bulk(primitive, at, items, constant(test.mask), constant(test.value));
  }

  clearAll(table: Expr, index: Expr, items: Expr): Expr {
    const empty = this.encodings.ofKind("empty")[0]?.fixed ?? 0n;
    return this.context.memory.bulk("fillEqual", this.itemAt(table, index), items, constant(empty));
  }

  fillRising(table: Expr, index: Expr, items: Expr, item: Words): Expr {
    const step = constant(this.risenStep ?? 0n);
    return this.context.memory.bulk("fillRising", this.itemAt(table, index), items, item, step);
  }

  fillEqual(table: Expr, index: Expr, items: Expr, item: Words): Expr {
    return this.context.memory.bulk("fillEqual", this.itemAt(table, index), items, item);
  }

  /** What an item's value grows by with its OA, where that is one number for every leaf of the level. */
  private get risenStep(): bigint | undefined {
    const steps = this.encodings
      .ofKind("leaf")
      .filter(({ contiguous }) => contiguous?.items !== "same")
      .map(({ address }) => this.stepWithin(address));
    // Where all leaves repeat their items, nothing rises.
    if (steps.length === 0) return 0n;
    return steps.every((step) => step === steps[0]) ? steps[0] : undefined;
  }

  /** The step, if the piece that it begins in goes on to the highest bit of an OA: nothing carries out of it. */
  private stepWithin(pieces: readonly AddressPiece[]): bigint | undefined {
    const { itemLg2 } = this.level;
    const piece = pieces.find(({ high, low, from }) => from <= itemLg2 && itemLg2 <= from + high - low);
    if (piece === undefined) return undefined;
    const { variant } = this.context;
    const highest = Math.max(...pieces.map(({ high, low, from }) => from + high - low));
    const last = piece.from + piece.high - piece.low;
    // What carries out of the item is lost, as is a bit that no piece holds.
    const isLost = last === highest && piece.high === variant.item.bits - 1;
    return last >= variant.oa.maxLg2 - 1 || isLost
      ? 1n << BigInt(piece.low + itemLg2 - piece.from)
      : undefined;
  }

  // What an item is.

  /** What a member asks, in the spec's words; for the tests of an item's kind. */
  noteOf(member: string): string | undefined {
    const kind = ({ isTable: "table", isLeaf: "leaf" } as const)[member];
    return (
      kind &&
      this.encodings
        .ofKind(kind)
        .map((encoding) => this.encodings.describe(encoding))
        .join(" or ")
    );
  }

  isKind(item: Words, kind: EntryModel["kind"]): Expr {
    return kind === "table" && !this.hasTables ? bool(false) : this.encodings.isKind(item, kind);
  }

  isSingle(item: Words): Expr {
    return this.encodings.isSingle(item);
  }

  encodingOf(item: Words): Expr {
    return this.level.kinds.reduceRight<Expr>(
      (rest, encoding, index) => choose(this.encodings.matches(item, encoding), num(index), rest),
      num(-1),
    );
  }

  itemsLg2(item: Words): Expr {
    return this.encodings.itemsLg2(item);
  }

  // Addresses in items.

  identity(table: Expr): Expr {
    return this.context.memory.identity(table);
  }

  nextTable(item: Words): Expr | undefined {
    if (!this.hasTables) return undefined;
    return this.context.memory.tableAt(
      this.tableAddress(item),
      this.context.variant.levels[this.level.level - 1],
    );
  }

  leadsOutside(item: Words, next: Expr): Expr {
    const { levels } = this.context.variant;
    return this.context.memory.isOutside(this.tableAddress(item), levels[this.level.level - 1], next);
  }

  tableAddress(item: Words): Words {
    return this.extract(this.unmarked(item), this.encodings.ofKind("table")[0].address);
  }

  outputAddress(item: Words, va: Words, itemsLg2: Expr): Words {
    const offset = orWords(constant(this.positions.itemMask), this.groupOffset(item, itemsLg2));
    const address = andWords(this.leafAddress(item), notWords(offset));
    return orWords(address, andWords(va, offset));
  }

  /** Address bits above an item's that the VA gives as well: those within a leaf whose items all hold its first OA. */
  private groupOffset(item: Words, itemsLg2: Expr): Words {
    const leaves = this.encodings.ofKind("leaf");
    const repeats = ({ contiguous }: EntryModel) => contiguous?.items === "same";
    const fused = leaves.filter(({ contiguous }) => contiguous);
    if (!fused.some(repeats)) return constant(0n);
    if (fused.every(repeats)) return this.positions.groupMask(itemsLg2);
    return this.perEncoding(item, leaves, (encoding) =>
      repeats(encoding) ? this.positions.groupMask(itemsLg2) : constant(0n),
    );
  }

  private leafAddress(item: Words): Words {
    const leaves = this.encodings.ofKind("leaf");
    return this.perEncoding(item, leaves, (encoding) => {
      const address = this.extract(this.unmarked(item), encoding.address);
      return andWords(address, constant(bitMask(this.context.variant.oa.maxLg2 - 1, this.level.itemLg2)));
    });
  }

  attributes(item: Words): Words {
    const rest = this.perEncoding(item, this.encodings.ofKind("leaf"), (encoding) => {
      return andWords(item, constant(BigInt.asUintN(64, ~addressMask(encoding.address))));
    });
    return this.hasMark ? orWords(rest, andWords(item, this.mark)) : rest;
  }

  private perEncoding(item: Words, encodings: readonly EntryModel[], lower: (e: EntryModel) => Words): Words {
    return encodings
      .slice(0, -1)
      .reduceRight<Words>(
        (rest, encoding) => chooseWords(this.encodings.matches(item, encoding), lower(encoding), rest),
        lower(encodings[encodings.length - 1]),
      );
  }

  private extract(item: Words, pieces: readonly AddressPiece[]): Words {
    return pieces.reduce<Words>(
      (address, { high, low, from }) => orWords(address, moveBits(item, high, low, from)),
      constant(0n),
    );
  }

  private get hasMark(): boolean {
    return this.context.variant.parameters.length > 0;
  }

  /** Address bits that are a parameter's and no address while its feature is on. */
  private get mark(): Words {
    return { lo: field("markLo"), hi: this.context.shape.item === 2 ? field("markHi") : zero };
  }

  private unmarked(item: Words): Words {
    return this.hasMark ? andWords(item, notWords(this.mark)) : item;
  }

  repeats(itemsLg2: Expr): Expr {
    const fused = this.encodings.ofKind("leaf").flatMap(({ contiguous }) => contiguous ?? []);
    const repeated = fused.filter(({ items }) => items === "same");
    if (repeated.length === fused.length && fused.length > 0) return not(equal(itemsLg2, zero));
    const counts = repeated
      .flatMap(({ countsLg2 }) => countsLg2)
      .reduce((bits, count) => bits | (1 << count), 0);
    if (counts === 0) return bool(false);
    // By bits: a comparison would tell the compiler what later comparisons then repeat in vain.
    return not(equal(binary("&", binary(">>>", num(counts), itemsLg2), num(1)), zero));
  }

  /** The leaf whose OA is one item further, in every encoding of the level. */
  risenByItem(item: Words): Words {
    // Repeated items stay as they are, and are never asked.
    const rising = this.encodings.ofKind("leaf").filter(({ contiguous }) => contiguous?.items !== "same");
    if (rising.length === 0) return item;
    return this.perEncoding(item, rising, (encoding) => {
      const within = this.stepWithin(encoding.address);
      if (within !== undefined) return addWords(item, constant(within));
      const step = constant(1n << BigInt(this.level.itemLg2));
      const risen = addWords(this.extract(item, encoding.address), step);
      const rest = andWords(item, constant(BigInt.asUintN(64, ~addressMask(encoding.address))));
      return orWords(rest, insert(risen, encoding.address));
    });
  }

  // Dirty state.

  isTracked(item: Words): Expr {
    return testBits(item, this.dirty.tracked.mask, this.dirty.tracked.value);
  }

  isDirty(item: Words): Expr {
    return testBits(item, this.dirty.mask, this.dirty.value);
  }

  withDirty(item: Words): Words {
    return written(item, this.dirty.set);
  }

  withoutDirty(item: Words): Words {
    return written(item, this.dirty.clear);
  }

  private get dirty(): Omit<DirtyModel, "cite"> {
    const none = { mask: 0n, value: 0n };
    return this.context.variant.dirty ?? { ...none, tracked: none, set: none, clear: none };
  }
}

/** The item with bits replaced. */
function written(item: Words, { mask, value }: BitsModel): Words {
  const rest = value === mask ? item : andWords(item, constant(BigInt.asUintN(64, ~mask)));
  return orWords(rest, constant(value));
}

function addressMask(pieces: readonly AddressPiece[]): bigint {
  return pieces.reduce((mask, { high, low }) => mask | bitMask(high, low), 0n);
}
