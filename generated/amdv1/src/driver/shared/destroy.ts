// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import { EPERM, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2, ownedTable3, ownedTable4, ownedTable5 } from "./owned.js";

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
    case 5:
      return checkOwned5(s, table);
    case 4:
      return checkOwned4(s, table);
    case 3:
      return checkOwned3(s, table);
    case 2:
      return checkOwned2(s, table);
    default:
      return checkOwned1(s, table);
  }
}

/** Level 5 (level 6): VA bits 63..57, 128 PiB per item. */
function checkOwned5(s: State, table: number): number {
  for (let index = 0; index < 128; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 5)
    if ((entryLo & 0xe01) === 0xa01) {
      const next = ownedTable5(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned4(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 4 (level 5): VA bits 56..48, 256 TiB per item. */
function checkOwned4(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 4)
    if ((entryLo & 0xe01) === 0x801) {
      const next = ownedTable4(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned3(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 3 (level 4): VA bits 47..39, 512 GiB per item. */
function checkOwned3(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 3)
    if ((entryLo & 0xe01) === 0x601) {
      const next = ownedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned2(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 2 (level 3): VA bits 38..30, 1 GiB per item. */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 2)
    if ((entryLo & 0xe01) === 0x401) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 1 (level 2): VA bits 29..21, 2 MiB per item. */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 1)
    if ((entryLo & 0xe01) === 0x201) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** `freeTables` at a level that is known at run time. */
function freeTablesAt(s: State, level: number, table: number): void {
  switch (level) {
    case 5:
      freeTables5(s, table);
      return;
    case 4:
      freeTables4(s, table);
      return;
    case 3:
      freeTables3(s, table);
      return;
    case 2:
      freeTables2(s, table);
      return;
    default:
      freeTables1(s, table);
      return;
  }
}

/** Level 5 (level 6): VA bits 63..57, 128 PiB per item. */
function freeTables5(s: State, table: number): void {
  for (let index = 0; index < 128; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (present 1, next-level 5)
    if ((entryLo & 0xe01) === 0xa01) {
      freeTables4(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 4 (level 5): VA bits 56..48, 256 TiB per item. */
function freeTables4(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (present 1, next-level 4)
    if ((entryLo & 0xe01) === 0x801) {
      freeTables3(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 3 (level 4): VA bits 47..39, 512 GiB per item. */
function freeTables3(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (present 1, next-level 3)
    if ((entryLo & 0xe01) === 0x601) {
      freeTables2(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 2 (level 3): VA bits 38..30, 1 GiB per item. */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (present 1, next-level 2)
    if ((entryLo & 0xe01) === 0x401) {
      freeTables1(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 1 (level 2): VA bits 29..21, 2 MiB per item. */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (present 1, next-level 1)
    if ((entryLo & 0xe01) === 0x201) {
      freeTables0(s, ((entryLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0 (level 1): VA bits 20..12, 4 KiB per item. */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
