import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { Level, State } from "./state.js";
import { type Entry, isOutside, type Status, type Table, type Va } from "./values.js";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, va: Va): Status {
  if (isOutside(va, s.reach, s.sign)) return ERANGE;
  return walk(s, s.levels[s.topLevel], s.top, va);
}

/** Goes down as long as items point to tables. */
function walk(s: State, level: Level, table: Table, va: Va): Status {
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

/**
 * Finds the table of level 0 for `va`, in `s.found`, and reads nothing in it: for many lookups at once, in memory that
 * nobody changes meanwhile. Where there is none `s.found` is -1, and the result is that of `translate`. Begin with
 * `s.found` -1.
 */
export function locate(s: State, va: Va): Status {
  if (isOutside(va, s.reach, s.sign)) return ERANGE;
  if (s.found >= 0 && s.levels[0].sharesTable(va, s.foundFor)) return 0;
  s.found = -1;
  s.foundFor = va;
  return seek(s, s.levels[s.topLevel], s.top, va);
}

function seek(s: State, level: Level, table: Table, va: Va): Status {
  if (!level.hasTables) {
    s.found = table;
    return 0;
  }
  const entry = level.load(s, table, level.index(va));
  if (level.hasTables && level.isTable(entry)) {
    const next = level.nextTable(s, entry);
    if (level.leadsOutside(s, entry, next)) return EFAULT;
    return seek(s, level.below, next, va);
  }
  return arrive(s, level, entry, va);
}

/** What `translate` says of a VA for which `locate` found `table`. */
export function lookUp(s: State, table: Table, va: Va): Status {
  return walk(s, s.levels[0], table, va);
}

/** What an item comes to that is no table, and at level 0 no leaf of one item. */
function arrive(s: State, level: Level, entry: Entry, va: Va): Status {
  if (level.hasLeaves && (level.hasTables || level.hasContiguous) && level.isLeaf(entry)) {
    s.oa = level.outputAddress(s, entry, va, level.itemsLg2(entry));
    return 0;
  }
  return level.isEmpty(entry) ? ENOENT : EBADMSG;
}
