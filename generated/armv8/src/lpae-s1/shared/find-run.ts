// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EBADMSG, EFAULT, ELOOP, ENOENT, ERANGE, loadPair } from "@generic-pt/core";
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
  const status = findRunTableAt(s, s.topLevel, s.top, first, end);
  s.runFirstLo = s.runFirstLo ^ s.originLo;
  s.runLastLo = s.runLastLo ^ s.originLo;
  return status;
}

/** `findRunTable` at a level that is known at run time. */
function findRunTableAt(s: State, level: number, table: number, va: number, last: number): number {
  switch (level) {
    case 2:
      return findRunTable2(s, table, va, last);
    default:
      return findRunTable1(s, table, va, last);
  }
}

/** Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item. */
function findRunTable2(s: State, table: number, va: number, last: number): number {
  const end = last >>> 30;
  let index = va >>> 30;
  let position = va;
  s.path[2] = table;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const stop = index === end ? last : position | 0x3fffffff;
      const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
      if ((entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 1024) return stopAt2(s, position, EFAULT);
      if (isOnPath2(s, next)) return stopAt2(s, position, ELOOP);
      const identity = next;
      if (s.barren[2] !== identity) {
        s.passed[4] = entryLo;
        s.passed[5] = entryHi;
        const status = findRunTable1(s, next, position, stop);
        if (status !== ENOENT) return status;
        if ((position & 0x3fffffff) === 0 && (stop & 0x3fffffff) === 0x3fffffff) {
          s.barren[2] = identity;
        }
      }
    } else if (((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 1) {
      takeRun2(s, table, index, position, last);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt2(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x40000000) + 0x40000000) | 0;
  }
  return ENOENT;
}

/** Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item. */
function findRunTable1(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 21) & 0x1ff;
  let index = (va >>> 21) & 0x1ff;
  let position = va;
  s.path[1] = table;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const stop = index === end ? last : position | 0x1fffff;
      const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
      if ((entryHi & 0xffff) !== s.baseHi || next > s.wordCount - 1024) return stopAt1(s, position, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, position, ELOOP);
      const identity = next;
      if (s.barren[1] !== identity) {
        s.passed[2] = entryLo;
        s.passed[3] = entryHi;
        const status = findRunTable0(s, next, position, stop);
        if (status !== ENOENT) return status;
        if ((position & 0x1fffff) === 0 && (stop & 0x1fffff) === 0x1fffff) {
          s.barren[1] = identity;
        }
      }
    } else if (((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 1) {
      takeRun1(s, table, index, position, last);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt1(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x200000) + 0x200000) | 0;
  }
  return ENOENT;
}

/** Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item. */
function findRunTable0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x1ff;
  let index = (va >>> 12) & 0x1ff;
  let position = va;
  s.path[0] = table;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
    if (((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 3) {
      takeRun0(s, table, index, position, last);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt0(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/** Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item. */
function stopAt2(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0x3fffffff;
  s.runLevel = 2;
  return status;
}

/** Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item. */
function stopAt1(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0x1fffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item. */
function stopAt0(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPath2(s: State, table: number): boolean {
  const identity = table;
  for (let above = 2; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
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
 * Level 2 (lookup level 1): VA bits 38..30, 1 GiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun2(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + (index << 1);
  const entryLo = loadPair(s, at, at + 1);
  const entryHi = s.pairHigh;
  const itemsLg2 = (entryLo & 3) === 1 && (entryHi & 0x100000) === 0 ? 0 : 4;
  const items = 1 << itemsLg2;
  s.runFirstLo = position;
  s.runOaHi = entryHi & 0xff;
  s.runOaLo = (entryLo & -0x40000000) | (position & 0x3fffffff);
  s.runAttributesHi = entryHi & -0x10000;
  s.runAttributesLo = entryLo & 0x1fffff;
  s.runLevel = 2;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let next = ((position & -0x40000000) + ((after - index) << 30)) | 0;
  s.runLastLo = position | 0x3fffffff | (((1 << itemsLg2) - 1) << 30);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = loadPair(s, at2, at2 + 1);
  const lastItemHi = s.pairHigh;
  s.oaHi = lastItemHi & 0xff;
  s.oaLo = (lastItemLo & -0x40000000) | (s.runLastLo & 0x3fffffff);
  while (after < 512) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + (after << 1);
    const candidateLo = loadPair(s, at3, at3 + 1);
    const candidateHi = s.pairHigh;
    // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
    if ((((candidateLo & 3) !== 1 || (candidateHi & 0x100000) !== 0) && (candidateLo & 3) !== 1) ||
      ((candidateLo & 3) === 1 && (candidateHi & 0x100000) === 0 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0x1fffff;
    const attributesHi = candidateHi & -0x10000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x40000000) | (next & 0x3fffffff);
    const outputAddressHi = candidateHi & 0xff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0x3fffffff | (((1 << itemsLg2) - 1) << 30);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = loadPair(s, at4, at4 + 1);
    const lastOneHi = s.pairHigh;
    s.oaHi = lastOneHi & 0xff;
    s.oaLo = (lastOneLo & -0x40000000) | (s.runLastLo & 0x3fffffff);
    next = ((next & -0x40000000) + (items << 30)) | 0;
  }
}

/**
 * Level 1 (lookup level 2): VA bits 29..21, 2 MiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun1(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + (index << 1);
  const entryLo = loadPair(s, at, at + 1);
  const entryHi = s.pairHigh;
  const itemsLg2 = (entryLo & 3) === 1 && (entryHi & 0x100000) === 0 ? 0 : 4;
  const items = 1 << itemsLg2;
  s.runFirstLo = position;
  s.runOaHi = entryHi & 0xff;
  s.runOaLo = (entryLo & -0x200000) | (position & 0x1fffff);
  s.runAttributesHi = entryHi & -0x10000;
  s.runAttributesLo = entryLo & 0x1fffff;
  s.runLevel = 1;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let next = ((position & -0x200000) + ((after - index) << 21)) | 0;
  s.runLastLo = position | 0x1fffff | ((((1 << itemsLg2) - 1) & 0x1ff) << 21);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = loadPair(s, at2, at2 + 1);
  const lastItemHi = s.pairHigh;
  s.oaHi = lastItemHi & 0xff;
  s.oaLo = (lastItemLo & -0x200000) | (s.runLastLo & 0x1fffff);
  while (after < 512) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + (after << 1);
    const candidateLo = loadPair(s, at3, at3 + 1);
    const candidateHi = s.pairHigh;
    // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
    if ((((candidateLo & 3) !== 1 || (candidateHi & 0x100000) !== 0) && (candidateLo & 3) !== 1) ||
      ((candidateLo & 3) === 1 && (candidateHi & 0x100000) === 0 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0x1fffff;
    const attributesHi = candidateHi & -0x10000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x200000) | (next & 0x1fffff);
    const outputAddressHi = candidateHi & 0xff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0x1fffff | ((((1 << itemsLg2) - 1) & 0x1ff) << 21);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = loadPair(s, at4, at4 + 1);
    const lastOneHi = s.pairHigh;
    s.oaHi = lastOneHi & 0xff;
    s.oaLo = (lastOneLo & -0x200000) | (s.runLastLo & 0x1fffff);
    next = ((next & -0x200000) + (items << 21)) | 0;
  }
}

/**
 * Level 0 (lookup level 3): VA bits 20..12, 4 KiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun0(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + (index << 1);
  const entryLo = loadPair(s, at, at + 1);
  const entryHi = s.pairHigh;
  const itemsLg2 = (entryLo & 3) === 3 && (entryHi & 0x100000) === 0 ? 0 : 4;
  const items = 1 << itemsLg2;
  s.runFirstLo = position;
  s.runOaHi = entryHi & 0xff;
  s.runOaLo = (entryLo & -0x1000) | (position & 0xfff);
  s.runAttributesHi = entryHi & -0x10000;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 0;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let next = ((position & -0x1000) + ((after - index) << 12)) | 0;
  s.runLastLo = position | 0xfff | ((((1 << itemsLg2) - 1) & 0x1ff) << 12);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = loadPair(s, at2, at2 + 1);
  const lastItemHi = s.pairHigh;
  s.oaHi = lastItemHi & 0xff;
  s.oaLo = (lastItemLo & -0x1000) | (s.runLastLo & 0xfff);
  while (after < 512) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + (after << 1);
    const candidateLo = loadPair(s, at3, at3 + 1);
    const candidateHi = s.pairHigh;
    // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
    if ((((candidateLo & 3) !== 3 || (candidateHi & 0x100000) !== 0) && (candidateLo & 3) !== 3) ||
      ((candidateLo & 3) === 3 && (candidateHi & 0x100000) === 0 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x10000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x1000) | (next & 0xfff);
    const outputAddressHi = candidateHi & 0xff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0xfff | ((((1 << itemsLg2) - 1) & 0x1ff) << 12);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = loadPair(s, at4, at4 + 1);
    const lastOneHi = s.pairHigh;
    s.oaHi = lastOneHi & 0xff;
    s.oaLo = (lastOneLo & -0x1000) | (s.runLastLo & 0xfff);
    next = ((next & -0x1000) + (items << 12)) | 0;
  }
}
