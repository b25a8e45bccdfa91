// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EBADMSG, EFAULT, ELOOP, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/**
 * Finds the first run of equal leaves at or after `va`, within one table: VAs `s.runFirst` to `s.runLast`,
 * OA of its first byte `s.runOa`, `s.runAttributes`, leaf size by `s.runLevel` and `s.runItemsLg2`, and in
 * `s.passed` the table items above it. ENOENT: nothing up to `last`. EFAULT, EBADMSG, ELOOP: the item for
 * `s.runFirst` to `s.runLast` points outside memory, is reserved, or leads back to a table above it; the
 * search can go on behind it.
 */
export function findRun(s: State, va: number, last: number): number {
  if ((va >>> 0) > (last >>> 0) || (last & ~s.reachLo) !== 0) return ERANGE;
  s.barren.fill(-1);
  const status = findRunTable1(s, s.openTop(), va, last);
  return status;
}

/** Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address] */
function findRunTable1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 22;
  let index = va >>> 22;
  let position = va;
  s.path[1] = s.image.identity(table);
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
    if ((entry & 0xdf) === 1) {
      const stop = index === end ? last : position | 0x3fffff;
      const next = s.image.open(0, entry >>> 30, (entry & 0x3ffffc00) << 2, 4096);
      if (next < 0) return stopAt1(s, position, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, position, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[1] !== identity) {
        s.passed[2] = entry;
        s.passed[3] = 0;
        const status = findRunTable0(s, next, position, stop);
        if (status !== ENOENT) return status;
        if ((position & 0x3fffff) === 0 && (stop & 0x3fffff) === 0x3fffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0xffc01) === 1) {
      takeRun1(s, table, index, position, last);
      return 0;
    } else if ((entry & 1) !== 0) return stopAt1(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x400000) + 0x400000) | 0;
  }
  return ENOENT;
}

/** Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address] */
function findRunTable0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x3ff;
  let index = (va >>> 12) & 0x3ff;
  let position = va;
  s.path[0] = s.image.identity(table);
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // page (valid 1) [Sv32 page table entry]
    if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 1) !== 0) {
      takeRun0(s, table, index, position, last);
      return 0;
    } else if ((entry & 1) !== 0) return stopAt0(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/** Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address] */
function stopAt1(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0x3fffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address] */
function stopAt0(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Whether a table is already in use at this level or one above.
 */
function isOnPath1(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 1; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1 (VPN[1]): VA bits 31..22, 4 MiB per item. [Sv32 virtual address]
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun1(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + index;
  const entry = s.words[at];
  s.runFirstLo = position;
  s.runOaHi = (entry >>> 30) & 3;
  s.runOaLo = (((entry & 0x3ff00000) << 2) & -0x400000) | (position & 0x3fffff);
  s.runAttributesLo = entry & 0xfffff;
  s.runLevel = 1;
  s.runItemsLg2 = 0;
  s.entryLo = entry;
  let after = (index >>> 0) + 1;
  let next = ((position & -0x400000) + ((after - index) << 22)) | 0;
  s.runLastLo = position | 0x3fffff;
  const at2 = table + (after - 1);
  const lastItem = s.words[at2];
  s.oaHi = (lastItem >>> 30) & 3;
  s.oaLo = (((lastItem & 0x3ff00000) << 2) & -0x400000) | (s.runLastLo & 0x3fffff);
  while (after < 1024) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + after;
    const candidate = s.words[at3];
    // page-4m (valid 1, low-of-4m 0) [Virtual Address Translation Process]
    if ((candidate & 7) === 5 || (candidate & 0xf) === 1 || (candidate & 0xffc01) !== 1) return;
    const attributesLo = candidate & 0xfffff;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 0x3ff00000) << 2) & -0x400000) | (next & 0x3fffff);
    const outputAddressHi = (candidate >>> 30) & 3;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0x3fffff;
    after += 1;
    const at4 = table + (after - 1);
    const lastOne = s.words[at4];
    s.oaHi = (lastOne >>> 30) & 3;
    s.oaLo = (((lastOne & 0x3ff00000) << 2) & -0x400000) | (s.runLastLo & 0x3fffff);
    next = ((next & -0x400000) + 0x400000) | 0;
  }
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Sv32 virtual address]
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun0(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + index;
  const entry = s.words[at];
  s.runFirstLo = position;
  s.runOaHi = (entry >>> 30) & 3;
  s.runOaLo = (((entry & 0x3ffffc00) << 2) & -0x1000) | (position & 0xfff);
  s.runAttributesLo = entry & 0x3ff;
  s.runLevel = 0;
  s.runItemsLg2 = 0;
  s.entryLo = entry;
  let after = (index >>> 0) + 1;
  let next = ((position & -0x1000) + ((after - index) << 12)) | 0;
  s.runLastLo = position | 0xfff;
  const at2 = table + (after - 1);
  const lastItem = s.words[at2];
  s.oaHi = (lastItem >>> 30) & 3;
  s.oaLo = (((lastItem & 0x3ffffc00) << 2) & -0x1000) | (s.runLastLo & 0xfff);
  while (after < 1024) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + after;
    const candidate = s.words[at3];
    // page (valid 1) [Sv32 page table entry]
    if ((candidate & 7) === 5 || (candidate & 0xf) === 1 || (candidate & 1) === 0) return;
    const attributesLo = candidate & 0x3ff;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 0x3ffffc00) << 2) & -0x1000) | (next & 0xfff);
    const outputAddressHi = (candidate >>> 30) & 3;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0xfff;
    after += 1;
    const at4 = table + (after - 1);
    const lastOne = s.words[at4];
    s.oaHi = (lastOne >>> 30) & 3;
    s.oaLo = (((lastOne & 0x3ffffc00) << 2) & -0x1000) | (s.runLastLo & 0xfff);
    next = ((next & -0x1000) + 4096) | 0;
  }
}
