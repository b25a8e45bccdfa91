// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTableTop1, ownedTableTop2 } from "./owned.js";

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
    case 5:
      return unmapTableTop2(s, table, vaHi, vaLo, lastHi, lastLo);
    case 4:
      return unmapTableTop1(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return unmapTableTop0(s, table, vaHi, vaLo, lastHi, lastLo);
  }
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
  const lastTable = s.wordCount - 4096;
  // Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
  const index2 = (vaHi >>> 4) & 0xfff;
  const isOne2 = index2 === ((lastHi >>> 4) & 0xfff);
  const at2 = table + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne2 ||
    (vaLo === 0 && (vaHi & 0xf) === 0 && lastLo === -1 && (lastHi & 0xf) === 0xf) ||
    (entry2Lo & 3) !== 3) {
    return unmapItemsTop2(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next2 = ((entry2Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable || s.links[next2 >>> 6] !== table + (index2 << 1)) {
    return (entry2Hi & 0xffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
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
  const lastTable = s.wordCount - 4096;
  // Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xff) << 7);
  const isOne1 = index1 === ((lastLo >>> 25) | ((lastHi & 0xff) << 7));
  const at1 = table + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne1 || ((vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff) || (entry1Lo & 3) !== 3) {
    if (isOne1 && (vaLo & 0x1ffffff) === 0 && (entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) {
      words[table + (index1 << 1)] = 0;
      words[table + (index1 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x2000000;
      return 0;
    }
    return unmapItemsTop1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + (index1 << 1)) {
    return (entry1Hi & 0xffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  return unmapTable0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTableTop0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  // Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
  const index0 = (vaLo >>> 14) & 0x7fff;
  const isOne0 = index0 === ((lastLo >>> 14) & 0x7fff);
  const at0 = table + (index0 << 1);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if (isOne0 && (vaLo & 0x3fff) === 0 && (entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    words[table + (index0 << 1)] = 0;
    words[table + (index0 << 1) + 1] = 0;
    s.doneHi = 0;
    s.doneLo = 16384;
    return 0;
  }
  return unmapItemsTop0(s, table, vaHi, vaLo, lastHi, lastLo);
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
  const lastTable = s.wordCount - 4096;
  // Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const isOne1 = index1 === ((lastLo >>> 25) | ((lastHi & 0xf) << 7));
  const at1 = table + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne1 || ((vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff) || (entry1Lo & 3) !== 3) {
    if (isOne1 && (vaLo & 0x1ffffff) === 0 && (entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) {
      words[table + (index1 << 1)] = 0;
      words[table + (index1 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x2000000;
      return 0;
    }
    return unmapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + (index1 << 1)) {
    return (entry1Hi & 0xffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  return unmapTable0(s, next1, vaHi, vaLo, lastHi, lastLo);
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
  // Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
  const index0 = (vaLo >>> 14) & 0x7ff;
  const isOne0 = index0 === ((lastLo >>> 14) & 0x7ff);
  const at0 = table + (index0 << 1);
  const entry0Lo = words[at0];
  const entry0Hi = words[at0 + 1];
  if (isOne0 && (vaLo & 0x3fff) === 0 && (entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    words[table + (index0 << 1)] = 0;
    words[table + (index0 << 1) + 1] = 0;
    s.doneHi = 0;
    s.doneLo = 16384;
    return 0;
  }
  return unmapItems0(s, table, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
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
  const end = (lastHi >>> 4) & 0xfff;
  let index = (vaHi >>> 4) & 0xfff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTableTop2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xf;
      const status = unmapItems1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if (positionLo === 0 && (positionHi & 0xf) === 0 && stopLo === -1 && (stopHi & 0xf) === 0xf) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 16384);
      }
      index += 1;
      positionHi = ((positionHi & -0x10) + 16) | 0;
      positionLo = 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
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
  const end = (lastLo >>> 25) | ((lastHi & 0xff) << 7);
  let index = (vaLo >>> 25) | ((vaHi & 0xff) << 7);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 5;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((vaLo & 0x1ffffff) !== 0 || (((vaLo >>> 25) | ((vaHi & 0xff) << 7)) & ((1 << itemsLg2) - 1)) !== 0)) {
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
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1ffffff) === 0 && (stopLo & 0x1ffffff) === 0x1ffffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 16384);
      }
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSinglesTop1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 25;
      const bytesOfHi = (after - index) >>> 7;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 25)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 7)) | 0) + ((low2 >>> 0) < (((after - index) << 25) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 5;
      if ((positionLo & 0x1ffffff) !== 0 ||
        (((positionLo >>> 25) | ((positionHi & 0xff) << 7)) & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 25;
      const bytesOfHi = items >>> 7;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      const low2 = (positionLo + (items << 25)) | 0;
      positionHi = (((positionHi + (items >>> 7)) | 0) + ((low2 >>> 0) < ((items << 25) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItemsTop0(
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
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 3 && (firstHi & 0x100000) === 0 ? 0 : 7;
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 3 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 3) &&
    ((vaLo & 0x3fff) !== 0 || ((vaLo >>> 14) & 0x7fff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) {
      const after = clearSinglesTop0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 14;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 14)) | 0;
      index = after;
    } else if ((entryLo & 3) === 3) {
      const itemsLg2 = 7;
      if ((positionLo & 0x3fff) !== 0 || ((positionLo >>> 14) & 0x7fff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 14;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      positionLo = (positionLo + (items << 14)) | 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
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
  const end = (lastLo >>> 25) | ((lastHi & 0xf) << 7);
  let index = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 5;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((vaLo & 0x1ffffff) !== 0 || (((vaLo >>> 25) | ((vaHi & 0xf) << 7)) & ((1 << itemsLg2) - 1)) !== 0)) {
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
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1ffffff) === 0 && (stopLo & 0x1ffffff) === 0x1ffffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 16384);
      }
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSingles1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 25;
      const bytesOfHi = (after - index) >>> 7;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 25)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 7)) | 0) + ((low2 >>> 0) < (((after - index) << 25) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 5;
      if ((positionLo & 0x1ffffff) !== 0 ||
        (((positionLo >>> 25) | ((positionHi & 0xf) << 7)) & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 25;
      const bytesOfHi = items >>> 7;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      const low2 = (positionLo + (items << 25)) | 0;
      positionHi = (((positionHi + (items >>> 7)) | 0) + ((low2 >>> 0) < ((items << 25) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
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
  const end = (lastLo >>> 14) & 0x7ff;
  let index = (vaLo >>> 14) & 0x7ff;
  let positionLo = vaLo;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  const firstHi = s.words[at + 1];
  const itemsLg2 = (firstLo & 3) === 3 && (firstHi & 0x100000) === 0 ? 0 : 7;
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 3 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 3) &&
    ((vaLo & 0x3fff) !== 0 || ((vaLo >>> 14) & 0x7ff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 14;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 14)) | 0;
      index = after;
    } else if ((entryLo & 3) === 3) {
      const itemsLg2 = 7;
      if ((positionLo & 0x3fff) !== 0 || ((positionLo >>> 14) & 0x7ff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + ((index + item) << 1)] = 0;
        s.words[table + ((index + item) << 1) + 1] = 0;
      }
      const bytesOfLo = items << 14;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      positionLo = (positionLo + (items << 14)) | 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
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
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSinglesTop0(s: State, table: number, index: number, end: number): number {
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

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
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
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
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
