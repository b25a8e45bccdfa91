import type { Arena, Invalidate, PageTable, TableConfig } from "@generic-pt/core";
import type { VariantModel } from "../model/model.js";

/** Where a replay gets its page tables from: generated packages, or the interpreter. */
export interface TableFactory {
  /** The model of a variant, or of the format's first one; undefined if there is none. */
  model(format: string, variant?: string): VariantModel | undefined;
  /** A new table in `arena` whose gathers report to `invalidate`. Throws PtError if the format refuses `config`. */
  open(format: string, variant: string, config: TableConfig, arena: Arena, invalidate: Invalidate): PageTable;
}
