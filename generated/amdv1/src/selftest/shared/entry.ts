// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

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
 * Level 4: VA bits 55..47, 128 TiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (present 1, next-level 4)
  if ((entryLo & 0xe01) === 0x801) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0 ? 0 : (entryLo & 0xe01) === 0x801 ? 1 : -1;
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry3(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0x7f) === 0x7f && (entryHi & 0x7f80) !== 0x7f80)) {
    s.runItemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryHi >>> 7) & 0xff) & (((entryHi >>> 7) & 0xff) + 1));
    s.runOaHi = ((entryHi >>> 1) & 0x7ffc0 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 6) | 0x3f)) |
      (vaHi & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 6) | 0x3f));
    s.runOaLo = vaLo;
  } else if ((entryLo & 0xe01) === 0x601) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xe01) === 0x601
      ? 1
      : (entryLo & 0xe01) === 1
        ? 2
        : (entryLo & -0x1ff) === -0x1ff && (entryHi & 0x7f) === 0x7f && (entryHi & 0x7f80) !== 0x7f80 ? 3 : -1;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x3ffffe01) === 0x3ffffe01 && ((entryLo & -0x40000000) !== -0x40000000 || (entryHi & 0x3f) !== 0x3f))) {
    s.runItemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) & (((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) + 1));
    s.runOaHi = ((entryHi >>> 1) & 0x7ffff & ~((((1 << s.runItemsLg2) - 1) >>> 3) & 0x3f)) |
      (vaHi & (((1 << s.runItemsLg2) - 1) >>> 3) & 0x3f);
    s.runOaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x20000000 & ~((((1 << s.runItemsLg2) - 1) << 29) | 0x1fffffff)) |
      (vaLo & ((((1 << s.runItemsLg2) - 1) << 29) | 0x1fffffff));
  } else if ((entryLo & 0xe01) === 0x401) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xe01) === 0x401
      ? 1
      : (entryLo & 0xe01) === 1
        ? 2
        : (entryLo & 0x3ffffe01) === 0x3ffffe01 && ((entryLo & -0x40000000) !== -0x40000000 || (entryHi & 0x3f) !== 0x3f)
          ? 3
          : -1;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & 0x1ffe01) === 0x1ffe01 && (entryLo & 0x1fe00000) !== 0x1fe00000)) {
    s.runItemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 21) & 0xff) & (((entryLo >>> 21) & 0xff) + 1));
    s.runOaHi = (entryHi >>> 1) & 0x7ffff;
    s.runOaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x100000 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 20) | 0xfffff)) |
      (vaLo & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 20) | 0xfffff));
  } else if ((entryLo & 0xe01) === 0x201) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xe01) === 0x201
      ? 1
      : (entryLo & 0xe01) === 1
        ? 2
        : (entryLo & 0x1ffe01) === 0x1ffe01 && (entryLo & 0x1fe00000) !== 0x1fe00000 ? 3 : -1;
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 || ((entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000)) {
    s.runItemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 12) & 0xff) & (((entryLo >>> 12) & 0xff) + 1));
    s.runOaHi = (entryHi >>> 1) & 0x7ffff;
    s.runOaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x800 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 11) | 0x7ff)) |
      (vaLo & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 11) | 0x7ff));
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xe01) === 1 ? 1 : (entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000 ? 2 : -1;
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
 * Level 4: VA bits 55..47, 128 TiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf4(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  return EINVAL;
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf3(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = itemsLg2 === 0
    ? ((oaHi & 0x7ffc0) << 1) | s.leafBits[(protection << 1) + 1]
    : ((oaHi & 0x7ffc0) << 1) |
      s.leafBits[(protection << 1) + 1] |
      0x7f |
      (((((1 << itemsLg2) >>> 1) - 1) & 0xff) << 7);
  s.entryLo = itemsLg2 === 0 ? s.leafBits[protection << 1] | 1 : s.leafBits[protection << 1] | -0x1ff;
  return 0;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf2(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = itemsLg2 === 0
    ? ((oaLo & -0x20000000) >>> 31) | ((oaHi & 0x7ffff) << 1) | s.leafBits[(protection << 1) + 1]
    : ((oaLo & -0x20000000) >>> 31) |
      ((oaHi & 0x7ffff) << 1) |
      s.leafBits[(protection << 1) + 1] |
      (((((1 << itemsLg2) >>> 1) - 1) >>> 2) & 0x3f);
  s.entryLo = itemsLg2 === 0
    ? ((oaLo & 0x60000000) << 1) | 1 | s.leafBits[protection << 1]
    : ((oaLo & 0x60000000) << 1) |
      0xe01 |
      s.leafBits[protection << 1] |
      0x3ffff000 |
      ((((1 << itemsLg2) >>> 1) - 1) << 30);
  return 0;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf1(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = ((oaLo & -0x100000) >>> 31) | ((oaHi & 0x7ffff) << 1) | s.leafBits[(protection << 1) + 1];
  s.entryLo = itemsLg2 === 0
    ? ((oaLo & 0x7ff00000) << 1) | 1 | s.leafBits[protection << 1]
    : ((oaLo & 0x7ff00000) << 1) |
      0xe01 |
      s.leafBits[protection << 1] |
      0x1ff000 |
      (((((1 << itemsLg2) >>> 1) - 1) & 0xff) << 21);
  return 0;
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
 * Puts a leaf of 2^itemsLg2 items together in `s.entry`. EINVAL: the level has no such leaf.
 */
function encodeLeaf0(s: State, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number {
  s.entryHi = ((oaLo & -0x800) >>> 31) | ((oaHi & 0x7ffff) << 1) | s.leafBits[(protection << 1) + 1];
  s.entryLo = itemsLg2 === 0
    ? ((oaLo & 0x7ffff800) << 1) | 1 | s.leafBits[protection << 1]
    : ((oaLo & 0x7ffff800) << 1) |
      0xe01 |
      s.leafBits[protection << 1] |
      (((((1 << itemsLg2) >>> 1) - 1) & 0xff) << 12);
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
 * Level 4: VA bits 55..47, 128 TiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable4(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | 0x60000000;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x801;
  return 0;
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable3(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | 0x60000000;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x601;
  return 0;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable2(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | 0x60000000;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x401;
  return 0;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable1(s: State, next: number): number {
  s.entryHi = (s.baseHi & 0xfffff) | 0x60000000;
  s.entryLo = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x201;
  return 0;
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
 * Puts a table item together in `s.entry`. EINVAL: the level has no tables below it.
 */
function encodeTable0(s: State, next: number): number {
  return EINVAL;
}
