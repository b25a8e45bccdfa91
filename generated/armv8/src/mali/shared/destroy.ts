// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EPERM, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2, ownedTable3 } from "./owned.js";

/**
 * Frees every table. Two passes: a table that is not the instance's own, or is reached twice, refuses before
 * anything is freed.
 */
export function destroy(s: State): number {
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const status = checkOwned3(s, s.top);
  if (status !== 0) return status;
  freeTables3(s, s.top);
  return 0;
}

/** Level 3 (lookup level 0): VA bits 47..39, 512 GiB per item. */
function checkOwned3(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (type 3) [ENTRY_IS_PTE]
    if ((entryLo & 3) === 3) {
      const next = ownedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned2(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item. */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (type 3) [ENTRY_IS_PTE]
    if ((entryLo & 3) === 3) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item. */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (type 3) [ENTRY_IS_PTE]
    if ((entryLo & 3) === 3) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** Level 3 (lookup level 0): VA bits 47..39, 512 GiB per item. */
function freeTables3(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (type 3) [ENTRY_IS_PTE]
    if ((entryLo & 3) === 3) {
      freeTables2(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item. */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (type 3) [ENTRY_IS_PTE]
    if ((entryLo & 3) === 3) {
      freeTables1(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item. */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (type 3) [ENTRY_IS_PTE]
    if ((entryLo & 3) === 3) {
      freeTables0(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item. */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
