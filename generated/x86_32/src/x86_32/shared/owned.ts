// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entry: number): number {
  if (s.clears) return ownedTable1(s, table, index, entry);
  const next = ((entry & -0x1000) - s.baseLo) >>> 2;
  return 0 !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entry: number): number {
  const next = ((entry & -0x1000) - s.baseLo) >>> 2;
  return 0 === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + index
    ? next
    : 0 !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
