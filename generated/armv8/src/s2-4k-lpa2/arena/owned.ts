// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 3 (lookup level 0): VA bits 51..39, 512 GiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTableTop3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTableTop3(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
    ? EFAULT
    : next;
}

/**
 * Level 2 (lookup level 1): VA bits 42..30, 1 GiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTableTop2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTableTop2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
    ? EFAULT
    : next;
}

/**
 * Level 1 (lookup level 2): VA bits 33..21, 2 MiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTableTop1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTableTop1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
    ? EFAULT
    : next;
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable2(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
    ? EFAULT
    : next;
}

/**
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
 * The table below an item, for a scan that changes items only if `s.clears`.
 */
export function scannedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  if (s.clears) return ownedTable1(s, table, index, entryHi, entryLo);
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
    ? EFAULT
    : next;
}

/**
 * Level 3 (lookup level 0): VA bits 51..39, 512 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTableTop3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}

/**
 * Level 2 (lookup level 1): VA bits 42..30, 1 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTableTop2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}

/**
 * Level 1 (lookup level 2): VA bits 33..21, 2 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTableTop1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}

/**
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
  return ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}
