// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".

import { EBADMSG, EFAULT, ENOENT, ERANGE, missesUpperHalf, tableAt } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, vaHi: number, vaLo: number): number {
  if (vaHi < 0 && s.sign !== 0
    ? missesUpperHalf(vaHi, vaLo, s.reachHi, s.reachLo)
    : ((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) {
    return ERANGE;
  }
  return walkAt(s, s.topLevel, s.top, vaHi, vaLo);
}

/** `walk` at a level that is known at run time. */
function walkAt(s: State, level: number, table: number, vaHi: number, vaLo: number): number {
  switch (level) {
    case 4:
      return walk4(s, table, vaHi, vaLo);
    default:
      return walk3(s, table, vaHi, vaLo);
  }
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [5.3.2, PML5E] */
function walk4(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 15) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 15) & 0x3fe) + 1];
  // table (present 1, page-size 0)
  if ((entryLo & 0x81) === 1) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk3(s, next, vaHi, vaLo);
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Figure 5-19, PML4E] */
function walk3(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaHi >>> 6) & 0x3fe)];
  const entryHi = s.words[table + ((vaHi >>> 6) & 0x3fe) + 1];
  // table (present 1, page-size 0)
  if ((entryLo & 0x81) === 1) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk2(s, next, vaHi, vaLo);
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Figures 5-20 and 5-27, PDPE] */
function walk2(s: State, table: number, vaHi: number, vaLo: number): number {
  const index = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const entryLo = s.words[table + (index << 1)];
  const entryHi = s.words[table + (index << 1) + 1];
  // table (present 1, page-size 0)
  if ((entryLo & 0x81) === 1) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk1(s, next, vaHi, vaLo);
  }
  // page-1g (present 1, page-size 1, low-of-1g 0) [Figure 5-27]
  if ((entryLo & 0x3fffe081) === 0x81) {
    s.oaHi = entryHi & ~s.markHi & 0xfffff;
    s.oaLo = (entryLo & ~s.markLo & -0x40000000) | (vaLo & 0x3fffffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 1 (PD): VA bits 29..21, 2 MiB per item. [Figures 5-22 and 5-25, PDE] */
function walk1(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 20) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 20) & 0x3fe) + 1];
  // table (present 1, page-size 0)
  if ((entryLo & 0x81) === 1) {
    const next = tableAt(s, entryHi & ~s.markHi & 0xfffff, entryLo & ~s.markLo & -0x1000, 4096);
    if (next < 0) return EFAULT;
    return walk0(s, next, vaHi, vaLo);
  }
  // page-2m (present 1, page-size 1, low-of-2m 0) [Figure 5-25]
  if ((entryLo & 0x1fe081) === 0x81) {
    s.oaHi = entryHi & ~s.markHi & 0xfffff;
    s.oaLo = (entryLo & ~s.markLo & -0x200000) | (vaLo & 0x1fffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Figure 5-21, 4-Kbyte PTE] */
function walk0(s: State, table: number, vaHi: number, vaLo: number): number {
  const entryLo = s.words[table + ((vaLo >>> 11) & 0x3fe)];
  const entryHi = s.words[table + ((vaLo >>> 11) & 0x3fe) + 1];
  // page (present 1) [Figure 5-21]
  if ((entryLo & 1) === 1) {
    s.oaHi = entryHi & ~s.markHi & 0xfffff;
    s.oaLo = (entryLo & ~s.markLo & -0x1000) | (vaLo & 0xfff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
