// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EINVAL } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** `decodeEntry` at a level that is known at run time. */
export function decodeEntryAt(s: State, level: number, entry: number, va: number): number {
  switch (level) {
    case 1:
      return decodeEntry1(s, entry, va);
    default:
      return decodeEntry0(s, entry, va);
  }
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entry: number, va: number): number {
  // page-4m (valid 1, low-of-4m 0) [Virtual Address Translation Process]
  if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0xffc01) === 1) {
    s.runItemsLg2 = 0;
    s.runOaHi = (entry >>> 30) & 3;
    s.runOaLo = (((entry & 0x3ff00000) << 2) & -0x400000) | (va & 0x3fffff);
  } else if ((entry & 0xdf) === 1) {
    s.runOaHi = entry >>> 30;
    s.runOaLo = (entry & 0x3ffffc00) << 2;
  }
  return (entry & 1) === 0
    ? 0
    : (entry & 0xdf) === 1
      ? 1
      : (entry & 0xf) === 1 ? 2 : (entry & 7) === 5 ? 3 : (entry & 0xffc01) === 1 ? 4 : -1;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entry: number, va: number): number {
  // page (valid 1) [Sv32 page table entry]
  if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 1) !== 0) {
    s.runItemsLg2 = 0;
    s.runOaHi = (entry >>> 30) & 3;
    s.runOaLo = (((entry & 0x3ffffc00) << 2) & -0x1000) | (va & 0xfff);
  }
  return (entry & 1) === 0 ? 0 : (entry & 0xf) === 1 ? 1 : (entry & 7) === 5 ? 2 : 3;
}

/** `encodeLeaf` at a level that is known at run time. */
export function encodeLeafAt(
  s: State,
  level: number,
  oaHi: number,
  oaLo: number,
  itemsLg2: number,
  protection: number,
): number {
  switch (level) {
    case 1:
      return encodeLeaf1(s, oaHi, oaLo, itemsLg2, protection);
    default:
      return encodeLeaf0(s, oaHi, oaLo, itemsLg2, protection);
  }
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryLo = (((oaLo & -0x400000) >>> 2) & 0x3ff00000) |
    ((oaHi & 3) << 30) |
    0x41 |
    s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryLo = (((oaLo & -0x1000) >>> 2) & 0x3ffffc00) |
    ((oaHi & 3) << 30) |
    0x41 |
    s.leafBits[protection << 1];
  return 0;
}

/** `encodeTable` at a level that is known at run time. */
export function encodeTableAt(s: State, level: number, next: number): number {
  switch (level) {
    case 1:
      return encodeTable1(s, next);
    default:
      return encodeTable0(s, next);
  }
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryLo = (((s.baseLo + (next << 2)) >>> 2) & 0x3ffffc00) | (s.baseHi << 30) | 1;
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
