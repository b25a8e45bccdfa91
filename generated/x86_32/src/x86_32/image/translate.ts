// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, va: number): number {
  if ((va & ~s.reachLo) !== 0) return ERANGE;
  const words = s.words;
  // Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  const value1 = s.openTop();
  const at1 = value1 + (va >>> 22);
  const entry1 = words[at1];
  // no table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  if ((entry1 & 0x81) !== 1) return arrive1(s, entry1, va);
  const next1 = s.image.open(0, 0, entry1 & -0x1000, 4096);
  if (next1 < 0) return EFAULT;
  // Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
  const at0 = next1 + ((va >>> 12) & 0x3ff);
  const entry0 = words[at0];
  if ((entry0 & 1) !== 0) {
    s.oaHi = 0;
    s.oaLo = (entry0 & -0x1000) | (va & 0xfff);
    return 0;
  }
  return arrive0(s, entry0, va);
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive1(s: State, entry: number, va: number): number {
  // page-4m (present 1, page-size 1, reserved-of-4m 0) [Format of a 32-Bit Page-Directory Entry that Maps a 4-MByte Page]
  if ((entry & 0x200081) === 0x81) {
    s.oaHi = (entry >>> 13) & 0xff;
    s.oaLo = (entry & -0x400000) | (va & 0x3fffff);
    return 0;
  }
  return (entry & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entry: number, va: number): number {
  return (entry & 1) === 0 ? ENOENT : EBADMSG;
}
