// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xf) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xf) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}

/**
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return (entryHi & 0xf) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : (entryHi & 0xf) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}
