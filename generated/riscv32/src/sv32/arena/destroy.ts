// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

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

/** Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address] */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 1024; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
    if ((entry & 0xdf) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address] */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 1024; index += 1) {
    const at = table + index;
    const entry = s.words[at];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
    if ((entry & 0xdf) === 1) {
      freeTables0(s, (((entry & 0x3ffffc00) << 2) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address] */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
