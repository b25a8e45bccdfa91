// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import { EADDRINUSE, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
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
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0x407) !== 0) {
      // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
      if ((entryLo & 3) === 2 || (entryLo & 0xf8) !== 0) return EADDRINUSE;
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
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
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
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0x407) !== 0) {
      // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
      if ((entryLo & 3) === 2 || (entryLo & 0xf8) !== 0) return EADDRINUSE;
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
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0x407) !== 0) {
      // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
      if ((entryLo & 3) === 2 || (entryLo & 0xf8) !== 0) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty0(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 0x407) !== 0) return EADDRINUSE;
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      holdTables0(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.gather.holdTable(table, 4096);
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables0(s: State, table: number): void {
  s.gather.holdTable(table, 4096);
}
