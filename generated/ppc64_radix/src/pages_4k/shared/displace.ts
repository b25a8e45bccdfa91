// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

import { EADDRINUSE, loadPair, swapBytes } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * Empties the items that a leaf is about to take: tables below them that map nothing are removed one by one.
 * A table in use, or a leaf, refuses; what was removed before it stays removed.
 */
export function displace2(
  s: State,
  table: number,
  first: number,
  itemsLg2: number,
  vaHi: number,
  vaLo: number,
): number {
  const end = first + (1 << itemsLg2);
  for (let index = first; index < end; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    if ((entryHi & -0x80000000) !== 0) {
      // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
      if ((entryLo & 0x1f) !== 9 || (entryHi & -0x40000000) !== -0x80000000) return EADDRINUSE;
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty1(s, next);
      if (status !== 0) return status;
      holdTables1(s, next);
      Atomics.store(s.words, table + (index << 1), 0);
      Atomics.store(s.words, table + (index << 1) + 1, 0);
      const positionLo = (vaLo + ((index - first) << 30)) | 0;
      const positionHi = (((vaHi + ((index - first) >>> 2)) | 0) + ((positionLo >>> 0) < (((index - first) << 30) >>> 0) ? 1 : 0)) | 0;
      s.gather.addRange(positionHi, positionLo, positionHi, positionLo | 0x3fffffff);
    }
  }
  return 0;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * Empties the items that a leaf is about to take: tables below them that map nothing are removed one by one.
 * A table in use, or a leaf, refuses; what was removed before it stays removed.
 */
export function displace1(
  s: State,
  table: number,
  first: number,
  itemsLg2: number,
  vaHi: number,
  vaLo: number,
): number {
  const end = first + (1 << itemsLg2);
  for (let index = first; index < end; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    if ((entryHi & -0x80000000) !== 0) {
      // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
      if ((entryLo & 0x1f) !== 9 || (entryHi & -0x40000000) !== -0x80000000) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
      holdTables0(s, next);
      Atomics.store(s.words, table + (index << 1), 0);
      Atomics.store(s.words, table + (index << 1) + 1, 0);
      const positionLo = (vaLo + ((index - first) << 21)) | 0;
      const positionHi = vaHi;
      s.gather.addRange(positionHi, positionLo, positionHi, positionLo | 0x1fffff);
    }
  }
  return 0;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    if ((entryHi & -0x80000000) !== 0) {
      // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
      if ((entryLo & 0x1f) !== 9 || (entryHi & -0x40000000) !== -0x80000000) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * Level 0: VA bits 20..12, 4 KiB per item. [Radix Tree Translation]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty0(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    if ((entryHi & -0x80000000) !== 0) return EADDRINUSE;
  }
  return 0;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      holdTables0(s, ((entryLo & -0x100) - s.baseLo) >>> 2);
    }
  }
  s.gather.holdTable(table, 4096);
}

/**
 * Level 0: VA bits 20..12, 4 KiB per item. [Radix Tree Translation]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables0(s: State, table: number): void {
  s.gather.holdTable(table, 4096);
}
