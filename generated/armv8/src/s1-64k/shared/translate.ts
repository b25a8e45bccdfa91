// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EBADMSG, EFAULT, ENOENT, ERANGE, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  const placeLo = vaLo ^ s.originLo;
  const placeHi = vaHi ^ s.originHi;
  if (((placeHi & ~s.reachHi) | (placeLo & ~s.reachLo)) !== 0) return ERANGE;
  const table = s.top;
  const level = s.topLevel;
  if (level === 2) return walk2(s, table, placeHi, placeLo);
  if (level === 1) return walk1(s, table, placeHi, placeLo);
  return walk0(s, table, placeHi, placeLo);
}

/** Goes down as long as items point to tables. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 16384;
  // Level 2 (lookup level 1): VA bits 51..42, 4 TiB per item.
  const at2 = table + ((vaHi >>> 9) & 0x7fe);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry2Lo & 3) !== 3) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & -0x10000) - baseLo) >>> 2;
  if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
  const index1 = (vaLo >>> 29) | ((vaHi & 0x3ff) << 3);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x10000) - baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
  const at0 = next1 + ((vaLo >>> 15) & 0x3ffe);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if ((entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    s.oaHi = entry0Hi & 0xffff;
    s.oaLo = (entry0Lo & -0x10000) | (vaLo & 0xffff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
  const index1 = (vaLo >>> 29) | ((vaHi & 0x3ff) << 3);
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x10000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== s.baseHi || next1 > s.wordCount - 16384) return EFAULT;
  // Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
  const at0 = next1 + ((vaLo >>> 15) & 0x3ffe);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if ((entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    s.oaHi = entry0Hi & 0xffff;
    s.oaLo = (entry0Lo & -0x10000) | (vaLo & 0xffff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
  const at0 = table + ((vaLo >>> 15) & 0x3ffe);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if ((entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    s.oaHi = entry0Hi & 0xffff;
    s.oaLo = (entry0Lo & -0x10000) | (vaLo & 0xffff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/**
 * Level 2 (lookup level 1): VA bits 51..42, 4 TiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if (((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 1) {
    s.oaHi = entryHi & 0xffff;
    s.oaLo = (entryLo & -0x20000000) | (vaLo & 0x1fffffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if (((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 3) {
    s.oaHi = entryHi & 0xffff;
    s.oaLo = (entryLo & -0x10000) | (vaLo & 0xffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
