import type { LevelOf } from "./level.js";
import type { Entry, Length, Oa, Table, Va } from "./values.js";

/** A level, as algorithms ask it. */
export type Level = LevelOf<State>;

/** One page table, as algorithms see it. Specialised code finds every member in a field of the state object. */
export interface State {
  readonly arena: TableMemory;
  /** Per table: where the one item lies that points to it; the owner's mark for a top table. */
  readonly links: Int32Array;
  readonly levels: readonly Level[];
  /** What the top table's link holds. */
  readonly owner: number;
  top: Table;
  topLevel: number;
  /** The form of the level that the top is worked on in: `levels` has it behind the levels, where tops can be wider. */
  topForm: number;
  /** The first VA: 0, or that of a table at the end of the VAs. Everything else counts from it. */
  readonly origin: Va;
  /** The format has tables whose first VA is not 0: a constant of the variant. */
  readonly hasOrigin: boolean;
  /** The format's tops can grow at run time: a constant of the variant. */
  readonly canGrow: boolean;
  /** VAs may end within a table of level 0: a constant of the variant. */
  readonly mayCutTables: boolean;
  /** The highest level that the top may grow to. */
  readonly highestTop: number;
  /** -1 if VAs are sign-extended, which gives them an upper half beside the lower; otherwise 0. */
  readonly sign: number;
  /** The largest VA that the format's words can hold. */
  readonly highestVa: Va;
  /** Last VA within the aperture, of its lower half if there are two; 2^n - 1. */
  readonly last: Va;
  /** Last VA that the current top reaches, of the lower half if there are two; 2^n - 1. */
  reach: Va;
  readonly lastOa: Oa;
  /** The address bits within the smallest leaf that map may use: 2^n - 1. */
  readonly unit: Va;
  /** Per set of protections: 0, or the errno with which map refuses it. */
  readonly refusals: Int32Array;
  /** Protections of which a mapping needs one, as bits. */
  readonly requiredProtection: number;

  // Results and cursors of the operation that runs.
  oa: Oa;
  done: Length;
  protection: number;
  clears: boolean;
  reports: boolean;
  flushes: boolean;
  flushFirst: Va;
  flushLast: Va;
  gather: Gather;
  sink: Sink;
  entry: Entry;
  found: Table;
  touched: number;
  runFirst: Va;
  runLast: Va;
  runOa: Oa;
  runAttributes: Entry;
  runLevel: number;
  runItemsLg2: number;
  /** Identity of the table in use at each level on the way to the current one. */
  readonly path: Float64Array;
  /** Identity of a table below each level that was searched whole, and has no leaf; -1: none. */
  readonly barren: Float64Array;
  /** Words of the table item gone through at each level, low word first. */
  readonly passed: Int32Array;
}

/** Where tables come from. Sizes in bytes. */
export interface TableMemory {
  allocate(bytes: number): Table;
  free(table: Table, bytes: number): void;
}

/** Collects what must be invalidated. */
export interface Gather {
  addRange(first: Va, last: Va): void;
  holdTable(table: Table, bytes: number): void;
}

/** Takes dirty pieces. */
export interface Sink {
  dirty(va: Va, bytes: Length): void;
}
