// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

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
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entry: number, va: number): number {
  // page-4m (present 1, page-size 1, reserved-of-4m 0) [Format of a 32-Bit Page-Directory Entry that Maps a 4-MByte Page]
  if ((entry & 0x200081) === 0x81) {
    s.runItemsLg2 = 0;
    s.runOaHi = (entry >>> 13) & 0xff;
    s.runOaLo = (entry & -0x400000) | (va & 0x3fffff);
  } else if ((entry & 0x81) === 1) {
    s.runOaHi = 0;
    s.runOaLo = entry & -0x1000;
  }
  return (entry & 1) === 0 ? 0 : (entry & 0x81) === 1 ? 1 : (entry & 0x200081) === 0x81 ? 2 : -1;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entry: number, va: number): number {
  // page (present 1) [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
  if ((entry & 1) !== 0) {
    s.runItemsLg2 = 0;
    s.runOaHi = 0;
    s.runOaLo = (entry & -0x1000) | (va & 0xfff);
  }
  return (entry & 1) === 0 ? 0 : 1;
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
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryLo = (oaLo & -0x400000) | ((oaHi & 0xff) << 13) | 0xa1 | s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  if ((((oaHi === 0 ? -1 : -2) >>> itemsLg2) & 1) === 0) return EINVAL;
  s.entryLo = (oaLo & -0x1000) | 0x21 | s.leafBits[protection << 1];
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
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x27;
  return 0;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
