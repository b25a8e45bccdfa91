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

/** Level 4: VA bits 55..47, 128 TiB per item. */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 14) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 14) & 0x3fe) + 1];
  // table (present 1, next-level 4)
  if ((entryLo & 0xe01) === 0x801) {
    const next = tableAt(s, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk3(s, next, vaHi, vaLo);
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 3: VA bits 46..38, 256 GiB per item. */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 5) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 5) & 0x3fe) + 1];
  // table (present 1, next-level 3)
  if ((entryLo & 0xe01) === 0x601) {
    const next = tableAt(s, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk2(s, next, vaHi, vaLo);
  }
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

/** Level 2: VA bits 37..29, 512 MiB per item. */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const index = (vaLo >>> 29) | ((vaHi & 0x3f) << 3);
  const entryLo = s.words[table + (index << 1)];
  const entryHi = s.words[table + (index << 1) + 1];
  // table (present 1, next-level 2)
  if ((entryLo & 0xe01) === 0x401) {
    const next = tableAt(s, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk1(s, next, vaHi, vaLo);
  }
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x3ffffe01) === 0x3ffffe01 && !((entryLo & -0x40000000) === -0x40000000 && (entryHi & 0x3f) === 0x3f))) {
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

/** Level 1: VA bits 28..20, 1 MiB per item. */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 19) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 19) & 0x3fe) + 1];
  // table (present 1, next-level 1)
  if ((entryLo & 0xe01) === 0x201) {
    const next = tableAt(s, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk0(s, next, vaHi, vaLo);
  }
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

/** Level 0: VA bits 19..11, 2 KiB per item. */
function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 10) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 10) & 0x3fe) + 1];
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
