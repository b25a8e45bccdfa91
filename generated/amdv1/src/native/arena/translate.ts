// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".

import { EBADMSG, EFAULT, ENOENT, ERANGE, tableAt } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  return walkAt(s, s.topLevel, s.top, vaHi, vaLo);
}

/** `walk` at a level that is known at run time. */
function walkAt(s: State, level: number, table: number, vaHi: number, vaLo: number): number {
  switch (level) {
    case 5:
      return walk5(s, table, vaHi, vaLo);
    case 4:
      return walk4(s, table, vaHi, vaLo);
    case 3:
      return walk3(s, table, vaHi, vaLo);
    case 2:
      return walk2(s, table, vaHi, vaLo);
    default:
      return walk1(s, table, vaHi, vaLo);
  }
}

/** Level 5 (level 6): VA bits 63..57, 128 PiB per item. */
function walk5(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 25) << 1)];
  const entryHi = s.words[table + ((vaHi >>> 25) << 1) + 1];
  // table (present 1, next-level 5)
  if ((entryLo & 0xe01) === 0xa01) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk4(s, next, vaHi, vaLo);
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 4 (level 5): VA bits 56..48, 256 TiB per item. */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 15) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 15) & 0x3fe) + 1];
  // table (present 1, next-level 4)
  if ((entryLo & 0xe01) === 0x801) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk3(s, next, vaHi, vaLo);
  }
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

/** Level 3 (level 4): VA bits 47..39, 512 GiB per item. */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 6) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 6) & 0x3fe) + 1];
  // table (present 1, next-level 3)
  if ((entryLo & 0xe01) === 0x601) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk2(s, next, vaHi, vaLo);
  }
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

/** Level 2 (level 3): VA bits 38..30, 1 GiB per item. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const index = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const entryLo = s.words[table + (index << 1)];
  const entryHi = s.words[table + (index << 1) + 1];
  // table (present 1, next-level 2)
  if ((entryLo & 0xe01) === 0x401) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk1(s, next, vaHi, vaLo);
  }
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x3ffffe01) === 0x3ffffe01 && !((entryLo & -0x40000000) === -0x40000000 && (entryHi & 0x3f) === 0x3f))) {
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

/** Level 1 (level 2): VA bits 29..21, 2 MiB per item. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 20) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 20) & 0x3fe) + 1];
  // table (present 1, next-level 1)
  if ((entryLo & 0xe01) === 0x201) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk0(s, next, vaHi, vaLo);
  }
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

/** Level 0 (level 1): VA bits 20..12, 4 KiB per item. */
function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 11) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 11) & 0x3fe) + 1];
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
