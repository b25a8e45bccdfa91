import type { Arena, ImageSource, Invalidate, PageTable, RootFields, TableConfig } from "@generic-pt/core";
import type { VariantModel } from "../model/model.js";

/** A table in a memory image: what can be read of it. */
export type TableView = Pick<PageTable, "translate" | "mappings" | "decode">;

/** Where verification gets its page tables from: generated packages, or the interpreter. */
export interface TableFactory {
  /** The model of a variant, or of the format's first one; undefined if there is none. */
  model(format: string, variant?: string): VariantModel | undefined;
  /** A new table in `arena` whose gathers report to `invalidate`. Throws PtError if the format refuses `config`. */
  open(format: string, variant: string, config: TableConfig, arena: Arena, invalidate: Invalidate): PageTable;
  /**
   * The table in a memory image that root fields point to. Absent where images cannot be read. Throws PtError if the
   * format refuses `config`, or the image does not hold the top table.
   */
  view?(
    format: string,
    variant: string,
    image: ImageSource,
    root: RootFields,
    config: TableConfig,
  ): TableView;
}
