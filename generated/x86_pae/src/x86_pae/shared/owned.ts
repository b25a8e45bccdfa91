// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
