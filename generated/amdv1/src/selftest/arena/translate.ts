// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  const table = s.top;
  const level = s.topLevel;
  if (level === 4) return walk4(s, table, vaHi, vaLo);
  if (level === 3) return walk3(s, table, vaHi, vaLo);
  if (level === 2) return walk2(s, table, vaHi, vaLo);
  return walk1(s, table, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 4: VA bits 55..47, 128 TiB per item.
  const at4 = table + ((vaHi >>> 14) & 0x3fe);
  const entry4Lo = words[at4];
  const entry4Hi = words[at4 + 1];
  // no table (present 1, next-level 4)
  if ((entry4Lo & 0xe01) !== 0x801) return arrive4(s, entry4Hi, entry4Lo, vaHi, vaLo);
  const next4 = ((entry4Lo & -0x1000) - baseLo) >>> 2;
  if ((entry4Hi & 0xfffff) !== baseHi || next4 > lastTable) return EFAULT;
  // Level 3: VA bits 46..38, 256 GiB per item.
  const at3 = next4 + ((vaHi >>> 5) & 0x3fe);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no table (present 1, next-level 3)
  if ((entry3Lo & 0xe01) !== 0x601) return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2: VA bits 37..29, 512 MiB per item.
  const index2 = (vaLo >>> 29) | ((vaHi & 0x3f) << 3);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (present 1, next-level 2)
  if ((entry2Lo & 0xe01) !== 0x401) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  return walk1(s, next2, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 3: VA bits 46..38, 256 GiB per item.
  const at3 = table + ((vaHi >>> 5) & 0x3fe);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no table (present 1, next-level 3)
  if ((entry3Lo & 0xe01) !== 0x601) return arrive3(s, entry3Hi, entry3Lo, vaHi, vaLo);
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2: VA bits 37..29, 512 MiB per item.
  const index2 = (vaLo >>> 29) | ((vaHi & 0x3f) << 3);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (present 1, next-level 2)
  if ((entry2Lo & 0xe01) !== 0x401) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  return walk1(s, next2, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 2: VA bits 37..29, 512 MiB per item.
  const index2 = (vaLo >>> 29) | ((vaHi & 0x3f) << 3);
  const at2 = table + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (present 1, next-level 2)
  if ((entry2Lo & 0xe01) !== 0x401) return arrive2(s, entry2Hi, entry2Lo, vaHi, vaLo);
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1: VA bits 28..20, 1 MiB per item.
  const at1 = next2 + ((vaLo >>> 19) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (present 1, next-level 1)
  if ((entry1Lo & 0xe01) !== 0x201) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0: VA bits 19..11, 2 KiB per item.
  const at0 = next1 + ((vaLo >>> 10) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 0xe01) === 1) {
    s.oaHi = (entry0Hi >>> 1) & 0x7ffff;
    s.oaLo = ((((entry0Lo >>> 1) & 0x7ffff800) | (entry0Hi << 31)) & -0x800) | (vaLo & 0x7ff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 1: VA bits 28..20, 1 MiB per item.
  const at1 = table + ((vaLo >>> 19) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (present 1, next-level 1)
  if ((entry1Lo & 0xe01) !== 0x201) return arrive1(s, entry1Hi, entry1Lo, vaHi, vaLo);
  const next1 = ((entry1Lo & -0x1000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0: VA bits 19..11, 2 KiB per item.
  const at0 = next1 + ((vaLo >>> 10) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 0xe01) === 1) {
    s.oaHi = (entry0Hi >>> 1) & 0x7ffff;
    s.oaLo = ((((entry0Lo >>> 1) & 0x7ffff800) | (entry0Hi << 31)) & -0x800) | (vaLo & 0x7ff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/** Goes down as long as items point to tables. */
export function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  // Level 0: VA bits 19..11, 2 KiB per item.
  const at0 = table + ((vaLo >>> 10) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 0xe01) === 1) {
    s.oaHi = (entry0Hi >>> 1) & 0x7ffff;
    s.oaLo = ((((entry0Lo >>> 1) & 0x7ffff800) | (entry0Hi << 31)) & -0x800) | (vaLo & 0x7ff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, vaHi, vaLo);
}

/**
 * Level 4: VA bits 55..47, 128 TiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0x7f) === 0x7f && (entryHi & 0x7f80) !== 0x7f80)) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryHi >>> 7) & 0xff) & (((entryHi >>> 7) & 0xff) + 1));
    s.oaHi = ((entryHi >>> 1) & 0x7ffc0 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f)) |
      (vaHi & (((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f));
    s.oaLo = vaLo;
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x3ffffe01) === 0x3ffffe01 && ((entryLo & -0x40000000) !== -0x40000000 || (entryHi & 0x3f) !== 0x3f))) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) & (((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) + 1));
    s.oaHi = ((entryHi >>> 1) & 0x7ffff & ~((((1 << itemsLg2) - 1) >>> 3) & 0x3f)) |
      (vaHi & (((1 << itemsLg2) - 1) >>> 3) & 0x3f);
    s.oaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x20000000 & ~((((1 << itemsLg2) - 1) << 29) | 0x1fffffff)) |
      (vaLo & ((((1 << itemsLg2) - 1) << 29) | 0x1fffffff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x1ffe01) === 0x1ffe01 && (entryLo & 0x1fe00000) !== 0x1fe00000)) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 21) & 0xff) & (((entryLo >>> 21) & 0xff) + 1));
    s.oaHi = (entryHi >>> 1) & 0x7ffff;
    s.oaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x100000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff)) |
      (vaLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 || ((entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000)) {
    const itemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 12) & 0xff) & (((entryLo >>> 12) & 0xff) + 1));
    s.oaHi = (entryHi >>> 1) & 0x7ffff;
    s.oaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x800 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff)) |
      (vaLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff));
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
