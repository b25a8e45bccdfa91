// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 3 (lookup level 0): VA bits 47..39, 512 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
