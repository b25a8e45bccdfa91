// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2, ownedTableTop1, ownedTableTop2, ownedTableTop3 } from "./owned.js";

/**
 * Removes the leaves of a range and the tables that it covers whole. `s.done` tells the bytes removed: fewer
 * than asked where a hole stopped it, more if the last leaf was larger, none if the range starts inside a
 * leaf.
 */
export function unmap(s: State, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): number {
  s.doneHi = 0;
  s.doneLo = 0;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  if (lengthLo === 0 && lengthHi === 0) return 0;
  const lastLo = (vaLo + ((lengthLo - 1) | 0)) | 0;
  const lastHi = (((vaHi + ((lengthHi - (lengthLo === 0 ? 1 : 0)) | 0)) | 0) + ((lastLo >>> 0) < ((lengthLo - 1) >>> 0) ? 1 : 0)) | 0;
  if ((vaHi >>> 0) > (lastHi >>> 0) || (vaHi === lastHi && (vaLo >>> 0) > (lastLo >>> 0))) return 0;
  if (((lastHi & ~s.reachHi) | (lastLo & ~s.reachLo)) !== 0) return 0;
  const status = unmapTableAt(s, s.topForm, s.top, vaHi, vaLo, lastHi, lastLo);
  if (s.doneLo !== 0 || s.doneHi !== 0) {
    s.gather.addRange(
      vaHi,
      vaLo,
      (((vaHi + ((s.doneHi - (s.doneLo === 0 ? 1 : 0)) | 0)) | 0) + (((vaLo + ((s.doneLo - 1) | 0)) >>> 0) < ((s.doneLo - 1) >>> 0) ? 1 : 0)) | 0,
      (vaLo + ((s.doneLo - 1) | 0)) | 0,
    );
  }
  return status === ENOENT ? 0 : status;
}

/** `unmapTable` at a level that is known at run time. */
function unmapTableAt(
  s: State,
  level: number,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  switch (level) {
    case 7:
      return unmapTableTop3(s, table, vaHi, vaLo, lastHi, lastLo);
    case 6:
      return unmapTableTop2(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return unmapTableTop1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTableTop3(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 3 (lookup level 0): VA bits 51..39, 512 GiB per item.
  const index3 = (vaHi >>> 7) & 0x1fff;
  const isOne3 = index3 === ((lastHi >>> 7) & 0x1fff);
  const at3 = table + (index3 << 1);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne3 ||
    (vaLo === 0 && (vaHi & 0x7f) === 0 && lastLo === -1 && (lastHi & 0x7f) === 0x7f) ||
    (entry3Lo & 3) !== 3) {
    if (isOne3 && vaLo === 0 && (vaHi & 0x7f) === 0 && (entry3Lo & 3) === 1 && (entry3Hi & 0x100000) === 0) {
      words[table + (index3 << 1)] = 0;
      words[table + (index3 << 1) + 1] = 0;
      s.doneHi = 128;
      s.doneLo = 0;
      return 0;
    }
    return unmapItemsTop3(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next3 = ((entry3Lo & -0x1000) - s.baseLo) >>> 2;
  if (((entry3Hi & 0x3ffff) | ((entry3Lo & 0x300) << 10)) !== baseHi ||
    next3 > lastTable ||
    s.links[next3 >>> 6] !== table + (index3 << 1)) {
    return ((entry3Hi & 0x3ffff) | ((entry3Lo & 0x300) << 10)) !== baseHi || next3 > lastTable
      ? EFAULT
      : ELOOP;
  }
  return unmapTable2(s, next3, vaHi, vaLo, lastHi, lastLo);
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTableTop2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 2 (lookup level 1): VA bits 42..30, 1 GiB per item.
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7ff) << 2);
  const isOne2 = index2 === ((lastLo >>> 30) | ((lastHi & 0x7ff) << 2));
  const at2 = table + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne2 ||
    ((vaLo & 0x3fffffff) === 0 && (lastLo & 0x3fffffff) === 0x3fffffff) ||
    (entry2Lo & 3) !== 3) {
    if (isOne2 && (vaLo & 0x3fffffff) === 0 && (entry2Lo & 3) === 1 && (entry2Hi & 0x100000) === 0) {
      words[table + (index2 << 1)] = 0;
      words[table + (index2 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x40000000;
      return 0;
    }
    return unmapItemsTop2(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next2 = ((entry2Lo & -0x1000) - s.baseLo) >>> 2;
  if (((entry2Hi & 0x3ffff) | ((entry2Lo & 0x300) << 10)) !== baseHi ||
    next2 > lastTable ||
    s.links[next2 >>> 6] !== table + (index2 << 1)) {
    return ((entry2Hi & 0x3ffff) | ((entry2Lo & 0x300) << 10)) !== baseHi || next2 > lastTable
      ? EFAULT
      : ELOOP;
  }
  return unmapTable1(s, next2, vaHi, vaLo, lastHi, lastLo);
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTableTop1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 1 (lookup level 2): VA bits 33..21, 2 MiB per item.
  const index1 = (vaLo >>> 21) | ((vaHi & 3) << 11);
  const isOne1 = index1 === ((lastLo >>> 21) | ((lastHi & 3) << 11));
  const at1 = table + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne1 || ((vaLo & 0x1fffff) === 0 && (lastLo & 0x1fffff) === 0x1fffff) || (entry1Lo & 3) !== 3) {
    if (isOne1 && (vaLo & 0x1fffff) === 0 && (entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) {
      words[table + (index1 << 1)] = 0;
      words[table + (index1 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x200000;
      return 0;
    }
    return unmapItemsTop1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x1000) - s.baseLo) >>> 2;
  if (((entry1Hi & 0x3ffff) | ((entry1Lo & 0x300) << 10)) !== baseHi ||
    next1 > lastTable ||
    s.links[next1 >>> 6] !== table + (index1 << 1)) {
    return ((entry1Hi & 0x3ffff) | ((entry1Lo & 0x300) << 10)) !== baseHi || next1 > lastTable
      ? EFAULT
      : ELOOP;
  }
  return unmapTable0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const isOne2 = index2 === ((lastLo >>> 30) | ((lastHi & 0x7f) << 2));
  const at2 = table + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne2 ||
    ((vaLo & 0x3fffffff) === 0 && (lastLo & 0x3fffffff) === 0x3fffffff) ||
    (entry2Lo & 3) !== 3) {
    if (isOne2 && (vaLo & 0x3fffffff) === 0 && (entry2Lo & 3) === 1 && (entry2Hi & 0x100000) === 0) {
      words[table + (index2 << 1)] = 0;
      words[table + (index2 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x40000000;
      return 0;
    }
    return unmapItems2(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next2 = ((entry2Lo & -0x1000) - s.baseLo) >>> 2;
  if (((entry2Hi & 0x3ffff) | ((entry2Lo & 0x300) << 10)) !== baseHi ||
    next2 > lastTable ||
    s.links[next2 >>> 6] !== table + (index2 << 1)) {
    return ((entry2Hi & 0x3ffff) | ((entry2Lo & 0x300) << 10)) !== baseHi || next2 > lastTable
      ? EFAULT
      : ELOOP;
  }
  return unmapTable1(s, next2, vaHi, vaLo, lastHi, lastLo);
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
  const index1 = (vaLo >>> 21) & 0x1ff;
  const isOne1 = index1 === ((lastLo >>> 21) & 0x1ff);
  const at1 = table + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne1 || ((vaLo & 0x1fffff) === 0 && (lastLo & 0x1fffff) === 0x1fffff) || (entry1Lo & 3) !== 3) {
    if (isOne1 && (vaLo & 0x1fffff) === 0 && (entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) {
      words[table + (index1 << 1)] = 0;
      words[table + (index1 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x200000;
      return 0;
    }
    return unmapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x1000) - s.baseLo) >>> 2;
  if (((entry1Hi & 0x3ffff) | ((entry1Lo & 0x300) << 10)) !== baseHi ||
    next1 > lastTable ||
    s.links[next1 >>> 6] !== table + (index1 << 1)) {
    return ((entry1Hi & 0x3ffff) | ((entry1Lo & 0x300) << 10)) !== baseHi || next1 > lastTable
      ? EFAULT
      : ELOOP;
  }
  // Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
  const index0 = (vaLo >>> 12) & 0x1ff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0x1ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if (isOne0 && (vaLo & 0xfff) === 0 && (entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    words[next1 + (index0 << 1)] = 0;
    words[next1 + (index0 << 1) + 1] = 0;
    s.doneHi = 0;
    s.doneLo = 4096;
    return 0;
  }
  return unmapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  // Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
  const index0 = (vaLo >>> 12) & 0x1ff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0x1ff);
  const at0 = table + (index0 << 1);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if (isOne0 && (vaLo & 0xfff) === 0 && (entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    words[table + (index0 << 1)] = 0;
    words[table + (index0 << 1) + 1] = 0;
    s.doneHi = 0;
    s.doneLo = 4096;
    return 0;
  }
  return unmapItems0(s, table, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 3 (lookup level 0): VA bits 51..39, 512 GiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItemsTop3(
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
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats]
  if ((firstLo & 3) === 1 && (firstHi & 0x100000) === 0 && (vaLo !== 0 || (vaHi & 0x7f) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTableTop3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7f;
      const status = unmapItems2(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if (positionLo === 0 && (positionHi & 0x7f) === 0 && stopLo === -1 && (stopHi & 0x7f) === 0x7f) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSinglesTop3(s, table, index, end + 1);
      const bytesOfHi = (after - index) << 7;
      s.doneHi = (s.doneHi + bytesOfHi) | 0;
      positionHi = (positionHi + ((after - index) << 7)) | 0;
      index = after;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 2 (lookup level 1): VA bits 42..30, 1 GiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItemsTop2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 30) | ((lastHi & 0x7ff) << 2);
  let index = (vaLo >>> 30) | ((vaHi & 0x7ff) << 2);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((vaLo & 0x3fffffff) !== 0 || (((vaLo >>> 30) | ((vaHi & 0x7ff) << 2)) & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTableTop2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x3fffffff) === 0 && (stopLo & 0x3fffffff) === 0x3fffffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSinglesTop2(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 30;
      const bytesOfHi = (after - index) >>> 2;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 30)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 2)) | 0) + ((low2 >>> 0) < (((after - index) << 30) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 4;
      if ((positionLo & 0x3fffffff) !== 0 ||
        (((positionLo >>> 30) | ((positionHi & 0x7ff) << 2)) & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 30;
      const bytesOfHi = items >>> 2;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      const low2 = (positionLo + (items << 30)) | 0;
      positionHi = (((positionHi + (items >>> 2)) | 0) + ((low2 >>> 0) < ((items << 30) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 33..21, 2 MiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItemsTop1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 21) | ((lastHi & 3) << 11);
  let index = (vaLo >>> 21) | ((vaHi & 3) << 11);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((vaLo & 0x1fffff) !== 0 || (((vaLo >>> 21) | ((vaHi & 3) << 11)) & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTableTop1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1fffff) === 0 && (stopLo & 0x1fffff) === 0x1fffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      const low = ((positionLo & -0x200000) + 0x200000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x200000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSinglesTop1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 21;
      const bytesOfHi = (after - index) >>> 11;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 21)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 11)) | 0) + ((low2 >>> 0) < (((after - index) << 21) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 4;
      if ((positionLo & 0x1fffff) !== 0 ||
        (((positionLo >>> 21) | ((positionHi & 3) << 11)) & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 21;
      const bytesOfHi = items >>> 11;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      const low2 = (positionLo + (items << 21)) | 0;
      positionHi = (((positionHi + (items >>> 11)) | 0) + ((low2 >>> 0) < ((items << 21) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems2(
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
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((vaLo & 0x3fffffff) !== 0 || (((vaLo >>> 30) | ((vaHi & 0x7f) << 2)) & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x3fffffff) === 0 && (stopLo & 0x3fffffff) === 0x3fffffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSingles2(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 30;
      const bytesOfHi = (after - index) >>> 2;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 30)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 2)) | 0) + ((low2 >>> 0) < (((after - index) << 30) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 4;
      if ((positionLo & 0x3fffffff) !== 0 ||
        (((positionLo >>> 30) | ((positionHi & 0x7f) << 2)) & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 30;
      const bytesOfHi = items >>> 2;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      const low2 = (positionLo + (items << 30)) | 0;
      positionHi = (((positionHi + (items >>> 2)) | 0) + ((low2 >>> 0) < ((items << 30) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems1(
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
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((vaLo & 0x1fffff) !== 0 || ((vaLo >>> 21) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1fffff) === 0 && (stopLo & 0x1fffff) === 0x1fffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSingles1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 21;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 21)) | 0;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 4;
      if ((positionLo & 0x1fffff) !== 0 || ((positionLo >>> 21) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 21;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      positionLo = (positionLo + (items << 21)) | 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 12) & 0x1ff;
  let index = (vaLo >>> 12) & 0x1ff;
  let positionLo = vaLo;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 3 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 3 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 3) &&
    ((vaLo & 0xfff) !== 0 || ((vaLo >>> 12) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 12)) | 0;
      index = after;
    } else if ((entryLo & 3) === 3) {
      const itemsLg2 = 4;
      if ((positionLo & 0xfff) !== 0 || ((positionLo >>> 12) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      positionLo = (positionLo + (items << 12)) | 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 3 (lookup level 0): VA bits 51..39, 512 GiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSinglesTop3(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(table + (index << 1), end - index, 3, 0x100000, 1, 0);
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 3) !== 1 || (entryHi & 0x100000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 2 (lookup level 1): VA bits 42..30, 1 GiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSinglesTop2(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(table + (index << 1), end - index, 3, 0x100000, 1, 0);
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 3) !== 1 || (entryHi & 0x100000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 1 (lookup level 2): VA bits 33..21, 2 MiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSinglesTop1(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(table + (index << 1), end - index, 3, 0x100000, 1, 0);
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 3) !== 1 || (entryHi & 0x100000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles2(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(table + (index << 1), end - index, 3, 0x100000, 1, 0);
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 3) !== 1 || (entryHi & 0x100000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(table + (index << 1), end - index, 3, 0x100000, 1, 0);
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 3) !== 1 || (entryHi & 0x100000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike64(table + (index << 1), end - index, 3, 0x100000, 3, 0);
    s.arena.primitives.fillEqual64(table + (index << 1), items, 0, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    const entryHi = s.words[at2 + 1];
    if ((entryLo & 3) !== 3 || (entryHi & 0x100000) !== 0) return at;
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}
