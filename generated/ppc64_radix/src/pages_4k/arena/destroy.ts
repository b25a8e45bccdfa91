// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

import { EPERM, swapBytes } from "@generic-pt/core";
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

/** Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation] */
function checkOwned3(s: State, table: number): number {
  for (let index = 0; index < 8192; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(s.words[at + 1]);
    const entryHi = swapBytes(s.words[at]);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      const next = ownedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned2(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation] */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(s.words[at + 1]);
    const entryHi = swapBytes(s.words[at]);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation] */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(s.words[at + 1]);
    const entryHi = swapBytes(s.words[at]);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation] */
function freeTables3(s: State, table: number): void {
  for (let index = 0; index < 8192; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(s.words[at + 1]);
    const entryHi = swapBytes(s.words[at]);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      freeTables2(s, ((entryLo & -0x100) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 0x10000);
}

/** Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation] */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(s.words[at + 1]);
    const entryHi = swapBytes(s.words[at]);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      freeTables1(s, ((entryLo & -0x100) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation] */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = swapBytes(s.words[at + 1]);
    const entryHi = swapBytes(s.words[at]);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      freeTables0(s, ((entryLo & -0x100) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0: VA bits 20..12, 4 KiB per item. [Radix Tree Translation] */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
