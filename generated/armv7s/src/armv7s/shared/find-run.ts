// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

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
  const first = va ^ s.originLo;
  const end = last ^ s.originLo;
  if ((va >>> 0) > (last >>> 0) || (first & ~s.reachLo) !== 0 || (end & ~s.reachLo) !== 0) return ERANGE;
  s.barren.fill(-1);
  const status = findRunTable1(s, s.top, first, end);
  s.runFirstLo = s.runFirstLo ^ s.originLo;
  s.runLastLo = s.runLastLo ^ s.originLo;
  return status;
}

/** Level 1 (first level): VA bits 31..20, 1 MiB per item. */
function findRunTable1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 20;
  let index = va >>> 20;
  let position = va;
  s.path[1] = table;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // table (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 3) === 1) {
      const stop = index === end ? last : position | 0xfffff;
      const next = ((entry & -0x400) - s.baseLo) >>> 2;
      if (0 !== s.baseHi || next > s.wordCount - 256) return stopAt1(s, position, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, position, ELOOP);
      const identity = next;
      if (s.barren[1] !== identity) {
        s.passed[2] = entry;
        s.passed[3] = 0;
        const status = findRunTable0(s, next, position, stop);
        if (status !== ENOENT) return status;
        if ((position & 0xfffff) === 0 && (stop & 0xfffff) === 0xfffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entry & 0x40002) === 2 || (entry & 0x40002) === 0x40002) {
      takeRun1(s, table, index, position, last);
      return 0;
    } else if ((entry & 3) !== 0) return stopAt1(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x100000) + 0x100000) | 0;
  }
  return ENOENT;
}

/** Level 0 (second level): VA bits 19..12, 4 KiB per item. */
function findRunTable0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0xff;
  let index = (va >>> 12) & 0xff;
  let position = va;
  s.path[0] = table;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 2) !== 0 || (entry & 3) === 1) {
      takeRun0(s, table, index, position, last);
      return 0;
    } else if ((entry & 3) !== 0) return stopAt0(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/** Level 1 (first level): VA bits 31..20, 1 MiB per item. */
function stopAt1(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0xfffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (second level): VA bits 19..12, 4 KiB per item. */
function stopAt0(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
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
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun1(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + index;
  const entry = Atomics.load(s.words, at);
  const itemsLg2 = (entry & 0x40002) === 2 ? 0 : 4;
  const items = 1 << itemsLg2;
  s.runFirstLo = position;
  s.runOaHi = (entry & 0x40002) === 2 ? 0 : (((entry >>> 20) & 0xf) | ((entry >>> 1) & 0xf0)) & 0xff;
  s.runOaLo = (((entry & 0x40002) === 2 ? entry & -0x100000 : entry & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
    (position & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
  s.runAttributesLo = (entry & 0x40002) === 2 ? entry & 0xfffff : entry & 0xffe1f;
  s.runLevel = 1;
  s.runItemsLg2 = itemsLg2;
  s.entryLo = entry;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let next = ((position & -0x100000) + ((after - index) << 20)) | 0;
  s.runLastLo = position | 0xfffff | (((1 << itemsLg2) - 1) << 20);
  const at2 = table + (after - 1);
  const lastItem = Atomics.load(s.words, at2);
  s.oaHi = (lastItem & 0x40002) === 2 ? 0 : (((lastItem >>> 20) & 0xf) | ((lastItem >>> 1) & 0xf0)) & 0xff;
  s.oaLo = (((lastItem & 0x40002) === 2 ? lastItem & -0x100000 : lastItem & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
    (s.runLastLo & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
  while (after < 4096) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + after;
    const candidate = Atomics.load(s.words, at3);
    // section (block 1, super 0) [Short-descriptor translation table format descriptors] or supersection (block 1, super 1) [Short-descriptor translation table format descriptors]
    if (((candidate & 0x40002) !== 2 && (candidate & 0x40002) !== 0x40002) ||
      ((candidate & 0x40002) === 2 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = (candidate & 0x40002) === 2 ? candidate & 0xfffff : candidate & 0xffe1f;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 0x40002) === 2 ? candidate & -0x100000 : candidate & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
      (next & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
    const outputAddressHi = (candidate & 0x40002) === 2
      ? 0
      : (((candidate >>> 20) & 0xf) | ((candidate >>> 1) & 0xf0)) & 0xff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0xfffff | (((1 << itemsLg2) - 1) << 20);
    after += items;
    const at4 = table + (after - 1);
    const lastOne = Atomics.load(s.words, at4);
    s.oaHi = (lastOne & 0x40002) === 2 ? 0 : (((lastOne >>> 20) & 0xf) | ((lastOne >>> 1) & 0xf0)) & 0xff;
    s.oaLo = (((lastOne & 0x40002) === 2 ? lastOne & -0x100000 : lastOne & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
      (s.runLastLo & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
    next = ((next & -0x100000) + (items << 20)) | 0;
  }
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun0(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + index;
  const entry = Atomics.load(s.words, at);
  const itemsLg2 = (entry & 2) !== 0 ? 0 : 4;
  const items = 1 << itemsLg2;
  s.runFirstLo = position;
  s.runOaHi = 0;
  s.runOaLo = (((entry & 2) !== 0 ? entry & -0x1000 : entry & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
    (position & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
  s.runAttributesLo = (entry & 2) !== 0 ? entry & 0xfff : entry & 0xffff;
  s.runLevel = 0;
  s.runItemsLg2 = itemsLg2;
  s.entryLo = entry;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let next = ((position & -0x1000) + ((after - index) << 12)) | 0;
  s.runLastLo = position | 0xfff | ((((1 << itemsLg2) - 1) & 0xff) << 12);
  const at2 = table + (after - 1);
  const lastItem = Atomics.load(s.words, at2);
  s.oaHi = 0;
  s.oaLo = (((lastItem & 2) !== 0 ? lastItem & -0x1000 : lastItem & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
    (s.runLastLo & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
  while (after < 256) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + after;
    const candidate = Atomics.load(s.words, at3);
    // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
    if (((candidate & 2) === 0 && (candidate & 3) !== 1) || ((candidate & 2) !== 0 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = (candidate & 2) !== 0 ? candidate & 0xfff : candidate & 0xffff;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 2) !== 0 ? candidate & -0x1000 : candidate & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
      (next & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
    if (((s.oaLo + 1) | 0) !== outputAddressLo || ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== 0) {
      return;
    }
    s.runLastLo = next | 0xfff | ((((1 << itemsLg2) - 1) & 0xff) << 12);
    after += items;
    const at4 = table + (after - 1);
    const lastOne = Atomics.load(s.words, at4);
    s.oaHi = 0;
    s.oaLo = (((lastOne & 2) !== 0 ? lastOne & -0x1000 : lastOne & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
      (s.runLastLo & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
    next = ((next & -0x1000) + (items << 12)) | 0;
  }
}
