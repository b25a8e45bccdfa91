// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.topLevel === 2) return walk2(s, s.openTop(), vaHi, vaLo);
  return walk1(s, s.openTop(), vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 2 (TTBRs): VA bits 31..30, 1 GiB per item.
  const at2 = table + ((vaLo >>> 30) << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1)
  if ((entry2Lo & 1) === 0) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = s.image.open(1, entry2Hi & 0xf, entry2Lo & -0x1000, 4096);
  if (next2 < 0) return EFAULT;
  // Level 1 (L1): VA bits 29..21, 2 MiB per item.
  const at1 = next2 + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1)
  if ((entry1Lo & 1) === 0) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = s.image.open(0, entry1Hi & 0xf, entry1Lo & -0x1000, 4096);
  if (next1 < 0) return EFAULT;
  // Level 0 (L2): VA bits 20..12, 4 KiB per item.
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = entry0Hi & 0xf;
    s.oaLo = (entry0Lo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 1 (L1): VA bits 29..21, 2 MiB per item.
  const at1 = table + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1)
  if ((entry1Lo & 1) === 0) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = s.image.open(0, entry1Hi & 0xf, entry1Lo & -0x1000, 4096);
  if (next1 < 0) return EFAULT;
  // Level 0 (L2): VA bits 20..12, 4 KiB per item.
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = entry0Hi & 0xf;
    s.oaLo = (entry0Lo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/**
 * Level 2 (TTBRs): VA bits 31..30, 1 GiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (L1): VA bits 29..21, 2 MiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (L2): VA bits 20..12, 4 KiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
