import { EAGAIN, EBADMSG, EFAULT, EINVAL, ENOENT, EOVERFLOW, EPERM, ERANGE } from "@generic-pt/core";
import { isOwner, scannedTable } from "./owned.js";
import { isElsewhere } from "./range.js";
import type { Level, State } from "./state.js";
import {
  earlier,
  isAbove,
  isNothing,
  isOutside,
  type Length,
  lastOf,
  lengthOf,
  placed,
  type Status,
  type Table,
  type Va,
  wraps,
} from "./values.js";

/**
 * Reports the leaves in a range that hardware wrote through, and makes them clean if `s.clears`. Clearing cleans the
 * whole leaf; the report starts no earlier than the range.
 */
export function readDirty(s: State, va: Va, length: Length): Status {
  if (isNothing(length)) return EINVAL;
  const last = lastOf(s, va, length);
  if (wraps(va, length, last)) return EOVERFLOW;
  const first = placed(va, s.origin);
  const end = placed(last, s.origin);
  if (isElsewhere(s, first, end, s.reach)) return ERANGE;
  if (s.clears && !isOwner(s)) return EPERM;
  s.flushes = false;
  const status = readDirtyTable(s, s.levels[s.topForm], s.top, first, end);
  // One range for all that was cleaned, whatever the policy: as drivers do it.
  if (s.flushes) s.gather.addRange(placed(s.flushFirst, s.origin), placed(s.flushLast, s.origin));
  return status;
}

function readDirtyTable(s: State, level: Level, table: Table, va: Va, last: Va): Status {
  const end = level.index(last);
  let index = level.index(va);
  let position = va;
  while (index <= end) {
    const entry = level.load(s, table, index);
    if (level.hasTables && level.isTable(entry)) {
      const next = scannedTable(s, level, table, index, entry);
      if (next < 0) return next;
      const stop = index === end ? last : level.itemLast(position);
      const status = readDirtyTable(s, level.below, next, position, stop);
      if (status !== 0) return status;
      index += 1;
      position = level.nextItem(position, 1);
    } else if (level.hasLeaves && level.isSingle(entry)) {
      if (level.isDirty(entry)) {
        reportDirty(s, level, position, last, 0);
        if (s.clears) level.store(s, table, index, level.withoutDirty(entry));
      }
      index += 1;
      position = level.nextItem(position, 1);
    } else if (level.hasContiguous && level.isLeaf(entry)) {
      const itemsLg2 = level.itemsLg2(entry);
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty(s, level, table, first, after)) {
        reportDirty(s, level, position, last, itemsLg2);
        if (s.clears) cleanLeaf(s, level, table, first, after);
      }
      position = level.nextItem(position, after - index);
      index = after;
    } else {
      index += 1;
      position = level.nextItem(position, 1);
    }
  }
  return 0;
}

/** Whether any item of a leaf is dirty: hardware marks only the item it went through. */
function anyDirty(s: State, level: Level, table: Table, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const entry = level.load(s, table, index);
    if (level.isDirty(entry)) return true;
  }
  return false;
}

function cleanLeaf(s: State, level: Level, table: Table, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const entry = level.load(s, table, index);
    level.store(s, table, index, level.withoutDirty(entry));
  }
}

/**
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size: callers
 * align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty(s: State, level: Level, position: Va, last: Va, itemsLg2: number): void {
  if (level.hasContiguous && itemsLg2 !== 0) {
    const stop = earlier(last, level.leafLast(position, itemsLg2));
    const bytes = lengthOf(position, stop);
    if (s.reports) s.sink.dirty(placed(position, s.origin), bytes);
    if (s.clears) flushLater(s, position, stop);
  } else {
    const bytes = level.bytesOf(1);
    if (s.reports) s.sink.dirty(placed(position, s.origin), bytes);
    if (s.clears) {
      const stop = lastOf(s, position, bytes);
      flushLater(s, position, isAbove(position, stop) ? s.highestVa : stop);
    }
  }
}

/** Pieces come in rising order, but an earlier one may end later. */
function flushLater(s: State, first: Va, last: Va): void {
  if (!s.flushes) {
    s.flushes = true;
    s.flushFirst = first;
    s.flushLast = last;
  } else if (isAbove(last, s.flushLast)) {
    s.flushLast = last;
  }
}

/** Marks the leaf at `va` dirty, as hardware does on a write. ENOENT: nothing is mapped there. EAGAIN: hardware does not mark it. */
export function setDirty(s: State, va: Va): Status {
  const place = placed(va, s.origin);
  if (isOutside(place, s.reach, s.sign)) return ERANGE;
  if (!isOwner(s)) return EPERM;
  return setDirtyTable(s, s.levels[s.topForm], s.top, place);
}

function setDirtyTable(s: State, level: Level, table: Table, va: Va): Status {
  const index = level.index(va);
  const entry = level.load(s, table, index);
  if (level.hasTables && level.isTable(entry)) {
    const next = level.nextTable(s, entry);
    if (level.leadsOutside(s, entry, next)) return EFAULT;
    return setDirtyTable(s, level.below, next, va);
  }
  if (level.hasLeaves && level.isLeaf(entry)) {
    if (!level.isTracked(entry)) return EAGAIN;
    level.store(s, table, index, level.withDirty(entry));
    return 0;
  }
  return level.isEmpty(entry) ? ENOENT : EBADMSG;
}
