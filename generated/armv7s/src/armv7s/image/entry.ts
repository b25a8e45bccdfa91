// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import type { ImageState as State } from "@generic-pt/core";

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
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entry: number, va: number): number {
  // section (block 1, super 0) [Short-descriptor translation table format descriptors] or supersection (block 1, super 1) [Short-descriptor translation table format descriptors]
  if ((entry & 0x40002) === 2 || (entry & 0x40002) === 0x40002) {
    s.runItemsLg2 = (entry & 0x40002) === 2 ? 0 : 4;
    s.runOaHi = (entry & 0x40002) === 2 ? 0 : (((entry >>> 20) & 0xf) | ((entry >>> 1) & 0xf0)) & 0xff;
    s.runOaLo = (((entry & 0x40002) === 2 ? entry & -0x100000 : entry & -0x1000000) & ~((((1 << s.runItemsLg2) - 1) << 20) | 0xfffff)) |
      (va & ((((1 << s.runItemsLg2) - 1) << 20) | 0xfffff));
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
function decodeEntry0(s: State, entry: number, va: number): number {
  // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
  if ((entry & 2) !== 0 || (entry & 3) === 1) {
    s.runItemsLg2 = (entry & 2) !== 0 ? 0 : 4;
    s.runOaHi = 0;
    s.runOaLo = (((entry & 2) !== 0 ? entry & -0x1000 : entry & -0x10000) & ~(((((1 << s.runItemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
      (va & (((((1 << s.runItemsLg2) - 1) & 0xff) << 12) | 0xfff));
  }
  return (entry & 3) === 0 ? 0 : (entry & 2) !== 0 ? 1 : (entry & 3) === 1 ? 2 : -1;
}
