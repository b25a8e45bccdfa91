import { EFAULT, ELOOP } from "@generic-pt/core";
import type { Level, State } from "./state.js";
import type { Entry, Status, Table } from "./values.js";

/** Whether the table is this instance's to change: not after it was destroyed, and not one that was found in memory. */
export function isOwner(s: State): boolean {
  return s.links[s.top >>> 6] === s.owner;
}

/**
 * Whether the table that an item points to, which lies at `next`, may be changed or freed. A table belongs to the one
 * item that its link names: whatever is reached on a second way, or is nobody's table, is refused.
 */
export function owns(
  s: State,
  level: Level,
  table: Table,
  index: number,
  entry: Entry,
  next: Table,
): boolean {
  return (
    !(level.pointsFinely && (next & 63) !== 0) &&
    !level.leadsOutside(s, entry, next) &&
    s.links[next >>> 6] === level.itemAt(table, index)
  );
}

/** Why the table below an item is not its own. */
export function disowned(s: State, level: Level, entry: Entry, next: Table): Status {
  return level.leadsOutside(s, entry, next) ? EFAULT : ELOOP;
}

/** The table below an item, for operations that change or free it. */
export function ownedTable(s: State, level: Level, table: Table, index: number, entry: Entry): Table {
  const next = level.nextTable(s, entry);
  return owns(s, level, table, index, entry, next) ? next : disowned(s, level, entry, next);
}

/** The table below an item, for a scan that changes items only if `s.clears`. */
export function scannedTable(s: State, level: Level, table: Table, index: number, entry: Entry): Table {
  if (s.clears) return ownedTable(s, level, table, index, entry);
  const next = level.nextTable(s, entry);
  return level.leadsOutside(s, entry, next) ? EFAULT : next;
}
