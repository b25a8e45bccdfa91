// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import {
  addressOf,
  type Arena,
  BaseTable,
  EOPNOTSUPP,
  type Invalidate,
  type RootFields,
  type TableConfig,
  TableState,
  type WritableOperations,
} from "@generic-pt/core";
import { traits } from "../traits.js";
import { destroy } from "./destroy.js";
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
  readDirty: () => EOPNOTSUPP,
  setDirty: () => EOPNOTSUPP,
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

/** Arm Mali Midgard page table, with BigInt addresses. */
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
