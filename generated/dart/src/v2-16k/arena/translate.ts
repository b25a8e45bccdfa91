// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.topLevel === 2) return walk2(s, s.top, vaHi, vaLo);
  return walk1(s, s.top, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 4096;
  // Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE]
  const at2 = table + ((vaHi >>> 3) & 6);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1)
  if ((entry2Lo & 1) === 0) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = (((entry2Lo & 0xffffc00) << 4) - baseLo) >>> 2;
  if (((entry2Lo >>> 28) | ((entry2Hi & 0x3f) << 4)) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1)
  if ((entry1Lo & 1) === 0) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = (((entry1Lo & 0xffffc00) << 4) - baseLo) >>> 2;
  if (((entry1Lo >>> 28) | ((entry1Hi & 0x3f) << 4)) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
  const at0 = next1 + ((vaLo >>> 13) & 0xffe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = ((entry0Lo >>> 28) | ((entry0Hi & 0x3f) << 4)) & 0x3ff;
    s.oaLo = (((entry0Lo & 0xffffc00) << 4) & -0x4000) | (vaLo & 0x3fff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const at1 = table + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1)
  if ((entry1Lo & 1) === 0) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = (((entry1Lo & 0xffffc00) << 4) - s.baseLo) >>> 2;
  if (((entry1Lo >>> 28) | ((entry1Hi & 0x3f) << 4)) !== s.baseHi || next1 > s.wordCount - 4096) {
    return EFAULT;
  }
  // Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
  const at0 = next1 + ((vaLo >>> 13) & 0xffe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = ((entry0Lo >>> 28) | ((entry0Hi & 0x3f) << 4)) & 0x3ff;
    s.oaLo = (((entry0Lo & 0xffffc00) << 4) & -0x4000) | (vaLo & 0x3fff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
export function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
  const at0 = table + ((vaLo >>> 13) & 0xffe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = ((entry0Lo >>> 28) | ((entry0Hi & 0x3f) << 4)) & 0x3ff;
    s.oaLo = (((entry0Lo & 0xffffc00) << 4) & -0x4000) | (vaLo & 0x3fff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/**
 * Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
