// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".
// Citations in brackets are of: AMD64 Architecture Programmer's Manual, volume 2, 24593.

import { EFAULT, ERANGE, missesUpperHalf } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { arrive1, arrive2, arrive3, arrive4, walk0 } from "./translate.js";

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
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0 &&
    missesUpperHalf(vaHi, vaLo, s.reachHi, s.reachLo, s.sign)) {
    return ERANGE;
  }
  if (s.topLevel === 4) return seek4(s, s.top, vaHi, vaLo);
  return seek3(s, s.top, vaHi, vaLo);
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

function seek4(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 4 (PML5): VA bits 56..48, 256 TiB per item. [4-Kbyte Page Translation, PML5E]
  const at4 = table + ((vaHi >>> 15) & 0x3fe);
  const entry4Lo = words[at4];
  const entry4Hi = words[at4 + 1];
  // no table (present 1, page-size 0)
  if ((entry4Lo & 0x81) !== 1) return arrive4(s, entry4Hi, entry4Lo, vaHi, vaLo);
  const next4 = ((entry4Lo & addressLo) - baseLo) >>> 2;
  if ((entry4Hi & addressHi) !== baseHi || next4 > lastTable) return EFAULT;
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [4-Kbyte Page Translation, PML4E]
  const at3 = next4 + ((vaHi >>> 6) & 0x3fe);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no table (present 1, page-size 0)
  if ((entry3Lo & 0x81) !== 1) return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  const next3 = ((entry3Lo & addressLo) - baseLo) >>> 2;
  if ((entry3Hi & addressHi) !== baseHi || next3 > lastTable) return EFAULT;
  return seek2(s, next3, vaHi, vaLo);
}

function seek3(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [4-Kbyte Page Translation, PML4E]
  const at3 = table + ((vaHi >>> 6) & 0x3fe);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no table (present 1, page-size 0)
  if ((entry3Lo & 0x81) !== 1) return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  const next3 = ((entry3Lo & addressLo) - baseLo) >>> 2;
  if ((entry3Hi & addressHi) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [4-Kbyte and 1-Gbyte Page Translation, PDPE]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (present 1, page-size 0)
  if ((entry2Lo & 0x81) !== 1) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & addressLo) - baseLo) >>> 2;
  if ((entry2Hi & addressHi) !== baseHi || next2 > lastTable) return EFAULT;
  return seek1(s, next2, vaHi, vaLo);
}

function seek2(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [4-Kbyte and 1-Gbyte Page Translation, PDPE]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = table + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (present 1, page-size 0)
  if ((entry2Lo & 0x81) !== 1) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & addressLo) - baseLo) >>> 2;
  if ((entry2Hi & addressHi) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [4-Kbyte and 2-Mbyte Page Translation, PDE]
  const at1 = next2 + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (present 1, page-size 0)
  if ((entry1Lo & 0x81) !== 1) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & addressLo) - baseLo) >>> 2;
  if ((entry1Hi & addressHi) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [4-Kbyte Page Translation, PTE]
  s.found = next1;
  return 0;
}

function seek1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [4-Kbyte and 2-Mbyte Page Translation, PDE]
  const at1 = table + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (present 1, page-size 0)
  if ((entry1Lo & 0x81) !== 1) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & addressLo) - s.baseLo) >>> 2;
  if ((entry1Hi & addressHi) !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [4-Kbyte Page Translation, PTE]
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
  if ((entryLo & 1) === 0) return false;
  const oaLo = (entryLo & ~s.markLo & -0x1000) | (vaLo & 0xfff);
  const oaHi = entryHi & ~s.markHi & 0xfffff;
  oas[at << 1] = oaLo;
  oas[(at << 1) | 1] = oaHi;
  statuses[at] = 0;
  return true;
}
