// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EADDRINUSE, EFAULT, EINVAL, ELOOP, ENXIO, EOVERFLOW, EPERM, ERANGE, installPair, leafRun, loadPair, storePair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { displace1, displaceTop1 } from "./displace.js";
import { ownedTable1, ownedTableTop1, ownedTableTop2 } from "./owned.js";

/**
 * Maps a range with the largest leaves that fit at each point. Prefix-complete: on an error `s.done` bytes
 * from the start are mapped, and tables installed on the way stay.
 */
export function map(
  s: State,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lengthHi: number,
  lengthLo: number,
  protection: number,
): number {
  s.doneHi = 0;
  s.doneLo = 0;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  if (protection !== (protection & 0x3f)) return EINVAL;
  if (s.requiredProtection !== 0 && (protection & s.requiredProtection) === 0) return EINVAL;
  if (((oaHi & ~s.lastOaHi) | (oaLo & ~s.lastOaLo)) !== 0) return ERANGE;
  if (s.refusals[protection] !== 0) return s.refusals[protection];
  if (lengthLo === 0 && lengthHi === 0) return EINVAL;
  const endLo = (vaLo + ((lengthLo - 1) | 0)) | 0;
  const endHi = (((vaHi + ((lengthHi - (lengthLo === 0 ? 1 : 0)) | 0)) | 0) + ((endLo >>> 0) < ((lengthLo - 1) >>> 0) ? 1 : 0)) | 0;
  if ((vaHi >>> 0) > (endHi >>> 0) || (vaHi === endHi && (vaLo >>> 0) > (endLo >>> 0))) return EOVERFLOW;
  if (((endHi & ~s.lastHi) | (endLo & ~s.lastLo)) !== 0) return ERANGE;
  const oaEndLo = (oaLo + ((lengthLo - 1) | 0)) | 0;
  const oaEndHi = (((oaHi + ((lengthHi - (lengthLo === 0 ? 1 : 0)) | 0)) | 0) + ((oaEndLo >>> 0) < ((lengthLo - 1) >>> 0) ? 1 : 0)) | 0;
  if (((oaEndHi & ~s.lastOaHi) | (oaEndLo & ~s.lastOaLo)) !== 0 ||
    (oaHi >>> 0) > (oaEndHi >>> 0) ||
    (oaHi === oaEndHi && (oaLo >>> 0) > (oaEndLo >>> 0))) {
    return ERANGE;
  }
  const wholeLo = lengthLo & ~s.unitLo;
  const wholeHi = lengthHi & ~s.unitHi;
  if (wholeLo === 0 && wholeHi === 0) return ENXIO;
  if (((vaHi & s.unitHi) | (vaLo & s.unitLo)) !== 0 || ((oaHi & s.unitHi) | (oaLo & s.unitLo)) !== 0) {
    return ENXIO;
  }
  const lastLo = (vaLo + ((wholeLo - 1) | 0)) | 0;
  const lastHi = (((vaHi + ((wholeHi - (wholeLo === 0 ? 1 : 0)) | 0)) | 0) + ((lastLo >>> 0) < ((wholeLo - 1) >>> 0) ? 1 : 0)) | 0;
  s.oaHi = oaHi;
  s.oaLo = oaLo;
  s.protection = protection;
  const status = mapTableAt(s, s.topForm, s.top, vaHi, vaLo, lastHi, lastLo);
  s.doneHi = status === 0 ? wholeHi : (((s.oaHi - oaHi) | 0) - ((s.oaLo >>> 0) < (oaLo >>> 0) ? 1 : 0)) | 0;
  s.doneLo = status === 0 ? wholeLo : (s.oaLo - oaLo) | 0;
  if (status !== 0) return status;
  return wholeLo === lengthLo && wholeHi === lengthHi ? 0 : ENXIO;
}

/** `mapTable` at a level that is known at run time. */
function mapTableAt(
  s: State,
  level: number,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  switch (level) {
    case 5:
      return mapTableTop2(s, table, vaHi, vaLo, lastHi, lastLo);
    case 4:
      return mapTableTop1(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return mapTableTop0(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/**
 * Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves
 * along.
 */
function mapTableTop2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 4096;
  // Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
  const index2 = (vaHi >>> 4) & 0xfff;
  const isOne2 = index2 === ((lastHi >>> 4) & 0xfff);
  const at2 = table + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne2 ||
    (entry2Lo & 3) !== 3 ||
    (vaLo === 0 && (vaHi & 0xf) === 0 && lastLo === -1 && (lastHi & 0xf) === 0xf)) {
    return mapItemsTop2(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next2 = ((entry2Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry2Hi & 0xffff) !== baseHi || next2 > lastTable || s.links[next2 >>> 6] !== table + (index2 << 1)) {
    return (entry2Hi & 0xffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
  }
  return mapTable1(s, next2, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves
 * along.
 */
function mapTableTop1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 4096;
  // Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xff) << 7);
  const isOne1 = index1 === ((lastLo >>> 25) | ((lastHi & 0xff) << 7));
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne1 || (entry1Lo & 3) !== 3 || ((vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff)) {
    if (isOne1 && (vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff) {
      if ((entry1Lo & 1) === 0 && (s.oaLo & 0x1ffffff) === 0 && (s.sizes[1] & 1) !== 0) {
        const leafLo1 = (s.oaLo & -0x2000000) | 0x401 | s.leafBits[s.protection << 1];
        const leafHi1 = (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1];
        storePair(s.words, table + (index1 << 1), leafLo1, table + (index1 << 1) + 1, leafHi1);
        const low1 = (s.oaLo + 0x2000000) | 0;
        s.oaHi = (s.oaHi + ((low1 >>> 0) < 0x2000000 ? 1 : 0)) | 0;
        s.oaLo = low1;
        return 0;
      }
    }
    return mapItemsTop1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + (index1 << 1)) {
    return (entry1Hi & 0xffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  return mapTable0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves
 * along.
 */
function mapTableTop0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  // Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
  const index0 = (vaLo >>> 14) & 0x7fff;
  const isOne0 = index0 === ((lastLo >>> 14) & 0x7fff);
  const at0 = table + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  if (isOne0 && (vaLo & 0x3fff) === 0 && (lastLo & 0x3fff) === 0x3fff) {
    if ((entry0Lo & 1) === 0 && (s.oaLo & 0x3fff) === 0 && (s.sizes[0] & 1) !== 0) {
      const leafLo0 = (s.oaLo & -0x4000) | 0x403 | s.leafBits[s.protection << 1];
      const leafHi0 = (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1];
      storePair(s.words, table + (index0 << 1), leafLo0, table + (index0 << 1) + 1, leafHi0);
      const low0 = (s.oaLo + 16384) | 0;
      s.oaHi = (s.oaHi + ((low0 >>> 0) < 16384 ? 1 : 0)) | 0;
      s.oaLo = low0;
      return 0;
    }
  }
  return mapItemsTop0(s, table, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves
 * along.
 */
function mapTable1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 4096;
  // Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
  const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
  const isOne1 = index1 === ((lastLo >>> 25) | ((lastHi & 0xf) << 7));
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (valid 1, type 1) [Table descriptor format]
  if (!isOne1 || (entry1Lo & 3) !== 3 || ((vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff)) {
    if (isOne1 && (vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff) {
      if ((entry1Lo & 1) === 0 && (s.oaLo & 0x1ffffff) === 0 && (s.sizes[1] & 1) !== 0) {
        const leafLo1 = (s.oaLo & -0x2000000) | 0x401 | s.leafBits[s.protection << 1];
        const leafHi1 = (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1];
        storePair(s.words, table + (index1 << 1), leafLo1, table + (index1 << 1) + 1, leafHi1);
        const low1 = (s.oaLo + 0x2000000) | 0;
        s.oaHi = (s.oaHi + ((low1 >>> 0) < 0x2000000 ? 1 : 0)) | 0;
        s.oaLo = low1;
        return 0;
      }
    }
    return mapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x4000) - s.baseLo) >>> 2;
  if ((entry1Hi & 0xffff) !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + (index1 << 1)) {
    return (entry1Hi & 0xffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  return mapTable0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves
 * along.
 */
function mapTable0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  // Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
  const index0 = (vaLo >>> 14) & 0x7ff;
  const isOne0 = index0 === ((lastLo >>> 14) & 0x7ff);
  const at0 = table + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  if (isOne0 && (vaLo & 0x3fff) === 0 && (lastLo & 0x3fff) === 0x3fff) {
    if ((entry0Lo & 1) === 0 && (s.oaLo & 0x3fff) === 0 && (s.sizes[0] & 1) !== 0) {
      const leafLo0 = (s.oaLo & -0x4000) | 0x403 | s.leafBits[s.protection << 1];
      const leafHi0 = (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1];
      storePair(s.words, table + (index0 << 1), leafLo0, table + (index0 << 1) + 1, leafHi0);
      const low0 = (s.oaLo + 16384) | 0;
      s.oaHi = (s.oaHi + ((low0 >>> 0) < 16384 ? 1 : 0)) | 0;
      s.oaLo = low0;
      return 0;
    }
  }
  return mapItems0(s, table, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItemsTop2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastHi >>> 4) & 0xfff;
  let index = (vaHi >>> 4) & 0xfff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    const next = tableForTop2(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems1(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems1(s, next, positionHi, positionLo, positionHi | 0xf, -1);
    if (below !== 0) return below;
    index += 1;
    positionHi = ((positionHi & -0x10) + 16) | 0;
    positionLo = 0;
  }
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItemsTop1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 25) | ((lastHi & 0xff) << 7);
  let index = (vaLo >>> 25) | ((vaHi & 0xff) << 7);
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0x1ffffff) === 0 && (s.oaLo & 0x1ffffff) === 0) {
      const items = ((lastLo & 0x1ffffff) === 0x1ffffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[1], index, (s.oaLo >>> 25) | ((s.oaHi & 0xff) << 7), items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeavesTop1(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        const low = (positionLo + (taken << 25)) | 0;
        positionHi = (((positionHi + (taken >>> 7)) | 0) + ((low >>> 0) < ((taken << 25) >>> 0) ? 1 : 0)) | 0;
        positionLo = low;
        continue;
      }
    }
    const next = tableForTop1(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems0(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems0(s, next, positionHi, positionLo, positionHi, positionLo | 0x1ffffff);
    if (below !== 0) return below;
    index += 1;
    const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItemsTop0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 14) & 0x7fff;
  let index = (vaLo >>> 14) & 0x7fff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0x3fff) === 0 && (s.oaLo & 0x3fff) === 0) {
      const items = ((lastLo & 0x3fff) === 0x3fff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[0], index, (s.oaLo >>> 14) & 0x7fff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeavesTop0(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionLo = (positionLo + (taken << 14)) | 0;
        continue;
      }
    }
    return ENXIO;
  }
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItems1(
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
  while (true) {
    if ((positionLo & 0x1ffffff) === 0 && (s.oaLo & 0x1ffffff) === 0) {
      const items = ((lastLo & 0x1ffffff) === 0x1ffffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[1], index, (s.oaLo >>> 25) | ((s.oaHi & 0xf) << 7), items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves1(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        const low = (positionLo + (taken << 25)) | 0;
        positionHi = (((positionHi + (taken >>> 7)) | 0) + ((low >>> 0) < ((taken << 25) >>> 0) ? 1 : 0)) | 0;
        positionLo = low;
        continue;
      }
    }
    const next = tableFor1(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems0(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems0(s, next, positionHi, positionLo, positionHi, positionLo | 0x1ffffff);
    if (below !== 0) return below;
    index += 1;
    const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItems0(
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
  while (true) {
    if ((positionLo & 0x3fff) === 0 && (s.oaLo & 0x3fff) === 0) {
      const items = ((lastLo & 0x3fff) === 0x3fff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[0], index, (s.oaLo >>> 14) & 0x7ff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves0(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionLo = (positionLo + (taken << 14)) | 0;
        continue;
      }
    }
    return ENXIO;
  }
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeavesTop1(
  s: State,
  table: number,
  first: number,
  items: number,
  itemsLg2: number,
  vaHi: number,
  vaLo: number,
): number {
  const end = first + items;
  let index = first;
  while (true) {
    const used = firstUsedTop1(s, table, index, end);
    const free = ((used - index) >>> itemsLg2) << itemsLg2;
    if (free !== 0) {
      fillLeavesTop1(s, table, index, free, itemsLg2);
      index += free;
    }
    if (index === end) return 0;
    const status = displaceTop1(
      s,
      table,
      index,
      itemsLg2,
      (((vaHi + ((index - first) >>> 7)) | 0) + (((vaLo + ((index - first) << 25)) >>> 0) < (((index - first) << 25) >>> 0) ? 1 : 0)) | 0,
      (vaLo + ((index - first) << 25)) | 0,
    );
    if (status !== 0) return status;
  }
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeavesTop0(
  s: State,
  table: number,
  first: number,
  items: number,
  itemsLg2: number,
  vaHi: number,
  vaLo: number,
): number {
  const end = first + items;
  let index = first;
  while (true) {
    const used = firstUsedTop0(s, table, index, end);
    const free = ((used - index) >>> itemsLg2) << itemsLg2;
    if (free !== 0) {
      fillLeavesTop0(s, table, index, free, itemsLg2);
      index += free;
    }
    if (index === end) return 0;
    return EADDRINUSE;
  }
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeaves1(
  s: State,
  table: number,
  first: number,
  items: number,
  itemsLg2: number,
  vaHi: number,
  vaLo: number,
): number {
  const end = first + items;
  let index = first;
  while (true) {
    const used = firstUsed1(s, table, index, end);
    const free = ((used - index) >>> itemsLg2) << itemsLg2;
    if (free !== 0) {
      fillLeaves1(s, table, index, free, itemsLg2);
      index += free;
    }
    if (index === end) return 0;
    const status = displace1(
      s,
      table,
      index,
      itemsLg2,
      (((vaHi + ((index - first) >>> 7)) | 0) + (((vaLo + ((index - first) << 25)) >>> 0) < (((index - first) << 25) >>> 0) ? 1 : 0)) | 0,
      (vaLo + ((index - first) << 25)) | 0,
    );
    if (status !== 0) return status;
  }
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeaves0(
  s: State,
  table: number,
  first: number,
  items: number,
  itemsLg2: number,
  vaHi: number,
  vaLo: number,
): number {
  const end = first + items;
  let index = first;
  while (true) {
    const used = firstUsed0(s, table, index, end);
    const free = ((used - index) >>> itemsLg2) << itemsLg2;
    if (free !== 0) {
      fillLeaves0(s, table, index, free, itemsLg2);
      index += free;
    }
    if (index === end) return 0;
    return EADDRINUSE;
  }
}

/**
 * Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableForTop2(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      return ownedTableTop2(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(16384);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    if (installPair(
      s,
      table + (index << 1),
      entryLo,
      entryHi,
      (((s.baseLo + (next << 2)) | 0) & -0x4000) | 3 | s.pointerBits[0],
      (s.baseHi & 0xffff) | s.pointerBits[1],
    )) {
      return next;
    }
    s.arena.free(next, 16384);
  }
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableForTop1(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      return ownedTableTop1(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(16384);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    if (installPair(
      s,
      table + (index << 1),
      entryLo,
      entryHi,
      (((s.baseLo + (next << 2)) | 0) & -0x4000) | 3 | s.pointerBits[0],
      (s.baseHi & 0xffff) | s.pointerBits[1],
    )) {
      return next;
    }
    s.arena.free(next, 16384);
  }
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor1(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      return ownedTable1(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(16384);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    if (installPair(
      s,
      table + (index << 1),
      entryLo,
      entryHi,
      (((s.baseLo + (next << 2)) | 0) & -0x4000) | 3 | s.pointerBits[0],
      (s.baseHi & 0xffff) | s.pointerBits[1],
    )) {
      return next;
    }
    s.arena.free(next, 16384);
  }
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsedTop1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    if ((entryLo & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsedTop0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    if ((entryLo & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    if ((entryLo & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    if ((entryLo & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeavesTop1(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x2000000) | 0x401 | s.leafBits[s.protection << 1];
  let entryHi = itemsLg2 === 0
    ? (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1]
    : (s.oaHi & 0xffff) | 0x100000 | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    const low = (entryLo + 0x2000000) | 0;
    entryHi = (entryHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
    entryLo = low;
  }
  const low = (s.oaLo + (items << 25)) | 0;
  s.oaHi = (((s.oaHi + (items >>> 7)) | 0) + ((low >>> 0) < ((items << 25) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeavesTop0(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x4000) | 0x403 | s.leafBits[s.protection << 1];
  let entryHi = itemsLg2 === 0
    ? (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1]
    : (s.oaHi & 0xffff) | 0x100000 | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    const low = (entryLo + 16384) | 0;
    entryHi = (entryHi + ((low >>> 0) < 16384 ? 1 : 0)) | 0;
    entryLo = low;
  }
  const low = (s.oaLo + (items << 14)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 14) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves1(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x2000000) | 0x401 | s.leafBits[s.protection << 1];
  let entryHi = itemsLg2 === 0
    ? (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1]
    : (s.oaHi & 0xffff) | 0x100000 | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    const low = (entryLo + 0x2000000) | 0;
    entryHi = (entryHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
    entryLo = low;
  }
  const low = (s.oaLo + (items << 25)) | 0;
  s.oaHi = (((s.oaHi + (items >>> 7)) | 0) + ((low >>> 0) < ((items << 25) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves0(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x4000) | 0x403 | s.leafBits[s.protection << 1];
  let entryHi = itemsLg2 === 0
    ? (s.oaHi & 0xffff) | s.leafBits[(s.protection << 1) + 1]
    : (s.oaHi & 0xffff) | 0x100000 | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    const low = (entryLo + 16384) | 0;
    entryHi = (entryHi + ((low >>> 0) < 16384 ? 1 : 0)) | 0;
    entryLo = low;
  }
  const low = (s.oaLo + (items << 14)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 14) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}
