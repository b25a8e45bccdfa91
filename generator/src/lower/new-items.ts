import type { AddressPiece, EntryModel, LevelModel } from "../model/model.js";
import { classOf } from "../model/rule-classes.js";
import { type Encodings, sizeCodeOf } from "./encodings.js";
import { binary, bool, type Expr, element, equal, num, shiftLeft, zero } from "./ir.js";
import type { LevelContext } from "./level-context.js";
import { field } from "./memory.js";
import type { Shape } from "./value.js";
import { andWords, bitMask, chooseWords, constant, moveBits, orWords, type Words } from "./words.js";

/** The items that a level's tables get, from what map and the table below say. */
export class NewItems {
  private readonly context: LevelContext;
  private readonly level: LevelModel;
  private readonly encodings: Encodings;

  constructor(context: LevelContext, level: LevelModel, encodings: Encodings) {
    this.context = context;
    this.level = level;
    this.encodings = encodings;
  }

  pointer(next: Expr): Words {
    const encoding = this.encodings.ofKind("table")[0];
    const item = orWords(
      insert(this.context.memory.addressOf(next), encoding.address),
      constant(encoding.fixed),
    );
    if (!this.hasPointerBits) return item;
    const at = classOf(this.context.classes.table, encoding.rules);
    return orWords(item, pairAt(this.context.shape, "pointerBits", num(2 * at)));
  }

  private get hasPointerBits(): boolean {
    const { variant, classes } = this.context;
    return (
      classes.table.some((rules) => rules.length > 0) || variant.features.some(({ mask }) => mask !== 0n)
    );
  }

  leaf(oa: Words, itemsLg2: Expr, protection: Expr): Words {
    const leaves = this.encodings.ofKind("leaf");
    const single = leaves.find(({ contiguous }) => !contiguous);
    const fused = leaves.filter(({ contiguous }) => contiguous);
    const items = fused.map((encoding) => ({
      encoding,
      item: this.makeLeaf(encoding, oa, itemsLg2, protection),
    }));
    if (single) items.unshift({ encoding: single, item: this.makeLeaf(single, oa, itemsLg2, protection) });
    return items.slice(0, -1).reduceRight<Words>(
      (rest, { encoding, item }) => {
        const counts = encoding.contiguous?.countsLg2 ?? [0];
        const test = counts.reduce<Expr>(
          (any, count) => binary("||", any, equal(itemsLg2, num(count))),
          bool(false),
        );
        return chooseWords(test, item, rest);
      },
      items[items.length - 1].item,
    );
  }

  private makeLeaf(encoding: EntryModel, oa: Words, itemsLg2: Expr, protection: Expr): Words {
    const { variant, classes } = this.context;
    const address = andWords(oa, constant(bitMask(variant.oa.maxLg2 - 1, this.level.itemLg2)));
    const at = classOf(classes.leaf, encoding.rules);
    const bits = pairAt(this.context.shape, "leafBits", binary("+", shiftLeft(protection, 1), num(at << 7)));
    let item = orWords(orWords(insert(address, encoding.address), constant(encoding.fixed)), bits);
    const code = encoding.contiguous && sizeCodeOf(variant, this.level, encoding.contiguous);
    if (code) item = orWords(orWords(item, constant(code.fixedValue)), code.encode(itemsLg2));
    return item;
  }
}

function pairAt(shape: Shape, array: string, at: Expr): Words {
  return {
    lo: element(field(array), at),
    hi: shape.item === 2 ? element(field(array), binary("+", at, num(1))) : zero,
  };
}

/** The item whose pieces hold the bits of an address. */
export function insert(address: Words, pieces: readonly AddressPiece[]): Words {
  return pieces.reduce<Words>(
    (item, { high, low, from }) => orWords(item, moveBits(address, from + high - low, from, low)),
    constant(0n),
  );
}
