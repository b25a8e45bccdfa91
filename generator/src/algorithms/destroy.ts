import { EPERM } from "@generic-pt/core";
import { isOwner, ownedTable } from "./owned.js";
import type { Level, State } from "./state.js";
import type { Status, Table } from "./values.js";

/**
 * Frees every table. Two passes: a table that is not the instance's own, or is reached twice, refuses before anything
 * is freed.
 */
export function destroy(s: State): Status {
  if (!isOwner(s)) return EPERM;
  const status = checkOwned(s, s.levels[s.topForm], s.top);
  if (status !== 0) return status;
  freeTables(s, s.levels[s.topForm], s.top);
  return 0;
}

function checkOwned(s: State, level: Level, table: Table): Status {
  if (!level.hasTables) return 0;
  for (let index = 0; index < level.itemCount; index += 1) {
    const entry = level.load(s, table, index);
    if (level.isTable(entry)) {
      const next = ownedTable(s, level, table, index, entry);
      if (next < 0) return next;
      if (level.below.hasTables) {
        const status = checkOwned(s, level.below, next);
        if (status !== 0) return status;
      }
    }
  }
  return 0;
}

function freeTables(s: State, level: Level, table: Table): void {
  if (level.hasTables) {
    for (let index = 0; index < level.itemCount; index += 1) {
      const entry = level.load(s, table, index);
      if (level.isTable(entry)) freeTables(s, level.below, level.nextTable(s, entry));
    }
  }
  s.arena.free(table, level.tableBytes);
}
