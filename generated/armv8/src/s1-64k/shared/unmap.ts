// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2 } from "./owned.js";

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
  const firstLo = vaLo ^ s.originLo;
  const firstHi = vaHi ^ s.originHi;
  const endLo = lastLo ^ s.originLo;
  const endHi = lastHi ^ s.originHi;
  if (((firstHi & ~s.reachHi) | (firstLo & ~s.reachLo)) !== 0 ||
    ((endHi & ~s.reachHi) | (endLo & ~s.reachLo)) !== 0) {
    return 0;
  }
  const status = unmapTable(s, s.topLevel, s.top, firstHi, firstLo, endHi, endLo);
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

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable(
  s: State,
  level: number,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const links = s.links;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 16384;
  if (level >= 2) {
    // Level 2 (lookup level 1): VA bits 51..42, 4 TiB per item.
    const index2 = (vaHi >>> 10) & 0x3ff;
    const isOne2 = index2 === ((lastHi >>> 10) & 0x3ff);
    const at2 = table + (index2 << 1);
    const entry2Lo = loadPair(s, at2, at2 + 1);
    const entry2Hi = s.pairHigh;
    // no table (valid 1, type 1) [Table descriptor format]
    if (!isOne2 ||
      (vaLo === 0 && (vaHi & 0x3ff) === 0 && lastLo === -1 && (lastHi & 0x3ff) === 0x3ff) ||
      (entry2Lo & 3) !== 3) {
      return unmapItems2(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next2 = ((entry2Lo & -0x10000) - baseLo) >>> 2;
    if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable || links[next2 >>> 6] !== table + (index2 << 1)) {
      return (entry2Hi & 0xffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
    }
    table = next2;
  }
  if (level >= 1) {
    // Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
    const index1 = (vaLo >>> 29) | ((vaHi & 0x3ff) << 3);
    const isOne1 = index1 === ((lastLo >>> 29) | ((lastHi & 0x3ff) << 3));
    const at1 = table + (index1 << 1);
    const entry1Lo = loadPair(s, at1, at1 + 1);
    const entry1Hi = s.pairHigh;
    // no table (valid 1, type 1) [Table descriptor format]
    if (!isOne1 ||
      ((vaLo & 0x1fffffff) === 0 && (lastLo & 0x1fffffff) === 0x1fffffff) ||
      (entry1Lo & 3) !== 3) {
      if (isOne1 && (vaLo & 0x1fffffff) === 0 && (entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) {
        Atomics.store(words, table + (index1 << 1), 0);
        Atomics.store(words, table + (index1 << 1) + 1, 0);
        s.doneHi = 0;
        s.doneLo = 0x20000000;
        return 0;
      }
      return unmapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next1 = ((entry1Lo & -0x10000) - baseLo) >>> 2;
    if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable || links[next1 >>> 6] !== table + (index1 << 1)) {
      return (entry1Hi & 0xffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
    }
    table = next1;
  }
  // Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
  const index0 = (vaLo >>> 16) & 0x1fff;
  const isOne0 = index0 === ((lastLo >>> 16) & 0x1fff);
  const at0 = table + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if (isOne0 && (vaLo & 0xffff) === 0 && (entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    Atomics.store(words, table + (index0 << 1), 0);
    Atomics.store(words, table + (index0 << 1) + 1, 0);
    s.doneHi = 0;
    s.doneLo = 0x10000;
    return 0;
  }
  return unmapItems0(s, table, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 2 (lookup level 1): VA bits 51..42, 4 TiB per item.
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
  const end = (lastHi >>> 10) & 0x3ff;
  let index = (vaHi >>> 10) & 0x3ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x3ff;
      const status = unmapItems1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if (positionLo === 0 && (positionHi & 0x3ff) === 0 && stopLo === -1 && (stopHi & 0x3ff) === 0x3ff) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 0x10000);
      }
      index += 1;
      positionHi = ((positionHi & -0x400) + 1024) | 0;
      positionLo = 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
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
  const end = (lastLo >>> 29) | ((lastHi & 0x3ff) << 3);
  let index = (vaLo >>> 29) | ((vaHi & 0x3ff) << 3);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + (index << 1);
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 5;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((vaLo & 0x1fffffff) !== 0 || (((vaLo >>> 29) | ((vaHi & 0x3ff) << 3)) & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1fffffff) === 0 && (stopLo & 0x1fffffff) === 0x1fffffff) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 0x10000);
      }
      index += 1;
      const low = ((positionLo & -0x20000000) + 0x20000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x20000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSingles1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 29;
      const bytesOfHi = (after - index) >>> 3;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 29)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 3)) | 0) + ((low2 >>> 0) < (((after - index) << 29) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 5;
      if ((positionLo & 0x1fffffff) !== 0 ||
        (((positionLo >>> 29) | ((positionHi & 0x3ff) << 3)) & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + ((index + item) << 1), 0);
        Atomics.store(s.words, table + ((index + item) << 1) + 1, 0);
      }
      const bytesOfLo = items << 29;
      const bytesOfHi = items >>> 3;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      const low2 = (positionLo + (items << 29)) | 0;
      positionHi = (((positionHi + (items >>> 3)) | 0) + ((low2 >>> 0) < ((items << 29) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
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
  const end = (lastLo >>> 16) & 0x1fff;
  let index = (vaLo >>> 16) & 0x1fff;
  let positionLo = vaLo;
  const at = table + (index << 1);
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  const itemsLg2 = (firstLo & 3) === 3 && (firstHi & 0x100000) === 0 ? 0 : 5;
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 3 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 3) &&
    ((vaLo & 0xffff) !== 0 || ((vaLo >>> 16) & 0x1fff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 16;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 16)) | 0;
      index = after;
    } else if ((entryLo & 3) === 3) {
      const itemsLg2 = 5;
      if ((positionLo & 0xffff) !== 0 || ((positionLo >>> 16) & 0x1fff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + ((index + item) << 1), 0);
        Atomics.store(s.words, table + ((index + item) << 1) + 1, 0);
      }
      const bytesOfLo = items << 16;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      positionLo = (positionLo + (items << 16)) | 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (lookup level 2): VA bits 41..29, 512 MiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 3) !== 1 || (entryHi & 0x100000) !== 0) return at;
    Atomics.store(s.words, table + (at << 1), 0);
    Atomics.store(s.words, table + (at << 1) + 1, 0);
  }
  return end;
}

/**
 * Level 0 (lookup level 3): VA bits 28..16, 64 KiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 3) !== 3 || (entryHi & 0x100000) !== 0) return at;
    Atomics.store(s.words, table + (at << 1), 0);
    Atomics.store(s.words, table + (at << 1) + 1, 0);
  }
  return end;
}
