// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

/**
 * Frees every table. Two passes: a table that is not the instance's own, or is reached twice, refuses before
 * anything is freed.
 */
export function destroy(s: State): number {
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const status = checkOwned2(s, s.top);
  if (status !== 0) return status;
  freeTables2(s, s.top);
  return 0;
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 4; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
    if ((entryLo & 0x1e7) === 1 && (entryHi & -0x100000) === 0) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
    if ((entryLo & 0x81) === 1 && (entryHi & 0x7ff00000) === 0) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 4; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
    if ((entryLo & 0x1e7) === 1 && (entryHi & -0x100000) === 0) {
      freeTables1(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 32);
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
    if ((entryLo & 0x81) === 1 && (entryHi & 0x7ff00000) === 0) {
      freeTables0(s, ((entryLo & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page] */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
