import { EBADMSG, EFAULT, ELOOP, ENOENT, ERANGE } from "@generic-pt/core";
import { isElsewhere } from "./range.js";
import type { Level, State } from "./state.js";
import {
  follows,
  highWord,
  isAbove,
  lowWord,
  placed,
  type Status,
  sameEntry,
  type Table,
  type Va,
} from "./values.js";

/**
 * Finds the first run of equal leaves at or after `va`, within one table: VAs `s.runFirst` to `s.runLast`, OA of its
 * first byte `s.runOa`, `s.runAttributes`, leaf size by `s.runLevel` and `s.runItemsLg2`, and in `s.passed` the table
 * items above it. ENOENT: nothing up to `last`. EFAULT, EBADMSG, ELOOP: the item for `s.runFirst` to `s.runLast` points
 * outside memory, is reserved, or leads back to a table above it; the search can go on behind it.
 */
export function findRun(s: State, va: Va, last: Va): Status {
  const first = placed(va, s.origin);
  const end = placed(last, s.origin);
  if (isAbove(va, last) || isElsewhere(s, first, end, s.reach)) return ERANGE;
  s.barren.fill(-1);
  const status = findRunTable(s, s.levels[s.topForm], s.top, first, end);
  if (s.hasOrigin) {
    s.runFirst = placed(s.runFirst, s.origin);
    s.runLast = placed(s.runLast, s.origin);
  }
  return status;
}

function findRunTable(s: State, level: Level, table: Table, va: Va, last: Va): Status {
  const end = level.index(last);
  let index = level.index(va);
  let position = va;
  s.path[level.number] = level.identity(s, table);
  while (index <= end) {
    const entry = level.load(s, table, index);
    if (level.hasTables && level.isTable(entry)) {
      const stop = index === end ? last : level.itemLast(position);
      const next = level.nextTable(s, entry);
      if (level.leadsOutside(s, entry, next)) return stopAt(s, level, position, EFAULT);
      if (isOnPath(s, level, next)) return stopAt(s, level, position, ELOOP);
      const identity = level.identity(s, next);
      // One table may stand below many items, and then as often again below each: it is searched once.
      if (s.barren[level.number] !== identity) {
        s.passed[2 * level.number] = lowWord(entry);
        s.passed[2 * level.number + 1] = highWord(entry);
        const status = findRunTable(s, level.below, next, position, stop);
        if (status !== ENOENT) return status;
        if (level.startsItem(position) && level.endsItem(stop)) s.barren[level.number] = identity;
      }
    } else if (level.hasLeaves && level.isLeaf(entry)) {
      takeRun(s, level, table, index, position, last);
      return 0;
    } else if (!level.isEmpty(entry)) {
      return stopAt(s, level, position, EBADMSG);
    }
    index += 1;
    position = level.nextItem(position, 1);
  }
  return ENOENT;
}

function stopAt(s: State, level: Level, position: Va, status: Status): Status {
  s.runFirst = position;
  s.runLast = level.itemLast(position);
  s.runLevel = level.number;
  return status;
}

/** Whether a table is already in use at this level or one above. */
function isOnPath(s: State, level: Level, table: Table): boolean {
  const identity = level.identity(s, table);
  for (let above = level.number; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/** Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`. */
function takeRun(s: State, level: Level, table: Table, index: number, position: Va, last: Va): void {
  const entry = level.load(s, table, index);
  const itemsLg2 = level.itemsLg2(entry);
  const items = 1 << itemsLg2;
  s.runFirst = position;
  s.runOa = level.outputAddress(s, entry, position, itemsLg2);
  s.runAttributes = level.attributes(s, entry);
  s.runLevel = level.number;
  s.runItemsLg2 = itemsLg2;
  s.entry = entry;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let next = level.nextItem(position, after - index);
  s.runLast = level.leafLast(position, itemsLg2);
  // The last item: items of one leaf may each hold their own OA.
  const lastItem = level.load(s, table, after - 1);
  s.oa = level.outputAddress(s, lastItem, s.runLast, itemsLg2);
  while (after < level.itemCount) {
    // What lies behind the last item in use of a narrow top may be something else's.
    if (isAbove(next, last)) return;
    const candidate = level.load(s, table, after);
    if (!level.isLeaf(candidate) || level.itemsLg2(candidate) !== itemsLg2) return;
    if (!sameEntry(level.attributes(s, candidate), s.runAttributes)) return;
    if (!follows(s.oa, level.outputAddress(s, candidate, next, itemsLg2))) return;
    s.runLast = level.leafLast(next, itemsLg2);
    after += items;
    const lastOne = level.load(s, table, after - 1);
    s.oa = level.outputAddress(s, lastOne, s.runLast, itemsLg2);
    next = level.nextItem(next, items);
  }
}
