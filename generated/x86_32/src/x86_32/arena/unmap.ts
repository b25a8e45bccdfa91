// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1 } from "./owned.js";

/**
 * Removes the leaves of a range and the tables that it covers whole. `s.done` tells the bytes removed: fewer
 * than asked where a hole stopped it, more if the last leaf was larger, none if the range starts inside a
 * leaf.
 */
export function unmap(s: State, va: number, length: number): number {
  s.doneBytes = 0;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  if (length === 0) return 0;
  const last = (va + ((length - 1) | 0)) | 0;
  if ((va >>> 0) + (length - 1) > 0xffffffff) return 0;
  if ((last & ~s.reachLo) !== 0) return 0;
  const status = unmapTable1(s, s.top, va, last);
  if (s.doneBytes !== 0) {
    s.gather.addRange(0, va, 0, (va + ((s.doneBytes - 1) | 0)) | 0);
  }
  return status === ENOENT ? 0 : status;
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable1(s: State, table: number, va: number, last: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  const index1 = va >>> 22;
  const isOne1 = index1 === (last >>> 22);
  const at1 = table + index1;
  const entry1 = words[at1];
  // no table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  if (!isOne1 || ((va & 0x3fffff) === 0 && (last & 0x3fffff) === 0x3fffff) || (entry1 & 0x81) !== 1) {
    if (isOne1 && (va & 0x3fffff) === 0 && (entry1 & 0x200081) === 0x81) {
      words[table + index1] = 0;
      s.doneBytes = 0x400000;
      return 0;
    }
    return unmapItems1(s, table, va, last);
  }
  const next1 = ((entry1 & -0x1000) - s.baseLo) >>> 2;
  if (0 !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + index1) {
    return 0 !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (va >>> 12) & 0x3ff;
  const isOne0 = index0 === ((last >>> 12) & 0x3ff);
  const at0 = next1 + index0;
  const entry0 = words[at0];
  if (isOne0 && (va & 0xfff) === 0 && (entry0 & 1) !== 0) {
    words[next1 + index0] = 0;
    s.doneBytes = 4096;
    return 0;
  }
  return unmapItems0(s, next1, va, last);
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 22;
  let index = va >>> 22;
  let position = va;
  const at = table + index;
  const first = s.words[at];
  // page-4m (present 1, page-size 1, reserved-of-4m 0) [Format of a 32-Bit Page-Directory Entry that Maps a 4-MByte Page]
  if ((first & 0x200081) === 0x81 && (va & 0x3fffff) !== 0) return ENOENT;
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
    if ((entry & 0x81) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x3fffff;
      const status = unmapItems0(s, next, position, stop);
      if (status !== 0) return status;
      if ((position & 0x3fffff) === 0 && (stop & 0x3fffff) === 0x3fffff) {
        s.words[table + index] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      position = ((position & -0x400000) + 0x400000) | 0;
    } else if ((entry & 0x200081) === 0x81) {
      const after = clearSingles1(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 0x400000;
      position = (position + ((after - index) << 22)) | 0;
      index = after;
    } else {
      return (entry & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x3ff;
  let index = (va >>> 12) & 0x3ff;
  let position = va;
  const at = table + index;
  const first = s.words[at];
  // page (present 1) [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
  if ((first & 1) !== 0 && (va & 0xfff) !== 0) return ENOENT;
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    if ((entry & 1) !== 0) {
      const after = clearSingles0(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 4096;
      position = (position + ((after - index) << 12)) | 0;
      index = after;
    } else {
      return ENOENT;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike32(table + index, end - index, 0x200081, 129);
    s.arena.primitives.fillEqual32(table + index, items, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 0x200081) !== 0x81) return at;
    s.words[table + at] = 0;
  }
  return end;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike32(table + index, end - index, 1, 1);
    s.arena.primitives.fillEqual32(table + index, items, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 1) === 0) return at;
    s.words[table + at] = 0;
  }
  return end;
}
