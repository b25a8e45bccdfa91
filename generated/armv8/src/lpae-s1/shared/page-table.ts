// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import {
  type Arena,
  BaseTable,
  EOPNOTSUPP,
  EOVERFLOW,
  ERANGE,
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
  translate: (s, vaHi, vaLo) => (vaHi !== 0 ? EOVERFLOW : translate(s, vaLo)),
  findRun: (s, vaHi, vaLo, lastHi, lastLo) => (vaHi !== 0 || lastHi !== 0 ? ERANGE : findRun(s, vaLo, lastLo)),
  map: (s, vaHi, vaLo, oaHi, oaLo, lengthHi, lengthLo, protection) => (vaHi !== 0 ? EOVERFLOW : map(s, vaLo, oaHi, oaLo, (lengthHi >>> 0) * 0x100000000 + (lengthLo >>> 0), protection)),
  unmap: (s, vaHi, vaLo, lengthHi, lengthLo) => (vaHi !== 0 ? 0 : unmap(s, vaLo, (lengthHi >>> 0) * 0x100000000 + (lengthLo >>> 0))),
  readDirty: () => EOPNOTSUPP,
  setDirty: () => EOPNOTSUPP,
  destroy: destroy,
  decodeEntry: (s, level, entryHi, entryLo, vaHi, vaLo) => (vaHi !== 0 ? EOVERFLOW : decodeEntryAt(s, level, entryHi, entryLo, vaLo)),
  encodeLeaf: encodeLeafAt,
  encodeTable: encodeTableAt,
  done: (s) => BigInt(s.doneBytes),
};

/** A new, empty table for the operations of this package; throws PtError for a configuration that the format refuses. */
export function createState(arena: Arena, config: TableConfig = {}): TableState {
  return TableState.create(traits, arena, config);
}

/** Arm long-descriptor (LPAE) stage 1 of AArch32, with BigInt addresses. */
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
