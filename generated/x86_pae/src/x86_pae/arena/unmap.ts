// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

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
  const status = unmapTable2(s, s.top, va, last);
  if (s.doneBytes !== 0) {
    s.gather.addRange(0, va, 0, (va + ((s.doneBytes - 1) | 0)) | 0);
  }
  return status === ENOENT ? 0 : status;
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable2(s: State, table: number, va: number, last: number): number {
  const words = s.words;
  const links = s.links;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
  const index2 = va >>> 30;
  const isOne2 = index2 === (last >>> 30);
  const at2 = table + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
  if (!isOne2 ||
    ((va & 0x3fffffff) === 0 && (last & 0x3fffffff) === 0x3fffffff) ||
    (entry2Lo & 0x1e7) !== 1 ||
    (entry2Hi & -0x100000) !== 0) {
    return unmapItems2(s, table, va, last);
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable || links[next2 >>> 6] !== table + (index2 << 1)) {
    return (entry2Hi & 0xfffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
  }
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page Table]
  const index1 = (va >>> 21) & 0x1ff;
  const isOne1 = index1 === ((last >>> 21) & 0x1ff);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
  if (!isOne1 ||
    ((va & 0x1fffff) === 0 && (last & 0x1fffff) === 0x1fffff) ||
    (entry1Lo & 0x81) !== 1 ||
    (entry1Hi & 0x7ff00000) !== 0) {
    if (isOne1 && (va & 0x1fffff) === 0 && (entry1Lo & 0x1fe081) === 0x81 && (entry1Hi & 0x7ff00000) === 0) {
      words[next2 + (index1 << 1)] = 0;
      words[next2 + (index1 << 1) + 1] = 0;
      s.doneBytes = 0x200000;
      return 0;
    }
    return unmapItems1(s, next2, va, last);
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable || links[next1 >>> 6] !== next2 + (index1 << 1)) {
    return (entry1Hi & 0xfffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (va >>> 12) & 0x1ff;
  const isOne0 = index0 === ((last >>> 12) & 0x1ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if (isOne0 && (va & 0xfff) === 0 && (entry0Lo & 1) !== 0 && (entry0Hi & 0x7ff00000) === 0) {
    words[next1 + (index0 << 1)] = 0;
    words[next1 + (index0 << 1) + 1] = 0;
    s.doneBytes = 4096;
    return 0;
  }
  return unmapItems0(s, next1, va, last);
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems2(s: State, table: number, va: number, last: number): number {
  const end = last >>> 30;
  let index = va >>> 30;
  let position = va;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
    if ((entryLo & 0x1e7) === 1 && (entryHi & -0x100000) === 0) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x3fffffff;
      const status = unmapItems1(s, next, position, stop);
      if (status !== 0) return status;
      if ((position & 0x3fffffff) === 0 && (stop & 0x3fffffff) === 0x3fffffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      position = ((position & -0x40000000) + 0x40000000) | 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems1(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 21) & 0x1ff;
  let index = (va >>> 21) & 0x1ff;
  let position = va;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  // page-2m (present 1, page-size 1, low-of-2m 0, reserved 0) [Format of a PAE Page-Directory Entry that Maps a 2-MByte Page]
  if ((firstLo & 0x1fe081) === 0x81 && (firstHi & 0x7ff00000) === 0 && (va & 0x1fffff) !== 0) return ENOENT;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
    if ((entryLo & 0x81) === 1 && (entryHi & 0x7ff00000) === 0) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x1fffff;
      const status = unmapItems0(s, next, position, stop);
      if (status !== 0) return status;
      if ((position & 0x1fffff) === 0 && (stop & 0x1fffff) === 0x1fffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      position = ((position & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 0x1fe081) === 0x81 && (entryHi & 0x7ff00000) === 0) {
      const after = clearSingles1(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 0x200000;
      position = (position + ((after - index) << 21)) | 0;
      index = after;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x1ff;
  let index = (va >>> 12) & 0x1ff;
  let position = va;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  // page (present 1, reserved 0) [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
  if ((firstLo & 1) !== 0 && (firstHi & 0x7ff00000) === 0 && (va & 0xfff) !== 0) return ENOENT;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 1) !== 0 && (entryHi & 0x7ff00000) === 0) {
      const after = clearSingles0(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 4096;
      position = (position + ((after - index) << 12)) | 0;
      index = after;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(
      table + (index << 1),
      end - index,
      0x1fe081,
      0x7ff00000,
      129,
      0,
    );
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 0x1fe081) !== 0x81 || (entryHi & 0x7ff00000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(table + (index << 1), end - index, 1, 0x7ff00000, 1, 0);
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 1) === 0 || (entryHi & 0x7ff00000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}
