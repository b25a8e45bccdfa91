// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

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

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 1024; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    // table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
    if ((entry & 0x81) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 1024; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    // table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
    if ((entry & 0x81) === 1) {
      freeTables0(s, ((entry & -0x1000) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
