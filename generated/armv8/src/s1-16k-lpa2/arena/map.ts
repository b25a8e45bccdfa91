// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

import { EADDRINUSE, EFAULT, EINVAL, ELOOP, ENXIO, EOVERFLOW, EPERM, ERANGE, leafRun } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { displace1, displace2 } from "./displace.js";
import { ownedTable1, ownedTable2, ownedTable3 } from "./owned.js";

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
  const firstLo = vaLo ^ s.originLo;
  const firstHi = vaHi ^ s.originHi;
  const lastLo = endLo ^ s.originLo;
  const lastHi = endHi ^ s.originHi;
  if (((firstHi & ~s.lastHi) | (firstLo & ~s.lastLo)) !== 0 ||
    ((lastHi & ~s.lastHi) | (lastLo & ~s.lastLo)) !== 0) {
    return ERANGE;
  }
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
  const vaLo2 = (vaLo + ((wholeLo - 1) | 0)) | 0;
  const vaHi2 = (((vaHi + ((wholeHi - (wholeLo === 0 ? 1 : 0)) | 0)) | 0) + (((vaLo + ((wholeLo - 1) | 0)) >>> 0) < ((wholeLo - 1) >>> 0) ? 1 : 0)) | 0;
  const last2Lo = vaLo2 ^ s.originLo;
  const last2Hi = vaHi2 ^ s.originHi;
  s.oaHi = oaHi;
  s.oaLo = oaLo;
  s.protection = protection;
  const status = mapTable(s, s.topLevel, s.top, firstHi, firstLo, last2Hi, last2Lo);
  s.doneHi = status === 0 ? wholeHi : (((s.oaHi - oaHi) | 0) - ((s.oaLo >>> 0) < (oaLo >>> 0) ? 1 : 0)) | 0;
  s.doneLo = status === 0 ? wholeLo : (s.oaLo - oaLo) | 0;
  if (status !== 0) return status;
  return wholeLo === lengthLo && wholeHi === lengthHi ? 0 : ENXIO;
}

/**
 * Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves
 * along.
 */
function mapTable(
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
  if (level >= 3) {
    // Level 3 (lookup level 0): VA bits 51..47, 128 TiB per item.
    const index3 = (vaHi >>> 15) & 0x1f;
    const isOne3 = index3 === ((lastHi >>> 15) & 0x1f);
    const at3 = table + (index3 << 1);
    const entry3Lo = words[at3];
    const entry3Hi = words[at3 + 1];
    // no table (valid 1, type 1) [Table descriptor format]
    if (!isOne3 ||
      (entry3Lo & 3) !== 3 ||
      (vaLo === 0 && (vaHi & 0x7fff) === 0 && lastLo === -1 && (lastHi & 0x7fff) === 0x7fff)) {
      return mapItems3(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next3 = ((entry3Lo & -0x4000) - baseLo) >>> 2;
    if (((entry3Hi & 0x3ffff) | ((entry3Lo & 0x300) << 10)) !== baseHi ||
      next3 > lastTable ||
      links[next3 >>> 6] !== table + (index3 << 1)) {
      return ((entry3Hi & 0x3ffff) | ((entry3Lo & 0x300) << 10)) !== baseHi || next3 > lastTable
        ? EFAULT
        : ELOOP;
    }
    table = next3;
  }
  if (level >= 2) {
    // Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
    const index2 = (vaHi >>> 4) & 0x7ff;
    const isOne2 = index2 === ((lastHi >>> 4) & 0x7ff);
    const at2 = table + (index2 << 1);
    const entry2Lo = words[at2];
    const entry2Hi = words[at2 + 1];
    // no table (valid 1, type 1) [Table descriptor format]
    if (!isOne2 ||
      (entry2Lo & 3) !== 3 ||
      (vaLo === 0 && (vaHi & 0xf) === 0 && lastLo === -1 && (lastHi & 0xf) === 0xf)) {
      if (isOne2 && vaLo === 0 && (vaHi & 0xf) === 0 && lastLo === -1 && (lastHi & 0xf) === 0xf) {
        if ((entry2Lo & 1) === 0 && s.oaLo === 0 && (s.oaHi & 0xf) === 0 && (s.sizes[2] & 1) !== 0) {
          const leafLo2 = (((s.oaHi & 0xffff0) >>> 10) & 0x300) | 0xc01 | s.leafBits[s.protection << 1];
          const leafHi2 = (s.oaHi & 0x3fff0) | s.leafBits[(s.protection << 1) + 1];
          words[table + (index2 << 1)] = leafLo2;
          words[table + (index2 << 1) + 1] = leafHi2;
          s.oaHi = (s.oaHi + 16) | 0;
          return 0;
        }
      }
      return mapItems2(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next2 = ((entry2Lo & -0x4000) - baseLo) >>> 2;
    if (((entry2Hi & 0x3ffff) | ((entry2Lo & 0x300) << 10)) !== baseHi ||
      next2 > lastTable ||
      links[next2 >>> 6] !== table + (index2 << 1)) {
      return ((entry2Hi & 0x3ffff) | ((entry2Lo & 0x300) << 10)) !== baseHi || next2 > lastTable
        ? EFAULT
        : ELOOP;
    }
    table = next2;
  }
  if (level >= 1) {
    // Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
    const index1 = (vaLo >>> 25) | ((vaHi & 0xf) << 7);
    const isOne1 = index1 === ((lastLo >>> 25) | ((lastHi & 0xf) << 7));
    const at1 = table + (index1 << 1);
    const entry1Lo = words[at1];
    const entry1Hi = words[at1 + 1];
    // no table (valid 1, type 1) [Table descriptor format]
    if (!isOne1 || (entry1Lo & 3) !== 3 || ((vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff)) {
      if (isOne1 && (vaLo & 0x1ffffff) === 0 && (lastLo & 0x1ffffff) === 0x1ffffff) {
        if ((entry1Lo & 1) === 0 && (s.oaLo & 0x1ffffff) === 0 && (s.sizes[1] & 1) !== 0) {
          const leafLo1 = (s.oaLo & -0x2000000) |
            (((s.oaHi & 0xfffff) >>> 10) & 0x300) |
            0xc01 |
            s.leafBits[s.protection << 1];
          const leafHi1 = (s.oaHi & 0x3ffff) | s.leafBits[(s.protection << 1) + 1];
          words[table + (index1 << 1)] = leafLo1;
          words[table + (index1 << 1) + 1] = leafHi1;
          const low1 = (s.oaLo + 0x2000000) | 0;
          s.oaHi = (s.oaHi + ((low1 >>> 0) < 0x2000000 ? 1 : 0)) | 0;
          s.oaLo = low1;
          return 0;
        }
      }
      return mapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next1 = ((entry1Lo & -0x4000) - baseLo) >>> 2;
    if (((entry1Hi & 0x3ffff) | ((entry1Lo & 0x300) << 10)) !== baseHi ||
      next1 > lastTable ||
      links[next1 >>> 6] !== table + (index1 << 1)) {
      return ((entry1Hi & 0x3ffff) | ((entry1Lo & 0x300) << 10)) !== baseHi || next1 > lastTable
        ? EFAULT
        : ELOOP;
    }
    table = next1;
  }
  // Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
  const index0 = (vaLo >>> 14) & 0x7ff;
  const isOne0 = index0 === ((lastLo >>> 14) & 0x7ff);
  const at0 = table + (index0 << 1);
  const entry0Lo = words[at0];
  if (isOne0 && (vaLo & 0x3fff) === 0 && (lastLo & 0x3fff) === 0x3fff) {
    if ((entry0Lo & 1) === 0 && (s.oaLo & 0x3fff) === 0 && (s.sizes[0] & 1) !== 0) {
      const leafLo0 = (s.oaLo & -0x4000) |
        (((s.oaHi & 0xfffff) >>> 10) & 0x300) |
        0xc03 |
        s.leafBits[s.protection << 1];
      const leafHi0 = (s.oaHi & 0x3ffff) | s.leafBits[(s.protection << 1) + 1];
      words[table + (index0 << 1)] = leafLo0;
      words[table + (index0 << 1) + 1] = leafHi0;
      const low0 = (s.oaLo + 16384) | 0;
      s.oaHi = (s.oaHi + ((low0 >>> 0) < 16384 ? 1 : 0)) | 0;
      s.oaLo = low0;
      return 0;
    }
  }
  return mapItems0(s, table, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 3 (lookup level 0): VA bits 51..47, 128 TiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItems3(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastHi >>> 15) & 0x1f;
  let index = (vaHi >>> 15) & 0x1f;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    const next = tableFor3(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems2(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems2(s, next, positionHi, positionLo, positionHi | 0x7fff, -1);
    if (below !== 0) return below;
    index += 1;
    positionHi = ((positionHi & -0x8000) + 32768) | 0;
    positionLo = 0;
  }
}

/**
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItems2(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastHi >>> 4) & 0x7ff;
  let index = (vaHi >>> 4) & 0x7ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if (positionLo === 0 && (positionHi & 0xf) === 0 && s.oaLo === 0 && (s.oaHi & 0xf) === 0) {
      const items = (lastLo === -1 && (lastHi & 0xf) === 0xf ? end + 1 : end) - index;
      const run = leafRun(s.sizes[2], index, (s.oaHi >>> 4) & 0x7ff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves2(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionHi = (positionHi + (taken << 4)) | 0;
        continue;
      }
    }
    const next = tableFor2(s, table, index);
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
 * Level 3 (lookup level 0): VA bits 51..47, 128 TiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor3(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      return ownedTable3(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(16384);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    s.words[table + (index << 1)] = (((s.baseLo + (next << 2)) | 0) & -0x4000) |
      ((s.baseHi >>> 10) & 0x300) |
      3 |
      s.pointerBits[0];
    s.words[table + (index << 1) + 1] = (s.baseHi & 0x3ffff) | s.pointerBits[1];
    return next;
  }
}

/**
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor2(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      return ownedTable2(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(16384);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    s.words[table + (index << 1)] = (((s.baseLo + (next << 2)) | 0) & -0x4000) |
      ((s.baseHi >>> 10) & 0x300) |
      3 |
      s.pointerBits[0];
    s.words[table + (index << 1) + 1] = (s.baseHi & 0x3ffff) | s.pointerBits[1];
    return next;
  }
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor1(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 1) !== 0) {
      // table (valid 1, type 1) [Table descriptor format]
      if ((entryLo & 3) !== 3) return EADDRINUSE;
      return ownedTable1(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(16384);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    s.words[table + (index << 1)] = (((s.baseLo + (next << 2)) | 0) & -0x4000) |
      ((s.baseHi >>> 10) & 0x300) |
      3 |
      s.pointerBits[0];
    s.words[table + (index << 1) + 1] = (s.baseHi & 0x3ffff) | s.pointerBits[1];
    return next;
  }
}

/**
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeaves2(
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
    const used = firstUsed2(s, table, index, end);
    const free = ((used - index) >>> itemsLg2) << itemsLg2;
    if (free !== 0) {
      fillLeaves2(s, table, index, free, itemsLg2);
      index += free;
    }
    if (index === end) return 0;
    const status = displace2(s, table, index, itemsLg2, (vaHi + ((index - first) << 4)) | 0, vaLo);
    if (status !== 0) return status;
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
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed2(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
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
    const entryLo = s.words[at2];
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
    const entryLo = s.words[at2];
    if ((entryLo & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 2 (lookup level 1): VA bits 46..36, 64 GiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves2(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (((s.oaHi & 0xffff0) >>> 10) & 0x300) | 0xc01 | s.leafBits[s.protection << 1];
  let entryHi = (s.oaHi & 0x3fff0) | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    s.words[table + (index << 1)] = entryLo;
    s.words[table + (index << 1) + 1] = entryHi;
    const low = (entryLo & 0x1fffcff) |
      (entryLo & -0x2000000) |
      (((((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) + 16) >>> 10) & 0x300);
    entryHi = (entryHi & -0x40000) |
      (((((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) + 16) | 0) & 0x3ffff);
    entryLo = low;
  }
  s.oaHi = (s.oaHi + (items << 4)) | 0;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves1(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x2000000) |
    (((s.oaHi & 0xfffff) >>> 10) & 0x300) |
    0xc01 |
    s.leafBits[s.protection << 1];
  let entryHi = itemsLg2 === 0
    ? (s.oaHi & 0x3ffff) | s.leafBits[(s.protection << 1) + 1]
    : (s.oaHi & 0x3ffff) | 0x100000 | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    s.words[table + (index << 1)] = entryLo;
    s.words[table + (index << 1) + 1] = entryHi;
    const low = (entryLo & 0x1fffcff) |
      ((((entryLo & -0x2000000) + 0x2000000) | 0) & -0x2000000) |
      (((((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) + ((((entryLo & -0x2000000) + 0x2000000) >>> 0) < 0x2000000 ? 1 : 0)) >>> 10) & 0x300);
    entryHi = (entryHi & -0x40000) |
      (((((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) + ((((entryLo & -0x2000000) + 0x2000000) >>> 0) < 0x2000000 ? 1 : 0)) | 0) & 0x3ffff);
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
  let entryLo = (s.oaLo & -0x4000) |
    (((s.oaHi & 0xfffff) >>> 10) & 0x300) |
    0xc03 |
    s.leafBits[s.protection << 1];
  let entryHi = itemsLg2 === 0
    ? (s.oaHi & 0x3ffff) | s.leafBits[(s.protection << 1) + 1]
    : (s.oaHi & 0x3ffff) | 0x100000 | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    s.words[table + (index << 1)] = entryLo;
    s.words[table + (index << 1) + 1] = entryHi;
    const low = (entryLo & 0x3cff) |
      ((((entryLo & -0x4000) + 16384) | 0) & -0x4000) |
      (((((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) + ((((entryLo & -0x4000) + 16384) >>> 0) < 16384 ? 1 : 0)) >>> 10) & 0x300);
    entryHi = (entryHi & -0x40000) |
      (((((entryHi & 0x3ffff) | ((entryLo & 0x300) << 10)) + ((((entryLo & -0x4000) + 16384) >>> 0) < 16384 ? 1 : 0)) | 0) & 0x3ffff);
    entryLo = low;
  }
  const low = (s.oaLo + (items << 14)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 14) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}
