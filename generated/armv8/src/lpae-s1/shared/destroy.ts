// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EPERM, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

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
    case 2:
      return checkOwned2(s, table);
    default:
      return checkOwned1(s, table);
  }
}

/** Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item. */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
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
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** `freeTables` at a level that is known at run time. */
function freeTablesAt(s: State, level: number, table: number): void {
  switch (level) {
    case 2:
      freeTables2(s, table);
      return;
    default:
      freeTables1(s, table);
      return;
  }
}

/** Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item. */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // table (valid 1, type 1) [Table descriptor format]
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
    // table (valid 1, type 1) [Table descriptor format]
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
