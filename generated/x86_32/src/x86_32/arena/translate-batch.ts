// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EFAULT, EOVERFLOW, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { arrive1, walk0 } from "./translate.js";

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
    if (vas[(at << 1) | 1] !== 0) {
      statuses[at] = EOVERFLOW;
      at += 1;
      continue;
    }
    const va = vas[at << 1];
    s.found = -1;
    const status = locate(s, va);
    descents += 1;
    if (s.found >= 0) {
      const waiting = s.found | -0x80000000;
      statuses[at] = waiting;
      at += 1;
      at = shareTable(s, vas, statuses, at, end, va, waiting);
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
        const va = vas[stop << 1];
        const status = walk0(s, waiting & 0x7fffffff, va);
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
function locate(s: State, va: number): number {
  if ((va & ~s.reachLo) !== 0) return ERANGE;
  // Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  const at1 = s.top + (va >>> 22);
  const entry1 = s.words[at1];
  // no table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  if ((entry1 & 0x81) !== 1) return arrive1(s, entry1, va);
  const next1 = ((entry1 & -0x1000) - s.baseLo) >>> 2;
  if (0 !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
  s.found = next1;
  return 0;
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
  va: number,
  waiting: number,
): number {
  let at = first;
  while (at + 3 < end) {
    if (!shareTableAt(s, vas, statuses, at, va, waiting)) return at;
    if (!shareTableAt(s, vas, statuses, at + 1, va, waiting)) return at + 1;
    if (!shareTableAt(s, vas, statuses, at + 2, va, waiting)) return at + 2;
    if (!shareTableAt(s, vas, statuses, at + 3, va, waiting)) return at + 3;
    at += 4;
  }
  while (at < end) {
    if (!shareTableAt(s, vas, statuses, at, va, waiting)) return at;
    at += 1;
  }
  return end;
}

function shareTableAt(
  s: State,
  vas: Int32Array,
  statuses: Int32Array,
  at: number,
  va: number,
  waiting: number,
): boolean {
  if (vas[(at << 1) | 1] !== 0) return false;
  statuses[at] = waiting;
  const own = vas[at << 1];
  return ((own ^ va) & -0x400000) === 0;
}

function touchItem(s: State, vas: Int32Array, statuses: Int32Array, at: number): number {
  const waiting = statuses[at];
  if (waiting >= -0x40000000) return 0;
  const va = vas[at << 1];
  const at2 = (waiting & 0x7fffffff) + ((va >>> 12) & 0x3ff);
  const entry = s.words[at2];
  return entry;
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

function lookUpSingle(s: State, vas: Int32Array, oas: Int32Array, statuses: Int32Array, at: number): boolean {
  const waiting = statuses[at];
  if (waiting >= -0x40000000) return false;
  const va = vas[at << 1];
  const at2 = (waiting & 0x7fffffff) + ((va >>> 12) & 0x3ff);
  const entry = s.words[at2];
  if ((entry & 1) === 0) return false;
  const oaLo = (entry & -0x1000) | (va & 0xfff);
  oas[at << 1] = oaLo;
  oas[(at << 1) | 1] = 0;
  statuses[at] = 0;
  return true;
}
