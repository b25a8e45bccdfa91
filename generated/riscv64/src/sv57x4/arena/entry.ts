// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EINVAL } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/** `decodeEntry` at a level that is known at run time. */
export function decodeEntryAt(
  s: State,
  level: number,
  entryHi: number,
  entryLo: number,
  vaHi: number,
  vaLo: number,
): number {
  switch (level) {
    case 4:
      return decodeEntry4(s, entryHi, entryLo, vaHi, vaLo);
    case 3:
      return decodeEntry3(s, entryHi, entryLo, vaHi, vaLo);
    case 2:
      return decodeEntry2(s, entryHi, entryLo, vaHi, vaLo);
    case 1:
      return decodeEntry1(s, entryHi, entryLo, vaHi, vaLo);
    default:
      return decodeEntry0(s, entryHi, entryLo, vaHi, vaLo);
  }
}

/**
 * Level 4 (VPN[4]): VA bits 58..48, 256 TiB per item. [Guest Physical Address Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-256t (valid 1, user 1, low-of-256t 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & -0x3ef) === 0x11 &&
    (entryHi & -0x603fc001) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.runItemsLg2 = 0;
    s.runOaHi = (((entryHi & 0x3fc000) << 2) & 0xff0000) | (vaHi & 0xffff);
    s.runOaLo = vaLo;
  } else if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    s.runOaHi = (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2);
    s.runOaLo = (entryLo & 0x3ffffc00) << 2;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0
      ? 1
      : (entryLo & 0xf) === 1
        ? 2
        : (entryLo & 7) === 5
          ? 3
          : (entryLo & -0x3ef) === 0x11 && (entryHi & -0x603fc001) === 0 && (entryHi & 0x60000000) !== 0x60000000
            ? 4
            : -1;
}

/**
 * Level 3 (VPN[3]): VA bits 47..39, 512 GiB per item. [Guest Physical Address Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-512g (valid 1, user 1, low-of-512g 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & -0x3ef) === 0x11 &&
    (entryHi & -0x603fffe1) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.runItemsLg2 = 0;
    s.runOaHi = (((entryHi & 0x3fffe0) << 2) & 0xffff80) | (vaHi & 0x7f);
    s.runOaLo = vaLo;
  } else if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    s.runOaHi = (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2);
    s.runOaLo = (entryLo & 0x3ffffc00) << 2;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0
      ? 1
      : (entryLo & 0xf) === 1
        ? 2
        : (entryLo & 7) === 5
          ? 3
          : (entryLo & -0x3ef) === 0x11 && (entryHi & -0x603fffe1) === 0 && (entryHi & 0x60000000) !== 0x60000000
            ? 4
            : -1;
}

/**
 * Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1g (valid 1, user 1, low-of-1g 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & 0xffffc11) === 0x11 &&
    (entryHi & -0x60400000) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.runItemsLg2 = 0;
    s.runOaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.runOaLo = (((entryLo & 0x30000000) << 2) & -0x40000000) | (vaLo & 0x3fffffff);
  } else if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    s.runOaHi = (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2);
    s.runOaLo = (entryLo & 0x3ffffc00) << 2;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0
      ? 1
      : (entryLo & 0xf) === 1
        ? 2
        : (entryLo & 7) === 5
          ? 3
          : (entryLo & 0xffffc11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000
            ? 4
            : -1;
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2m (valid 1, user 1, low-of-2m 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (entryLo & 0x7fc11) === 0x11 &&
    (entryHi & -0x60400000) === 0 &&
    (entryHi & 0x60000000) !== 0x60000000) {
    s.runItemsLg2 = 0;
    s.runOaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.runOaLo = (((entryLo & 0x3ff80000) << 2) & -0x200000) | (vaLo & 0x1fffff);
  } else if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
    s.runOaHi = (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2);
    s.runOaLo = (entryLo & 0x3ffffc00) << 2;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0
      ? 1
      : (entryLo & 0xf) === 1
        ? 2
        : (entryLo & 7) === 5
          ? 3
          : (entryLo & 0x7fc11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000
            ? 4
            : -1;
}

/**
 * Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (valid 1, user 1, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation] or page-64k (valid 1, user 1, reserved 0, napot 1, memory-type not 3) [Svnapot extension]
  if ((entryLo & 7) !== 5 &&
    (entryLo & 0xf) !== 1 &&
    (((entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000) || ((entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === -0x80000000 && (entryHi & 0x60000000) !== 0x60000000 && (entryLo & 0x3c00) === 0x2000))) {
    s.runItemsLg2 = (entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000
      ? 0
      : 4;
    s.runOaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
    s.runOaLo = (((entryLo & 0x3ffffc00) << 2) & -0x1000 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
      (vaLo & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xf) === 1
      ? 1
      : (entryLo & 7) === 5
        ? 2
        : (entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000
          ? 3
          : (entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === -0x80000000 && (entryHi & 0x60000000) !== 0x60000000 && (entryLo & 0x3c00) === 0x2000
            ? 4
            : -1;
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
    case 4:
      return encodeLeaf4(s, oaHi, oaLo, itemsLg2, protection);
    case 3:
      return encodeLeaf3(s, oaHi, oaLo, itemsLg2, protection);
    case 2:
      return encodeLeaf2(s, oaHi, oaLo, itemsLg2, protection);
    case 1:
      return encodeLeaf1(s, oaHi, oaLo, itemsLg2, protection);
    default:
      return encodeLeaf0(s, oaHi, oaLo, itemsLg2, protection);
  }
}

/**
 * Level 4 (VPN[4]): VA bits 58..48, 256 TiB per item. [Guest Physical Address Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf4(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (((oaHi & 0xff0000) >>> 2) & 0x3fc000) | s.leafBits[(protection << 1) + 1];
  s.entryLo = s.leafBits[protection << 1] | 0x51;
  return 0;
}

/**
 * Level 3 (VPN[3]): VA bits 47..39, 512 GiB per item. [Guest Physical Address Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf3(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (((oaHi & 0xffff80) >>> 2) & 0x3fffe0) | s.leafBits[(protection << 1) + 1];
  s.entryLo = s.leafBits[protection << 1] | 0x51;
  return 0;
}

/**
 * Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf2(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (((oaHi & 0xffffff) >>> 2) & 0x3fffff) | s.leafBits[(protection << 1) + 1];
  s.entryLo = (((oaLo & -0x40000000) >>> 2) & 0x30000000) |
    ((oaHi & 0xffffff) << 30) |
    0x51 |
    s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (((oaHi & 0xffffff) >>> 2) & 0x3fffff) | s.leafBits[(protection << 1) + 1];
  s.entryLo = (((oaLo & -0x200000) >>> 2) & 0x3ff80000) |
    ((oaHi & 0xffffff) << 30) |
    0x51 |
    s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = itemsLg2 === 0
    ? (((oaHi & 0xffffff) >>> 2) & 0x3fffff) | s.leafBits[(protection << 1) + 1]
    : (((oaHi & 0xffffff) >>> 2) & 0x3fffff) | -0x80000000 | s.leafBits[(protection << 1) + 1];
  s.entryLo = itemsLg2 === 0
    ? (((oaLo & -0x1000) >>> 2) & 0x3ffffc00) | ((oaHi & 0xffffff) << 30) | 0x51 | s.leafBits[protection << 1]
    : (((oaLo & -0x1000) >>> 2) & 0x3ffffc00) |
      ((oaHi & 0xffffff) << 30) |
      0x51 |
      s.leafBits[protection << 1] |
      ((((1 << itemsLg2) >>> 1) & 0xf) << 10);
  return 0;
}

/** `encodeTable` at a level that is known at run time. */
export function encodeTableAt(s: State, level: number, next: number): number {
  switch (level) {
    case 4:
      return encodeTable4(s, next);
    case 3:
      return encodeTable3(s, next);
    case 2:
      return encodeTable2(s, next);
    case 1:
      return encodeTable1(s, next);
    default:
      return encodeTable0(s, next);
  }
}

/**
 * Level 4 (VPN[4]): VA bits 58..48, 256 TiB per item. [Guest Physical Address Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable4(s: State, next: number): number {
  s.entryHi = (s.baseHi >>> 2) & 0x3fffff;
  s.entryLo = (((s.baseLo + (next << 2)) >>> 2) & 0x3ffffc00) | (s.baseHi << 30) | 1;
  return 0;
}

/**
 * Level 3 (VPN[3]): VA bits 47..39, 512 GiB per item. [Guest Physical Address Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable3(s: State, next: number): number {
  s.entryHi = (s.baseHi >>> 2) & 0x3fffff;
  s.entryLo = (((s.baseLo + (next << 2)) >>> 2) & 0x3ffffc00) | (s.baseHi << 30) | 1;
  return 0;
}

/**
 * Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable2(s: State, next: number): number {
  s.entryHi = (s.baseHi >>> 2) & 0x3fffff;
  s.entryLo = (((s.baseLo + (next << 2)) >>> 2) & 0x3ffffc00) | (s.baseHi << 30) | 1;
  return 0;
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryHi = (s.baseHi >>> 2) & 0x3fffff;
  s.entryLo = (((s.baseLo + (next << 2)) >>> 2) & 0x3ffffc00) | (s.baseHi << 30) | 1;
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
