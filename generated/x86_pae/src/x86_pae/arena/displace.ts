// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EADDRINUSE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1 } from "./owned.js";

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * Empties the items that a leaf is about to take: tables below them that map nothing are removed one by one.
 * A table in use, or a leaf, refuses; what was removed before it stays removed.
 */
export function displace1(s: State, table: number, first: number, itemsLg2: number, va: number): number {
  const end = first + (1 << itemsLg2);
  for (let index = first; index < end; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 1) !== 0) {
      // table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
      if ((entryLo & 0x81) !== 1 || (entryHi & 0x7ff00000) !== 0) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
      holdTables0(s, next);
      s.words[table + (index << 1)] = 0;
      s.words[table + (index << 1) + 1] = 0;
      const position = (va + ((index - first) << 21)) | 0;
      s.gather.addRange(0, position, 0, position | 0x1fffff);
    }
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty0(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    if ((entryLo & 1) !== 0) return EADDRINUSE;
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables0(s: State, table: number): void {
  s.gather.holdTable(table, 4096);
}
