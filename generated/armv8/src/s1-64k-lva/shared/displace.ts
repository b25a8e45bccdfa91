// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EADDRINUSE, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

/**
 * Level 2 (lookup level 1): VA bits 51..42, 4 TiB per item.
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
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty1(s, next);
      if (status !== 0) return status;
      holdTables1(s, next);
      Atomics.store(s.words, table + (index << 1), 0);
      Atomics.store(s.words, table + (index << 1) + 1, 0);
      const positionLo = vaLo;
      const positionHi = (vaHi + ((index - first) << 10)) | 0;
      const itemLastHi = positionHi | 0x3ff;
      s.gather.addRange(
        positionHi ^ s.originHi,
        positionLo ^ s.originLo,
        itemLastHi ^ s.originHi,
        -1 ^ s.originLo,
      );
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
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
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
      holdTables0(s, next);
      Atomics.store(s.words, table + (index << 1), 0);
      Atomics.store(s.words, table + (index << 1) + 1, 0);
      const positionLo = (vaLo + ((index - first) << 29)) | 0;
      const positionHi = (((vaHi + ((index - first) >>> 3)) | 0) + ((positionLo >>> 0) < (((index - first) << 29) >>> 0) ? 1 : 0)) | 0;
      const itemLastLo = positionLo | 0x1fffffff;
      s.gather.addRange(
        positionHi ^ s.originHi,
        positionLo ^ s.originLo,
        positionHi ^ s.originHi,
        itemLastLo ^ s.originLo,
      );
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty1(s: State, table: number): number {
  for (let index = 0; index < 8192; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty0(s: State, table: number): number {
  for (let index = 0; index < 8192; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 1) !== 0) return EADDRINUSE;
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables1(s: State, table: number): void {
  for (let index = 0; index < 8192; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      holdTables0(s, ((entryLo & -0x10000) - s.baseLo) >>> 2);
    }
  }
  s.gather.holdTable(table, 0x10000);
}

/**
 * Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables0(s: State, table: number): void {
  s.gather.holdTable(table, 0x10000);
}
