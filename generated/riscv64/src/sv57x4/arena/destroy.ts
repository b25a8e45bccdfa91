// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2, ownedTable3, ownedTable4 } from "./owned.js";

/**
 * Frees every table. Two passes: a table that is not the instance's own, or is reached twice, refuses before
 * anything is freed.
 */
export function destroy(s: State): number {
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const status = checkOwned4(s, s.top);
  if (status !== 0) return status;
  freeTables4(s, s.top);
  return 0;
}

/** Level 4 (VPN[4]): VA bits 58..48, 256 TiB per item. [Guest Physical Address Translation] */
function checkOwned4(s: State, table: number): number {
  for (let index = 0; index < 2048; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const next = ownedTable4(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned3(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 3 (VPN[3]): VA bits 47..39, 512 GiB per item. [Guest Physical Address Translation] */
function checkOwned3(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const next = ownedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned2(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation] */
function checkOwned2(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const status = checkOwned1(s, next);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/** Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation] */
function checkOwned1(s: State, table: number): number {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
    }
  }
  return 0;
}

/** Level 4 (VPN[4]): VA bits 58..48, 256 TiB per item. [Guest Physical Address Translation] */
function freeTables4(s: State, table: number): void {
  for (let index = 0; index < 2048; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      freeTables3(s, (((entryLo & 0x3ffffc00) << 2) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 16384);
}

/** Level 3 (VPN[3]): VA bits 47..39, 512 GiB per item. [Guest Physical Address Translation] */
function freeTables3(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      freeTables2(s, (((entryLo & 0x3ffffc00) << 2) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation] */
function freeTables2(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      freeTables1(s, (((entryLo & 0x3ffffc00) << 2) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation] */
function freeTables1(s: State, table: number): void {
  for (let index = 0; index < 512; index += 1) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      freeTables0(s, (((entryLo & 0x3ffffc00) << 2) - s.baseLo) >>> 2);
    }
  }
  s.arena.free(table, 4096);
}

/** Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation] */
function freeTables0(s: State, table: number): void {
  s.arena.free(table, 4096);
}
