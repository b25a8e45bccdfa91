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
 * Level 2 (L0): VA bits 46..36, 64 GiB per item. [DART8110, L0_OFF]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (valid 1)
  if ((entryLo & 1) !== 0) {
    s.runOaHi = (entryLo >>> 28) | ((entryHi & 0x3f) << 4);
    s.runOaLo = (entryLo & 0xffffc00) << 4;
  }
  return (entryLo & 1) === 0 ? 0 : 1;
}

/**
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8110, L1_OFF]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (valid 1)
  if ((entryLo & 1) !== 0) {
    s.runOaHi = (entryLo >>> 28) | ((entryHi & 0x3f) << 4);
    s.runOaLo = (entryLo & 0xffffc00) << 4;
  }
  return (entryLo & 1) === 0 ? 0 : 1;
}

/**
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8110, L2_OFF]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (valid 1)
  if ((entryLo & 1) !== 0) {
    s.runItemsLg2 = 0;
    s.runOaHi = ((entryLo >>> 28) | ((entryHi & 0x3f) << 4)) & 0x3ff;
    s.runOaLo = (((entryLo & 0xffffc00) << 4) & -0x4000) | (vaLo & 0x3fff);
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
 * Level 2 (L0): VA bits 46..36, 64 GiB per item. [DART8110, L0_OFF]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf2(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8110, L1_OFF]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8110, L2_OFF]
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = (((oaHi & 0x3ff) >>> 4) & 0x3f) | 0xfff00 | s.leafBits[(protection << 1) + 1];
  s.entryLo = (((oaLo & -0x4000) >>> 4) & 0xffffc00) |
    ((oaHi & 0x3ff) << 28) |
    1 |
    s.leafBits[protection << 1];
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
 * Level 2 (L0): VA bits 46..36, 64 GiB per item. [DART8110, L0_OFF]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable2(s: State, next: number): number {
  s.entryHi = (s.baseHi >>> 4) & 0x3f;
  s.entryLo = (((s.baseLo + (next << 2)) >>> 4) & 0xffffc00) | (s.baseHi << 28) | 1;
  return 0;
}

/**
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8110, L1_OFF]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryHi = (s.baseHi >>> 4) & 0x3f;
  s.entryLo = (((s.baseLo + (next << 2)) >>> 4) & 0xffffc00) | (s.baseHi << 28) | 1;
  return 0;
}

/**
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8110, L2_OFF]
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
