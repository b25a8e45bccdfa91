// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

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
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (valid 1, type 1) [Table descriptor format]
  if ((entryLo & 3) === 3) {
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = entryLo & -0x4000;
  }
  return (entryLo & 1) === 0 ? 0 : (entryLo & 3) === 3 ? 1 : -1;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if (((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 1) {
    s.runItemsLg2 = (entryLo & 3) === 1 && (entryHi & 0x100000) === 0 ? 0 : 5;
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = (entryLo & -0x2000000) | (vaLo & 0x1ffffff);
  } else if ((entryLo & 3) === 3) {
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = entryLo & -0x4000;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 3) === 3
      ? 1
      : (entryLo & 3) === 1 && (entryHi & 0x100000) === 0 ? 2 : (entryLo & 3) === 1 ? 3 : -1;
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if (((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 3) {
    s.runItemsLg2 = (entryLo & 3) === 3 && (entryHi & 0x100000) === 0 ? 0 : 7;
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = (entryLo & -0x4000) | (vaLo & 0x3fff);
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 3) === 1
      ? 1
      : (entryLo & 3) === 3 && (entryHi & 0x100000) === 0 ? 2 : (entryLo & 3) === 3 ? 3 : -1;
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
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf2(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = itemsLg2 === 0
    ? (oaHi & 0xffff) | s.leafBits[(protection << 1) + 1]
    : (oaHi & 0xffff) | 0x100000 | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x2000000) | 0x401 | s.leafBits[protection << 1];
  return 0;
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = itemsLg2 === 0
    ? (oaHi & 0xffff) | s.leafBits[(protection << 1) + 1]
    : (oaHi & 0xffff) | 0x100000 | s.leafBits[(protection << 1) + 1];
  s.entryLo = (oaLo & -0x4000) | 0x403 | s.leafBits[protection << 1];
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
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable2(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xffff) | s.pointerBits[1];
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x4000) | 3 | s.pointerBits[0];
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xffff) | s.pointerBits[1];
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x4000) | 3 | s.pointerBits[0];
  return 0;
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
