// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EFAULT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { arrive1, arriveTop1, arriveTop2, walk0 } from "./translate.js";

/**
 * Looks many VAs up, in memory that nobody changes meanwhile. `vas` and `oas` hold two words per address,
 * low word first; `statuses` gets what `translate` says of each. The result is how many have an OA. A chunk
 * of VAs goes through the levels together: first all tables of level 0 are found, and only then their items
 * are read, so that loads from far away do not wait for each other. Loops have no calls that engines cannot
 * copy into them, and four rounds in one: after a call, and in each round, they look at all arrays anew.
 */
export function translateAll(
  s: State,
  vas: Int32Array,
  oas: Int32Array,
  statuses: Int32Array,
  count: number,
): number {
  let translated = 0;
  for (let first = 0; first < count; first += 64) {
    let end = first + 64;
    if (end > count) {
      end = count;
    }
    if (locateTables(s, vas, oas, statuses, first, end) > 1) {
      s.touched = touchItems(s, vas, statuses, first, end);
    }
    translated += lookUpItems(s, vas, oas, statuses, first, end);
  }
  return translated;
}

/**
 * Finds the tables of level 0 of the VAs from `first` to `end`. The result is how many times it went down
 * for one.
 */
function locateTables(
  s: State,
  vas: Int32Array,
  oas: Int32Array,
  statuses: Int32Array,
  first: number,
  end: number,
): number {
  let descents = 0;
  let at = first;
  while (at < end) {
    const vaLo = vas[at << 1];
    const vaHi = vas[(at << 1) | 1];
    s.found = -1;
    const status = locate(s, vaHi, vaLo);
    descents += 1;
    if (s.found >= 0) {
      const waiting = s.found | -0x80000000;
      statuses[at] = waiting;
      at += 1;
      at = shareTable(s, vas, statuses, at, end, vaHi, vaLo, waiting);
    } else {
      statuses[at] = status;
      if (status === 0) {
        oas[at << 1] = s.oaLo;
        oas[(at << 1) | 1] = s.oaHi;
      }
      at += 1;
    }
  }
  return descents;
}

/**
 * Reads the items at which VAs wait; what they hold is of no interest yet, but must be asked for to be
 * fetched.
 */
function touchItems(s: State, vas: Int32Array, statuses: Int32Array, first: number, end: number): number {
  let touched = 0;
  let at = first;
  while (at + 3 < end) {
    touched = touched | touchItem(s, vas, statuses, at);
    touched = touched | touchItem(s, vas, statuses, at + 1);
    touched = touched | touchItem(s, vas, statuses, at + 2);
    touched = touched | touchItem(s, vas, statuses, at + 3);
    at += 4;
  }
  return touched;
}

/** Looks the VAs up that wait. The result is how many from `first` to `end` have an OA. */
function lookUpItems(
  s: State,
  vas: Int32Array,
  oas: Int32Array,
  statuses: Int32Array,
  first: number,
  end: number,
): number {
  let translated = 0;
  let at = first;
  while (at < end) {
    const stop = lookUpSingles(s, vas, oas, statuses, at, end);
    translated += stop - at;
    at = stop + 1;
    if (stop < end) {
      const waiting = statuses[stop];
      if (waiting >= -0x40000000) {
        if (waiting === 0) {
          translated += 1;
        }
      } else {
        const vaLo = vas[stop << 1];
        const vaHi = vas[(stop << 1) | 1];
        const status = walk0(s, waiting & 0x7fffffff, vaHi, vaLo);
        statuses[stop] = status;
        if (status === 0) {
          oas[stop << 1] = s.oaLo;
          oas[(stop << 1) | 1] = s.oaHi;
          translated += 1;
        }
      }
    }
  }
  return translated;
}

/** Finds the table of level 0 for `va`, in `s.found`. Where there is none the result is that of `translate`. */
function locate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.topForm === 5) return seekTop2(s, s.top, vaHi, vaLo);
  return seekTop1(s, s.top, vaHi, vaLo);
}

/**
 * Gives the table of `va` to the VAs that follow, up to the first that is elsewhere: the result is where
 * that stands.
 */
function shareTable(
  s: State,
  vas: Int32Array,
  statuses: Int32Array,
  first: number,
  end: number,
  vaHi: number,
  vaLo: number,
  waiting: number,
): number {
  let at = first;
  while (at + 3 < end) {
    if (!shareTableAt(s, vas, statuses, at, vaHi, vaLo, waiting)) return at;
    if (!shareTableAt(s, vas, statuses, at + 1, vaHi, vaLo, waiting)) return at + 1;
    if (!shareTableAt(s, vas, statuses, at + 2, vaHi, vaLo, waiting)) return at + 2;
    if (!shareTableAt(s, vas, statuses, at + 3, vaHi, vaLo, waiting)) return at + 3;
    at += 4;
  }
  while (at < end) {
    if (!shareTableAt(s, vas, statuses, at, vaHi, vaLo, waiting)) return at;
    at += 1;
  }
  return end;
}

function shareTableAt(
  s: State,
  vas: Int32Array,
  statuses: Int32Array,
  at: number,
  vaHi: number,
  vaLo: number,
  waiting: number,
): boolean {
  statuses[at] = waiting;
  const ownLo = vas[at << 1];
  const ownHi = vas[(at << 1) | 1];
  return ((ownHi ^ vaHi) | ((ownLo ^ vaLo) & -0x200000)) === 0;
}

function touchItem(s: State, vas: Int32Array, statuses: Int32Array, at: number): number {
  const waiting = statuses[at];
  if (waiting >= -0x40000000) return 0;
  const vaLo = vas[at << 1];
  const at2 = (waiting & 0x7fffffff) + ((vaLo >>> 11) & 0x3fe);
  const entryLo = s.words[at2];
  return entryLo;
}

/**
 * Looks VAs up as long as they wait and have leaves of one item. The result is where the first stands that
 * differs.
 */
function lookUpSingles(
  s: State,
  vas: Int32Array,
  oas: Int32Array,
  statuses: Int32Array,
  first: number,
  end: number,
): number {
  let at = first;
  while (at + 3 < end) {
    if (!lookUpSingle(s, vas, oas, statuses, at)) return at;
    if (!lookUpSingle(s, vas, oas, statuses, at + 1)) return at + 1;
    if (!lookUpSingle(s, vas, oas, statuses, at + 2)) return at + 2;
    if (!lookUpSingle(s, vas, oas, statuses, at + 3)) return at + 3;
    at += 4;
  }
  while (at < end) {
    if (!lookUpSingle(s, vas, oas, statuses, at)) return at;
    at += 1;
  }
  return end;
}

function seekTop2(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 2 (lookup level 1): VA bits 39..30, 1 GiB per item.
  const index2 = (vaLo >>> 30) | ((vaHi & 0xff) << 2);
  const at2 = table + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry2Lo & 3) !== 3) return arriveTop2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
  const at1 = next2 + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
  s.found = next1;
  return 0;
}

function seekTop1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 1 (lookup level 2): VA bits 33..21, 2 MiB per item.
  const index1 = (vaLo >>> 21) | ((vaHi & 3) << 11);
  const at1 = table + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) return arriveTop1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x1000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
  s.found = next1;
  return 0;
}

function lookUpSingle(s: State, vas: Int32Array, oas: Int32Array, statuses: Int32Array, at: number): boolean {
  const waiting = statuses[at];
  if (waiting >= -0x40000000) return false;
  const vaLo = vas[at << 1];
  const at2 = (waiting & 0x7fffffff) + ((vaLo >>> 11) & 0x3fe);
  const entryLo = s.words[at2];
  const entryHi = s.words[at2 + 1];
  if ((entryLo & 3) !== 3 || (entryHi & 0x100000) !== 0) return false;
  const oaLo = (entryLo & -0x1000) | (vaLo & 0xfff);
  const oaHi = entryHi & 0xff;
  oas[at << 1] = oaLo;
  oas[(at << 1) | 1] = oaHi;
  statuses[at] = 0;
  return true;
}
