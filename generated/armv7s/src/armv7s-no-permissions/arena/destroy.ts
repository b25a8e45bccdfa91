// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1 } from "./owned.js";

/**
 * Frees every table. Two passes: a table that is not the instance's own, or is reached twice, refuses before
 * anything is freed.
 */
export function destroy(s: State): number {
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const status = checkOwned1(s, s.top);
  if (status !== 0) return status;
  freeTables1(s, s.top);
  return 0;
}

/** Level 1 (first level): VA bits 31..20, 1 MiB per item. */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 4096; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    // table (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 3) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** Level 1 (first level): VA bits 31..20, 1 MiB per item. */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 4096; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    // table (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 3) === 1) {
      freeTables0(s, ((entry & -0x400) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 16384);
}

/** Level 0 (second level): VA bits 19..12, 4 KiB per item. */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 1024);
}
