// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/** Looks `va` up; `s.oa` holds the exact OA. ENOENT: nothing is mapped there. */
export function translate(s: State, va: number): number {
  if ((va & ~s.reachLo) !== 0) return ERANGE;
  const words = s.words;
  // Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
  const value2 = s.openTop();
  const at2 = value2 + ((va >>> 30) << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
  if ((entry2Lo & 0x1e7) !== 1 || (entry2Hi & -0x100000) !== 0) return arrive2(s, entry2Hi, entry2Lo, va);
  const next2 = s.image.open(1, entry2Hi & 0xfffff, entry2Lo & -0x1000, 4096);
  if (next2 < 0) return EFAULT;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page Table]
  const at1 = next2 + ((va >>> 20) & 0x3fe);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
  if ((entry1Lo & 0x81) !== 1 || (entry1Hi & 0x7ff00000) !== 0) return arrive1(s, entry1Hi, entry1Lo, va);
  const next1 = s.image.open(0, entry1Hi & 0xfffff, entry1Lo & -0x1000, 4096);
  if (next1 < 0) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
  const at0 = next1 + ((va >>> 11) & 0x3fe);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if ((entry0Lo & 1) !== 0 && (entry0Hi & 0x7ff00000) === 0) {
    s.oaHi = entry0Hi & 0xfffff;
    s.oaLo = (entry0Lo & -0x1000) | (va & 0xfff);
    return 0;
  }
  return arrive0(s, entry0Hi, entry0Lo, va);
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive2(s: State, entryHi: number, entryLo: number, va: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive1(s: State, entryHi: number, entryLo: number, va: number): number {
  // page-2m (present 1, page-size 1, low-of-2m 0, reserved 0) [Format of a PAE Page-Directory Entry that Maps a 2-MByte Page]
  if ((entryLo & 0x1fe081) === 0x81 && (entryHi & 0x7ff00000) === 0) {
    s.oaHi = entryHi & 0xfffff;
    s.oaLo = (entryLo & -0x200000) | (va & 0x1fffff);
    return 0;
  }
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * What an item comes to that is no table, and at level 0 no leaf of one item.
 */
function arrive0(s: State, entryHi: number, entryLo: number, va: number): number {
  return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
}
