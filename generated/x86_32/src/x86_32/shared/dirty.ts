// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, EINVAL, ENOENT, EOVERFLOW, EPERM, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { scannedTable1 } from "./owned.js";

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
  const status = readDirtyTable1(s, s.top, va, last);
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
  // Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  const index1 = va >>> 22;
  const at1 = s.top + index1;
  const entry1 = Atomics.load(words, at1);
  // no table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
  if ((entry1 & 0x81) !== 1) {
    // page-4m (present 1, page-size 1, reserved-of-4m 0) [Format of a 32-Bit Page-Directory Entry that Maps a 4-MByte Page]
    if ((entry1 & 0x200081) === 0x81) {
      const withDirtyLo1 = entry1 | 0x40;
      Atomics.store(words, s.top + index1, withDirtyLo1);
      return 0;
    }
    return (entry1 & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1 & -0x1000) - s.baseLo) >>> 2;
  if (0 !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (va >>> 12) & 0x3ff;
  const at0 = next1 + index0;
  const entry0 = Atomics.load(words, at0);
  // page (present 1) [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
  if ((entry0 & 1) !== 0) {
    const withDirtyLo0 = entry0 | 0x40;
    Atomics.store(words, next1 + index0, withDirtyLo0);
    return 0;
  }
  return ENOENT;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 */
function readDirtyTable1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 22;
  let index = va >>> 22;
  let position = va;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
    if ((entry & 0x81) === 1) {
      const next = scannedTable1(s, table, index, entry);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x3fffff;
      const status = readDirtyTable0(s, next, position, stop);
      if (status !== 0) return status;
      index += 1;
      position = ((position & -0x400000) + 0x400000) | 0;
    } else if ((entry & 0x200081) === 0x81) {
      if ((entry & 0x40) !== 0) {
        reportDirty1(s, position, last, 0);
        if (s.clears) {
          const withoutDirtyLo = entry & -0x41;
          Atomics.store(s.words, table + index, withoutDirtyLo);
        }
      }
      index += 1;
      position = ((position & -0x400000) + 0x400000) | 0;
    } else {
      index += 1;
      position = ((position & -0x400000) + 0x400000) | 0;
    }
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 */
function readDirtyTable0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x3ff;
  let index = (va >>> 12) & 0x3ff;
  let position = va;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    if ((entry & 1) !== 0) {
      if ((entry & 0x40) !== 0) {
        reportDirty0(s, position, last, 0);
        if (s.clears) {
          const withoutDirtyLo = entry & -0x41;
          Atomics.store(s.words, table + index, withoutDirtyLo);
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
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty1(s: State, position: number, last: number, itemsLg2: number): void {
  if (s.reports) {
    s.sink.dirty(0, position, 0x400000 / 0x100000000 | 0, 0x400000 | 0);
  }
  if (s.clears) {
    const stop = (position + 0x3fffff) | 0;
    flushLater(s, position, (position >>> 0) > (stop >>> 0) ? -1 : stop);
  }
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
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
