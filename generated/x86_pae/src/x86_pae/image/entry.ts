// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import type { ImageState as State } from "@generic-pt/core";

/** `decodeEntry` at a level that is known at run time. */
export function decodeEntryAt(s: State, level: number, entryHi: number, entryLo: number, va: number): number {
  switch (level) {
    case 2:
      return decodeEntry2(s, entryHi, entryLo, va);
    case 1:
      return decodeEntry1(s, entryHi, entryLo, va);
    default:
      return decodeEntry0(s, entryHi, entryLo, va);
  }
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, va: number): number {
  // pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
  if ((entryLo & 0x1e7) === 1 && (entryHi & -0x100000) === 0) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0 ? 0 : (entryLo & 0x1e7) === 1 && (entryHi & -0x100000) === 0 ? 1 : -1;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, va: number): number {
  // page-2m (present 1, page-size 1, low-of-2m 0, reserved 0) [Format of a PAE Page-Directory Entry that Maps a 2-MByte Page]
  if ((entryLo & 0x1fe081) === 0x81 && (entryHi & 0x7ff00000) === 0) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = (entryLo & -0x200000) | (va & 0x1fffff);
  } else if ((entryLo & 0x81) === 1 && (entryHi & 0x7ff00000) === 0) {
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return (entryLo & 1) === 0
    ? 0
    : (entryLo & 0x81) === 1 && (entryHi & 0x7ff00000) === 0
      ? 1
      : (entryLo & 0x1fe081) === 0x81 && (entryHi & 0x7ff00000) === 0 ? 2 : -1;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, va: number): number {
  // page (present 1, reserved 0) [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
  if ((entryLo & 1) !== 0 && (entryHi & 0x7ff00000) === 0) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xfffff;
    s.runOaLo = (entryLo & -0x1000) | (va & 0xfff);
  }
  return (entryLo & 1) === 0 ? 0 : (entryHi & 0x7ff00000) === 0 ? 1 : -1;
}
