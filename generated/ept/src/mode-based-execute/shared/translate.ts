// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import { EBADMSG, EFAULT, ENOENT, ERANGE, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.topLevel === 4) return walk4(s, s.top, vaHi, vaLo);
  return walk3(s, s.top, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
  const at4 = table + ((vaHi >>> 15) & 0x3fe);
  const entry4Lo = loadPair(s, at4, at4 + 1);
  const entry4Hi = s.pairHigh;
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entry4Lo & 3) === 2 || (entry4Lo & 0x407) === 0 || (entry4Lo & 0xf8) !== 0) {
    return arrive4(s, entry4Hi, entry4Lo, vaHi, vaLo);
  }
  const next4 = ((entry4Lo & -0x1000) - baseLo) >>> 2;
  if ((entry4Hi & 0xfffff) !== baseHi || next4 > lastTable) return EFAULT;
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
  const at3 = next4 + ((vaHi >>> 6) & 0x3fe);
  const entry3Lo = loadPair(s, at3, at3 + 1);
  const entry3Hi = s.pairHigh;
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entry3Lo & 3) === 2 || (entry3Lo & 0x407) === 0 || (entry3Lo & 0xf8) !== 0) {
    return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  }
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable) return EFAULT;
  return walk2(s, next3, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
  const at3 = table + ((vaHi >>> 6) & 0x3fe);
  const entry3Lo = loadPair(s, at3, at3 + 1);
  const entry3Hi = s.pairHigh;
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entry3Lo & 3) === 2 || (entry3Lo & 0x407) === 0 || (entry3Lo & 0xf8) !== 0) {
    return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  }
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that References an EPT Page Directory]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry2Lo & 3) === 2 || (entry2Lo & 0x407) === 0 || (entry2Lo & 0xf8) !== 0) {
    return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  return walk1(s, next2, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that References an EPT Page Directory]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = table + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry2Lo & 3) === 2 || (entry2Lo & 0x407) === 0 || (entry2Lo & 0xf8) !== 0) {
    return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  const at1 = next2 + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry1Lo & 3) === 2 || (entry1Lo & 0x407) === 0 || (entry1Lo & 0xf8) !== 0) {
    return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable) return EFAULT;
  return walk0(s, next1, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  const at1 = table + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry1Lo & 3) === 2 || (entry1Lo & 0x407) === 0 || (entry1Lo & 0xf8) !== 0) {
    return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  }
  const next1 = ((entry1Lo & -0x1000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if ((entry0Lo & 3) !== 2 &&
    (entry0Lo & 0x407) !== 0 &&
    (entry0Lo & 0x18) !== 0x18 &&
    (entry0Lo & 0x38) !== 0x10) {
    s.oaHi = entry0Hi & 0xfffff;
    s.oaLo = (entry0Lo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  const at0 = table + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if ((entry0Lo & 3) !== 2 &&
    (entry0Lo & 0x407) !== 0 &&
    (entry0Lo & 0x18) !== 0x18 &&
    (entry0Lo & 0x38) !== 0x10) {
    s.oaHi = entry0Hi & 0xfffff;
    s.oaLo = (entry0Lo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1g (page-size 1, low-of-1g 0, memory-type not 2) [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that Maps a 1-GByte Page]
  if ((entryLo & 3) !== 2 &&
    (entryLo & 0x407) !== 0 &&
    (entryLo & 0x3ffff080) === 0x80 &&
    (entryLo & 0x18) !== 0x18 &&
    (entryLo & 0x38) !== 0x10) {
    s.oaHi = entryHi & 0xfffff;
    s.oaLo = (entryLo & -0x40000000) | (vaLo & 0x3fffffff);
    return 0;
  }
  return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2m (page-size 1, low-of-2m 0, memory-type not 2) [Format of an EPT Page-Directory Entry (PDE) that Maps a 2-MByte Page]
  if ((entryLo & 3) !== 2 &&
    (entryLo & 0x407) !== 0 &&
    (entryLo & 0x1ff080) === 0x80 &&
    (entryLo & 0x18) !== 0x18 &&
    (entryLo & 0x38) !== 0x10) {
    s.oaHi = entryHi & 0xfffff;
    s.oaLo = (entryLo & -0x200000) | (vaLo & 0x1fffff);
    return 0;
  }
  return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
}
