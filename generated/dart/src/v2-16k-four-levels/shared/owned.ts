// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 2 (L0): VA bits 46..36, 64 GiB per item. [DART8110, L0_OFF]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = (((entryLo & 0xffffc00) << 4) - s.baseLo) >>> 2;
  return ((entryLo >>> 28) | ((entryHi & 0x3f) << 4)) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryLo >>> 28) | ((entryHi & 0x3f) << 4)) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}

/**
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8110, L1_OFF]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = (((entryLo & 0xffffc00) << 4) - s.baseLo) >>> 2;
  return ((entryLo >>> 28) | ((entryHi & 0x3f) << 4)) === s.baseHi && !(next > s.wordCount - 4096) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryLo >>> 28) | ((entryHi & 0x3f) << 4)) !== s.baseHi || next > s.wordCount - 4096 ? EFAULT : ELOOP;
}
