// Made by generic-pt from loongarch64.yaml: LoongArch page table for 64-bit address spaces.
// Do not edit: change the spec, then run "generic-pt generate loongarch64".
// Citations in brackets are of: LoongArch Reference Manual, volume 1.

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
    case 2:
      return decodeEntry2(s, entryHi, entryLo, vaHi, vaLo);
    case 1:
      return decodeEntry1(s, entryHi, entryLo, vaHi, vaLo);
    default:
      return decodeEntry0(s, entryHi, entryLo, vaHi, vaLo);
  }
}

/**
 * Level 2 (Dir2): VA bits 46..36, 64 GiB per item. [Page Walk Controller for Lower Half Address Space]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry2(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-2 (huge 1, present 1, memory-type not 3) [Table entry format for huge pages]
  if ((entryLo & 0xc0) === 0xc0 && (entryLo & 0x30) !== 0x30) {
    s.runItemsLg2 = 0;
    s.runOaHi = (entryHi & 0xfff0) | (vaHi & 0xf);
    s.runOaLo = vaLo;
  } else if ((entryLo !== 0 || entryHi !== 0) && (entryLo & 0x40) === 0) {
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return entryLo === 0 && entryHi === 0
    ? 0
    : (entryLo & 0xc1) === 0x40
      ? 1
      : (entryLo & 0x40) === 0 ? 2 : (entryLo & 0xc0) === 0xc0 && (entryLo & 0x30) !== 0x30 ? 3 : -1;
}

/**
 * Level 1 (Dir1): VA bits 35..25, 32 MiB per item. [Page Walk Controller for Lower Half Address Space]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry1(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page-1 (huge 1, present 1, memory-type not 3) [Table entry format for huge pages]
  if ((entryLo & 0xc0) === 0xc0 && (entryLo & 0x30) !== 0x30) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = (entryLo & -0x2000000) | (vaLo & 0x1ffffff);
  } else if ((entryLo !== 0 || entryHi !== 0) && (entryLo & 0x40) === 0) {
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = entryLo & -0x1000;
  }
  return entryLo === 0 && entryHi === 0
    ? 0
    : (entryLo & 0xc1) === 0x40
      ? 1
      : (entryLo & 0x40) === 0 ? 2 : (entryLo & 0xc0) === 0xc0 && (entryLo & 0x30) !== 0x30 ? 3 : -1;
}

/**
 * Level 0 (PT): VA bits 24..14, 16 KiB per item. [Page Walk Controller for Lower Half Address Space]
 * Takes one item apart: the number of its encoding in the spec, or -1; a leaf's OA at `va` in `s.runOa` and
 * its size by `s.runItemsLg2`, or the physical address in a table item, in `s.runOa` too.
 */
function decodeEntry0(s: State, entryHi: number, entryLo: number, vaHi: number, vaLo: number): number {
  // page (present 1, memory-type not 3) [Table entry format for common pages]
  if ((entryLo & 0x80) !== 0 && (entryLo & 0x30) !== 0x30) {
    s.runItemsLg2 = 0;
    s.runOaHi = entryHi & 0xffff;
    s.runOaLo = (entryLo & -0x4000) | (vaLo & 0x3fff);
  }
  return (entryLo & 0x81) === 0 ? 0 : (entryLo & 0x80) !== 0 && (entryLo & 0x30) !== 0x30 ? 1 : -1;
}
