// Made by generic-pt from dart.yaml: Apple DART page table.
// Do not edit: change the spec, then run "generic-pt generate dart".
// Citations in brackets are of: Asahi Linux, m1n1, descriptions of the DART hardware (no public manual).

import { EFAULT, ELOOP, ENOENT, ERANGE, loadPair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

/**
 * Finds the first run of equal leaves at or after `va`, within one table: VAs `s.runFirst` to `s.runLast`,
 * OA of its first byte `s.runOa`, `s.runAttributes`, leaf size by `s.runLevel` and `s.runItemsLg2`, and in
 * `s.passed` the table items above it. ENOENT: nothing up to `last`. EFAULT, EBADMSG, ELOOP: the item for
 * `s.runFirst` to `s.runLast` points outside memory, is reserved, or leads back to a table above it; the
 * search can go on behind it.
 */
export function findRun(s: State, vaHi: number, vaLo: number, lastHi: number, lastLo: number): number {
  if ((vaHi >>> 0) > (lastHi >>> 0) ||
    (vaHi === lastHi && (vaLo >>> 0) > (lastLo >>> 0)) ||
    ((lastHi & ~s.reachHi) | (lastLo & ~s.reachLo)) !== 0) {
    return ERANGE;
  }
  s.barren.fill(-1);
  const status = findRunTableAt(s, s.topLevel, s.top, vaHi, vaLo, lastHi, lastLo);
  return status;
}

/** `findRunTable` at a level that is known at run time. */
function findRunTableAt(
  s: State,
  level: number,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  switch (level) {
    case 2:
      return findRunTable2(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return findRunTable1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE] */
function findRunTable2(
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
  s.path[2] = table;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1)
    if ((entryLo & 1) !== 0) {
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xf;
      const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
      if ((entryHi & 0xf) !== s.baseHi || next > s.wordCount - 4096) {
        return stopAt2(s, positionHi, positionLo, EFAULT);
      }
      if (isOnPath2(s, next)) return stopAt2(s, positionHi, positionLo, ELOOP);
      const identity = next;
      if (s.barren[2] !== identity) {
        s.passed[4] = entryLo;
        s.passed[5] = entryHi;
        const status = findRunTable1(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if (positionLo === 0 && (positionHi & 0xf) === 0 && stopLo === -1 && (stopHi & 0xf) === 0xf) {
          s.barren[2] = identity;
        }
      }
    }
    index += 1;
    positionHi = ((positionHi & -0x10) + 16) | 0;
    positionLo = 0;
  }
  return ENOENT;
}

/** Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF] */
function findRunTable1(
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
  s.path[1] = table;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (valid 1)
    if ((entryLo & 1) !== 0) {
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = ((entryLo & -0x1000) - s.baseLo) >>> 2;
      if ((entryHi & 0xf) !== s.baseHi || next > s.wordCount - 4096) {
        return stopAt1(s, positionHi, positionLo, EFAULT);
      }
      if (isOnPath1(s, next)) return stopAt1(s, positionHi, positionLo, ELOOP);
      const identity = next;
      if (s.barren[1] !== identity) {
        s.passed[2] = entryLo;
        s.passed[3] = entryHi;
        const status = findRunTable0(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if ((positionLo & 0x1ffffff) === 0 && (stopLo & 0x1ffffff) === 0x1ffffff) {
          s.barren[1] = identity;
        }
      }
    }
    index += 1;
    const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/** Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF] */
function findRunTable0(
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
  let positionHi = vaHi;
  s.path[0] = table;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    // page (valid 1)
    if ((entryLo & 1) !== 0) {
      takeRun0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    }
    index += 1;
    positionLo = ((positionLo & -0x4000) + 16384) | 0;
  }
  return ENOENT;
}

/** Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE] */
function stopAt2(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi | 0xf;
  s.runLastLo = -1;
  s.runLevel = 2;
  return status;
}

/** Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF] */
function stopAt1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x1ffffff;
  s.runLevel = 1;
  return status;
}

/**
 * Level 2 (TTBRs): VA bits 37..36, 64 GiB per item. [DART8020, L0_SIZE]
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
 * Level 1 (L1): VA bits 35..25, 32 MiB per item. [DART8020, L1_OFF]
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
 * Level 0 (L2): VA bits 24..14, 16 KiB per item. [DART8020, L2_OFF]
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun0(
  s: State,
  table: number,
  index: number,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
): void {
  const at = table + (index << 1);
  const entryLo = loadPair(s, at, at + 1);
  const entryHi = s.pairHigh;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xf;
  s.runOaLo = (entryLo & -0x4000) | (positionLo & 0x3fff);
  s.runAttributesHi = entryHi & -0x10;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 0;
  s.runItemsLg2 = 0;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = (index >>> 0) + 1;
  let nextLo = ((positionLo & -0x4000) + ((after - index) << 14)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fff;
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = loadPair(s, at2, at2 + 1);
  const lastItemHi = s.pairHigh;
  s.oaHi = lastItemHi & 0xf;
  s.oaLo = (lastItemLo & -0x4000) | (s.runLastLo & 0x3fff);
  while (after < 2048) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = loadPair(s, at3, at3 + 1);
    const candidateHi = s.pairHigh;
    // page (valid 1)
    if ((candidateLo & 1) === 0) return;
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x10;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x4000) | (nextLo & 0x3fff);
    const outputAddressHi = candidateHi & 0xf;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0x3fff;
    after += 1;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = loadPair(s, at4, at4 + 1);
    const lastOneHi = s.pairHigh;
    s.oaHi = lastOneHi & 0xf;
    s.oaLo = (lastOneLo & -0x4000) | (s.runLastLo & 0x3fff);
    nextLo = ((nextLo & -0x4000) + 16384) | 0;
  }
}
