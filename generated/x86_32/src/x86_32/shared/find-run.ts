// Made by generic-pt from x86_32.yaml: x86 32-bit page table.
// Do not edit: change the spec, then run "generic-pt generate x86_32".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, ELOOP, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

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
  const status = findRunTable1(s, s.top, va, last);
  return status;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 */
function findRunTable1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 22;
  let index = va >>> 22;
  let position = va;
  s.path[1] = table;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // table (present 1, page-size 0) [Format of a 32-Bit Page-Directory Entry that References a Page Table]
    if ((entry & 0x81) === 1) {
      const stop = index === end ? last : position | 0x3fffff;
      const next = ((entry & -0x1000) - s.baseLo) >>> 2;
      if (0 !== s.baseHi || next > s.wordCount - 1024) return stopAt1(s, position, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, position, ELOOP);
      const identity = next;
      if (s.barren[1] !== identity) {
        s.passed[2] = entry;
        s.passed[3] = 0;
        const status = findRunTable0(s, next, position, stop);
        if (status !== ENOENT) return status;
        if ((position & 0x3fffff) === 0 && (stop & 0x3fffff) === 0x3fffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entry & 0x200081) === 0x81) {
      takeRun1(s, table, index, position, last);
      return 0;
    } else if ((entry & 1) !== 0) return stopAt1(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x400000) + 0x400000) | 0;
  }
  return ENOENT;
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 */
function findRunTable0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x3ff;
  let index = (va >>> 12) & 0x3ff;
  let position = va;
  s.path[0] = table;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // page (present 1) [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
    if ((entry & 1) !== 0) {
      takeRun0(s, table, index, position, last);
      return 0;
    }
    index += 1;
    position = ((position & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 */
function stopAt1(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0x3fffff;
  s.runLevel = 1;
  return status;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * Whether a table is already in use at this level or one above.
 */
function isOnPath1(s: State, table: number): boolean {
  const identity = table;
  for (let above = 1; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1 (PD): VA bits 31..22, 4 MiB per item. [Format of a 32-Bit Page-Directory Entry that References a
 * Page Table]
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun1(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + index;
  const entry = Atomics.load(s.words, at);
  s.runFirstLo = position;
  s.runOaHi = (entry >>> 13) & 0xff;
  s.runOaLo = (entry & -0x400000) | (position & 0x3fffff);
  s.runAttributesLo = entry & 0x201fff;
  s.runLevel = 1;
  s.runItemsLg2 = 0;
  s.entryLo = entry;
  let after = (index >>> 0) + 1;
  let next = ((position & -0x400000) + ((after - index) << 22)) | 0;
  s.runLastLo = position | 0x3fffff;
  const at2 = table + (after - 1);
  const lastItem = Atomics.load(s.words, at2);
  s.oaHi = (lastItem >>> 13) & 0xff;
  s.oaLo = (lastItem & -0x400000) | (s.runLastLo & 0x3fffff);
  while (after < 1024) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + after;
    const candidate = Atomics.load(s.words, at3);
    // page-4m (present 1, page-size 1, reserved-of-4m 0) [Format of a 32-Bit Page-Directory Entry that Maps a 4-MByte Page]
    if ((candidate & 0x200081) !== 0x81) return;
    const attributesLo = candidate & 0x201fff;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (candidate & -0x400000) | (next & 0x3fffff);
    const outputAddressHi = (candidate >>> 13) & 0xff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0x3fffff;
    after += 1;
    const at4 = table + (after - 1);
    const lastOne = Atomics.load(s.words, at4);
    s.oaHi = (lastOne >>> 13) & 0xff;
    s.oaLo = (lastOne & -0x400000) | (s.runLastLo & 0x3fffff);
    next = ((next & -0x400000) + 0x400000) | 0;
  }
}

/**
 * Level 0 (PT): VA bits 21..12, 4 KiB per item. [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte
 * Page]
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun0(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + index;
  const entry = Atomics.load(s.words, at);
  s.runFirstLo = position;
  s.runOaHi = 0;
  s.runOaLo = (entry & -0x1000) | (position & 0xfff);
  s.runAttributesLo = entry & 0xfff;
  s.runLevel = 0;
  s.runItemsLg2 = 0;
  s.entryLo = entry;
  let after = (index >>> 0) + 1;
  let next = ((position & -0x1000) + ((after - index) << 12)) | 0;
  s.runLastLo = position | 0xfff;
  const at2 = table + (after - 1);
  const lastItem = Atomics.load(s.words, at2);
  s.oaHi = 0;
  s.oaLo = (lastItem & -0x1000) | (s.runLastLo & 0xfff);
  while (after < 1024) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + after;
    const candidate = Atomics.load(s.words, at3);
    // page (present 1) [Format of a 32-Bit Page-Table Entry that Maps a 4-KByte Page]
    if ((candidate & 1) === 0) return;
    const attributesLo = candidate & 0xfff;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (candidate & -0x1000) | (next & 0xfff);
    if (((s.oaLo + 1) | 0) !== outputAddressLo || ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== 0) {
      return;
    }
    s.runLastLo = next | 0xfff;
    after += 1;
    const at4 = table + (after - 1);
    const lastOne = Atomics.load(s.words, at4);
    s.oaHi = 0;
    s.oaLo = (lastOne & -0x1000) | (s.runLastLo & 0xfff);
    next = ((next & -0x1000) + 4096) | 0;
  }
}
