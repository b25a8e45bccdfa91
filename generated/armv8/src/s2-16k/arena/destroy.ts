// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTableTop1, ownedTableTop2 } from "./owned.js";

/**
 * Frees every table. Two passes: a table that is not the instance's own, or is reached twice, refuses before
 * anything is freed.
 */
export function destroy(s: State): number {
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const status = checkOwnedAt(s, s.topForm, s.top);
  if (status !== 0) return status;
  freeTablesAt(s, s.topForm, s.top);
  return 0;
}

/** `checkOwned` at a level that is known at run time. */
function checkOwnedAt(s: State, level: number, table: number): number {
  switch (level) {
    case 5:
      return checkOwnedTop2(s, table);
    case 4:
      return checkOwnedTop1(s, table);
    default:
      return checkOwnedTop0(s, table);
  }
}

/** Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item. */
function checkOwnedTop2(s: State, table: number): number {
  for (let index = 0; index < s.topItems; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTableTop2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item. */
function checkOwnedTop1(s: State, table: number): number {
  for (let index = 0; index < s.topItems; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTableTop1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item. */
function checkOwnedTop0(s: State, table: number): number {
  return 0;
}

/** Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item. */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 2048; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
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
    case 5:
      freeTablesTop2(s, table);
      return;
    case 4:
      freeTablesTop1(s, table);
      return;
    default:
      freeTablesTop0(s, table);
      return;
  }
}

/** Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item. */
function freeTablesTop2(s: State, table: number): void {
  for (let index = 0; index < s.topItems; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      freeTables1(s, ((entryLo & -0x4000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, s.topBytes);
}

/** Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item. */
function freeTablesTop1(s: State, table: number): void {
  for (let index = 0; index < s.topItems; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      freeTables0(s, ((entryLo & -0x4000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, s.topBytes);
}

/** Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item. */
function freeTablesTop0(s: State, table: number): void {
  s.arena.free(table, s.topBytes);
}

/** Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item. */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 2048; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      freeTables0(s, ((entryLo & -0x4000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 16384);
}

/** Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item. */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 16384);
}
