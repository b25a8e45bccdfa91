import type { LevelModel, VariantModel } from "../model/model.js";
import {
  binary,
  bool,
  call,
  type Expr,
  either,
  element,
  equal,
  isValue,
  member,
  name,
  not,
  num,
  plus,
  type Stmt,
  shiftLeft,
  zero,
} from "./ir.js";
import { type Words, words } from "./words.js";

/** Where specialised code finds its tables: each binding is emitted as modules of its own. */
export type Binding = "arena" | "shared" | "image";

const state: Expr = name("s");
export const field = (text: string): Expr => member(state, text);

/** Item access for one variant and binding. */
export class ItemMemory {
  private readonly variant: VariantModel;
  readonly binding: Binding;
  /** The bits that make an item valid stand in its high word. */
  private readonly validHigh: boolean;

  constructor(variant: VariantModel, binding: Binding) {
    this.variant = variant;
    this.binding = binding;
    const deciding = variant.levels[0].kinds.find(({ kind }) => kind === "empty")?.tests ?? [];
    this.validHigh = variant.item.bits === 64 && deciding.every(({ mask }) => (mask & 0xffff_ffffn) === 0n);
  }

  /** Word offset of an item's slot. */
  slotAt(table: Expr, index: Expr): Expr {
    return binary("+", table, shiftLeft(index, this.variant.item.slotBytesLg2 - 2));
  }

  /** Word offset of an item. */
  itemAt(table: Expr, index: Expr): Expr {
    const { offset } = this.variant.item;
    const slot = this.slotAt(table, index);
    return offset === 0 ? slot : binary("+", slot, num(offset / 4));
  }

  load(at: Expr): Words {
    if (this.variant.item.bits === 32) return words(this.read(at));
    const [low, high] = this.wordsOf(at);
    if (this.binding === "shared") {
      // The pair is read until it holds still; the call leaves the high word behind.
      return { lo: this.swapped(call("loadPair", [state, low, high])), hi: this.swapped(field("pairHigh")) };
    }
    return { lo: this.read(low), hi: this.read(high) };
  }

  store(at: Expr, item: Words): readonly Stmt[] {
    if (this.variant.item.bits === 32) return [this.write(at, item.lo)];
    const [low, high] = this.wordsOf(at);
    if (this.binding !== "shared") return [this.write(low, item.lo), this.write(high, item.hi)];
    // A reader must not see the word that makes the item valid before the other one.
    const valid = [this.validHigh ? high : low, this.swapped(this.validHigh ? item.hi : item.lo)];
    const other = [this.validHigh ? low : high, this.swapped(this.validHigh ? item.lo : item.hi)];
    return [{ k: "run", value: call("storePair", [field("words"), ...valid, ...other]) }];
  }

  clear(at: Expr, empty: Words): readonly Stmt[] {
    if (this.binding !== "shared" || this.variant.item.bits === 32) return this.store(at, empty);
    const [low, high] = this.wordsOf(at);
    const order = this.validHigh ? [high, low] : [low, high];
    return order.map((word) => this.write(word, zero));
  }

  /** Stores into an item that was found `empty`; the value says whether it still was that. */
  install(at: Expr, empty: Words, item: Words): { statements: readonly Stmt[]; done: Expr } {
    if (this.binding !== "shared") return { statements: this.store(at, item), done: bool(true) };
    if (this.variant.item.bits === 32) {
      return {
        statements: [],
        done: call("installWord", [state, at, this.swapped(empty.lo), this.swapped(item.lo)]),
      };
    }
    const inOrder = ({ lo, hi }: Words) => {
      const order = this.variant.item.endian === "little" ? [lo, hi] : [hi, lo];
      return order.map((word) => this.swapped(word));
    };
    return { statements: [], done: call("installPair", [state, at, ...inOrder(empty), ...inOrder(item)]) };
  }

  /** The runtime's bulk primitives can work on the items: their words lie as the primitives expect. */
  get isBulk(): boolean {
    const { endian, bytesLg2, slotBytesLg2 } = this.variant.item;
    return this.binding === "arena" && endian === "little" && slotBytesLg2 === bytesLg2;
  }

  /** A bulk primitive over `items` items from word `at` on. */
  bulk(primitive: string, at: Expr, items: Expr, ...values: readonly Words[]): Expr {
    const isPair = this.variant.item.bits === 64;
    const callee = member(member(field("arena"), "primitives"), `${primitive}${this.variant.item.bits}`);
    return call(callee, [at, items, ...values.flatMap(({ lo, hi }) => (isPair ? [lo, hi] : [lo]))]);
  }

  /** Word offset of the table at a physical address, if it is all within memory: `isOutside` tells. */
  tableAt(address: Words, level: LevelModel): Expr {
    if (this.binding === "image") {
      return call(member(field("image"), "open"), [
        num(level.level),
        address.hi,
        address.lo,
        num(level.tableBytes),
      ]);
    }
    // Modulo 2^32: an address below the base becomes an offset beyond the end.
    return binary(">>>", binary("-", address.lo, field("baseLo")), num(2));
  }

  /** The table at a physical address, which `tableAt` said is `next`, is not all within memory. */
  isOutside(address: Words, level: LevelModel, next: Expr): Expr {
    if (this.binding === "image") return binary("<", next, zero);
    const isElsewhere = not(equal(address.hi, field("baseHi")));
    const lastTable = binary("-", field("wordCount"), num(level.tableBytes / 4));
    return either(isElsewhere, binary(">", next, lastTable));
  }

  /** A number that two tables share only if they are one: frames of an image move, addresses do not. */
  identity(table: Expr): Expr {
    return this.binding === "image" ? call(member(field("image"), "identity"), [table]) : table;
  }

  /** Physical address of a table: the arena lies within one 4 GiB window, so nothing carries. */
  addressOf(table: Expr): Words {
    return { hi: field("baseHi"), lo: plus(field("baseLo"), shiftLeft(table, 2)) };
  }

  private wordsOf(at: Expr): readonly [low: Expr, high: Expr] {
    const next = binary("+", at, num(1));
    return this.variant.item.endian === "big" ? [next, at] : [at, next];
  }

  private read(at: Expr): Expr {
    const word = element(field("words"), at);
    return this.swapped(this.binding === "shared" ? call("Atomics.load", [field("words"), at]) : word);
  }

  private write(at: Expr, word: Expr): Stmt {
    const value = this.swapped(word);
    if (this.binding === "shared")
      return { k: "run", value: call("Atomics.store", [field("words"), at, value]) };
    return { k: "assign", target: element(field("words"), at), value };
  }

  private swapped(word: Expr): Expr {
    if (this.variant.item.endian === "little" || isValue(word, 0)) return word;
    return call("swapBytes", [word]);
  }
}
