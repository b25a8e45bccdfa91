// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import { EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2, ownedTable3, ownedTable4 } from "./owned.js";

/**
 * Frees every table. Two passes: a table that is not the instance's own, or is reached twice, refuses before
 * anything is freed.
 */
export function destroy(s: State): number {
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const status = checkOwnedAt(s, s.topLevel, s.top);
  if (status !== 0) return status;
  freeTablesAt(s, s.topLevel, s.top);
  return 0;
}

/** `checkOwned` at a level that is known at run time. */
function checkOwnedAt(s: State, level: number, table: number): number {
  switch (level) {
    case 4:
      return checkOwned4(s, table);
    default:
      return checkOwned3(s, table);
  }
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)] */
function checkOwned4(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable4(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned3(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)] */
function checkOwned3(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned2(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** `freeTables` at a level that is known at run time. */
function freeTablesAt(s: State, level: number, table: number): void {
  switch (level) {
    case 4:
      freeTables4(s, table);
      return;
    default:
      freeTables3(s, table);
      return;
  }
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)] */
function freeTables4(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      freeTables3(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)] */
function freeTables3(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      freeTables2(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      freeTables1(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      freeTables0(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page] */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
