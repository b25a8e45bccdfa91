// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import type { ImageState as State } from "@generic-pt/core";

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
    case 5:
      return decodeEntry5(s, entryHi, entryLo, vaHi, vaLo);
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
 * Level 5 (level 6): VA bits 63..57, 128 PiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry5(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // table (present 1, next-level 5)
  if ((entryLo & 0xe01) === 0xa01) {
    s.runOaHi = entryHi & ~s.markHi & 0xfffff;
    s.runOaLo = entryLo & ~s.markLo & -0x1000;
  }
  return (entryLo & 1) === 0 ? 0 : (entryLo & 0xe01) === 0xa01 ? 1 : -1;
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry4(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 ||
    ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0xffff) === 0xffff && (entryHi & 0x70000) !== 0x70000)) {
    s.runItemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryHi >>> 16) & 7) & (((entryHi >>> 16) & 7) + 1));
    s.runOaHi = (entryHi & ~s.markHi & 0xf0000 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 16) | 0xffff)) |
      (vaHi & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 16) | 0xffff));
    s.runOaLo = vaLo;
  } else if ((entryLo & 0xe01) === 0x801) {
    s.runOaHi = entryHi & ~s.markHi & 0xfffff;
    s.runOaLo = entryLo & ~s.markLo & -0x1000;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xe01) === 0x801
      ? 1
      : (entryLo & 0xe01) === 1
        ? 2
        : (entryLo & -0x1ff) === -0x1ff && (entryHi & 0xffff) === 0xffff && (entryHi & 0x70000) !== 0x70000
          ? 3
          : -1;
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
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
    s.runOaHi = (entryHi & ~s.markHi & 0xfff80 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 7) | 0x7f)) |
      (vaHi & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 7) | 0x7f));
    s.runOaLo = vaLo;
  } else if ((entryLo & 0xe01) === 0x601) {
    s.runOaHi = entryHi & ~s.markHi & 0xfffff;
    s.runOaLo = entryLo & ~s.markLo & -0x1000;
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
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
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
    s.runOaHi = (entryHi & ~s.markHi & 0xfffff & ~((((1 << s.runItemsLg2) - 1) >>> 2) & 0x7f)) |
      (vaHi & (((1 << s.runItemsLg2) - 1) >>> 2) & 0x7f);
    s.runOaLo = (entryLo & ~s.markLo & -0x40000000 & ~((((1 << s.runItemsLg2) - 1) << 30) | 0x3fffffff)) |
      (vaLo & ((((1 << s.runItemsLg2) - 1) << 30) | 0x3fffffff));
  } else if ((entryLo & 0xe01) === 0x401) {
    s.runOaHi = entryHi & ~s.markHi & 0xfffff;
    s.runOaLo = entryLo & ~s.markLo & -0x1000;
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
 * Level 1 (level 2): VA bits 29..21, 2 MiB per item.
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
    s.runOaHi = entryHi & ~s.markHi & 0xfffff;
    s.runOaLo = (entryLo & ~s.markLo & -0x200000 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 21) | 0x1fffff)) |
      (vaLo & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 21) | 0x1fffff));
  } else if ((entryLo & 0xe01) === 0x201) {
    s.runOaHi = entryHi & ~s.markHi & 0xfffff;
    s.runOaLo = entryLo & ~s.markLo & -0x1000;
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
 * Level 0 (level 1): VA bits 20..12, 4 KiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entryLo & 0xe01) === 1 || ((entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000)) {
    s.runItemsLg2 = (entryLo & 0xe01) === 1
      ? 0
      : 32 - Math.clz32(~((entryLo >>> 12) & 0xff) & (((entryLo >>> 12) & 0xff) + 1));
    s.runOaHi = entryHi & ~s.markHi & 0xfffff;
    s.runOaLo = (entryLo & ~s.markLo & -0x1000 & ~(((((1 << s.runItemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
      (vaLo & (((((1 << s.runItemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0xe01) === 1 ? 1 : (entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000 ? 2 : -1;
}
