import { highHalf, lowHalf, type TableState } from "@generic-pt/core";
import type { Level, State } from "../algorithms/state.js";
import type { Entry, Length, Oa, Table, Va } from "../algorithms/values.js";
import type { BitsModel, DirtyModel, EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { wideTops } from "../model/top-forms.js";
import { addressBits, extractAddress, insertAddress, ones } from "./address-pieces.js";
import { ItemEncoding } from "./item-encoding.js";
import { ItemMemory } from "./item-memory.js";
import { applyRules, type Circumstances } from "./item-rules.js";

/** The levels of one table, from 0 up; behind them the forms of those whose tables can be wider as the top. */
export function interpretedLevels(variant: VariantModel, table: TableState): readonly InterpretedLevel[] {
  const levels: InterpretedLevel[] = [];
  for (const model of variant.levels) levels.push(new InterpretedLevel(variant, model, table, levels.at(-1)));
  const wide = wideTops(variant).map((model) => {
    return new InterpretedLevel(variant, model, table, levels[model.level - 1], true);
  });
  return [...levels, ...wide];
}

/** What algorithms ask about a level, answered from the model each time they ask. */
export class InterpretedLevel implements Level {
  readonly number: number;
  readonly hasLeaves: boolean;
  readonly hasTables: boolean;
  readonly hasContiguous: boolean;
  readonly repeatsItems: boolean;
  readonly tableBytes: number;
  readonly pointsFinely: boolean;
  readonly itemCount: number;
  readonly isWideTop: boolean;
  readonly limitsOa: boolean;
  readonly limitsOaBelow: boolean;
  /** One item at a time: the reference needs no speed. */
  readonly bulk = false;
  readonly countsSingles = false;
  private readonly variant: VariantModel;
  private readonly model: LevelModel;
  private readonly table: TableState;
  private readonly lower: InterpretedLevel | undefined;
  private readonly itemLg2: bigint;
  private readonly itemBytes: bigint;
  private readonly memory: ItemMemory;
  private readonly circumstances: Circumstances;
  private readonly encodings: readonly ItemEncoding[];
  /** Address bits that are parameters', and no address. */
  private readonly mark: bigint;

  constructor(
    variant: VariantModel,
    model: LevelModel,
    table: TableState,
    lower: InterpretedLevel | undefined,
    isWideTop = false,
  ) {
    const { features, parameters } = table.config;
    this.variant = variant;
    this.model = model;
    this.table = table;
    this.lower = lower;
    this.itemLg2 = BigInt(model.itemLg2);
    this.itemBytes = 1n << this.itemLg2;
    this.memory = new ItemMemory(table.arena, variant.item);
    this.circumstances = { features: new Set(features), parameters };
    this.mark = [...parameters.values()].reduce((bits, value) => bits | value, 0n);
    this.encodings = model.kinds.map((kind) => new ItemEncoding(variant, model, kind));
    const leaves = model.kinds.filter(({ kind }) => kind === "leaf");
    this.number = model.level;
    this.hasLeaves = leaves.length > 0;
    this.hasTables = lower !== undefined && model.kinds.some(({ kind }) => kind === "table");
    this.hasContiguous = leaves.some(({ contiguous }) => contiguous !== undefined);
    this.repeatsItems = leaves.every(({ contiguous }) => contiguous?.items !== "advance");
    this.isWideTop = isWideTop;
    this.limitsOa = leaves.some(({ oaLg2 }) => oaLg2 !== undefined);
    this.limitsOaBelow = this.oaLg2Below !== undefined;
    this.tableBytes = isWideTop ? table.topBytes : model.tableBytes;
    // Places are 256 bytes apart.
    this.pointsFinely = model.kinds.some(({ kind, address }) => {
      return kind === "table" && address.some(({ from }) => from < 8);
    });
    this.itemCount = isWideTop ? table.topItems : 2 ** model.indexBits;
  }

  get below(): Level {
    if (!this.lower) throw new Error("there is nothing below level 0");
    return this.lower;
  }

  // Where items lie.

  index(va: Va): number {
    return this.itemNumber(va);
  }

  oaIndex(oa: Oa): number {
    return this.itemNumber(oa);
  }

  private itemNumber(address: bigint): number {
    return Number((address >> this.itemLg2) & ones(this.model.indexBits));
  }

  itemAt(table: Table, index: number): number {
    return this.memory.itemAt(table, index);
  }

  load(_s: State, table: Table, index: number): Entry {
    return this.memory.load(table, index) as Entry;
  }

  store(_s: State, table: Table, index: number, entry: Entry): void {
    this.memory.store(table, index, entry);
  }

  clear(_s: State, table: Table, index: number): void {
    const empty = this.model.kinds.find(({ kind }) => kind === "empty");
    this.memory.store(table, index, empty?.fixed ?? 0n);
  }

  install(s: State, table: Table, index: number, _empty: Entry, next: Table): boolean {
    this.store(s, table, index, this.pointer(s, next));
    return true;
  }

  findUsed(): number {
    return notBulk();
  }

  countSingles(): number {
    return notBulk();
  }

  clearAll(): void {
    notBulk();
  }

  fillRising(): void {
    notBulk();
  }

  fillEqual(): void {
    notBulk();
  }

  identity(_s: State, table: Table): number {
    return table;
  }

  // What items are.

  isEmpty(entry: Entry): boolean {
    return this.isKind(entry, "empty");
  }

  isTable(entry: Entry): boolean {
    return this.hasTables && this.isKind(entry, "table");
  }

  isLeaf(entry: Entry): boolean {
    return this.isKind(entry, "leaf");
  }

  isSingle(entry: Entry): boolean {
    return this.isLeaf(entry) && this.encoding(entry, "leaf").model.contiguous === undefined;
  }

  encodingOf(entry: Entry): number {
    return this.encodings.findIndex((encoding) => encoding.matches(entry));
  }

  itemsLg2(entry: Entry): number {
    return this.encoding(entry, "leaf").itemsLg2(entry) ?? 0;
  }

  private isKind(entry: Entry, kind: EntryModel["kind"]): boolean {
    return this.encodings.find((encoding) => encoding.matches(entry))?.model.kind === kind;
  }

  /** Algorithms ask for parts of a leaf or a table item only after they have asked whether it is one. */
  private encoding(entry: Entry, kind: EntryModel["kind"]): ItemEncoding {
    const encoding = this.encodings.find((other) => other.matches(entry));
    if (encoding?.model.kind !== kind)
      throw new Error(`0x${entry.toString(16)} at level ${this.number} is no ${kind}`);
    return encoding;
  }

  // Addresses in items.

  tableAddress(_s: State, entry: Entry): Oa {
    return extractAddress(entry & ~this.mark, this.encoding(entry, "table").model.address) as Oa;
  }

  nextTable(s: State, entry: Entry): Table {
    const address = this.tableAddress(s, entry);
    return this.table.arena.wordOf(highHalf(address), lowHalf(address), this.below.tableBytes);
  }

  leadsOutside(_s: State, _entry: Entry, next: Table): boolean {
    return next < 0;
  }

  outputAddress(_s: State, entry: Entry, va: Va, itemsLg2: number): Oa {
    const encoding = this.encoding(entry, "leaf");
    const offset = ones(encoding.offsetLg2(itemsLg2));
    const address = extractAddress(entry & ~this.mark, encoding.model.address) & ones(this.variant.oa.maxLg2);
    return ((address & ~offset) | (va & offset)) as Oa;
  }

  attributes(_s: State, entry: Entry): Entry {
    return (entry & ~(addressBits(this.encoding(entry, "leaf").model.address) & ~this.mark)) as Entry;
  }

  // Making items.

  leaf(_s: State, oa: Oa, itemsLg2: number, protection: number): Entry {
    const encoding = this.encodings.find((other) => other.model.kind === "leaf" && other.offers(itemsLg2));
    if (!encoding) throw new Error(`level ${this.number} has no leaf of 2^${itemsLg2} items`);
    const { fixed, rules, address } = encoding.model;
    const attributes = applyRules(fixed, rules, protection, this.circumstances);
    return (attributes | insertAddress(oa, address) | encoding.sizeBits(itemsLg2)) as Entry;
  }

  risenByItem(entry: Entry): Entry {
    const { address, contiguous } = this.encoding(entry, "leaf").model;
    if (contiguous?.items === "same") return entry;
    const risen = extractAddress(entry & ~this.mark, address) + this.itemBytes;
    const rest = entry & ~(addressBits(address) & ~this.mark);
    return (rest | insertAddress(risen, address)) as Entry;
  }

  pointer(_s: State, next: Table): Entry {
    const encoding = this.model.kinds.find(({ kind }) => kind === "table");
    if (!encoding) throw new Error(`level ${this.number} has no tables below it`);
    const { fixed, rules, address } = encoding;
    const flushed = this.variant.features
      .filter(({ name }) => this.circumstances.features.has(name))
      .reduce((bits, { mask }) => bits | mask, 0n);
    const attributes = applyRules(fixed, rules, 0, this.circumstances) | flushed;
    return (attributes | insertAddress(this.table.arena.address(next), address)) as Entry;
  }

  // Dirty state.

  repeats(itemsLg2: number): boolean {
    return this.model.kinds.some(({ contiguous }) => {
      return contiguous?.items === "same" && contiguous.countsLg2.includes(itemsLg2);
    });
  }

  isTracked(entry: Entry): boolean {
    return hasBits(entry, this.dirty.tracked);
  }

  isDirty(entry: Entry): boolean {
    return hasBits(entry, this.dirty);
  }

  withDirty(entry: Entry): Entry {
    const { mask, value } = this.dirty.set;
    return ((entry & ~mask) | value) as Entry;
  }

  withoutDirty(entry: Entry): Entry {
    const { mask, value } = this.dirty.clear;
    return ((entry & ~mask) | value) as Entry;
  }

  private get dirty(): DirtyModel {
    const { dirty } = this.variant;
    if (!dirty) throw new Error("the format has no dirty state");
    return dirty;
  }

  // Positions within the range of a table.

  sizes(_s: State): number {
    return this.table.sizes[this.number];
  }

  startsItem(va: Va): boolean {
    return this.offset(va) === 0n;
  }

  endsItem(va: Va): boolean {
    return this.offset(va) === this.itemBytes - 1n;
  }

  startsLeaf(va: Va, itemsLg2: number): boolean {
    return (va & ones(this.model.itemLg2 + itemsLg2)) === 0n;
  }

  oaStartsItem(oa: Oa): boolean {
    return this.offset(oa) === 0n;
  }

  sizesHolding(oa: Oa): number {
    let sizes = 0;
    for (const { kind, oaLg2, contiguous } of this.model.kinds) {
      if (kind !== "leaf" || (oaLg2 !== undefined && oa > ones(oaLg2))) continue;
      for (const countLg2 of contiguous?.countsLg2 ?? [0]) sizes |= 1 << countLg2;
    }
    return sizes;
  }

  itemsHeldAlike(oa: Oa, items: number): number {
    const sizes = this.sizesHolding(oa);
    let alike = 1;
    while (alike < items && this.sizesHolding(this.advanceOa(oa, alike)) === sizes) alike += 1;
    return Math.min(alike, items);
  }

  isHeldBelow(oa: Oa): boolean {
    return this.oaLg2Below === undefined || oa <= ones(this.oaLg2Below);
  }

  /** Bits of the OAs that leaves of lower levels hold; undefined: all. */
  private get oaLg2Below(): number | undefined {
    let widest = 0;
    for (const { kinds } of this.variant.levels.slice(0, this.model.level)) {
      for (const { kind, oaLg2 } of kinds) {
        if (kind !== "leaf") continue;
        if (oaLg2 === undefined) return undefined;
        widest = Math.max(widest, oaLg2);
      }
    }
    return widest === 0 ? undefined : widest;
  }

  private offset(address: bigint): bigint {
    return address & (this.itemBytes - 1n);
  }

  sharesTable(va: Va, other: Va): boolean {
    return (va ^ other) >> BigInt(this.coverLg2) === 0n;
  }

  itemLast(va: Va): Va {
    return (va | (this.itemBytes - 1n)) as Va;
  }

  leafLast(va: Va, itemsLg2: number): Va {
    return (va | ones(this.model.itemLg2 + itemsLg2)) as Va;
  }

  advance(va: Va, items: number): Va {
    return BigInt.asUintN(this.variant.va.wordBits, va + this.bytesOf(items)) as Va;
  }

  nextItem(va: Va, items: number): Va {
    return this.advance((va - this.offset(va)) as Va, items);
  }

  /** OAs do not wrap: the distance from the first to behind the last byte of a range must stay its length. */
  advanceOa(oa: Oa, items: number): Oa {
    return (oa + this.bytesOf(items)) as Oa;
  }

  bytesOf(items: number): Length {
    return (BigInt(items) << this.itemLg2) as Length;
  }

  reaches(va: Va): boolean {
    return va >> BigInt(this.coverLg2) === 0n;
  }

  lastVa(): Va {
    return ones(Math.min(this.coverLg2, this.variant.va.wordBits)) as Va;
  }

  private get coverLg2(): number {
    return this.model.itemLg2 + this.model.indexBits;
  }
}

const hasBits = (entry: Entry, { mask, value }: BitsModel): boolean => (entry & mask) === value;

function notBulk(): never {
  throw new Error("the interpreter has no bulk operations");
}
