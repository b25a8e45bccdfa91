// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EFAULT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { arrive1, arrive2, arrive3, walk0 } from "./translate.js";

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
    const va2Lo = vaLo ^ s.originLo;
    const va2Hi = vaHi ^ s.originHi;
    s.found = -1;
    const status = locate(s, va2Hi, va2Lo);
    descents += 1;
    if (s.found >= 0) {
      const waiting = s.found | -0x80000000;
      statuses[at] = waiting;
      at += 1;
      if ((~s.reachLo & 0x1ffffff) === 0) {
        at = shareTable(s, vas, statuses, at, end, va2Hi, va2Lo, waiting);
      }
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
        const va2Lo = vaLo ^ s.originLo;
        const va2Hi = vaHi ^ s.originHi;
        const status = walk0(s, waiting & 0x7fffffff, va2Hi, va2Lo);
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
  const table = s.top;
  const level = s.topLevel;
  if (level === 3) return seek3(s, table, vaHi, vaLo);
  if (level === 2) return seek2(s, table, vaHi, vaLo);
  if (level === 1) return seek1(s, table, vaHi, vaLo);
  return seek0(s, table, vaHi, vaLo);
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
  const vaLo2 = vas[at << 1];
  const vaHi2 = vas[(at << 1) | 1];
  const ownLo = vaLo2 ^ s.originLo;
  const ownHi = vaHi2 ^ s.originHi;
  return ((ownHi ^ vaHi) | ((ownLo ^ vaLo) & -0x2000000)) === 0;
}

function touchItem(s: State, vas: Int32Array, statuses: Int32Array, at: number): number {
  const waiting = statuses[at];
  if (waiting >= -0x40000000) return 0;
  const vaLo = vas[at << 1];
  const va2Lo = vaLo ^ s.originLo;
  const at2 = (waiting & 0x7fffffff) + ((va2Lo >>> 13) & 0xffe);
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

function seek3(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 4096;
  // Level 3 (lookup level 0): VA bits 51..47, 128 TiB per item.
  const at3 = table + ((vaHi >>> 14) & 0x3e);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry3Lo & 3) !== 3) return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  const next3 = ((entry3Lo & -0x4000) - baseLo) >>> 2;
  if ((entry3Hi & 0xffff) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
  const at2 = next3 + ((vaHi >>> 3) & 0xffe);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry2Lo & 3) !== 3) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & -0x4000) - baseLo) >>> 2;
  if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x4000) - baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable) return EFAULT;
  return seek0(s, next1, vaHi, vaLo);
}

function seek2(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 4096;
  // Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
  const at2 = table + ((vaHi >>> 3) & 0xffe);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry2Lo & 3) !== 3) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & -0x4000) - baseLo) >>> 2;
  if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x4000) - baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
  s.found = next1;
  return 0;
}

function seek1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const at1 = table + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== s.baseHi || next1 > s.wordCount - 4096) return EFAULT;
  // Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
  s.found = next1;
  return 0;
}

function seek0(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
  s.found = table;
  return 0;
}

function lookUpSingle(s: State, vas: Int32Array, oas: Int32Array, statuses: Int32Array, at: number): boolean {
  const waiting = statuses[at];
  if (waiting >= -0x40000000) return false;
  const vaLo = vas[at << 1];
  const va2Lo = vaLo ^ s.originLo;
  const at2 = (waiting & 0x7fffffff) + ((va2Lo >>> 13) & 0xffe);
  const entryLo = s.words[at2];
  const entryHi = s.words[at2 + 1];
  if ((entryLo & 3) !== 3 || (entryHi & 0x100000) !== 0) return false;
  const oaLo = (entryLo & -0x4000) | (va2Lo & 0x3fff);
  const oaHi = entryHi & 0xffff;
  oas[at << 1] = oaLo;
  oas[(at << 1) | 1] = oaHi;
  statuses[at] = 0;
  return true;
}
