// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, va: number): number {
  if ((va & ~s.reachLo) !== 0) return ERANGE;
  const words = s.words;
  // Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
  const at1 = s.top + (va >>> 22);
  const entry1 = words[at1];
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
  if ((entry1 & 0xdf) !== 1) return arrive1(s, entry1, va);
  const next1 = (((entry1 & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  if ((entry1 >>> 30) !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
  const at0 = next1 + ((va >>> 12) & 0x3ff);
  const entry0 = words[at0];
  if ((entry0 & 7) !== 5 && (entry0 & 0xf) !== 1 && (entry0 & 1) !== 0) {
    s.oaHi = (entry0 >>> 30) & 3;
    s.oaLo = (((entry0 & 0x3ffffc00) << 2) & -0x1000) | (va & 0xfff);
    return 0;
  }
  return arrive0(s, entry0, va);
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
export function arrive1(s: State, entry: number, va: number): number {
  // page-4m (valid 1, low-of-4m 0) [Virtual Address Translation Process]
  if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0xffc01) === 1) {
    s.oaHi = (entry >>> 30) & 3;
    s.oaLo = (((entry & 0x3ff00000) << 2) & -0x400000) | (va & 0x3fffff);
    return 0;
  }
  return (entry & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entry: number, va: number): number {
  return (entry & 1) === 0 ? ENOENT : EBADMSG;
}

/** Goes down as long as items point to tables. */
export function walk0(s: State, table: number, va: number): number {
  // Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
  const at0 = table + ((va >>> 12) & 0x3ff);
  const entry0 = s.words[at0];
  if ((entry0 & 7) !== 5 && (entry0 & 0xf) !== 1 && (entry0 & 1) !== 0) {
    s.oaHi = (entry0 >>> 30) & 3;
    s.oaLo = (((entry0 & 0x3ffffc00) << 2) & -0x1000) | (va & 0xfff);
    return 0;
  }
  return arrive0(s, entry0, va);
}
