// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const words = s.words;
  // Level 1 (first level): VA bits 33..20, 1 MiB per item.
  const index1 = (vaLo >>> 20) | ((vaHi & 3) << 12);
  const at1 = s.top + index1;
  const entry1 = words[at1];
  // no table (type 1) [Short-descriptor translation table format descriptors]
  if ((entry1 & 3) !== 1) return arrive1(s, entry1, vaHi, vaLo);
  const next1 = ((entry1 & -0x400) - s.baseLo) >>> 2;
  if (0 !== s.baseHi || next1 > s.wordCount - 256) return EFAULT;
  // Level 0 (second level): VA bits 19..12, 4 KiB per item.
  const at0 = next1 + ((vaLo >>> 12) & 0xff);
  const entry0 = words[at0];
  if ((entry0 & 2) !== 0) {
    s.oaHi = (((entry0 >>> 9) & 1) | ((entry0 >>> 3) & 2) | ((entry0 >>> 3) & 4)) & 7;
    s.oaLo = (((entry0 & 2) !== 0 ? entry0 & -0x1000 : entry0 & -0x10000) & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0, vaHi, vaLo);
}

/**
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive1(s: State, entry: number, vaHi: number, vaLo: number): number {
  // section (block 1, super 0) [Short-descriptor translation table format descriptors] or supersection (block 1, super 1) [Short-descriptor translation table format descriptors]
  if ((entry & 0x40002) === 2 || (entry & 0x40002) === 0x40002) {
    const itemsLg2 = (entry & 0x40002) === 2 ? 0 : 4;
    s.oaHi = ((((entry >>> 9) & 1) | ((entry >>> 3) & 2) | ((entry >>> 3) & 4)) & 7 & ~((((1 << itemsLg2) - 1) >>> 12) & 3)) |
      (vaHi & (((1 << itemsLg2) - 1) >>> 12) & 3);
    s.oaLo = (((entry & 0x40002) === 2 ? entry & -0x100000 : entry & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
      (vaLo & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
    return 0;
  }
  return (entry & 3) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entry: number, vaHi: number, vaLo: number): number {
  // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
  if ((entry & 2) !== 0 || (entry & 3) === 1) {
    const itemsLg2 = (entry & 2) !== 0 ? 0 : 4;
    s.oaHi = (((entry >>> 9) & 1) | ((entry >>> 3) & 2) | ((entry >>> 3) & 4)) & 7;
    s.oaLo = (((entry & 2) !== 0 ? entry & -0x1000 : entry & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
      (vaLo & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
    return 0;
  }
  return (entry & 3) === 0 ? ENOENT : EBADMSG;
}

/** Goes down as long as items point to tables. */
export function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 0 (second level): VA bits 19..12, 4 KiB per item.
  const at0 = table + ((vaLo >>> 12) & 0xff);
  const entry0 = s.words[at0];
  if ((entry0 & 2) !== 0) {
    s.oaHi = (((entry0 >>> 9) & 1) | ((entry0 >>> 3) & 2) | ((entry0 >>> 3) & 4)) & 7;
    s.oaLo = (((entry0 & 2) !== 0 ? entry0 & -0x1000 : entry0 & -0x10000) & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0, vaHi, vaLo);
}
