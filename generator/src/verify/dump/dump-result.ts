import type { Mapping } from "@generic-pt/core";
import type { Failure } from "../findings.js";
import type { ReachedTables } from "./reached-tables.js";

/** What became of one table of a dump. */
export interface DumpedTableResult {
  readonly table: string;
  readonly failures: readonly Failure[];
  /** Rows of each kind that were compared. All 0: nothing is listed, the table was only walked for damage. */
  readonly compared: ComparedRows;
}

/** Numbers of rows that a table was compared with. */
export interface ComparedRows {
  readonly mappings: number;
  readonly samples: number;
  readonly faults: number;
}

/** What became of a dump: its tables, or why it cannot be checked. */
export type DumpResult =
  | { readonly kind: "checked"; readonly tables: readonly DumpedTableResult[] }
  | { readonly kind: "unsupported"; readonly reason: string };

/** What was found out about one table. */
export interface CheckedTable {
  readonly runs: readonly Mapping[];
  readonly reached: ReachedTables;
}
