// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTableTop2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTableTop2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x4000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : next;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTableTop1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTableTop1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x4000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : next;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x4000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : next;
}

/**
 * Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTableTop2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x4000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTableTop1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x4000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x4000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}
