import { EBADMSG, ENOENT, EPERM } from "@generic-pt/core";
import { disowned, isOwner, ownedTable, owns } from "./owned.js";
import { isElsewhere } from "./range.js";
import type { Level, State } from "./state.js";
import {
  isNothing,
  type Length,
  lastOf,
  nothing,
  placed,
  plusLength,
  type Status,
  type Table,
  type Va,
  wraps,
} from "./values.js";

/** Items from which on calls of bulk primitives cost less than a loop. */
const worthwhile = 32;

/**
 * Removes the leaves of a range and the tables that it covers whole. `s.done` tells the bytes removed: fewer than
 * asked where a hole stopped it, more if the last leaf was larger, none if the range starts inside a leaf.
 */
export function unmap(s: State, va: Va, length: Length): Status {
  s.done = nothing;
  if (!isOwner(s)) return EPERM;
  if (isNothing(length)) return 0;
  const last = lastOf(s, va, length);
  if (wraps(va, length, last)) return 0;
  const first = placed(va, s.origin);
  const end = placed(last, s.origin);
  if (isElsewhere(s, first, end, s.reach)) return 0;
  const status = unmapTable(s, s.levels[s.topForm], s.top, first, end);
  if (!isNothing(s.done)) s.gather.addRange(va, lastOf(s, va, s.done));
  return status === ENOENT ? 0 : status;
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable(s: State, level: Level, table: Table, va: Va, last: Va): Status {
  const index = level.index(va);
  const isOne = index === level.index(last);
  const entry = level.load(s, table, index);
  if (level.hasTables && isOne && !(level.startsItem(va) && level.endsItem(last)) && level.isTable(entry)) {
    const next = level.nextTable(s, entry);
    if (!owns(s, level, table, index, entry, next)) return disowned(s, level, entry, next);
    return unmapTable(s, level.below, next, va, last);
  }
  // The commonest of all ranges: one leaf.
  if (level.hasLeaves && isOne && level.startsItem(va) && level.isSingle(entry)) {
    level.clear(s, table, index);
    s.done = level.bytesOf(1);
    return 0;
  }
  return unmapItems(s, level, table, va, last);
}

/** Removes the part of the range that one table translates. ENOENT: a hole, go no further. */
function unmapItems(s: State, level: Level, table: Table, va: Va, last: Va): Status {
  const end = level.index(last);
  let index = level.index(va);
  let position = va;
  if (level.hasLeaves) {
    const first = level.load(s, table, index);
    if (level.isLeaf(first) && !level.startsLeaf(va, level.itemsLg2(first))) return ENOENT;
  }
  while (index <= end) {
    const entry = level.load(s, table, index);
    if (level.hasTables && level.isTable(entry)) {
      const next = ownedTable(s, level, table, index, entry);
      if (next < 0) return next;
      const stop = index === end ? last : level.itemLast(position);
      const status = unmapItems(s, level.below, next, position, stop);
      if (status !== 0) return status;
      if (level.startsItem(position) && level.endsItem(stop)) {
        level.clear(s, table, index);
        s.gather.holdTable(next, level.below.tableBytes);
      }
      index += 1;
      position = level.nextItem(position, 1);
    } else if (level.hasLeaves && level.isSingle(entry)) {
      const after = clearSingles(s, level, table, index, end + 1);
      s.done = plusLength(s.done, level.bytesOf(after - index));
      position = level.advance(position, after - index);
      index = after;
    } else if (level.hasContiguous && level.isLeaf(entry)) {
      const itemsLg2 = level.itemsLg2(entry);
      // Only in a damaged table: its other items would be others', and may lie behind the end of the table.
      if (!level.startsLeaf(position, itemsLg2)) return EBADMSG;
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) level.clear(s, table, index + item);
      s.done = plusLength(s.done, level.bytesOf(items));
      index += items;
      position = level.advance(position, items);
    } else {
      return level.isEmpty(entry) ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/** Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first item left. */
function clearSingles(s: State, level: Level, table: Table, index: number, end: number): number {
  if (level.countsSingles && end - index >= worthwhile) {
    const items = level.countSingles(s, table, index, end - index);
    level.clearAll(s, table, index, items);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const entry = level.load(s, table, at);
    if (!level.isSingle(entry)) return at;
    level.clear(s, table, at);
  }
  return end;
}
