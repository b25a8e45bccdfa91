// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

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
  if (((lastHi & ~s.reachHi) | (lastLo & ~s.reachLo)) !== 0) return 0;
  const status = unmapTable2(s, s.top, vaHi, vaLo, lastHi, lastLo);
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
function unmapTable2(
  s: State,
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
  const lastTable = s.wordCount - 1024;
  // Level 2 (VPN[2]): VA bits 40..30, 1 GiB per item. [Guest Physical Address Translation]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x1ff) << 2);
  const isOne2 = index2 === ((lastLo >>> 30) | ((lastHi & 0x1ff) << 2));
  const at2 = table + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
  if (!isOne2 ||
    ((vaLo & 0x3fffffff) === 0 && (lastLo & 0x3fffffff) === 0x3fffffff) ||
    (entry2Lo & 0xdf) !== 1 ||
    (entry2Hi & -0x400000) !== 0) {
    if (isOne2 &&
      (vaLo & 0x3fffffff) === 0 &&
      (entry2Lo & 7) !== 5 &&
      (entry2Lo & 0xf) !== 1 &&
      (entry2Lo & 0xffffc11) === 0x11 &&
      (entry2Hi & -0x60400000) === 0 &&
      (entry2Hi & 0x60000000) !== 0x60000000) {
      Atomics.store(words, table + (index2 << 1), 0);
      Atomics.store(words, table + (index2 << 1) + 1, 0);
      s.doneHi = 0;
      s.doneLo = 0x40000000;
      return 0;
    }
    return unmapItems2(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next2 = (((entry2Lo & 0x3ffffc00) << 2) - baseLo) >>> 2;
  if (((entry2Lo >>> 30) | ((entry2Hi & 0x3fffff) << 2)) !== baseHi ||
    next2 > lastTable ||
    links[next2 >>> 6] !== table + (index2 << 1)) {
    return ((entry2Lo >>> 30) | ((entry2Hi & 0x3fffff) << 2)) !== baseHi || next2 > lastTable
      ? EFAULT
      : ELOOP;
  }
  // Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
  const index1 = (vaLo >>> 21) & 0x1ff;
  const isOne1 = index1 === ((lastLo >>> 21) & 0x1ff);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
  if (!isOne1 ||
    ((vaLo & 0x1fffff) === 0 && (lastLo & 0x1fffff) === 0x1fffff) ||
    (entry1Lo & 0xdf) !== 1 ||
    (entry1Hi & -0x400000) !== 0) {
    if (isOne1 &&
      (vaLo & 0x1fffff) === 0 &&
      (entry1Lo & 7) !== 5 &&
      (entry1Lo & 0xf) !== 1 &&
      (entry1Lo & 0x7fc11) === 0x11 &&
      (entry1Hi & -0x60400000) === 0 &&
      (entry1Hi & 0x60000000) !== 0x60000000) {
      Atomics.store(words, next2 + (index1 << 1), 0);
      Atomics.store(words, next2 + (index1 << 1) + 1, 0);
      s.doneHi = 0;
      s.doneLo = 0x200000;
      return 0;
    }
    return unmapItems1(s, next2, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = (((entry1Lo & 0x3ffffc00) << 2) - baseLo) >>> 2;
  if (((entry1Lo >>> 30) | ((entry1Hi & 0x3fffff) << 2)) !== baseHi ||
    next1 > lastTable ||
    links[next1 >>> 6] !== next2 + (index1 << 1)) {
    return ((entry1Lo >>> 30) | ((entry1Hi & 0x3fffff) << 2)) !== baseHi || next1 > lastTable
      ? EFAULT
      : ELOOP;
  }
  // Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
  const index0 = (vaLo >>> 12) & 0x1ff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0x1ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  if (isOne0 &&
    (vaLo & 0xfff) === 0 &&
    (entry0Lo & 7) !== 5 &&
    (entry0Lo & 0xf) !== 1 &&
    (entry0Lo & 0x11) === 0x11 &&
    (entry0Hi & -0x60400000) === 0 &&
    (entry0Hi & 0x60000000) !== 0x60000000) {
    Atomics.store(words, next1 + (index0 << 1), 0);
    Atomics.store(words, next1 + (index0 << 1) + 1, 0);
    s.doneHi = 0;
    s.doneLo = 4096;
    return 0;
  }
  return unmapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 2 (VPN[2]): VA bits 40..30, 1 GiB per item. [Guest Physical Address Translation]
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
  const end = (lastLo >>> 30) | ((lastHi & 0x1ff) << 2);
  let index = (vaLo >>> 30) | ((vaHi & 0x1ff) << 2);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + (index << 1);
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  // page-1g (valid 1, user 1, low-of-1g 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((firstLo & 7) !== 5 &&
    (firstLo & 0xf) !== 1 &&
    (firstLo & 0xffffc11) === 0x11 &&
    (firstHi & -0x60400000) === 0 &&
    (firstHi & 0x60000000) !== 0x60000000 &&
    (vaLo & 0x3fffffff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x3fffffff) === 0 && (stopLo & 0x3fffffff) === 0x3fffffff) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (entryLo & 0xffffc11) === 0x11 &&
      (entryHi & -0x60400000) === 0 &&
      (entryHi & 0x60000000) !== 0x60000000) {
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
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
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
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  // page-2m (valid 1, user 1, low-of-2m 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
  if ((firstLo & 7) !== 5 &&
    (firstLo & 0xf) !== 1 &&
    (firstLo & 0x7fc11) === 0x11 &&
    (firstHi & -0x60400000) === 0 &&
    (firstHi & 0x60000000) !== 0x60000000 &&
    (vaLo & 0x1fffff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1fffff) === 0 && (stopLo & 0x1fffff) === 0x1fffff) {
        Atomics.store(s.words, table + (index << 1), 0);
        Atomics.store(s.words, table + (index << 1) + 1, 0);
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (entryLo & 0x7fc11) === 0x11 &&
      (entryHi & -0x60400000) === 0 &&
      (entryHi & 0x60000000) !== 0x60000000) {
      const after = clearSingles1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 21;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 21)) | 0;
      index = after;
    } else {
      return (entryLo & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
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
  const firstLo = loadPair(s, at, at + 1);
  const firstHi = s.pairHigh;
  const itemsLg2 = (firstLo & 0x11) === 0x11 && (firstHi & -0x60400000) === 0 && (firstHi & 0x60000000) !== 0x60000000
    ? 0
    : 4;
  // page (valid 1, user 1, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation] or page-64k (valid 1, user 1, reserved 0, napot 1, memory-type not 3) [Svnapot extension]
  if ((firstLo & 7) !== 5 &&
    (firstLo & 0xf) !== 1 &&
    (((firstLo & 0x11) === 0x11 && (firstHi & -0x60400000) === 0 && (firstHi & 0x60000000) !== 0x60000000) || ((firstLo & 0x11) === 0x11 && (firstHi & -0x60400000) === -0x80000000 && (firstHi & 0x60000000) !== 0x60000000 && (firstLo & 0x3c00) === 0x2000)) &&
    ((vaLo & 0xfff) !== 0 || ((vaLo >>> 12) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (entryLo & 0x11) === 0x11 &&
      (entryHi & -0x60400000) === 0 &&
      (entryHi & 0x60000000) !== 0x60000000) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 12)) | 0;
      index = after;
    } else if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (entryLo & 0x11) === 0x11 &&
      (entryHi & -0x60400000) === -0x80000000 &&
      (entryHi & 0x60000000) !== 0x60000000 &&
      (entryLo & 0x3c00) === 0x2000) {
      const itemsLg2 = 4;
      if ((positionLo & 0xfff) !== 0 || ((positionLo >>> 12) & 0x1ff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        Atomics.store(s.words, table + ((index + item) << 1), 0);
        Atomics.store(s.words, table + ((index + item) << 1) + 1, 0);
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
 * Level 2 (VPN[2]): VA bits 40..30, 1 GiB per item. [Guest Physical Address Translation]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles2(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 7) === 5 ||
      (entryLo & 0xf) === 1 ||
      (entryLo & 0xffffc11) !== 0x11 ||
      (entryHi & -0x60400000) !== 0 ||
      (entryHi & 0x60000000) === 0x60000000) {
      return at;
    }
    Atomics.store(s.words, table + (at << 1), 0);
    Atomics.store(s.words, table + (at << 1) + 1, 0);
  }
  return end;
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 7) === 5 ||
      (entryLo & 0xf) === 1 ||
      (entryLo & 0x7fc11) !== 0x11 ||
      (entryHi & -0x60400000) !== 0 ||
      (entryHi & 0x60000000) === 0x60000000) {
      return at;
    }
    Atomics.store(s.words, table + (at << 1), 0);
    Atomics.store(s.words, table + (at << 1) + 1, 0);
  }
  return end;
}

/**
 * Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 7) === 5 ||
      (entryLo & 0xf) === 1 ||
      (entryLo & 0x11) !== 0x11 ||
      (entryHi & -0x60400000) !== 0 ||
      (entryHi & 0x60000000) === 0x60000000) {
      return at;
    }
    Atomics.store(s.words, table + (at << 1), 0);
    Atomics.store(s.words, table + (at << 1) + 1, 0);
  }
  return end;
}
