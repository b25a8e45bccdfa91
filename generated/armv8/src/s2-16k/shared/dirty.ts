// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EAGAIN, EBADMSG, EFAULT, EINVAL, ENOENT, EOVERFLOW, EPERM, ERANGE, loadPair, storePair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { scannedTable1, scannedTableTop1, scannedTableTop2 } from "./owned.js";

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
  const status = readDirtyTableAt(s, s.topForm, s.top, vaHi, vaLo, lastHi, lastLo);
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
  const table = s.top;
  const form = s.topForm;
  if (form === 5) return setDirtyTableTop2(s, table, vaHi, vaLo);
  if (form === 4) return setDirtyTableTop1(s, table, vaHi, vaLo);
  return setDirtyTableTop0(s, table, vaHi, vaLo);
}

/** `readDirtyTable` at a level that is known at run time. */
function readDirtyTableAt(
  s: State,
  level: number,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  switch (level) {
    case 5:
      return readDirtyTableTop2(s, table, vaHi, vaLo, lastHi, lastLo);
    case 4:
      return readDirtyTableTop1(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return readDirtyTableTop0(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item. */
function readDirtyTableTop2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastHi >>> 4) & 0xfff;
  let index = (vaHi >>> 4) & 0xfff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = scannedTableTop2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xf;
      const status = readDirtyTable1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionHi = ((positionHi & -0x10) + 16) | 0;
      positionLo = 0;
    } else {
      index += 1;
      positionHi = ((positionHi & -0x10) + 16) | 0;
      positionLo = 0;
    }
  }
  return 0;
}

/** Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item. */
function readDirtyTableTop1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 25) | ((lastHi & 0xff) << 7);
  let index = (vaLo >>> 25) | ((vaHi & 0xff) << 7);
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = scannedTableTop1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = readDirtyTable0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) {
        reportDirtyTop1(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x81;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 5;
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirtyTop1(s, table, first, after)) {
        reportDirtyTop1(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeafTop1(s, table, first, after);
        }
      }
      const low = ((positionLo & -0x2000000) + ((after - index) << 25)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 7)) | 0) + ((low >>> 0) < (((after - index) << 25) >>> 0) ? 1 : 0)) | 0;
      positionLo = low;
      index = after;
    } else {
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    }
  }
  return 0;
}

/** Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item. */
function readDirtyTableTop0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 14) & 0x7fff;
  let index = (vaLo >>> 14) & 0x7fff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) {
      if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) {
        reportDirtyTop0(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x81;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x4000) + 16384) | 0;
    } else if ((entryLo & 3) === 3) {
      const itemsLg2 = 7;
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirtyTop0(s, table, first, after)) {
        reportDirtyTop0(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeafTop0(s, table, first, after);
        }
      }
      positionLo = ((positionLo & -0x4000) + ((after - index) << 14)) | 0;
      index = after;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x4000) + 16384) | 0;
    }
  }
  return 0;
}

/** Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item. */
function readDirtyTable1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 25) | ((lastHi & 0xf) << 7);
  let index = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = scannedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = readDirtyTable0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) {
        reportDirty1(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x81;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 5;
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty1(s, table, first, after)) {
        reportDirty1(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeaf1(s, table, first, after);
        }
      }
      const low = ((positionLo & -0x2000000) + ((after - index) << 25)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 7)) | 0) + ((low >>> 0) < (((after - index) << 25) >>> 0) ? 1 : 0)) | 0;
      positionLo = low;
      index = after;
    } else {
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    }
  }
  return 0;
}

/** Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item. */
function readDirtyTable0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 14) & 0x7ff;
  let index = (vaLo >>> 14) & 0x7ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) {
      if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) {
        reportDirty0(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x81;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x4000) + 16384) | 0;
    } else if ((entryLo & 3) === 3) {
      const itemsLg2 = 7;
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty0(s, table, first, after)) {
        reportDirty0(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeaf0(s, table, first, after);
        }
      }
      positionLo = ((positionLo & -0x4000) + ((after - index) << 14)) | 0;
      index = after;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x4000) + 16384) | 0;
    }
  }
  return 0;
}

function setDirtyTableTop2(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 4096;
  // Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
  const index2 = (vaHi >>> 4) & 0xfff;
  const at2 = table + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry2Lo & 3) !== 3) return (entry2Lo & 1) === 0 ? ENOENT : EBADMSG;
  const next2 = ((entry2Lo & -0x4000) - baseLo) >>> 2;
  if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) {
    // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
    if (((entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) || (entry1Lo & 3) === 1) {
      if ((entry1Hi & 0x80000) === 0) return EAGAIN;
      const withDirtyLo1 = (entry1Lo & -0xc1) | 0x80;
      storePair(s.words, next2 + (index1 << 1), withDirtyLo1, next2 + (index1 << 1) + 1, entry1Hi);
      return 0;
    }
    return (entry1Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & -0x4000) - baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable) return EFAULT;
  return setDirtyTable0(s, next1, vaHi, vaLo);
}

function setDirtyTableTop1(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xff) << 7);
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if ((entry1Lo & 3) !== 3) {
    // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
    if (((entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) || (entry1Lo & 3) === 1) {
      if ((entry1Hi & 0x80000) === 0) return EAGAIN;
      const withDirtyLo1 = (entry1Lo & -0xc1) | 0x80;
      storePair(s.words, table + (index1 << 1), withDirtyLo1, table + (index1 << 1) + 1, entry1Hi);
      return 0;
    }
    return (entry1Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== s.baseHi || next1 > s.wordCount - 4096) return EFAULT;
  return setDirtyTable0(s, next1, vaHi, vaLo);
}

function setDirtyTableTop0(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
  const index0 = (vaLo >>> 14) & 0x7fff;
  const at0 = table + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if (((entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) || (entry0Lo & 3) === 3) {
    if ((entry0Hi & 0x80000) === 0) return EAGAIN;
    const withDirtyLo0 = (entry0Lo & -0xc1) | 0x80;
    storePair(s.words, table + (index0 << 1), withDirtyLo0, table + (index0 << 1) + 1, entry0Hi);
    return 0;
  }
  return (entry0Lo & 1) === 0 ? ENOENT : EBADMSG;
}

function setDirtyTable0(s: State, table: number, vaHi: number, vaLo: number): number {
  // Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
  const index0 = (vaLo >>> 14) & 0x7ff;
  const at0 = table + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if (((entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) || (entry0Lo & 3) === 3) {
    if ((entry0Hi & 0x80000) === 0) return EAGAIN;
    const withDirtyLo0 = (entry0Lo & -0xc1) | 0x80;
    storePair(s.words, table + (index0 << 1), withDirtyLo0, table + (index0 << 1) + 1, entry0Hi);
    return 0;
  }
  return (entry0Lo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirtyTop1(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (itemsLg2 !== 0) {
    const leafLastLo = positionLo | 0x1ffffff | (((1 << itemsLg2) - 1) << 25);
    const leafLastHi = positionHi | ((((1 << itemsLg2) - 1) >>> 7) & 0xff);
    const stopLo = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastLo
      : leafLastLo;
    const stopHi = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastHi
      : leafLastHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0, 0x2000000);
    }
    if (s.clears) {
      const stopLo = (positionLo + 0x1ffffff) | 0;
      const stopHi = (positionHi + ((stopLo >>> 0) < 0x1ffffff ? 1 : 0)) | 0;
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
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirtyTop0(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (itemsLg2 !== 0) {
    const leafLastLo = positionLo | 0x3fff | ((((1 << itemsLg2) - 1) & 0x7fff) << 14);
    const stopLo = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastLo
      : leafLastLo;
    const stopHi = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastHi
      : positionHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0, 16384);
    }
    if (s.clears) {
      const stopLo = (positionLo + 16383) | 0;
      const stopHi = (positionHi + ((stopLo >>> 0) < 16383 ? 1 : 0)) | 0;
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
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
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
  if (itemsLg2 !== 0) {
    const leafLastLo = positionLo | 0x1ffffff | (((1 << itemsLg2) - 1) << 25);
    const leafLastHi = positionHi | ((((1 << itemsLg2) - 1) >>> 7) & 0xf);
    const stopLo = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastLo
      : leafLastLo;
    const stopHi = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastHi
      : leafLastHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0, 0x2000000);
    }
    if (s.clears) {
      const stopLo = (positionLo + 0x1ffffff) | 0;
      const stopHi = (positionHi + ((stopLo >>> 0) < 0x1ffffff ? 1 : 0)) | 0;
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
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
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
  if (itemsLg2 !== 0) {
    const leafLastLo = positionLo | 0x3fff | ((((1 << itemsLg2) - 1) & 0x7ff) << 14);
    const stopLo = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastLo
      : leafLastLo;
    const stopHi = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastHi
      : positionHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0, 16384);
    }
    if (s.clears) {
      const stopLo = (positionLo + 16383) | 0;
      const stopHi = (positionHi + ((stopLo >>> 0) < 16383 ? 1 : 0)) | 0;
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
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirtyTop1(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) return true;
  }
  return false;
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirtyTop0(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) return true;
  }
  return false;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirty1(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) return true;
  }
  return false;
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirty0(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0x80) !== 0 && (entryHi & 0x80000) !== 0) return true;
  }
  return false;
}

/** Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item. */
function cleanLeafTop1(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x81;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item. */
function cleanLeafTop0(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x81;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item. */
function cleanLeaf1(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x81;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item. */
function cleanLeaf0(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x81;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
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
