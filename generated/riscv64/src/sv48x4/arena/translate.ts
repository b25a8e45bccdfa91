// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 3 (VPN[3]): VA bits 49..39, 512 GiB per item. [Guest Physical Address Translation]
  const at3 = s.top + ((vaHi >>> 6) & 0xffe);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
  if ((entry3Lo & 0xdf) !== 1 || (entry3Hi & -0x400000) !== 0) {
    return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  }
  const next3 = (((entry3Lo & 0x3ffffc00) << 2) - baseLo) >>> 2;
  if (((entry3Lo >>> 30) | ((entry3Hi & 0x3fffff) << 2)) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
  if ((entry2Lo & 0xdf) !== 1 || (entry2Hi & -0x400000) !== 0) {
    return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  }
  const next2 = (((entry2Lo & 0x3ffffc00) << 2) - baseLo) >>> 2;
  if (((entry2Lo >>> 30) | ((entry2Hi & 0x3fffff) << 2)) !== baseHi || next2 > lastTable) return EFAULT;
  return walk1(s, next2, vaHi, vaLo);
}

/**
 * Level 3 (VPN[3]): VA bits 49..39, 512 GiB per item. [Guest Physical Address Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-512g (valid 1, user 1, low-of-512g 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & -0x3ef) === 0x11 &&
    (entryHi & -0x603fffe1) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.oaHi = (((entryHi & 0x3fffe0) << 2) & 0xffff80) | (vaHi & 0x7f);
    s.oaLo = vaLo;
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1g (valid 1, user 1, low-of-1g 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & 0xffffc11) === 0x11 &&
    (entryHi & -0x60400000) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.oaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entryLo & 0x30000000) << 2) & -0x40000000) | (vaLo & 0x3fffffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2m (valid 1, user 1, low-of-2m 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & 0x7fc11) === 0x11 &&
    (entryHi & -0x60400000) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.oaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entryLo & 0x3ff80000) << 2) & -0x200000) | (vaLo & 0x1fffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (valid 1, user 1, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation] or page-64k (valid 1, user 1, reserved 0, napot 1, memory-type not 3) [Svnapot extension]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (((entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000) || ((entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === -0x80000000 && (entryHi & 0x60000000) !== 0x60000000 && (entryLo & 0x3c00) === 0x2000))) {
    const itemsLg2 = (entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000
      ? 0
      : 4;
    s.oaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entryLo & 0x3ffffc00) << 2) & -0x1000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
      (vaLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
  const at1 = table + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
  if ((entry1Lo & 0xdf) !== 1 || (entry1Hi & -0x400000) !== 0) {
    return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  }
  const next1 = (((entry1Lo & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  if (((entry1Lo >>> 30) | ((entry1Hi & 0x3fffff) << 2)) !== s.baseHi || next1 > s.wordCount - 1024) {
    return EFAULT;
  }
  // Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 7) !== 5 &&
    (entry0Lo & 0xf) !== 1 &&
    (entry0Lo & 0x11) === 0x11 &&
    (entry0Hi & -0x60400000) === 0 &&
    (entry0Hi & 0x60000000) !== 0x60000000) {
    s.oaHi = ((entry0Lo >>> 30) | ((entry0Hi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entry0Lo & 0x3ffffc00) << 2) & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
export function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
  const at0 = table + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 7) !== 5 &&
    (entry0Lo & 0xf) !== 1 &&
    (entry0Lo & 0x11) === 0x11 &&
    (entry0Hi & -0x60400000) === 0 &&
    (entry0Hi & 0x60000000) !== 0x60000000) {
    s.oaHi = ((entry0Lo >>> 30) | ((entry0Hi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((entry0Lo & 0x3ffffc00) << 2) & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}
