// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entry: number): number {
  const next = (((entry & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  return (entry >>> 30) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + index
    ? next
    : (entry >>> 30) !== s.baseHi || next > s.wordCount - 1024 ? EFAULT : ELOOP;
}
