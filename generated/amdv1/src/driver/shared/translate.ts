// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import { EBADMSG, EFAULT, ENOENT, ERANGE, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const table = s.top;
  const level = s.topLevel;
  if (level === 5) return walk5(s, table, vaHi, vaLo);
  if (level === 4) return walk4(s, table, vaHi, vaLo);
  if (level === 3) return walk3(s, table, vaHi, vaLo);
  if (level === 2) return walk2(s, table, vaHi, vaLo);
  return walk1(s, table, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk5(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 5 (level 6): VA bits 63..57, 128 PiB per item.
  const at5 = table + ((vaHi >>> 25) << 1);
  const entry5Lo = loadPair(s, at5, at5 + 1);
  const entry5Hi = s.pairHigh;
  // no table (present 1, next-level 5)
  if ((entry5Lo & 0xe01) !== 0xa01) return arrive5(s, entry5Hi, entry5Lo, vaHi, vaLo);
  const next5 = ((entry5Lo & addressLo) - baseLo) >>> 2;
  if ((entry5Hi & addressHi) !== baseHi || next5 > lastTable) return EFAULT;
  // Level 4 (level 5): VA bits 56..48, 256 TiB per item.
  const at4 = next5 + ((vaHi >>> 15) & 0x3fe);
  const entry4Lo = loadPair(s, at4, at4 + 1);
  const entry4Hi = s.pairHigh;
  // no table (present 1, next-level 4)
  if ((entry4Lo & 0xe01) !== 0x801) return arrive4(s, entry4Hi, entry4Lo, vaHi, vaLo);
  const next4 = ((entry4Lo & addressLo) - baseLo) >>> 2;
  if ((entry4Hi & addressHi) !== baseHi || next4 > lastTable) return EFAULT;
  return walk3(s, next4, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 4 (level 5): VA bits 56..48, 256 TiB per item.
  const at4 = table + ((vaHi >>> 15) & 0x3fe);
  const entry4Lo = loadPair(s, at4, at4 + 1);
  const entry4Hi = s.pairHigh;
  // no table (present 1, next-level 4)
  if ((entry4Lo & 0xe01) !== 0x801) return arrive4(s, entry4Hi, entry4Lo, vaHi, vaLo);
  const next4 = ((entry4Lo & addressLo) - baseLo) >>> 2;
  if ((entry4Hi & addressHi) !== baseHi || next4 > lastTable) return EFAULT;
  // Level 3 (level 4): VA bits 47..39, 512 GiB per item.
  const at3 = next4 + ((vaHi >>> 6) & 0x3fe);
  const entry3Lo = loadPair(s, at3, at3 + 1);
  const entry3Hi = s.pairHigh;
  // no table (present 1, next-level 3)
  if ((entry3Lo & 0xe01) !== 0x601) return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  const next3 = ((entry3Lo & addressLo) - baseLo) >>> 2;
  if ((entry3Hi & addressHi) !== baseHi || next3 > lastTable) return EFAULT;
  return walk2(s, next3, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 3 (level 4): VA bits 47..39, 512 GiB per item.
  const at3 = table + ((vaHi >>> 6) & 0x3fe);
  const entry3Lo = loadPair(s, at3, at3 + 1);
  const entry3Hi = s.pairHigh;
  // no table (present 1, next-level 3)
  if ((entry3Lo & 0xe01) !== 0x601) return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  const next3 = ((entry3Lo & addressLo) - baseLo) >>> 2;
  if ((entry3Hi & addressHi) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2 (level 3): VA bits 38..30, 1 GiB per item.
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (present 1, next-level 2)
  if ((entry2Lo & 0xe01) !== 0x401) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & addressLo) - baseLo) >>> 2;
  if ((entry2Hi & addressHi) !== baseHi || next2 > lastTable) return EFAULT;
  return walk1(s, next2, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 2 (level 3): VA bits 38..30, 1 GiB per item.
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = table + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (present 1, next-level 2)
  if ((entry2Lo & 0xe01) !== 0x401) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & addressLo) - baseLo) >>> 2;
  if ((entry2Hi & addressHi) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (level 2): VA bits 29..21, 2 MiB per item.
  const at1 = next2 + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (present 1, next-level 1)
  if ((entry1Lo & 0xe01) !== 0x201) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & addressLo) - baseLo) >>> 2;
  if ((entry1Hi & addressHi) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (level 1): VA bits 20..12, 4 KiB per item.
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if ((entry0Lo & 0xe01) === 1) {
    s.oaHi = entry0Hi & addressHi;
    s.oaLo = (entry0Lo & addressLo) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  // Level 1 (level 2): VA bits 29..21, 2 MiB per item.
  const at1 = table + ((vaLo >>> 20) & 0x3fe);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (present 1, next-level 1)
  if ((entry1Lo & 0xe01) !== 0x201) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & addressLo) - s.baseLo) >>> 2;
  if ((entry1Hi & addressHi) !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (level 1): VA bits 20..12, 4 KiB per item.
  const at0 = next1 + ((vaLo >>> 11) & 0x3fe);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if ((entry0Lo & 0xe01) === 1) {
    s.oaHi = entry0Hi & addressHi;
    s.oaLo = (entry0Lo & addressLo) | (vaLo & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/**
 * Level 5 (level 6): VA bits 63..57, 128 PiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive5(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0xffff) === 0xffff && (entryHi & 0x70000) !== 0x70000)) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryHi >>> 16) & 7) & (((entryHi >>> 16) & 7) + 1));
    s.oaHi = (entryHi & ~s.markHi & 0xf0000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 16) | 0xffff)) |
      (vaHi & (((((1 << itemsLg2) - 1) & 0x1ff) << 16) | 0xffff));
    s.oaLo = vaLo;
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0x7f) === 0x7f && (entryHi & 0x7f80) !== 0x7f80)) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryHi >>> 7) & 0xff) & (((entryHi >>> 7) & 0xff) + 1));
    s.oaHi = (entryHi & ~s.markHi & 0xfff80 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 7) | 0x7f)) |
      (vaHi & (((((1 << itemsLg2) - 1) & 0x1ff) << 7) | 0x7f));
    s.oaLo = vaLo;
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x3ffffe01) === 0x3ffffe01 && ((entryLo & -0x40000000) !== -0x40000000 || (entryHi & 0x3f) !== 0x3f))) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) & (((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) + 1));
    s.oaHi = (entryHi & ~s.markHi & 0xfffff & ~((((1 << itemsLg2) - 1) >>> 2) & 0x7f)) |
      (vaHi & (((1 << itemsLg2) - 1) >>> 2) & 0x7f);
    s.oaLo = (entryLo & ~s.markLo & -0x40000000 & ~((((1 << itemsLg2) - 1) << 30) | 0x3fffffff)) |
      (vaLo & ((((1 << itemsLg2) - 1) << 30) | 0x3fffffff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (level 2): VA bits 29..21, 2 MiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x1ffe01) === 0x1ffe01 && (entryLo & 0x1fe00000) !== 0x1fe00000)) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 21) & 0xff) & (((entryLo >>> 21) & 0xff) + 1));
    s.oaHi = entryHi & ~s.markHi & 0xfffff;
    s.oaLo = (entryLo & ~s.markLo & -0x200000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 21) | 0x1fffff)) |
      (vaLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 21) | 0x1fffff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (level 1): VA bits 20..12, 4 KiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 || ((entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000)) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 12) & 0xff) & (((entryLo >>> 12) & 0xff) + 1));
    s.oaHi = entryHi & ~s.markHi & 0xfffff;
    s.oaLo = (entryLo & ~s.markLo & -0x1000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
      (vaLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
