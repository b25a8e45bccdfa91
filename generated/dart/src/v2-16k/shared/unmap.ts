// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

import { EFAULT, ELOOP, ENOENT, EPERM, loadPair } from "@generic-pt/core";
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
  if (((lastHi & ~s.reachHi) | (lastLo & ~s.reachLo)) !== 0) return 0;
  const status = unmapTable(s, s.topLevel, s.top, vaHi, vaLo, lastHi, lastLo);
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
  const lastTable = s.wordCount - 4096;
  if (level >= 2) {
    // Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE]
    const index2 = (vaHi >>> 4) & 3;
    const isOne2 = index2 === ((lastHi >>> 4) & 3);
    const at2 = table + (index2 << 1);
    const entry2Lo = loadPair(s, at2, at2 + 1);
    const entry2Hi = s.pairHigh;
    // no table (valid 1)
    if (!isOne2 ||
      (vaLo === 0 && (vaHi & 0xf) === 0 && lastLo === -1 && (lastHi & 0xf) === 0xf) ||
      (entry2Lo & 1) === 0) {
      return unmapItems2(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next2 = (((entry2Lo & 0xffffc00) << 4) - baseLo) >>> 2;
    if (((entry2Lo >>> 28) | ((entry2Hi & 0x3f) << 4)) !== baseHi ||
      next2 > lastTable ||
      links[next2 >>> 6] !== table + (index2 << 1)) {
      return ((entry2Lo >>> 28) | ((entry2Hi & 0x3f) << 4)) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
    }
    table = next2;
  }
  // Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const isOne1 = index1 === ((lastLo >>> 25) | ((lastHi & 0xf) << 7));
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1)
  if (!isOne1 || ((vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff) || (entry1Lo & 1) === 0) {
    return unmapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = (((entry1Lo & 0xffffc00) << 4) - baseLo) >>> 2;
  if (((entry1Lo >>> 28) | ((entry1Hi & 0x3f) << 4)) !== baseHi ||
    next1 > lastTable ||
    links[next1 >>> 6] !== table + (index1 << 1)) {
    return ((entry1Lo >>> 28) | ((entry1Hi & 0x3f) << 4)) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
  const index0 = (vaLo >>> 14) & 0x7ff;
  const isOne0 = index0 === ((lastLo >>> 14) & 0x7ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  if (isOne0 && (vaLo & 0x3fff) === 0 && (entry0Lo & 1) !== 0) {
    Atomics.store(words, next1 + (index0 << 1), 0);
    Atomics.store(words, next1 + (index0 << 1) + 1, 0);
    s.doneHi = 0;
    s.doneLo = 16384;
    return 0;
  }
  return unmapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE]
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
  const end = (lastHi >>> 4) & 3;
  let index = (vaHi >>> 4) & 3;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1)
    if ((entryLo & 1) !== 0) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xf;
      const status = unmapItems1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if (positionLo === 0 && (positionHi & 0xf) === 0 && stopLo === -1 && (stopHi & 0xf) === 0xf) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 16384);
      }
      index += 1;
      positionHi = ((positionHi & -0x10) + 16) | 0;
      positionLo = 0;
    } else {
      return ENOENT;
    }
  }
  return 0;
}

/**
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
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
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1)
    if ((entryLo & 1) !== 0) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1ffffff) === 0 && (stopLo & 0x1ffffff) === 0x1ffffff) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 16384);
      }
      index += 1;
      const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else {
      return ENOENT;
    }
  }
  return 0;
}

/**
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
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
  const firstLo = loadPair(s, at, at + 1);
  // page (valid 1)
  if ((firstLo & 1) !== 0 && (vaLo & 0x3fff) !== 0) return ENOENT;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 1) !== 0) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 14;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 14)) | 0;
      index = after;
    } else {
      return ENOENT;
    }
  }
  return 0;
}

/**
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    if ((entryLo & 1) === 0) return at;
    Atomics.store(s.words, table + (at << 1), 0);
    Atomics.store(s.words, table + (at << 1) + 1, 0);
  }
  return end;
}
