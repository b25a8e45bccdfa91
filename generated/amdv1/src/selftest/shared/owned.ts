// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 4: VA bits 55..47, 128 TiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable4(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable4(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable3(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 4: VA bits 55..47, 128 TiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable4(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
