// Made by generic-pt from loongarch64.yaml: LoongArch page table for 64-bit address spaces.
// Do not edit: change the spec, then run "generic-pt generate loongarch64".
// Citations in brackets are of: LoongArch Reference Manual, volume 1.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 2 (Dir2): VA bits 46..36, 64 GiB per item. [Page Walk Controller for Lower Half Address Space]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}

/**
 * Level 1 (Dir1): VA bits 35..25, 32 MiB per item. [Page Walk Controller for Lower Half Address Space]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xffff) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}
