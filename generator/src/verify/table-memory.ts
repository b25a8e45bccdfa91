import type { DecodedEntry, PageTable } from "@generic-pt/core";
import type { EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { hex } from "./hex.js";
import { itemRuns } from "./item-runs.js";
import type { Json } from "./recording.js";

/** One leaf as it lies in memory. */
export interface Leaf {
  readonly va: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** Bytes that one of its items covers; less than `size` in a contiguous leaf. */
  readonly itemSize: bigint;
  /** Whether any of its items is dirty. */
  readonly dirty: boolean;
}

interface Table {
  readonly level: LevelModel;
  /** First VA it covers. */
  readonly va: bigint;
  /** How many it has. */
  readonly items: number;
  /** Byte offset of its first item. */
  readonly offset: number;
}

const addressBits = 64;

/**
 * Reads the tables of a page table straight from memory, sharing nothing with its operations but the meaning of
 * one item: what a replay compares is what lies there, not what the implementation says about it.
 */
export class TableMemory {
  private readonly table: PageTable;
  private readonly model: VariantModel;
  private readonly view: DataView;
  /** Bits of table addresses that a parameter took over; they are attributes. */
  private readonly markBits: bigint;

  constructor(table: PageTable, model: VariantModel, parameters: Readonly<Record<string, bigint>> = {}) {
    this.table = table;
    this.model = model;
    const { buffer, byteOffset, byteLength } = table.arena.words;
    this.view = new DataView(buffer, byteOffset, byteLength);
    this.markBits = model.parameters
      .filter((parameter) => table.features.includes(parameter.feature))
      .reduce((bits, { name }) => bits | (parameters[name] ?? 0n), 0n);
  }

  /**
   * Every table, depth first, items in index order, as recordings write them down: items that point to a table
   * have their address bits zeroed, so that the place of tables does not matter.
   */
  dump(): Json[] {
    const lines: Json[] = [];
    this.dumpTable(this.topTable(), lines);
    return lines;
  }

  /** The leaves that touch VAs `first` to `last`, in VA order. */
  *leaves(first: bigint, last: bigint): Generator<Leaf> {
    yield* this.leavesOf(this.topTable(), first, last);
  }

  private topTable(): Table {
    const { topLevel, topItems, topAddress, upperHalf } = this.table;
    // An upper half has the last items of the top, however few VA bits are translated.
    const items = upperHalf === undefined ? topItems : 2 ** this.levelModel(topLevel).indexBits;
    return this.read(topLevel, this.canonical(this.table.aperture.first), topAddress, items);
  }

  private below(table: Table, index: number, decoded: DecodedEntry): Table {
    const level = this.levelModel(table.level.level - 1);
    return this.read(level.level, this.vaAt(table, index), decoded.address ?? 0n, 2 ** level.indexBits);
  }

  private read(levelNumber: number, va: bigint, address: bigint, itemCount: number): Table {
    const level = this.levelModel(levelNumber);
    const { slotBytesLg2 } = this.model.item;
    const word = this.table.arena.wordOf(
      Number(BigInt.asIntN(32, address >> 32n)),
      Number(BigInt.asIntN(32, address)),
      itemCount << slotBytesLg2,
    );
    if (word < 0) throw new Error(`the level ${levelNumber} table at ${hex(address)} lies outside the arena`);
    return { level, va, items: itemCount, offset: word * 4 };
  }

  private itemAt({ offset }: Table, index: number): bigint {
    const { bits, slotBytesLg2, offset: within, endian } = this.model.item;
    const at = offset + (index << slotBytesLg2) + within;
    const little = endian === "little";
    return bits === 64 ? this.view.getBigUint64(at, little) : BigInt(this.view.getUint32(at, little));
  }

  private dumpTable(table: Table, lines: Json[]): void {
    const { level } = table.level;
    const shown = new Map<number, bigint>();
    const children: Table[] = [];
    for (let index = 0; index < table.items; index++) {
      const raw = this.itemAt(table, index);
      if (raw === 0n) continue;
      const decoded = this.table.decode(level, raw);
      if (decoded.kind === "table") {
        shown.set(index, raw & ~this.tableAddressBits(table.level, decoded.encoding));
        children.push(this.below(table, index, decoded));
      } else {
        shown.set(index, raw);
      }
    }
    lines.push({ level, va: hex(table.va), entries: itemRuns(shown) });
    for (const child of children) this.dumpTable(child, lines);
  }

  private *leavesOf(table: Table, first: bigint, last: bigint): Generator<Leaf> {
    const itemSize = 1n << BigInt(table.level.itemLg2);
    for (let index = 0; index < table.items; index++) {
      if (this.itemAt(table, index) === 0n) continue;
      const va = this.vaAt(table, index);
      if (va > last || va + itemSize <= first) continue;
      const decoded = this.decodeItem(table, index);
      if (decoded?.kind === "table") yield* this.leavesOf(this.below(table, index, decoded), first, last);
      if (decoded?.kind !== "leaf") continue;
      const size = decoded.size ?? itemSize;
      const fused = Number(size / itemSize);
      const start = index - (index % fused);
      let dirty = false;
      for (let item = start; item < Math.min(start + fused, table.items); item++)
        dirty ||= this.decodeItem(table, item)?.dirty === true;
      yield { va: this.vaAt(table, start), size, itemSize, dirty };
      index = start + fused - 1;
    }
  }

  private decodeItem(table: Table, index: number): DecodedEntry | undefined {
    const raw = this.itemAt(table, index);
    // Formats agree that a zeroed table is empty, and most items are zero.
    return raw === 0n ? undefined : this.table.decode(table.level.level, raw);
  }

  private vaAt(table: Table, index: number): bigint {
    return this.canonical(table.va + (BigInt(index) << BigInt(table.level.itemLg2)));
  }

  /** The 64-bit VA of which `va` holds the bits that index tables. */
  private canonical(va: bigint): bigint {
    if (this.table.upperHalf === undefined) return va;
    const { itemLg2, indexBits } = this.levelModel(this.table.topLevel);
    return BigInt.asUintN(addressBits, BigInt.asIntN(itemLg2 + indexBits, va));
  }

  private levelModel(level: number): LevelModel {
    const model = this.model.levels.find((candidate) => candidate.level === level);
    if (model === undefined) throw new Error(`the format has no level ${level}`);
    return model;
  }

  private tableAddressBits(level: LevelModel, encoding: string): bigint {
    const entry = level.kinds.find((candidate) => candidate.name === encoding);
    if (entry === undefined) throw new Error(`level ${level.level} has no entry ${JSON.stringify(encoding)}`);
    return addressMask(entry) & ~this.markBits;
  }
}

function addressMask(entry: EntryModel): bigint {
  return entry.address.reduce(
    (mask, { high, low }) => mask | (((1n << BigInt(high - low + 1)) - 1n) << BigInt(low)),
    0n,
  );
}
