// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EADDRINUSE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1 } from "./owned.js";

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Empties the items that a leaf is about to take: tables below them that map nothing are removed one by one.
 * A table in use, or a leaf, refuses; what was removed before it stays removed.
 */
export function displace1(s: State, table: number, first: number, itemsLg2: number, va: number): number {
  const end = first + (1 << itemsLg2);
  for (let index = first; index < end; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    if ((entry & 3) !== 0) {
      // table (type 1) [Short-descriptor translation table format descriptors]
      if ((entry & 3) !== 1) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
      holdTables0(s, next);
      s.words[table + index] = 0;
      const position = (va + ((index - first) << 20)) | 0;
      const itemLastLo = position | 0xfffff;
      s.gather.addRange(0, position ^ s.originLo, 0, itemLastLo ^ s.originLo);
    }
  }
  return 0;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty0(s: State, table: number): number {
  for (let index = 0; index < 256; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    if ((entry & 3) !== 0) return EADDRINUSE;
  }
  return 0;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables0(s: State, table: number): void {
  s.gather.holdTable(table, 1024);
}
