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
export function unmap(s: State, va: number, length: number): number {
  s.doneBytes = 0;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  if (length === 0) return 0;
  const last = (va + ((length - 1) | 0)) | 0;
  if ((va >>> 0) + (length - 1) > 0xffffffff) return 0;
  const first = va ^ s.originLo;
  const end = last ^ s.originLo;
  if ((first & ~s.reachLo) !== 0 || (end & ~s.reachLo) !== 0) return 0;
  const status = unmapTable(s, s.topLevel, s.top, first, end);
  if (s.doneBytes !== 0) {
    s.gather.addRange(0, va, 0, (va + ((s.doneBytes - 1) | 0)) | 0);
  }
  return status === ENOENT ? 0 : status;
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable(s: State, level: number, table: number, va: number, last: number): number {
  const words = s.words;
  const links = s.links;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  if (level >= 2) {
    // Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
    const index2 = va >>> 30;
    const isOne2 = index2 === (last >>> 30);
    const at2 = table + (index2 << 1);
    const entry2Lo = loadPair(s, at2, at2 + 1);
    const entry2Hi = s.pairHigh;
    // no table (valid 1, type 1) [Table descriptor format]
    if (!isOne2 || ((va & 0x3fffffff) === 0 && (last & 0x3fffffff) === 0x3fffffff) || (entry2Lo & 3) !== 3) {
      if (isOne2 && (va & 0x3fffffff) === 0 && (entry2Lo & 3) === 1 && (entry2Hi & 0x100000) === 0) {
        Atomics.store(words, table + (index2 << 1), 0);
        Atomics.store(words, table + (index2 << 1) + 1, 0);
        s.doneBytes = 0x40000000;
        return 0;
      }
      return unmapItems2(s, table, va, last);
    }
    const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
    if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable || links[next2 >>> 6] !== table + (index2 << 1)) {
      return (entry2Hi & 0xffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
    }
    table = next2;
  }
  // Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
  const index1 = (va >>> 21) & 0x1ff;
  const isOne1 = index1 === ((last >>> 21) & 0x1ff);
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne1 || ((va & 0x1fffff) === 0 && (last & 0x1fffff) === 0x1fffff) || (entry1Lo & 3) !== 3) {
    if (isOne1 && (va & 0x1fffff) === 0 && (entry1Lo & 3) === 1 && (entry1Hi & 0x100000) === 0) {
      Atomics.store(words, table + (index1 << 1), 0);
      Atomics.store(words, table + (index1 << 1) + 1, 0);
      s.doneBytes = 0x200000;
      return 0;
    }
    return unmapItems1(s, table, va, last);
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable || links[next1 >>> 6] !== table + (index1 << 1)) {
    return (entry1Hi & 0xffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
  const index0 = (va >>> 12) & 0x1ff;
  const isOne0 = index0 === ((last >>> 12) & 0x1ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if (isOne0 && (va & 0xfff) === 0 && (entry0Lo & 3) === 3 && (entry0Hi & 0x100000) === 0) {
    Atomics.store(words, next1 + (index0 << 1), 0);
    Atomics.store(words, next1 + (index0 << 1) + 1, 0);
    s.doneBytes = 4096;
    return 0;
  }
  return unmapItems0(s, next1, va, last);
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems2(s: State, table: number, va: number, last: number): number {
  const end = last >>> 30;
  let index = va >>> 30;
  let position = va;
  const at = table + (index << 1);
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((va & 0x3fffffff) !== 0 || ((va >>> 30) & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x3fffffff;
      const status = unmapItems1(s, next, position, stop);
      if (status !== 0) return status;
      if ((position & 0x3fffffff) === 0 && (stop & 0x3fffffff) === 0x3fffffff) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      position = ((position & -0x40000000) + 0x40000000) | 0;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSingles2(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 0x40000000;
      position = (position + ((after - index) << 30)) | 0;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 4;
      if ((position & 0x3fffffff) !== 0 || ((position >>> 30) & ((1 << itemsLg2) - 1)) !== 0) return EBADMSG;
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + ((index + item) << 1), 0);
        Atomics.store(s.words, table + ((index + item) << 1) + 1, 0);
      }
      s.doneBytes = s.doneBytes + items * 0x40000000;
      index += items;
      position = (position + (items << 30)) | 0;
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
function unmapItems1(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 21) & 0x1ff;
  let index = (va >>> 21) & 0x1ff;
  let position = va;
  const at = table + (index << 1);
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  const itemsLg2 = (firstLo & 3) === 1 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 1 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 1) &&
    ((va & 0x1fffff) !== 0 || ((va >>> 21) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0)) {
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
      const stop = index === end ? last : position | 0x1fffff;
      const status = unmapItems0(s, next, position, stop);
      if (status !== 0) return status;
      if ((position & 0x1fffff) === 0 && (stop & 0x1fffff) === 0x1fffff) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      position = ((position & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) {
      const after = clearSingles1(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 0x200000;
      position = (position + ((after - index) << 21)) | 0;
      index = after;
    } else if ((entryLo & 3) === 1) {
      const itemsLg2 = 4;
      if ((position & 0x1fffff) !== 0 || ((position >>> 21) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + ((index + item) << 1), 0);
        Atomics.store(s.words, table + ((index + item) << 1) + 1, 0);
      }
      s.doneBytes = s.doneBytes + items * 0x200000;
      index += items;
      position = (position + (items << 21)) | 0;
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
function unmapItems0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x1ff;
  let index = (va >>> 12) & 0x1ff;
  let position = va;
  const at = table + (index << 1);
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  const itemsLg2 = (firstLo & 3) === 3 && (firstHi & 0x100000) === 0 ? 0 : 4;
  // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
  if ((((firstLo & 3) === 3 && (firstHi & 0x100000) === 0) || (firstLo & 3) === 3) &&
    ((va & 0xfff) !== 0 || ((va >>> 12) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) {
      const after = clearSingles0(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 4096;
      position = (position + ((after - index) << 12)) | 0;
      index = after;
    } else if ((entryLo & 3) === 3) {
      const itemsLg2 = 4;
      if ((position & 0xfff) !== 0 || ((position >>> 12) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + ((index + item) << 1), 0);
        Atomics.store(s.words, table + ((index + item) << 1) + 1, 0);
      }
      s.doneBytes = s.doneBytes + items * 4096;
      index += items;
      position = (position + (items << 12)) | 0;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles2(s: State, table: number, index: number, end: number): number {
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
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
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
 * Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
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
