// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable4(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable4(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable3(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable4(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
