import { EFAULT, ELOOP } from "@generic-pt/core";
import type { Level, State } from "./state.js";
import type { Entry, Table } from "./values.js";

/** Whether the table is this instance's to change: not after it was destroyed, and not one that was found in memory. */
export function isOwner(s: State): boolean {
  return s.links[s.top >>> 6] === s.owner;
}

/**
 * The table below an item, for operations that change or free it. A table belongs to the one item that its link
 * names: whatever is reached on a second way, or is nobody's table, is refused.
 */
export function ownedTable(s: State, level: Level, table: Table, index: number, entry: Entry): Table {
  const next = level.nextTable(s, entry);
  if (level.leadsOutside(s, entry, next)) return EFAULT;
  if (level.pointsFinely && (next & 63) !== 0) return ELOOP;
  if (s.links[next >>> 6] !== level.itemAt(table, index)) return ELOOP;
  return next;
}

/** The table below an item, for a scan that changes items only if `s.clears`. */
export function scannedTable(s: State, level: Level, table: Table, index: number, entry: Entry): Table {
  if (s.clears) return ownedTable(s, level, table, index, entry);
  const next = level.nextTable(s, entry);
  return level.leadsOutside(s, entry, next) ? EFAULT : next;
}
