// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable3(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x100) - s.baseLo) >>> 2;
  return (entryHi & 0xfffffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x100) - s.baseLo) >>> 2;
  return (entryHi & 0xfffffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : next;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x100) - s.baseLo) >>> 2;
  return (entryHi & 0xfffffff) !== s.baseHi || next > s.wordCount - 64 ? EFAULT : next;
}

/**
 * Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x100) - s.baseLo) >>> 2;
  return (entryHi & 0xfffffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x100) - s.baseLo) >>> 2;
  return (entryHi & 0xfffffff) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffffff) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x100) - s.baseLo) >>> 2;
  return (entryHi & 0xfffffff) === s.baseHi && !(next > s.wordCount - 64) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xfffffff) !== s.baseHi || next > s.wordCount - 64 ? EFAULT : ELOOP;
}
