// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1 } from "./owned.js";

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
  const status = unmapTable1(s, s.top, vaHi, vaLo, lastHi, lastLo);
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
  // Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
  const index1 = (vaLo >>> 22) | ((vaHi & 3) << 10);
  const isOne1 = index1 === ((lastLo >>> 22) | ((lastHi & 3) << 10));
  const at1 = table + index1;
  const entry1 = words[at1];
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
  if (!isOne1 || ((vaLo & 0x3fffff) === 0 && (lastLo & 0x3fffff) === 0x3fffff) || (entry1 & 0xdf) !== 1) {
    if (isOne1 &&
      (vaLo & 0x3fffff) === 0 &&
      (entry1 & 7) !== 5 &&
      (entry1 & 0xf) !== 1 &&
      (entry1 & 0xffc11) === 0x11) {
      words[table + index1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x400000;
      return 0;
    }
    return unmapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = (((entry1 & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  if ((entry1 >>> 30) !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + index1) {
    return (entry1 >>> 30) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
  const index0 = (vaLo >>> 12) & 0x3ff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0x3ff);
  const at0 = next1 + index0;
  const entry0 = words[at0];
  if (isOne0 &&
    (vaLo & 0xfff) === 0 &&
    (entry0 & 7) !== 5 &&
    (entry0 & 0xf) !== 1 &&
    (entry0 & 0x11) === 0x11) {
    words[next1 + index0] = 0;
    s.doneHi = 0;
    s.doneLo = 4096;
    return 0;
  }
  return unmapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
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
  const end = (lastLo >>> 22) | ((lastHi & 3) << 10);
  let index = (vaLo >>> 22) | ((vaHi & 3) << 10);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + index;
  const first = s.words[at];
  // page-4m (valid 1, user 1, low-of-4m 0) [Guest Physical Address Translation]
  if ((first & 7) !== 5 && (first & 0xf) !== 1 && (first & 0xffc11) === 0x11 && (vaLo & 0x3fffff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
    if ((entry & 0xdf) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x3fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x3fffff) === 0 && (stopLo & 0x3fffff) === 0x3fffff) {
        s.words[table + index] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      const low = ((positionLo & -0x400000) + 0x400000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x400000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0xffc11) === 0x11) {
      const after = clearSingles1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 22;
      const bytesOfHi = (after - index) >>> 10;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 22)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 10)) | 0) + ((low2 >>> 0) < (((after - index) << 22) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else {
      return (entry & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
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
  const end = (lastLo >>> 12) & 0x3ff;
  let index = (vaLo >>> 12) & 0x3ff;
  let positionLo = vaLo;
  const at = table + index;
  const first = s.words[at];
  // page (valid 1, user 1) [Guest Physical Address Translation]
  if ((first & 7) !== 5 && (first & 0xf) !== 1 && (first & 0x11) === 0x11 && (vaLo & 0xfff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0x11) === 0x11) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 12)) | 0;
      index = after;
    } else {
      return (entry & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 7) === 5 || (entry & 0xf) === 1 || (entry & 0xffc11) !== 0x11) return at;
    s.words[table + at] = 0;
  }
  return end;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 7) === 5 || (entry & 0xf) === 1 || (entry & 0x11) !== 0x11) return at;
    s.words[table + at] = 0;
  }
  return end;
}
