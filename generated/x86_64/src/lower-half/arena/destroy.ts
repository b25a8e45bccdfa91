// Made by generic-pt from x86_64.yaml: x86-64 long-mode page table.
// Do not edit: change the spec, then run "generic-pt generate x86_64".
// Citations in brackets are of: AMD64 Architecture Programmer's Manual, volume 2, 24593.

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
    case 3:
      return checkOwned3(s, table);
    default:
      return checkOwned2(s, table);
  }
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [4-Kbyte Page Translation, PML5E] */
function checkOwned4(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
      const next = ownedTable4(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned3(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [4-Kbyte Page Translation, PML4E] */
function checkOwned3(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
      const next = ownedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned2(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [4-Kbyte and 1-Gbyte Page Translation, PDPE] */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 1 (PD): VA bits 29..21, 2 MiB per item. [4-Kbyte and 2-Mbyte Page Translation, PDE] */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
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
    case 3:
      freeTables3(s, table);
      return;
    default:
      freeTables2(s, table);
      return;
  }
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [4-Kbyte Page Translation, PML5E] */
function freeTables4(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
      freeTables3(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [4-Kbyte Page Translation, PML4E] */
function freeTables3(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
      freeTables2(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [4-Kbyte and 1-Gbyte Page Translation, PDPE] */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
      freeTables1(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 1 (PD): VA bits 29..21, 2 MiB per item. [4-Kbyte and 2-Mbyte Page Translation, PDE] */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (present 1, page-size 0)
    if ((entryLo & 0x81) === 1) {
      freeTables0(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [4-Kbyte Page Translation, PTE] */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
