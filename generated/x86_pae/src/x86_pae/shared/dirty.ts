// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, EINVAL, ENOENT, EOVERFLOW, EPERM, ERANGE, loadPair, storePair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { scannedTable1, scannedTable2 } from "./owned.js";

/**
 * Reports the leaves in a range that hardware wrote through, and makes them clean if `s.clears`. Clearing
 * cleans the whole leaf; the report starts no earlier than the range.
 */
export function readDirty(s: State, va: number, length: number): number {
  if (length === 0) return EINVAL;
  const last = (va + ((length - 1) | 0)) | 0;
  if ((va >>> 0) + (length - 1) > 0xffffffff) return EOVERFLOW;
  if ((last & ~s.reachLo) !== 0) return ERANGE;
  if (s.clears && s.links[s.top >>> 6] !== s.owner) return EPERM;
  s.flushes = false;
  const status = readDirtyTable2(s, s.top, va, last);
  if (s.flushes) {
    s.gather.addRange(0, s.flushFirstLo, 0, s.flushLastLo);
  }
  return status;
}

/**
 * Marks the leaf at `va` dirty, as hardware does on a write. ENOENT: nothing is mapped there. EAGAIN:
 * hardware does not mark it.
 */
export function setDirty(s: State, va: number): number {
  if ((va & ~s.reachLo) !== 0) return ERANGE;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
  const index2 = va >>> 30;
  const at2 = s.top + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
  if ((entry2Lo & 0x1e7) !== 1 || (entry2Hi & -0x100000) !== 0) {
    return (entry2Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page Table]
  const index1 = (va >>> 21) & 0x1ff;
  const at1 = next2 + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
  if ((entry1Lo & 0x81) !== 1 || (entry1Hi & 0x7ff00000) !== 0) {
    // page-2m (present 1, page-size 1, low-of-2m 0, reserved 0) [Format of a PAE Page-Directory Entry that Maps a 2-MByte Page]
    if ((entry1Lo & 0x1fe081) === 0x81 && (entry1Hi & 0x7ff00000) === 0) {
      const withDirtyLo1 = entry1Lo | 0x40;
      storePair(words, next2 + (index1 << 1), withDirtyLo1, next2 + (index1 << 1) + 1, entry1Hi);
      return 0;
    }
    return (entry1Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (va >>> 12) & 0x1ff;
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  // page (present 1, reserved 0) [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
  if ((entry0Lo & 1) !== 0 && (entry0Hi & 0x7ff00000) === 0) {
    const withDirtyLo0 = entry0Lo | 0x40;
    storePair(words, next1 + (index0 << 1), withDirtyLo0, next1 + (index0 << 1) + 1, entry0Hi);
    return 0;
  }
  return (entry0Lo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 */
function readDirtyTable2(s: State, table: number, va: number, last: number): number {
  const end = last >>> 30;
  let index = va >>> 30;
  let position = va;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
    if ((entryLo & 0x1e7) === 1 && (entryHi & -0x100000) === 0) {
      const next = scannedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x3fffffff;
      const status = readDirtyTable1(s, next, position, stop);
      if (status !== 0) return status;
      index += 1;
      position = ((position & -0x40000000) + 0x40000000) | 0;
    } else {
      index += 1;
      position = ((position & -0x40000000) + 0x40000000) | 0;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 */
function readDirtyTable1(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 21) & 0x1ff;
  let index = (va >>> 21) & 0x1ff;
  let position = va;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
    if ((entryLo & 0x81) === 1 && (entryHi & 0x7ff00000) === 0) {
      const next = scannedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x1fffff;
      const status = readDirtyTable0(s, next, position, stop);
      if (status !== 0) return status;
      index += 1;
      position = ((position & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 0x1fe081) === 0x81 && (entryHi & 0x7ff00000) === 0) {
      if ((entryLo & 0x40) !== 0) {
        reportDirty1(s, position, last, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x41;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      position = ((position & -0x200000) + 0x200000) | 0;
    } else {
      index += 1;
      position = ((position & -0x200000) + 0x200000) | 0;
    }
  }
  return 0;
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page] */
function readDirtyTable0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x1ff;
  let index = (va >>> 12) & 0x1ff;
  let position = va;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0 && (entryHi & 0x7ff00000) === 0) {
      if ((entryLo & 0x40) !== 0) {
        reportDirty0(s, position, last, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x41;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      position = ((position & -0x1000) + 4096) | 0;
    } else {
      index += 1;
      position = ((position & -0x1000) + 4096) | 0;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty1(s: State, position: number, last: number, itemsLg2: number): void {
  if (s.reports) {
    s.sink.dirty(0, position, 0x200000 / 0x100000000 | 0, 0x200000 | 0);
  }
  if (s.clears) {
    const stop = (position + 0x1fffff) | 0;
    flushLater(s, position, (position >>> 0) > (stop >>> 0) ? -1 : stop);
  }
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty0(s: State, position: number, last: number, itemsLg2: number): void {
  if (s.reports) {
    s.sink.dirty(0, position, 4096 / 0x100000000 | 0, 4096 | 0);
  }
  if (s.clears) {
    const stop = (position + 4095) | 0;
    flushLater(s, position, (position >>> 0) > (stop >>> 0) ? -1 : stop);
  }
}

/** Pieces come in rising order, but an earlier one may end later. */
function flushLater(s: State, first: number, last: number): void {
  if (!s.flushes) {
    s.flushes = true;
    s.flushFirstLo = first;
    s.flushLastLo = last;
  } else if ((last >>> 0) > (s.flushLastLo >>> 0)) {
    s.flushLastLo = last;
  }
}
