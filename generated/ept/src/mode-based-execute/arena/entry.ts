// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

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
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 0x407) === 0 ? 0 : (entryLo & 3) === 2 ? 1 : (entryLo & 0xf8) === 0 ? 2 : -1;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 0x407) === 0 ? 0 : (entryLo & 3) === 2 ? 1 : (entryLo & 0xf8) === 0 ? 2 : -1;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1g (page-size 1, low-of-1g 0, memory-type not 2) [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that Maps a 1-GByte Page]
  if ((entryLo & 3) !== 2 &&
    (entryLo & 0x407) !== 0 &&
    (entryLo & 0x3ffff080) === 0x80 &&
    (entryLo & 0x18) !== 0x18 &&
    (entryLo & 0x38) !== 0x10) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = (entryLo & -0x40000000) | (vaLo & 0x3fffffff);
  } else if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 0x407) === 0
    ? 0
    : (entryLo & 3) === 2
      ? 1
      : (entryLo & 0xf8) === 0
        ? 2
        : (entryLo & 0x3ffff080) === 0x80 && (entryLo & 0x18) !== 0x18 && (entryLo & 0x38) !== 0x10 ? 3 : -1;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2m (page-size 1, low-of-2m 0, memory-type not 2) [Format of an EPT Page-Directory Entry (PDE) that Maps a 2-MByte Page]
  if ((entryLo & 3) !== 2 &&
    (entryLo & 0x407) !== 0 &&
    (entryLo & 0x1ff080) === 0x80 &&
    (entryLo & 0x18) !== 0x18 &&
    (entryLo & 0x38) !== 0x10) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = (entryLo & -0x200000) | (vaLo & 0x1fffff);
  } else if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 0x407) === 0
    ? 0
    : (entryLo & 3) === 2
      ? 1
      : (entryLo & 0xf8) === 0
        ? 2
        : (entryLo & 0x1ff080) === 0x80 && (entryLo & 0x18) !== 0x18 && (entryLo & 0x38) !== 0x10 ? 3 : -1;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (memory-type not 2) [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  if ((entryLo & 3) !== 2 &&
    (entryLo & 0x407) !== 0 &&
    (entryLo & 0x18) !== 0x18 &&
    (entryLo & 0x38) !== 0x10) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = (entryLo & -0x1000) | (vaLo & 0xfff);
  }
  return (entryLo & 0x407) === 0
    ? 0
    : (entryLo & 3) === 2 ? 1 : (entryLo & 0x18) !== 0x18 && (entryLo & 0x38) !== 0x10 ? 2 : -1;
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
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf4(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf3(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf2(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (oaHi & 0xfffff) | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x40000000) | 0x80 | s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (oaHi & 0xfffff) | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x200000) | 0x80 | s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (oaHi & 0xfffff) | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x1000) | s.leafBits[protection << 1];
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
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable4(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | s.pointerBits[1];
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
  return 0;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable3(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | s.pointerBits[1];
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
  return 0;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable2(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | s.pointerBits[1];
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | s.pointerBits[1];
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
  return 0;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
