// Made by generic-pt from vtdss.yaml: Intel VT-d second-stage page table.
// Do not edit: change the spec, then run "generic-pt generate vtdss".

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  return walkAt(s, s.topLevel, s.openTop(), vaHi, vaLo);
}

/** `walk` at a level that is known at run time. */
function walkAt(s: State, level: number, table: number, vaHi: number, vaLo: number): number {
  switch (level) {
    case 4:
      return walk4(s, table, vaHi, vaLo);
    case 3:
      return walk3(s, table, vaHi, vaLo);
    default:
      return walk2(s, table, vaHi, vaLo);
  }
}

/** Level 4 (SS-PML5): VA bits 56..48, 256 TiB per item. [Figure 9-8, SS-PML5E] */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 15) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 15) & 0x3fe) + 1];
  // table (page-size 0)
  if ((entryLo & 3) !== 0 && (entryLo & 0x80) === 0) {
    const next = s.image.open(3, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk3(s, next, vaHi, vaLo);
  }
  return (entryLo & 3) === 0 ? ENOENT : EBADMSG;
}

/** Level 3 (SS-PML4): VA bits 47..39, 512 GiB per item. [Figure 9-8, SS-PML4E] */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 6) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 6) & 0x3fe) + 1];
  // table (page-size 0)
  if ((entryLo & 3) !== 0 && (entryLo & 0x80) === 0) {
    const next = s.image.open(2, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk2(s, next, vaHi, vaLo);
  }
  return (entryLo & 3) === 0 ? ENOENT : EBADMSG;
}

/** Level 2 (SS-PDPT): VA bits 38..30, 1 GiB per item. [Figure 9-8, SS-PDPTE] */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const index = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const entryLo = s.words[table + (index << 1)];
  const entryHi = s.words[table + (index << 1) + 1];
  // table (page-size 0)
  if ((entryLo & 3) !== 0 && (entryLo & 0x80) === 0) {
    const next = s.image.open(1, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk1(s, next, vaHi, vaLo);
  }
  // large-page (page-size 1) [3.7, super pages]
  if ((entryLo & 3) !== 0 && (entryLo & 0x80) === 0x80) {
    s.oaHi = entryHi & 0xfffff;
    s.oaLo = (entryLo & -0x40000000) | (vaLo & 0x3fffffff);
    return 0;
  }
  return (entryLo & 3) === 0 ? ENOENT : EBADMSG;
}

/** Level 1 (SS-PD): VA bits 29..21, 2 MiB per item. [Figure 9-8, SS-PDE] */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 20) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 20) & 0x3fe) + 1];
  // table (page-size 0)
  if ((entryLo & 3) !== 0 && (entryLo & 0x80) === 0) {
    const next = s.image.open(0, entryHi & 0xfffff, entryLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk0(s, next, vaHi, vaLo);
  }
  // large-page (page-size 1) [3.7, super pages]
  if ((entryLo & 3) !== 0 && (entryLo & 0x80) === 0x80) {
    s.oaHi = entryHi & 0xfffff;
    s.oaLo = (entryLo & -0x200000) | (vaLo & 0x1fffff);
    return 0;
  }
  return (entryLo & 3) === 0 ? ENOENT : EBADMSG;
}

/** Level 0 (SS-PT): VA bits 20..12, 4 KiB per item. [Figure 9-8, SS-PTE] */
function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 11) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 11) & 0x3fe) + 1];
  // page
  if ((entryLo & 3) !== 0) {
    s.oaHi = entryHi & 0xfffff;
    s.oaLo = (entryLo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return (entryLo & 3) === 0 ? ENOENT : EBADMSG;
}
