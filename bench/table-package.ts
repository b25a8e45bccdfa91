import type { Arena, PageTable, RootFields, TableConfig, TableState, TableTraits } from "@generic-pt/core";
import type { Batch, MapRange, Translate, UnmapRange } from "./loops.js";

/** The friendly class, with the state that it works on. */
export type OpenTable = PageTable & { readonly state: TableState };

/** What a generated package exports for tables in an arena, as far as it is measured. */
export interface TablePackage {
  readonly traits: TableTraits;
  readonly createState: (arena: Arena, config: TableConfig) => TableState;
  readonly translate: Translate;
  readonly translateBatch: Batch;
  readonly translateNumber: (s: TableState, va: number) => number;
  readonly map: MapRange;
  readonly unmap: UnmapRange;
  /** Missing where the format has no dirty state to read. */
  readonly readDirty?: UnmapRange;
  readonly setDirty?: Translate;
  readonly PageTable: {
    open(arena: Arena, root: RootFields, config: TableConfig): OpenTable;
  };
}
