import { type Arena, highHalf, lowHalf } from "@generic-pt/core";
import type { ItemModel, VariantModel } from "../../generator/src/model/model.js";
import type { ItemReference, ReferenceItem } from "./item-reference.js";
import { reachLg2, type Settings, topItems } from "./settings.js";

/** A table found in memory. */
export interface WalkedTable {
  readonly level: number;
  readonly address: bigint;
  /** First VA that it translates. */
  readonly va: bigint;
  /** Bytes of VA that it translates. */
  readonly size: bigint;
  readonly word: number;
}

/** A leaf found in memory. */
export interface WalkedLeaf {
  readonly va: bigint;
  readonly oa: bigint;
  readonly sizeLg2: number;
  readonly level: number;
  readonly items: readonly ReferenceItem[];
  /** Protections after what the tables above restrict. */
  readonly effective: number;
}

/** One item on the way to a VA. */
export interface WalkedItem {
  readonly level: number;
  readonly index: number;
  readonly address: bigint;
  readonly raw: bigint;
  readonly item: ReferenceItem;
}

/** Everything that a root leads to. */
export interface WalkedTree {
  readonly tables: readonly WalkedTable[];
  readonly leaves: readonly WalkedLeaf[];
  /** What no walker should meet. */
  readonly faults: readonly string[];
}

let lastView: DataView<ArrayBufferLike> = new DataView(new ArrayBuffer(0));

/** Tests look at one memory again and again. */
function viewOf({ words }: Arena): DataView {
  if (lastView.buffer !== words.buffer) lastView = new DataView(words.buffer);
  return lastView;
}

/** Bytes from the start of a table to an item. */
export function itemOffset({ slotBytesLg2, offset }: ItemModel, index: number): number {
  return index * 2 ** slotBytesLg2 + offset;
}

/** Reads one item as its bytes lie in memory. */
export function loadItem(arena: Arena, item: ItemModel, word: number, index: number): bigint {
  const view = viewOf(arena);
  const at = word * 4 + itemOffset(item, index);
  const little = item.endian === "little";
  return item.bits === 64 ? view.getBigUint64(at, little) : BigInt(view.getUint32(at, little));
}

/** Writes one item. */
export function storeItem(arena: Arena, item: ItemModel, word: number, index: number, raw: bigint): void {
  const view = viewOf(arena);
  const at = word * 4 + itemOffset(item, index);
  const little = item.endian === "little";
  if (item.bits === 64) view.setBigUint64(at, raw, little);
  else view.setUint32(at, Number(raw), little);
}

/** A tree, and the bytes it was read from. */
interface SeenTree {
  readonly topLevel: number;
  readonly topAddress: bigint;
  readonly tree: WalkedTree;
  readonly tables: readonly { readonly start: number; readonly bytes: Buffer }[];
}

/** Walks table memory with nothing but the model. */
export class MemoryWalk {
  private seen: SeenTree | undefined;
  private readonly arena: Arena;
  private readonly variant: VariantModel;
  private readonly settings: Settings;
  private readonly items: ItemReference;
  private topReachLg2 = 0;

  constructor(arena: Arena, variant: VariantModel, settings: Settings, items: ItemReference) {
    this.arena = arena;
    this.variant = variant;
    this.settings = settings;
    this.items = items;
  }

  tree(topLevel: number, topAddress: bigint): WalkedTree {
    const memory = Buffer.from(this.arena.words.buffer);
    const { seen } = this;
    // The same bytes in every table that the walk came to: the same tree.
    if (
      seen?.topLevel === topLevel &&
      seen.topAddress === topAddress &&
      seen.tables.every(({ start, bytes }) => memory.subarray(start, start + bytes.length).equals(bytes))
    )
      return seen.tree;
    const tree: { tables: WalkedTable[]; leaves: WalkedLeaf[]; faults: string[] } = {
      tables: [],
      leaves: [],
      faults: [],
    };
    this.topReachLg2 = reachLg2(this.variant, topLevel);
    this.visit(topLevel, topAddress, 0n, [], tree);
    const tables = tree.tables.map(({ word, level }, at) => {
      const start = word * 4;
      const { tableBytes, indexBits } = this.variant.levels[level];
      const bytes =
        at === 0 ? (tableBytes * topItems(this.variant, this.settings)) / 2 ** indexBits : tableBytes;
      return { start, bytes: Buffer.from(memory.subarray(start, start + bytes)) };
    });
    this.seen = { topLevel, topAddress, tree, tables };
    return tree;
  }

  /** The items on the way to a VA, from the top to a leaf or to where it ends. */
  way(topLevel: number, topAddress: bigint, va: bigint): readonly WalkedItem[] {
    const way: WalkedItem[] = [];
    let address = topAddress;
    for (let level = topLevel; ; level--) {
      const { itemLg2, indexBits, topIndexBits = indexBits, tableBytes } = this.variant.levels[level];
      const word = this.arena.wordOf(highHalf(address), lowHalf(address), tableBytes);
      if (word < 0) return way;
      const bits = level === topLevel ? topIndexBits : indexBits;
      const place = va - this.settings.firstVa;
      const index = Number((place >> BigInt(itemLg2)) % (1n << BigInt(bits)));
      const raw = this.raw(word, index);
      const item = this.items.decode(level, raw);
      way.push({ level, index, address: address + BigInt(itemOffset(this.variant.item, index)), raw, item });
      if (item.kind !== "table") return way;
      address = item.address;
    }
  }

  private visit(
    level: number,
    address: bigint,
    va: bigint,
    above: readonly Pick<WalkedItem, "level" | "raw">[],
    tree: { tables: WalkedTable[]; leaves: WalkedLeaf[]; faults: string[] },
  ): void {
    const { itemLg2, indexBits, tableBytes } = this.variant.levels[level];
    const word = this.arena.wordOf(highHalf(address), lowHalf(address), tableBytes);
    if (word < 0) {
      tree.faults.push(`level ${level}: the table at 0x${address.toString(16)} lies outside`);
      return;
    }
    const { topIndexBits = indexBits } = this.variant.levels[level];
    const isTop = above.length === 0;
    const size = 1n << BigInt(itemLg2 + (isTop ? topIndexBits : indexBits));
    tree.tables.push({ level, address, va: this.canonical(va), size, word });
    const count = this.itemCount(level, isTop);
    const { words } = this.arena;
    const { item: layout } = this.variant;
    // In words. Most items of most tables are empty, and this loop is where the suite spends its time.
    const start = word + (itemOffset(layout, 0) >> 2);
    const step = (itemOffset(layout, 1) - itemOffset(layout, 0)) >> 2;
    const second = layout.bits === 64 ? 1 : 0;
    for (let index = 0; index < count; index++) {
      // All-zero items are empty in every format; a case of the suite sees to that.
      const first = start + index * step;
      if ((words[first] | words[first + second]) === 0) continue;
      const raw = this.raw(word, index);
      const item = this.items.decode(level, raw);
      const at = va + (BigInt(index) << BigInt(itemLg2));
      if (item.kind === "table") this.visit(level - 1, item.address, at, [...above, { level, raw }], tree);
      else if (item.kind === "leaf") {
        const fused = 2 ** (item.sizeLg2 - itemLg2);
        if (index % fused !== 0) tree.faults.push(`level ${level}, item ${index}: inside a leaf of ${fused}`);
        const all = [item];
        for (let n = 1; n < fused; n++) {
          const other = this.items.decode(level, this.raw(word, index + n));
          if (other.kind !== "leaf" || other.sizeLg2 !== item.sizeLg2)
            tree.faults.push(`level ${level}, item ${index + n}: not of the leaf that starts at ${index}`);
          all.push(other);
        }
        const effective = above.reduce(
          (left, table) => this.items.restricted(table.level, left, table.raw),
          item.protection,
        );
        const { address: oa, sizeLg2 } = item;
        tree.leaves.push({ va: this.canonical(at), oa, sizeLg2, level, items: all, effective });
        index += fused - 1;
      } else if (item.kind === "reserved") tree.faults.push(`level ${level}, item ${index}: reserved`);
    }
  }

  /** The VA of what has a place in the top's range. */
  private canonical(place: bigint): bigint {
    return this.settings.hasUpperHalf
      ? BigInt.asUintN(64, BigInt.asIntN(this.topReachLg2, place))
      : this.settings.firstVa + place;
  }

  /** Items of a table that VAs can reach; an upper half begins at the end of the top. */
  private itemCount(level: number, isTop: boolean): number {
    const { itemLg2, indexBits, topIndexBits = indexBits } = this.variant.levels[level];
    if (this.settings.hasUpperHalf) return 2 ** indexBits;
    return 2 ** Math.min(isTop ? topIndexBits : indexBits, Math.max(0, this.settings.vaBits - itemLg2));
  }

  private raw(word: number, index: number): bigint {
    return loadItem(this.arena, this.variant.item, word, index);
  }
}
