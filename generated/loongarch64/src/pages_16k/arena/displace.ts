// Made by generic-pt from loongarch64.yaml: LoongArch page table for 64-bit address spaces.
// Do not edit: change the spec, then run "generic-pt generate loongarch64".
// Citations in brackets are of: LoongArch Reference Manual, volume 1.

import { EADDRINUSE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

/**
 * Level 2 (Dir2): VA bits 46..36, 64 GiB per item. [Page Walk Controller for Lower Half Address Space]
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
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo !== 0 || entryHi !== 0) && (entryLo & 0xc1) !== 0x40) {
      // table (huge 0) [Multi-level Page Table Structure Supported by page walking]
      if ((entryLo & 0x40) !== 0) return EADDRINUSE;
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty1(s, next);
      if (status !== 0) return status;
      holdTables1(s, next);
      s.words[table + (index << 1)] = 0;
      s.words[table + (index << 1) + 1] = 0;
      const positionLo = vaLo;
      const positionHi = (vaHi + ((index - first) << 4)) | 0;
      const itemLastHi = positionHi | 0xf;
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
 * Level 1 (Dir1): VA bits 35..25, 32 MiB per item. [Page Walk Controller for Lower Half Address Space]
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
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo !== 0 || entryHi !== 0) && (entryLo & 0xc1) !== 0x40) {
      // table (huge 0) [Multi-level Page Table Structure Supported by page walking]
      if ((entryLo & 0x40) !== 0) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
      holdTables0(s, next);
      s.words[table + (index << 1)] = 0;
      s.words[table + (index << 1) + 1] = 0;
      const positionLo = (vaLo + ((index - first) << 25)) | 0;
      const positionHi = (((vaHi + ((index - first) >>> 7)) | 0) + ((positionLo >>> 0) < (((index - first) << 25) >>> 0) ? 1 : 0)) | 0;
      const itemLastLo = positionLo | 0x1ffffff;
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
 * Level 1 (Dir1): VA bits 35..25, 32 MiB per item. [Page Walk Controller for Lower Half Address Space]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty1(s: State, table: number): number {
  for (let index = 0; index < 2048; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo !== 0 || entryHi !== 0) && (entryLo & 0xc1) !== 0x40) {
      // table (huge 0) [Multi-level Page Table Structure Supported by page walking]
      if ((entryLo & 0x40) !== 0) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 24..14, 16 KiB per item. [Page Walk Controller for Lower Half Address Space]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty0(s: State, table: number): number {
  for (let index = 0; index < 2048; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    if ((entryLo & 0x81) !== 0) return EADDRINUSE;
  }
  return 0;
}

/**
 * Level 1 (Dir1): VA bits 35..25, 32 MiB per item. [Page Walk Controller for Lower Half Address Space]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables1(s: State, table: number): void {
  for (let index = 0; index < 2048; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (huge 0) [Multi-level Page Table Structure Supported by page walking]
    if ((entryLo !== 0 || entryHi !== 0) && (entryLo & 0x40) === 0) {
      holdTables0(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.gather.holdTable(table, 16384);
}

/**
 * Level 0 (PT): VA bits 24..14, 16 KiB per item. [Page Walk Controller for Lower Half Address Space]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables0(s: State, table: number): void {
  s.gather.holdTable(table, 16384);
}
