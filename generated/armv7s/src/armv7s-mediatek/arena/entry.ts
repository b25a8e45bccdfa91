// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EINVAL } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

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
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entry: number, vaHi: number, vaLo: number): number {
  // section (block 1, super 0) [Short-descriptor translation table format descriptors] or supersection (block 1, super 1) [Short-descriptor translation table format descriptors]
  if ((entry & 0x40002) === 2 || (entry & 0x40002) === 0x40002) {
    s.runItemsLg2 = (entry & 0x40002) === 2 ? 0 : 4;
    s.runOaHi = ((((entry >>> 9) & 1) | ((entry >>> 3) & 2) | ((entry >>> 3) & 4)) & 7 & ~((((1 << s.runItemsLg2) - 1) >>> 12) & 3)) |
      (vaHi & (((1 << s.runItemsLg2) - 1) >>> 12) & 3);
    s.runOaLo = (((entry & 0x40002) === 2 ? entry & -0x100000 : entry & -0x1000000) & ~((((1 << s.runItemsLg2) - 1) << 20) | 0xfffff)) |
      (vaLo & ((((1 << s.runItemsLg2) - 1) << 20) | 0xfffff));
  } else if ((entry & 3) === 1) {
    s.runOaHi = 0;
    s.runOaLo = entry & -0x400;
  }
  return (entry & 3) === 0
    ? 0
    : (entry & 3) === 1 ? 1 : (entry & 0x40002) === 2 ? 2 : (entry & 0x40002) === 0x40002 ? 3 : -1;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entry: number, vaHi: number, vaLo: number): number {
  // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
  if ((entry & 2) !== 0 || (entry & 3) === 1) {
    s.runItemsLg2 = (entry & 2) !== 0 ? 0 : 4;
    s.runOaHi = (((entry >>> 9) & 1) | ((entry >>> 3) & 2) | ((entry >>> 3) & 4)) & 7;
    s.runOaLo = (((entry & 2) !== 0 ? entry & -0x1000 : entry & -0x10000) & ~(((((1 << s.runItemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
      (vaLo & (((((1 << s.runItemsLg2) - 1) & 0xff) << 12) | 0xfff));
  }
  return (entry & 3) === 0 ? 0 : (entry & 2) !== 0 ? 1 : (entry & 3) === 1 ? 2 : -1;
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
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryLo = itemsLg2 === 0
    ? (oaLo & -0x100000) |
      ((oaHi & 1) << 9) |
      ((oaHi & 2) << 3) |
      ((oaHi & 4) << 3) |
      0x30002 |
      s.leafBits[(protection << 1) + 256]
    : (oaLo & -0x1000000) |
      ((oaHi & 1) << 9) |
      ((oaHi & 2) << 3) |
      ((oaHi & 4) << 3) |
      0x70002 |
      s.leafBits[(protection << 1) + 256];
  return 0;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryLo = itemsLg2 === 0
    ? (oaLo & -0x1000) |
      ((oaHi & 1) << 9) |
      ((oaHi & 2) << 3) |
      ((oaHi & 4) << 3) |
      0xc02 |
      s.leafBits[protection << 1]
    : (oaLo & -0x10000) |
      ((oaHi & 1) << 9) |
      ((oaHi & 2) << 3) |
      ((oaHi & 4) << 3) |
      0xc01 |
      s.leafBits[(protection << 1) + 128];
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
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x400) | 1 | s.pointerBits[0];
  return 0;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
