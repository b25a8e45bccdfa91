// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 5 (level 6): VA bits 63..57, 128 PiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable5(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable5(s, table, index, entryHi, entryLo);
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable4(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable4(s, table, index, entryHi, entryLo);
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable3(s, table, index, entryHi, entryLo);
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 1 (level 2): VA bits 29..21, 2 MiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 5 (level 6): VA bits 63..57, 128 PiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable5(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable4(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 1 (level 2): VA bits 29..21, 2 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
