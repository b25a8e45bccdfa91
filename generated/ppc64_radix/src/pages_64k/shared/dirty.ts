// Made by generic-pt from ppc64_radix.yaml: Power radix tree.
// Do not edit: change the spec, then run "generic-pt generate ppc64_radix".
// Citations in brackets are of: Power ISA, version 3.1, Book III.

import { EBADMSG, EFAULT, EINVAL, ENOENT, EOVERFLOW, EPERM, ERANGE, loadPair, storePair, swapBytes } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { scannedTable1, scannedTable2, scannedTable3 } from "./owned.js";

/**
 * Reports the leaves in a range that hardware wrote through, and makes them clean if `s.clears`. Clearing
 * cleans the whole leaf; the report starts no earlier than the range.
 */
export function readDirty(s: State, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): number {
  if (lengthLo === 0 && lengthHi === 0) return EINVAL;
  const lastLo = (vaLo + ((lengthLo - 1) | 0)) | 0;
  const lastHi = (((vaHi + ((lengthHi - (lengthLo === 0 ? 1 : 0)) | 0)) | 0) + ((lastLo >>> 0) < ((lengthLo - 1) >>> 0) ? 1 : 0)) | 0;
  if ((vaHi >>> 0) > (lastHi >>> 0) || (vaHi === lastHi && (vaLo >>> 0) > (lastLo >>> 0))) return EOVERFLOW;
  if (((lastHi & ~s.reachHi) | (lastLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.clears && s.links[s.top >>> 6] !== s.owner) return EPERM;
  s.flushes = false;
  const status = readDirtyTable3(s, s.top, vaHi, vaLo, lastHi, lastLo);
  if (s.flushes) {
    s.gather.addRange(s.flushFirstHi, s.flushFirstLo, s.flushLastHi, s.flushLastLo);
  }
  return status;
}

/**
 * Marks the leaf at `va` dirty, as hardware does on a write. ENOENT: nothing is mapped there. EAGAIN:
 * hardware does not mark it.
 */
export function setDirty(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation]
  const index3 = (vaHi >>> 7) & 0x1fff;
  const at3 = s.top + (index3 << 1);
  const entry3Lo = swapBytes(loadPair(s, at3 + 1, at3));
  const entry3Hi = swapBytes(s.pairHigh);
  // no table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
  if ((entry3Lo & 0x1f) !== 9 || (entry3Hi & -0x40000000) !== -0x80000000) {
    return (entry3Hi & -0x80000000) === 0 ? ENOENT : EBADMSG;
  }
  const next3 = ((entry3Lo & -0x100) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffffff) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = swapBytes(loadPair(s, at2 + 1, at2));
  const entry2Hi = swapBytes(s.pairHigh);
  // no table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
  if ((entry2Lo & 0x1f) !== 9 || (entry2Hi & -0x40000000) !== -0x80000000) {
    // page-1g (valid 1, leaf 1) [Radix Tree Page Table Entry]
    if ((entry2Hi & -0x40000000) === -0x40000000) {
      const withDirtyLo2 = entry2Lo | 0x80;
      storePair(
        words,
        next3 + (index2 << 1),
        swapBytes(entry2Hi),
        next3 + (index2 << 1) + 1,
        swapBytes(withDirtyLo2),
      );
      return 0;
    }
    return (entry2Hi & -0x80000000) === 0 ? ENOENT : EBADMSG;
  }
  const next2 = ((entry2Lo & -0x100) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
  const index1 = (vaLo >>> 21) & 0x1ff;
  const at1 = next2 + (index1 << 1);
  const entry1Lo = swapBytes(loadPair(s, at1 + 1, at1));
  const entry1Hi = swapBytes(s.pairHigh);
  // no last-table (valid 1, leaf 0, next-size 5) [Radix Tree Page Directory Entry]
  if ((entry1Lo & 0x1f) !== 5 || (entry1Hi & -0x40000000) !== -0x80000000) {
    // page-2m (valid 1, leaf 1) [Radix Tree Page Table Entry]
    if ((entry1Hi & -0x40000000) === -0x40000000) {
      const withDirtyLo1 = entry1Lo | 0x80;
      storePair(
        words,
        next2 + (index1 << 1),
        swapBytes(entry1Hi),
        next2 + (index1 << 1) + 1,
        swapBytes(withDirtyLo1),
      );
      return 0;
    }
    return (entry1Hi & -0x80000000) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & -0x100) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffffff) !== baseHi || next1 > s.wordCount - 64) return EFAULT;
  // Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
  const index0 = (vaLo >>> 16) & 0x1f;
  const at0 = next1 + (index0 << 1);
  const entry0Lo = swapBytes(loadPair(s, at0 + 1, at0));
  const entry0Hi = swapBytes(s.pairHigh);
  // page (valid 1, leaf 1) [Radix Tree Page Table Entry]
  if ((entry0Hi & -0x40000000) === -0x40000000) {
    const withDirtyLo0 = entry0Lo | 0x80;
    storePair(
      words,
      next1 + (index0 << 1),
      swapBytes(entry0Hi),
      next1 + (index0 << 1) + 1,
      swapBytes(withDirtyLo0),
    );
    return 0;
  }
  return (entry0Hi & -0x80000000) === 0 ? ENOENT : EBADMSG;
}

/** Level 3 (root): VA bits 51..39, 512 GiB per item. [Radix Tree Translation] */
function readDirtyTable3(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastHi >>> 7) & 0x1fff;
  let index = (vaHi >>> 7) & 0x1fff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      const next = scannedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7f;
      const status = readDirtyTable2(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    } else {
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    }
  }
  return 0;
}

/** Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation] */
function readDirtyTable2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 30) | ((lastHi & 0x7f) << 2);
  let index = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    // table (valid 1, leaf 0, next-size 9) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 9 && (entryHi & -0x40000000) === -0x80000000) {
      const next = scannedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = readDirtyTable1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryHi & -0x40000000) === -0x40000000) {
      if ((entryLo & 0x80) !== 0) {
        reportDirty2(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x81;
          storePair(
            s.words,
            table + (index << 1),
            swapBytes(entryHi),
            table + (index << 1) + 1,
            swapBytes(withoutDirtyLo),
          );
        }
      }
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else {
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    }
  }
  return 0;
}

/** Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation] */
function readDirtyTable1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 21) & 0x1ff;
  let index = (vaLo >>> 21) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    // last-table (valid 1, leaf 0, next-size 5) [Radix Tree Page Directory Entry]
    if ((entryLo & 0x1f) === 5 && (entryHi & -0x40000000) === -0x80000000) {
      const next = scannedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = readDirtyTable0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else if ((entryHi & -0x40000000) === -0x40000000) {
      if ((entryLo & 0x80) !== 0) {
        reportDirty1(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x81;
          storePair(
            s.words,
            table + (index << 1),
            swapBytes(entryHi),
            table + (index << 1) + 1,
            swapBytes(withoutDirtyLo),
          );
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    }
  }
  return 0;
}

/** Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation] */
function readDirtyTable0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 16) & 0x1f;
  let index = (vaLo >>> 16) & 0x1f;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = swapBytes(loadPair(s, at + 1, at));
    const entryHi = swapBytes(s.pairHigh);
    if ((entryHi & -0x40000000) === -0x40000000) {
      if ((entryLo & 0x80) !== 0) {
        reportDirty0(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x81;
          storePair(
            s.words,
            table + (index << 1),
            swapBytes(entryHi),
            table + (index << 1) + 1,
            swapBytes(withoutDirtyLo),
          );
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x10000) + 0x10000) | 0;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x10000) + 0x10000) | 0;
    }
  }
  return 0;
}

/**
 * Level 2: VA bits 38..30, 1 GiB per item. [Radix Tree Translation]
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty2(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (s.reports) {
    s.sink.dirty(positionHi, positionLo, 0, 0x40000000);
  }
  if (s.clears) {
    const stopLo = (positionLo + 0x3fffffff) | 0;
    const stopHi = (positionHi + ((stopLo >>> 0) < 0x3fffffff ? 1 : 0)) | 0;
    flushLater(
      s,
      positionHi,
      positionLo,
      (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
        ? -1
        : stopHi,
      (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
        ? -1
        : stopLo,
    );
  }
}

/**
 * Level 1: VA bits 29..21, 2 MiB per item. [Radix Tree Translation]
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty1(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (s.reports) {
    s.sink.dirty(positionHi, positionLo, 0, 0x200000);
  }
  if (s.clears) {
    const stopLo = (positionLo + 0x1fffff) | 0;
    const stopHi = (positionHi + ((stopLo >>> 0) < 0x1fffff ? 1 : 0)) | 0;
    flushLater(
      s,
      positionHi,
      positionLo,
      (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
        ? -1
        : stopHi,
      (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
        ? -1
        : stopLo,
    );
  }
}

/**
 * Level 0: VA bits 20..16, 64 KiB per item. [Radix Tree Translation]
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty0(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (s.reports) {
    s.sink.dirty(positionHi, positionLo, 0, 0x10000);
  }
  if (s.clears) {
    const stopLo = (positionLo + 65535) | 0;
    const stopHi = (positionHi + ((stopLo >>> 0) < 65535 ? 1 : 0)) | 0;
    flushLater(
      s,
      positionHi,
      positionLo,
      (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
        ? -1
        : stopHi,
      (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
        ? -1
        : stopLo,
    );
  }
}

/** Pieces come in rising order, but an earlier one may end later. */
function flushLater(s: State, firstHi: number, firstLo: number, lastHi: number, lastLo: number): void {
  if (!s.flushes) {
    s.flushes = true;
    s.flushFirstHi = firstHi;
    s.flushFirstLo = firstLo;
    s.flushLastHi = lastHi;
    s.flushLastLo = lastLo;
  } else if ((lastHi >>> 0) > (s.flushLastHi >>> 0) ||
    (lastHi === s.flushLastHi && (lastLo >>> 0) > (s.flushLastLo >>> 0))) {
    s.flushLastHi = lastHi;
    s.flushLastLo = lastLo;
  }
}
