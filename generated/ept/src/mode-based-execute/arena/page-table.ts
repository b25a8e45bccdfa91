// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import {
  addressOf,
  type Arena,
  BaseTable,
  type Invalidate,
  type RootFields,
  type TableConfig,
  TableState,
  type WritableOperations,
} from "@generic-pt/core";
import { traits } from "../traits.js";
import { destroy } from "./destroy.js";
import { readDirty, setDirty } from "./dirty.js";
import { decodeEntryAt, encodeLeafAt, encodeTableAt } from "./entry.js";
import { findRun } from "./find-run.js";
import { map } from "./map.js";
import { translate } from "./translate.js";
import { unmap } from "./unmap.js";

const operations: WritableOperations<TableState> = {
  translate: translate,
  findRun: findRun,
  map: map,
  unmap: unmap,
  readDirty: readDirty,
  setDirty: setDirty,
  destroy: destroy,
  decodeEntry: decodeEntryAt,
  encodeLeaf: encodeLeafAt,
  encodeTable: encodeTableAt,
  done: (s) => addressOf(s.doneHi, s.doneLo),
};

/** A new, empty table for the operations of this package; throws PtError for a configuration that the format refuses. */
export function createState(arena: Arena, config: TableConfig = {}): TableState {
  return TableState.create(traits, arena, config);
}

/** Intel extended page table with mode-based execute control, with BigInt addresses. */
export class PageTable extends BaseTable<TableState> {
  /** A new, empty table. `invalidate` is told of every range of VAs whose translations changed. */
  static create(arena: Arena, config: TableConfig = {}, invalidate?: Invalidate): PageTable {
    return new PageTable(createState(arena, config), operations, invalidate);
  }

  /** The table that root fields point to. */
  static open(arena: Arena, root: RootFields, config: TableConfig = {}, invalidate?: Invalidate): PageTable {
    return new PageTable(TableState.open(traits, arena, root, config), operations, invalidate);
  }
}
