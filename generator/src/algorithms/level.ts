import type { Entry, Length, Oa, Table, Va } from "./values.js";

/**
 * What a format says about one level: the only thing that algorithms know of a format. The specialiser replaces
 * every member by an expression over words, the interpreter answers from the model.
 *
 * Members of type number and boolean that take no argument are constants of the level.
 */
export interface LevelOf<State> {
  readonly number: number;
  /** The next lower level; only where `hasTables`. */
  readonly below: LevelOf<State>;
  readonly hasLeaves: boolean;
  readonly hasTables: boolean;
  /** Some leaf at this level fuses several items. */
  readonly hasContiguous: boolean;
  /** The items of every contiguous leaf of the level hold equal words. */
  readonly repeatsItems: boolean;
  readonly tableBytes: number;
  /** Table items hold addresses finer than the places that tables can have in an arena. */
  readonly pointsFinely: boolean;
  readonly itemCount: number;
  /** The top in a form wider than tables of the level are elsewhere. */
  readonly isWideTop: boolean;
  /** Some leaves of the level do not hold every OA, and are not used for others. */
  readonly limitsOa: boolean;
  /** No leaf of any level below holds every OA. */
  readonly limitsOaBelow: boolean;
  /** Items lie in memory in a way that the runtime's bulk primitives can find, fill and step. */
  readonly bulk: boolean;

  /** Number of the item that translates `va`. */
  index(va: Va): number;
  /** Where an item lies, for the link from a table back to the item that points to it. */
  itemAt(table: Table, index: number): number;
  /** Bind the result to a name before it is used: in shared memory one call reads what two words then hold. */
  load(s: State, table: Table, index: number): Entry;
  store(s: State, table: Table, index: number, entry: Entry): void;
  /** Makes the item empty. */
  clear(s: State, table: Table, index: number): void;
  /** Points an item that was found `empty` at `next`; false if somebody else was faster (shared memory only). */
  install(s: State, table: Table, index: number, empty: Entry, next: Table): boolean;

  /** Bulk: how far from `index` the first of `items` items in use is, or -1. */
  findUsed(s: State, table: Table, index: number, items: number): number;
  /** A run of leaves of one item can be counted in bulk, and cleared. */
  readonly countsSingles: boolean;
  /** Bulk: how many leaves of one item there are from `index` on, of `items` items. */
  countSingles(s: State, table: Table, index: number, items: number): number;
  /** Bulk: makes items empty. */
  clearAll(s: State, table: Table, index: number, items: number): void;
  /** Bulk: stores `entry`, then for each next item the leaf for an OA one item further. */
  fillRising(s: State, table: Table, index: number, items: number, entry: Entry): void;
  /** Bulk: stores `entry` in every item. */
  fillEqual(s: State, table: Table, index: number, items: number, entry: Entry): void;

  isEmpty(entry: Entry): boolean;
  isTable(entry: Entry): boolean;
  isLeaf(entry: Entry): boolean;
  /** A leaf of one item. */
  isSingle(entry: Entry): boolean;
  /** Number of the spec's encoding that the item matches, -1 if none. */
  encodingOf(entry: Entry): number;
  /** Where the table that the item points to lies, if it lies in table memory at all. */
  nextTable(s: State, entry: Entry): Table;
  /** The item's table, which `nextTable` said is at `next`, is not all within table memory. */
  leadsOutside(s: State, entry: Entry, next: Table): boolean;

  /** The physical address that a table item holds. */
  tableAddress(s: State, entry: Entry): Oa;
  /** lg2 of the items that the leaf fuses. */
  itemsLg2(entry: Entry): number;
  /** A number that two tables share only if they are one. */
  identity(s: State, table: Table): number;
  /** The exact OA of `va` within a leaf of 2^itemsLg2 items. */
  outputAddress(s: State, entry: Entry, va: Va, itemsLg2: number): Oa;
  /** The item without its address: what two leaves must agree in to be one run. */
  attributes(s: State, entry: Entry): Entry;
  /** A leaf of 2^itemsLg2 items. */
  leaf(s: State, oa: Oa, itemsLg2: number, protection: number): Entry;
  /** The items of a leaf of 2^itemsLg2 items hold equal words. */
  repeats(itemsLg2: number): boolean;
  /** The leaf for the OA one item further. */
  risenByItem(entry: Entry): Entry;
  /** A table item. */
  pointer(s: State, next: Table): Entry;

  /** Hardware marks writes through the leaf. */
  isTracked(entry: Entry): boolean;
  isDirty(entry: Entry): boolean;
  withDirty(entry: Entry): Entry;
  withoutDirty(entry: Entry): Entry;

  /** Bit n: map may use leaves of 2^n items. */
  sizes(s: State): number;
  /** Bit n: leaves of 2^n items hold `oa`; only where `limitsOa`. */
  sizesHolding(oa: Oa): number;
  /** As many of the next items, the first for `oa`, as are before the next OA that other leaves hold than this one. */
  itemsHeldAlike(oa: Oa, items: number): number;
  /** Some leaf of a level below holds `oa`; only where `limitsOaBelow`. */
  isHeldBelow(oa: Oa): boolean;
  /** `va` is the first byte of an item. */
  startsItem(va: Va): boolean;
  /** `va` is the last byte of an item. */
  endsItem(va: Va): boolean;
  /** `va` is the first byte of a group of 2^itemsLg2 items. */
  startsLeaf(va: Va, itemsLg2: number): boolean;
  oaStartsItem(oa: Oa): boolean;
  /** The OA's position in units of an item, enough low bits to tell its alignment within a table. */
  oaIndex(oa: Oa): number;
  /** One table of this level translates both. */
  sharesTable(va: Va, other: Va): boolean;
  /** The last VA of the item that translates `va`. */
  itemLast(va: Va): Va;
  /** The first VA of the next item, or after a few more; stays within the table. */
  advance(va: Va, items: number): Va;
  /** The first VA of the item `items` after the one of `va`. */
  nextItem(va: Va, items: number): Va;
  /** The last VA of a group of 2^itemsLg2 items around `va`. */
  leafLast(va: Va, itemsLg2: number): Va;
  advanceOa(oa: Oa, items: number): Oa;
  bytesOf(items: number): Length;
  /** A table of this level reaches `va` from VA 0. */
  reaches(va: Va): boolean;
  /** The last VA that a top table of this level reaches. */
  lastVa(): Va;
}
