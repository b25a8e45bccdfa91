// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

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
    case 2:
      return decodeEntry2(s, entryHi, entryLo, vaHi, vaLo);
    case 1:
      return decodeEntry1(s, entryHi, entryLo, vaHi, vaLo);
    default:
      return decodeEntry0(s, entryHi, entryLo, vaHi, vaLo);
  }
}

/**
 * Level 2 (TTBRs): VA bits 31..30, 1 GiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (valid 1)
  if ((entryLo & 1) !== 0) {
    s.runOaHi = entryHi & 0xf;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0 ? 0 : 1;
}

/**
 * Level 1 (L1): VA bits 29..21, 2 MiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (valid 1)
  if ((entryLo & 1) !== 0) {
    s.runOaHi = entryHi & 0xf;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0 ? 0 : 1;
}

/**
 * Level 0 (L2): VA bits 20..12, 4 KiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (valid 1)
  if ((entryLo & 1) !== 0) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xf;
    s.runOaLo = (entryLo & -0x1000) | (vaLo & 0xfff);
  }
  return (entryLo & 1) === 0 ? 0 : 1;
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
    case 2:
      return encodeLeaf2(s, oaHi, oaLo, itemsLg2, protection);
    case 1:
      return encodeLeaf1(s, oaHi, oaLo, itemsLg2, protection);
    default:
      return encodeLeaf0(s, oaHi, oaLo, itemsLg2, protection);
  }
}

/**
 * Level 2 (TTBRs): VA bits 31..30, 1 GiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf2(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 1 (L1): VA bits 29..21, 2 MiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 0 (L2): VA bits 20..12, 4 KiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (oaHi & 0xf) | 0xfff00 | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x1000) | 3 | s.leafBits[protection << 1];
  return 0;
}

/** `encodeTable` at a level that is known at run time. */
export function encodeTableAt(s: State, level: number, next: number): number {
  switch (level) {
    case 2:
      return encodeTable2(s, next);
    case 1:
      return encodeTable1(s, next);
    default:
      return encodeTable0(s, next);
  }
}

/**
 * Level 2 (TTBRs): VA bits 31..30, 1 GiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable2(s: State, next: number): number {
  s.entryHi = s.baseHi & 0xf;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 1;
  return 0;
}

/**
 * Level 1 (L1): VA bits 29..21, 2 MiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryHi = s.baseHi & 0xf;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 1;
  return 0;
}

/**
 * Level 0 (L2): VA bits 20..12, 4 KiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
