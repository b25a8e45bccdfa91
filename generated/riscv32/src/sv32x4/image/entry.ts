// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import type { ImageState as State } from "@generic-pt/core";

/** `decodeEntry` at a level that is known at run time. */
export function decodeEntryAt(s: State, level: number, entry: number, vaHi: number, vaLo: number): number {
  switch (level) {
    case 1:
      return decodeEntry1(s, entry, vaHi, vaLo);
    default:
      return decodeEntry0(s, entry, vaHi, vaLo);
  }
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entry: number, vaHi: number, vaLo: number): number {
  // page-4m (valid 1, user 1, low-of-4m 0) [Guest Physical Address Translation]
  if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0xffc11) === 0x11) {
    s.runItemsLg2 = 0;
    s.runOaHi = (entry >>> 30) & 3;
    s.runOaLo = (((entry & 0x3ff00000) << 2) & -0x400000) | (vaLo & 0x3fffff);
  } else if ((entry & 0xdf) === 1) {
    s.runOaHi = entry >>> 30;
    s.runOaLo = (entry & 0x3ffffc00) << 2;
  }
  return (entry & 1) === 0
    ? 0
    : (entry & 0xdf) === 1
      ? 1
      : (entry & 0xf) === 1 ? 2 : (entry & 7) === 5 ? 3 : (entry & 0xffc11) === 0x11 ? 4 : -1;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entry: number, vaHi: number, vaLo: number): number {
  // page (valid 1, user 1) [Guest Physical Address Translation]
  if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0x11) === 0x11) {
    s.runItemsLg2 = 0;
    s.runOaHi = (entry >>> 30) & 3;
    s.runOaLo = (((entry & 0x3ffffc00) << 2) & -0x1000) | (vaLo & 0xfff);
  }
  return (entry & 1) === 0
    ? 0
    : (entry & 0xf) === 1 ? 1 : (entry & 7) === 5 ? 2 : (entry & 0x11) === 0x11 ? 3 : -1;
}
