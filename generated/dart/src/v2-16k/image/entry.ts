// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

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
 * Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE]
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
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
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
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
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
