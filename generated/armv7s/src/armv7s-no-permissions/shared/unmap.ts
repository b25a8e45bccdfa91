// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

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
  const first = va ^ s.originLo;
  const end = last ^ s.originLo;
  if ((first & ~s.reachLo) !== 0 || (end & ~s.reachLo) !== 0) return 0;
  const status = unmapTable1(s, s.top, first, end);
  if (s.doneBytes !== 0) {
    s.gather.addRange(0, va, 0, (va + ((s.doneBytes - 1) | 0)) | 0);
  }
  return status === ENOENT ? 0 : status;
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable1(s: State, table: number, va: number, last: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 256;
  // Level 1 (first level): VA bits 31..20, 1 MiB per item.
  const index1 = va >>> 20;
  const isOne1 = index1 === (last >>> 20);
  const at1 = table + index1;
  const entry1 = Atomics.load(words, at1);
  // no table (type 1) [Short-descriptor translation table format descriptors]
  if (!isOne1 || ((va & 0xfffff) === 0 && (last & 0xfffff) === 0xfffff) || (entry1 & 3) !== 1) {
    if (isOne1 && (va & 0xfffff) === 0 && (entry1 & 0x40002) === 2) {
      Atomics.store(words, table + index1, 0);
      s.doneBytes = 0x100000;
      return 0;
    }
    return unmapItems1(s, table, va, last);
  }
  const next1 = ((entry1 & -0x400) - s.baseLo) >>> 2;
  if (0 !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + index1) {
    return 0 !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (second level): VA bits 19..12, 4 KiB per item.
  const index0 = (va >>> 12) & 0xff;
  const isOne0 = index0 === ((last >>> 12) & 0xff);
  const at0 = next1 + index0;
  const entry0 = Atomics.load(words, at0);
  if (isOne0 && (va & 0xfff) === 0 && (entry0 & 2) !== 0) {
    Atomics.store(words, next1 + index0, 0);
    s.doneBytes = 4096;
    return 0;
  }
  return unmapItems0(s, next1, va, last);
}

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 20;
  let index = va >>> 20;
  let position = va;
  const at = table + index;
  const first = Atomics.load(s.words, at);
  const itemsLg2 = (first & 0x40002) === 2 ? 0 : 4;
  // section (block 1, super 0) [Short-descriptor translation table format descriptors] or supersection (block 1, super 1) [Short-descriptor translation table format descriptors]
  if (((first & 0x40002) === 2 || (first & 0x40002) === 0x40002) &&
    ((va & 0xfffff) !== 0 || ((va >>> 20) & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // table (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 3) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0xfffff;
      const status = unmapItems0(s, next, position, stop);
      if (status !== 0) return status;
      if ((position & 0xfffff) === 0 && (stop & 0xfffff) === 0xfffff) {
        Atomics.store(s.words, table + index, 0);
        s.gather.holdTable(next, 1024);
      }
      index += 1;
      position = ((position & -0x100000) + 0x100000) | 0;
    } else if ((entry & 0x40002) === 2) {
      const after = clearSingles1(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 0x100000;
      position = (position + ((after - index) << 20)) | 0;
      index = after;
    } else if ((entry & 0x40002) === 0x40002) {
      const itemsLg2 = 4;
      if ((position & 0xfffff) !== 0 || ((position >>> 20) & ((1 << itemsLg2) - 1)) !== 0) return EBADMSG;
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + (index + item), 0);
      }
      s.doneBytes = s.doneBytes + items * 0x100000;
      index += items;
      position = (position + (items << 20)) | 0;
    } else {
      return (entry & 3) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0xff;
  let index = (va >>> 12) & 0xff;
  let position = va;
  const at = table + index;
  const first = Atomics.load(s.words, at);
  const itemsLg2 = (first & 2) !== 0 ? 0 : 4;
  // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
  if (((first & 2) !== 0 || (first & 3) === 1) &&
    ((va & 0xfff) !== 0 || ((va >>> 12) & 0xff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    if ((entry & 2) !== 0) {
      const after = clearSingles0(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 4096;
      position = (position + ((after - index) << 12)) | 0;
      index = after;
    } else if ((entry & 3) === 1) {
      const itemsLg2 = 4;
      if ((position & 0xfff) !== 0 || ((position >>> 12) & 0xff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + (index + item), 0);
      }
      s.doneBytes = s.doneBytes + items * 4096;
      index += items;
      position = (position + (items << 12)) | 0;
    } else {
      return (entry & 3) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = Atomics.load(s.words, at2);
    if ((entry & 0x40002) !== 2) return at;
    Atomics.store(s.words, table + at, 0);
  }
  return end;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = Atomics.load(s.words, at2);
    if ((entry & 2) === 0) return at;
    Atomics.store(s.words, table + at, 0);
  }
  return end;
}
