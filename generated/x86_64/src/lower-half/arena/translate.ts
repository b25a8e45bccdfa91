// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".
// Citations in brackets are of: AMD64 Architecture Programmer's Manual, volume 2, 24593.

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const table = s.top;
  const level = s.topLevel;
  if (level === 4) return walk4(s, table, vaHi, vaLo);
  if (level === 3) return walk3(s, table, vaHi, vaLo);
  return walk2(s, table, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
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
  return walk2(s, next3, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
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
  return walk1(s, next2, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
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
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = entry0Hi & addressHi;
    s.oaLo = (entry0Lo & addressLo) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
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
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = entry0Hi & addressHi;
    s.oaLo = (entry0Lo & addressLo) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
export function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [4-Kbyte Page Translation, PTE]
  const at0 = table + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0) {
    s.oaHi = entry0Hi & addressHi;
    s.oaLo = (entry0Lo & addressLo) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [4-Kbyte Page Translation, PML5E]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [4-Kbyte Page Translation, PML4E]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [4-Kbyte and 1-Gbyte Page Translation, PDPE]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1g (present 1, page-size 1, low-of-1g 0) [1-Gbyte Page Translation]
  if ((entryLo & 0x3fffe081) === 0x81) {
    s.oaHi = entryHi & ~s.markHi & 0xfffff;
    s.oaLo = (entryLo & ~s.markLo & -0x40000000) | (vaLo & 0x3fffffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [4-Kbyte and 2-Mbyte Page Translation, PDE]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2m (present 1, page-size 1, low-of-2m 0) [2-Mbyte Page Translation]
  if ((entryLo & 0x1fe081) === 0x81) {
    s.oaHi = entryHi & ~s.markHi & 0xfffff;
    s.oaLo = (entryLo & ~s.markLo & -0x200000) | (vaLo & 0x1fffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [4-Kbyte Page Translation, PTE]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
