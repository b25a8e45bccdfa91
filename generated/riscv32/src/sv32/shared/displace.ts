// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EADDRINUSE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1 } from "./owned.js";

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Empties the items that a leaf is about to take: tables below them that map nothing are removed one by one.
 * A table in use, or a leaf, refuses; what was removed before it stays removed.
 */
export function displace1(s: State, table: number, first: number, itemsLg2: number, va: number): number {
  const end = first + (1 << itemsLg2);
  for (let index = first; index < end; index += 1) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    if ((entry & 1) !== 0) {
      // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
      if ((entry & 0xdf) !== 1) return EADDRINUSE;
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
      const status = checkEmpty0(s, next);
      if (status !== 0) return status;
      holdTables0(s, next);
      Atomics.store(s.words, table + index, 0);
      const position = (va + ((index - first) << 22)) | 0;
      s.gather.addRange(0, position, 0, position | 0x3fffff);
    }
  }
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * EADDRINUSE if anything is mapped below the table.
 */
function checkEmpty0(s: State, table: number): number {
  for (let index = 0; index < 1024; index += 1) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    if ((entry & 1) !== 0) return EADDRINUSE;
  }
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * Gives a table and those below it, checked before, to the gather: their memory is freed after the flush.
 */
function holdTables0(s: State, table: number): void {
  s.gather.holdTable(table, 4096);
}
