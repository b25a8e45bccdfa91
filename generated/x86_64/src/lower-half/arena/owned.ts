// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".
// Citations in brackets are of: AMD64 Architecture Programmer's Manual, volume 2, 24593.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [4-Kbyte Page Translation, PML5E]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable4(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [4-Kbyte Page Translation, PML4E]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [4-Kbyte and 1-Gbyte Page Translation, PDPE]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [4-Kbyte and 2-Mbyte Page Translation, PDE]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & ~s.markHi & 0xfffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & ~s.markHi & 0xfffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
