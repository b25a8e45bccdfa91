import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { Level, State } from "./state.js";
import { type Entry, isOutside, placed, type Status, type Table, type Va } from "./values.js";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, va: Va): Status {
  const place = placed(va, s.origin);
  if (isOutside(place, s.reach, s.sign)) return ERANGE;
  return walk(s, s.levels[s.topForm], s.top, place);
}

/** Goes down as long as items point to tables. */
export function walk(s: State, level: Level, table: Table, va: Va): Status {
  const entry = level.load(s, table, level.index(va));
  if (level.hasTables && level.isTable(entry)) {
    const next = level.nextTable(s, entry);
    if (level.leadsOutside(s, entry, next)) return EFAULT;
    return walk(s, level.below, next, va);
  }
  // The commonest leaf needs no call.
  if (!level.hasTables && level.isSingle(entry)) {
    s.oa = level.outputAddress(s, entry, va, 0);
    return 0;
  }
  return arrive(s, level, entry, va);
}

/** What an item comes to that is no table, and at level 0 no leaf of one item. */
export function arrive(s: State, level: Level, entry: Entry, va: Va): Status {
  if (level.hasLeaves && (level.hasTables || level.hasContiguous) && level.isLeaf(entry)) {
    s.oa = level.outputAddress(s, entry, va, level.itemsLg2(entry));
    return 0;
  }
  return level.isEmpty(entry) ? ENOENT : EBADMSG;
}
