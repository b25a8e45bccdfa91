import { EADDRINUSE } from "@generic-pt/core";
import { ownedTable } from "./owned.js";
import type { Level, State } from "./state.js";
import { placed, type Status, type Table, type Va } from "./values.js";

/**
 * Empties the items that a leaf is about to take: tables below them that map nothing are removed one by one. A table
 * in use, or a leaf, refuses; what was removed before it stays removed.
 */
export function displace(
  s: State,
  level: Level,
  table: Table,
  first: number,
  itemsLg2: number,
  va: Va,
): Status {
  const end = first + (1 << itemsLg2);
  for (let index = first; index < end; index += 1) {
    const entry = level.load(s, table, index);
    if (!level.isEmpty(entry)) {
      if (!level.isTable(entry)) return EADDRINUSE;
      const next = ownedTable(s, level, table, index, entry);
      if (next < 0) return next;
      const status = checkEmpty(s, level.below, next);
      if (status !== 0) return status;
      holdTables(s, level.below, next);
      level.clear(s, table, index);
      const position = level.advance(va, index - first);
      s.gather.addRange(placed(position, s.origin), placed(level.itemLast(position), s.origin));
    }
  }
  return 0;
}

/** EADDRINUSE if anything is mapped below the table. */
function checkEmpty(s: State, level: Level, table: Table): Status {
  for (let index = 0; index < level.itemCount; index += 1) {
    const entry = level.load(s, table, index);
    if (!level.isEmpty(entry)) {
      if (!level.hasTables || !level.isTable(entry)) return EADDRINUSE;
      const next = ownedTable(s, level, table, index, entry);
      if (next < 0) return next;
      const status = checkEmpty(s, level.below, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Gives a table and those below it, checked before, to the gather: their memory is freed after the flush. */
function holdTables(s: State, level: Level, table: Table): void {
  if (level.hasTables) {
    for (let index = 0; index < level.itemCount; index += 1) {
      const entry = level.load(s, table, index);
      if (level.isTable(entry)) holdTables(s, level.below, level.nextTable(s, entry));
    }
  }
  s.gather.holdTable(table, level.tableBytes);
}
