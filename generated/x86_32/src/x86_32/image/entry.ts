// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

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
