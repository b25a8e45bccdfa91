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
export function unmap(s: State, va: number, length: number): number {
  s.doneBytes = 0;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  if (length === 0) return 0;
  const last = (va + ((length - 1) | 0)) | 0;
  if ((va >>> 0) + (length - 1) > 0xffffffff) return 0;
  if ((last & ~s.reachLo) !== 0) return 0;
  const status = unmapTable1(s, s.top, va, last);
  if (s.doneBytes !== 0) {
    s.gather.addRange(0, va, 0, (va + ((s.doneBytes - 1) | 0)) | 0);
  }
  return status === ENOENT ? 0 : status;
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable1(s: State, table: number, va: number, last: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
  const index1 = va >>> 22;
  const isOne1 = index1 === (last >>> 22);
  const at1 = table + index1;
  const entry1 = words[at1];
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
  if (!isOne1 || ((va & 0x3fffff) === 0 && (last & 0x3fffff) === 0x3fffff) || (entry1 & 0xdf) !== 1) {
    if (isOne1 &&
      (va & 0x3fffff) === 0 &&
      (entry1 & 7) !== 5 &&
      (entry1 & 0xf) !== 1 &&
      (entry1 & 0xdf) !== 1 &&
      (entry1 & 0xffc01) === 1) {
      words[table + index1] = 0;
      s.doneBytes = 0x400000;
      return 0;
    }
    return unmapItems1(s, table, va, last);
  }
  const next1 = (((entry1 & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  if ((entry1 >>> 30) !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + index1) {
    return (entry1 >>> 30) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
  const index0 = (va >>> 12) & 0x3ff;
  const isOne0 = index0 === ((last >>> 12) & 0x3ff);
  const at0 = next1 + index0;
  const entry0 = words[at0];
  if (isOne0 && (va & 0xfff) === 0 && (entry0 & 7) !== 5 && (entry0 & 0xf) !== 1 && (entry0 & 1) !== 0) {
    words[next1 + index0] = 0;
    s.doneBytes = 4096;
    return 0;
  }
  return unmapItems0(s, next1, va, last);
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 22;
  let index = va >>> 22;
  let position = va;
  const at = table + index;
  const first = s.words[at];
  // page-4m (valid 1, low-of-4m 0) [Virtual Address Translation Process]
  if ((first & 7) !== 5 && (first & 0xf) !== 1 && (first & 0xffc01) === 1 && (va & 0x3fffff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
    if ((entry & 0xdf) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
      const stop = index === end ? last : position | 0x3fffff;
      const status = unmapItems0(s, next, position, stop);
      if (status !== 0) return status;
      if ((position & 0x3fffff) === 0 && (stop & 0x3fffff) === 0x3fffff) {
        s.words[table + index] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      position = ((position & -0x400000) + 0x400000) | 0;
    } else if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0xffc01) === 1) {
      const after = clearSingles1(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 0x400000;
      position = (position + ((after - index) << 22)) | 0;
      index = after;
    } else {
      return (entry & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x3ff;
  let index = (va >>> 12) & 0x3ff;
  let position = va;
  const at = table + index;
  const first = s.words[at];
  // page (valid 1) [Sv32 page table entry]
  if ((first & 7) !== 5 && (first & 0xf) !== 1 && (first & 1) !== 0 && (va & 0xfff) !== 0) return ENOENT;
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 1) !== 0) {
      const after = clearSingles0(s, table, index, end + 1);
      s.doneBytes = s.doneBytes + (after - index) * 4096;
      position = (position + ((after - index) << 12)) | 0;
      index = after;
    } else {
      return (entry & 1) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 7) === 5 || (entry & 0xf) === 1 || (entry & 0xdf) === 1 || (entry & 0xffc01) !== 1) {
      return at;
    }
    s.words[table + at] = 0;
  }
  return end;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 7) === 5 || (entry & 0xf) === 1 || (entry & 1) === 0) return at;
    s.words[table + at] = 0;
  }
  return end;
}
