import type { LevelModel } from "../model/model.js";
import {
  and,
  binary,
  both,
  type Expr,
  element,
  equal,
  isNum,
  num,
  or,
  shiftLeft,
  shiftRight,
  zero,
} from "./ir.js";
import { field } from "./memory.js";
import { type Shape, type Value, wide } from "./value.js";
import { addWords, andWords, bitMask, constant, moveBits, orWords, testBits, type Words } from "./words.js";

/** Where addresses lie within the range that a table of one level translates. */
export class LevelPositions {
  private readonly level: LevelModel;
  private readonly shape: Shape;
  /** The address bits below an item's number. */
  readonly itemMask: bigint;

  constructor(level: LevelModel, shape: Shape) {
    this.level = level;
    this.shape = shape;
    this.itemMask = bitMask(level.itemLg2 - 1, 0);
  }

  index(va: Words): Expr {
    return this.itemNumber(va, this.level.indexBits);
  }

  private itemNumber(address: Words, bits: number): Expr {
    return moveBits(address, this.level.itemLg2 + bits - 1, this.level.itemLg2, 0).lo;
  }

  /** The bits of the item's number within a group of 2^itemsLg2, at their place in an address. */
  groupMask(itemsLg2: Expr): Words {
    const low = binary("-", shiftLeftBy(num(1), itemsLg2), num(1));
    return moveBits({ lo: low, hi: zero }, this.level.indexBits - 1, 0, this.level.itemLg2);
  }

  sizes(): Expr {
    return element(field("sizes"), num(this.level.level));
  }

  startsItem(address: Words): Expr {
    return testBits(address, this.itemMask, 0n);
  }

  endsItem(va: Words): Expr {
    return testBits(va, this.itemMask, this.itemMask);
  }

  startsLeaf(va: Words, itemsLg2: Expr): Expr {
    const inGroup = and(this.index(va), binary("-", shiftLeftBy(num(1), itemsLg2), num(1)));
    return both(this.startsItem(va), equal(inGroup, zero));
  }

  oaIndex(oa: Words): Expr {
    return this.itemNumber(oa, this.level.indexBits);
  }

  sharesTable(va: Words, other: Words): Expr {
    const above = constant(bitMask(32 * this.shape.va - 1, this.coverLg2));
    const differing = (a: Expr, b: Expr): Expr => binary("^", a, b);
    const { hi, lo } = andWords({ hi: differing(va.hi, other.hi), lo: differing(va.lo, other.lo) }, above);
    return equal(or(hi, lo), zero);
  }

  itemLast(va: Words): Words {
    return orWords(va, constant(this.itemMask));
  }

  leafLast(va: Words, itemsLg2: Expr): Words {
    return orWords(this.itemLast(va), this.groupMask(itemsLg2));
  }

  /** Within a table only the bits of the item's number change, so a table below 4 GiB never carries. */
  advance(va: Words, items: Expr): Words {
    return addWords(va, this.span(items), this.level.itemLg2 + this.level.indexBits > 32);
  }

  nextItem(va: Words, items: Expr): Words {
    return this.advance(andWords(va, constant(BigInt.asUintN(64, ~this.itemMask))), items);
  }

  advanceOa(oa: Words, items: Expr): Words {
    return addWords(oa, this.span(items));
  }

  /** VA bytes of `items` items; at most a whole table's. */
  span(items: Expr): Words {
    const { itemLg2 } = this.level;
    if (isNum(items)) return constant(BigInt(items.value) << BigInt(itemLg2));
    if (itemLg2 >= 32) return { lo: zero, hi: shiftLeft(items, itemLg2 - 32) };
    // A whole table's items are one more than its highest item number.
    const carries = itemLg2 + this.level.indexBits >= 32;
    return { lo: shiftLeft(items, itemLg2), hi: carries ? shiftRight(items, 32 - itemLg2) : zero };
  }

  bytesOf(items: Expr): Value {
    if (this.shape.va === 2) return wide("Length", this.span(items));
    return { t: "bytes", e: binary("*", items, num(2 ** this.level.itemLg2)) };
  }

  private get coverLg2(): number {
    return this.level.itemLg2 + this.level.indexBits;
  }

  reaches(va: Words): Expr {
    return testBits(va, bitMask(32 * this.shape.va - 1, this.coverLg2), 0n);
  }

  lastVa(): Words {
    return constant(bitMask(Math.min(this.coverLg2, 32 * this.shape.va) - 1, 0));
  }
}

/** `1 << n` and the like, where `n` need not be known. */
function shiftLeftBy(value: Expr, by: Expr): Expr {
  return binary("<<", value, by);
}
