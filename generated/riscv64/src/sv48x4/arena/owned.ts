// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EFAULT, ELOOP } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Level 3 (VPN[3]): VA bits 49..39, 512 GiB per item. [Guest Physical Address Translation]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable3(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = (((entryLo & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  return ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}

/**
 * Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable2(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = (((entryLo & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  return ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
 * The table below an item, for operations that change or free it.
 */
export function ownedTable1(s: State, table: number, index: number, entryHi: number, entryLo: number): number {
  const next = (((entryLo & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  return ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) === s.baseHi && !(next > s.wordCount - 1024) && s.links[next >>> 6] === table + (index << 1)
    ? next
    : ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) !== s.baseHi || next > s.wordCount - 1024
      ? EFAULT
      : ELOOP;
}
