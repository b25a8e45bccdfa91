// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

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
 * Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
  if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
    s.runOaHi = entryHi & 0xfffffff;
    s.runOaLo = entryLo & -0x100;
  }
  return (entryHi & -0x80000000) === 0
    ? 0
    : (entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000 ? 1 : -1;
}

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1g (valid 1, leaf 1) [Radix Tree Page Table Entry]
  if ((entryHi & -0x40000000) === -0x40000000) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0x1ffffff;
    s.runOaLo = (entryLo & -0x40000000) | (vaLo & 0x3fffffff);
  } else if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
    s.runOaHi = entryHi & 0xfffffff;
    s.runOaLo = entryLo & -0x100;
  }
  return (entryHi & -0x80000000) === 0
    ? 0
    : (entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000
      ? 1
      : (entryHi & -0x40000000) === -0x40000000 ? 2 : -1;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2m (valid 1, leaf 1) [Radix Tree Page Table Entry]
  if ((entryHi & -0x40000000) === -0x40000000) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0x1ffffff;
    s.runOaLo = (entryLo & -0x200000) | (vaLo & 0x1fffff);
  } else if ((entryLo & 0x1f) === 5 && (entryHi & -0x40000000) === -0x80000000) {
    s.runOaHi = entryHi & 0xfffffff;
    s.runOaLo = entryLo & -0x100;
  }
  return (entryHi & -0x80000000) === 0
    ? 0
    : (entryHi & -0x40000000) === -0x40000000
      ? 1
      : (entryLo & 0x1f) === 5 && (entryHi & -0x40000000) === -0x80000000 ? 2 : -1;
}

/**
 * Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (valid 1, leaf 1) [Radix Tree Page Table Entry]
  if ((entryHi & -0x40000000) === -0x40000000) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0x1ffffff;
    s.runOaLo = (entryLo & -0x10000) | (vaLo & 0xffff);
  }
  return (entryHi & -0x80000000) === 0 ? 0 : (entryHi & -0x40000000) === -0x40000000 ? 1 : -1;
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
 * Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf3(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf2(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (oaHi & 0x1ffffff) | -0x40000000 | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x40000000) | 0x100 | s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (oaHi & 0x1ffffff) | -0x40000000 | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x200000) | 0x100 | s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (oaHi & 0x1ffffff) | -0x40000000 | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x10000) | 0x100 | s.leafBits[protection << 1];
  return 0;
}

/** `encodeTable` at a level that is known at run time. */
export function encodeTableAt(s: State, level: number, next: number): number {
  switch (level) {
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
 * Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable3(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffffff) | -0x80000000;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x100) | 9;
  return 0;
}

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable2(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffffff) | -0x80000000;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x100) | 9;
  return 0;
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffffff) | -0x80000000;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x100) | 5;
  return 0;
}

/**
 * Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
