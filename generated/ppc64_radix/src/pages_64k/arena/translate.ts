// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

import { EBADMSG, EFAULT, ENOENT, ERANGE, swapBytes } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
  const at3 = s.top + ((vaHi >>> 6) & 0x3ffe);
  const entry3Lo = swapBytes(words[at3 + 1]);
  const entry3Hi = swapBytes(words[at3]);
  // no table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
  if ((entry3Lo & 0x1f) !== 9 || (entry3Hi & -0x40000000) !== -0x80000000) {
    return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  }
  const next3 = ((entry3Lo & -0x100) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffffff) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = swapBytes(words[at2 + 1]);
  const entry2Hi = swapBytes(words[at2]);
  // no table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
  if ((entry2Lo & 0x1f) !== 9 || (entry2Hi & -0x40000000) !== -0x80000000) {
    return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  }
  const next2 = ((entry2Lo & -0x100) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffffff) !== baseHi || next2 > lastTable) return EFAULT;
  return walk1(s, next2, vaHi, vaLo);
}

/**
 * Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryHi & -0x80000000) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1g (valid 1, leaf 1) [Radix Tree Page Table Entry]
  if ((entryHi & -0x40000000) === -0x40000000) {
    s.oaHi = entryHi & 0x1ffffff;
    s.oaLo = (entryLo & -0x40000000) | (vaLo & 0x3fffffff);
    return 0;
  }
  return (entryHi & -0x80000000) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2m (valid 1, leaf 1) [Radix Tree Page Table Entry]
  if ((entryHi & -0x40000000) === -0x40000000) {
    s.oaHi = entryHi & 0x1ffffff;
    s.oaLo = (entryLo & -0x200000) | (vaLo & 0x1fffff);
    return 0;
  }
  return (entryHi & -0x80000000) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryHi & -0x80000000) === 0 ? ENOENT : EBADMSG;
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
  const at1 = table + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = swapBytes(words[at1 + 1]);
  const entry1Hi = swapBytes(words[at1]);
  // no last-table (valid 1, leaf 0, next-size 5) [Radix Tree Page Directory Entry]
  if ((entry1Lo & 0x1f) !== 5 || (entry1Hi & -0x40000000) !== -0x80000000) {
    return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  }
  const next1 = ((entry1Lo & -0x100) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xfffffff) !== s.baseHi || next1 > s.wordCount - 64) return EFAULT;
  // Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
  const at0 = next1 + ((vaLo >>> 15) & 0x3e);
  const entry0Lo = swapBytes(words[at0 + 1]);
  const entry0Hi = swapBytes(words[at0]);
  if ((entry0Hi & -0x40000000) === -0x40000000) {
    s.oaHi = entry0Hi & 0x1ffffff;
    s.oaLo = (entry0Lo & -0x10000) | (vaLo & 0xffff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
export function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
  const at0 = table + ((vaLo >>> 15) & 0x3e);
  const entry0Lo = swapBytes(words[at0 + 1]);
  const entry0Hi = swapBytes(words[at0]);
  if ((entry0Hi & -0x40000000) === -0x40000000) {
    s.oaHi = entry0Hi & 0x1ffffff;
    s.oaLo = (entry0Lo & -0x10000) | (vaLo & 0xffff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}
