import { EINVAL } from "@generic-pt/core";
import type { Level, State } from "./state.js";
import type { Entry, Oa, Status, Table, Va } from "./values.js";

/**
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and its size by
 * `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
export function decodeEntry(s: State, level: Level, entry: Entry, va: Va): number {
  if (level.hasLeaves && level.isLeaf(entry)) {
    s.runItemsLg2 = level.itemsLg2(entry);
    s.runOa = level.outputAddress(s, entry, va, s.runItemsLg2);
  } else if (level.hasTables && level.isTable(entry)) {
    s.runOa = level.tableAddress(s, entry);
  }
  return level.encodingOf(entry);
}

/** Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf. */
export function encodeLeaf(s: State, level: Level, oa: Oa, itemsLg2: number, protection: number): Status {
  if (!level.hasLeaves) return EINVAL;
  if (level.limitsOa && ((level.sizesHolding(oa) >>> itemsLg2) & 1) === 0) return EINVAL;
  s.entry = level.leaf(s, oa, itemsLg2, protection);
  return 0;
}

/** Puts a table item together in `s.entry`. EINVAL: the level has no tables below it. */
export function encodeTable(s: State, level: Level, next: Table): Status {
  if (!level.hasTables) return EINVAL;
  s.entry = level.pointer(s, next);
  return 0;
}
