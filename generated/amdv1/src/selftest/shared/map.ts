// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import { EADDRINUSE, EFAULT, EINVAL, ELOOP, ENXIO, EOVERFLOW, EPERM, ERANGE, installPair, leafRun, loadPair, storePair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { displace1, displace2, displace3 } from "./displace.js";
import { ownedTable1, ownedTable2, ownedTable3, ownedTable4 } from "./owned.js";

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
  const status = mapTable(s, s.topLevel, s.top, vaHi, vaLo, lastHi, lastLo);
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
  const lastTable = s.wordCount - 1024;
  if (level >= 4) {
    // Level 4: VA bits 55..47, 128 TiB per item.
    const index4 = (vaHi >>> 15) & 0x1ff;
    const isOne4 = index4 === ((lastHi >>> 15) & 0x1ff);
    const at4 = table + (index4 << 1);
    const entry4Lo = loadPair(s, at4, at4 + 1);
    const entry4Hi = s.pairHigh;
    // no table (present 1, next-level 4)
    if (!isOne4 ||
      (entry4Lo & 0xe01) !== 0x801 ||
      (vaLo === 0 && (vaHi & 0x7fff) === 0 && lastLo === -1 && (lastHi & 0x7fff) === 0x7fff)) {
      return mapItems4(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next4 = ((entry4Lo & -0x1000) - baseLo) >>> 2;
    if ((entry4Hi & 0xfffff) !== baseHi ||
      next4 > lastTable ||
      links[next4 >>> 6] !== table + (index4 << 1)) {
      return (entry4Hi & 0xfffff) !== baseHi || next4 > lastTable ? EFAULT : ELOOP;
    }
    table = next4;
  }
  if (level >= 3) {
    // Level 3: VA bits 46..38, 256 GiB per item.
    const index3 = (vaHi >>> 6) & 0x1ff;
    const isOne3 = index3 === ((lastHi >>> 6) & 0x1ff);
    const at3 = table + (index3 << 1);
    const entry3Lo = loadPair(s, at3, at3 + 1);
    const entry3Hi = s.pairHigh;
    // no table (present 1, next-level 3)
    if (!isOne3 ||
      (entry3Lo & 0xe01) !== 0x601 ||
      (vaLo === 0 && (vaHi & 0x3f) === 0 && lastLo === -1 && (lastHi & 0x3f) === 0x3f)) {
      if (isOne3 && vaLo === 0 && (vaHi & 0x3f) === 0 && lastLo === -1 && (lastHi & 0x3f) === 0x3f) {
        if ((entry3Lo & 1) === 0 && s.oaLo === 0 && (s.oaHi & 0x3f) === 0 && (s.sizes[3] & 1) !== 0) {
          const leafLo3 = s.leafBits[s.protection << 1] | 1;
          const leafHi3 = ((s.oaHi & 0x7ffc0) << 1) | s.leafBits[(s.protection << 1) + 1];
          storePair(words, table + (index3 << 1), leafLo3, table + (index3 << 1) + 1, leafHi3);
          s.oaHi = (s.oaHi + 64) | 0;
          return 0;
        }
      }
      return mapItems3(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
    if ((entry3Hi & 0xfffff) !== baseHi ||
      next3 > lastTable ||
      links[next3 >>> 6] !== table + (index3 << 1)) {
      return (entry3Hi & 0xfffff) !== baseHi || next3 > lastTable ? EFAULT : ELOOP;
    }
    table = next3;
  }
  if (level >= 2) {
    // Level 2: VA bits 37..29, 512 MiB per item.
    const index2 = (vaLo >>> 29) | ((vaHi & 0x3f) << 3);
    const isOne2 = index2 === ((lastLo >>> 29) | ((lastHi & 0x3f) << 3));
    const at2 = table + (index2 << 1);
    const entry2Lo = loadPair(s, at2, at2 + 1);
    const entry2Hi = s.pairHigh;
    // no table (present 1, next-level 2)
    if (!isOne2 ||
      (entry2Lo & 0xe01) !== 0x401 ||
      ((vaLo & 0x1fffffff) === 0 && (lastLo & 0x1fffffff) === 0x1fffffff)) {
      if (isOne2 && (vaLo & 0x1fffffff) === 0 && (lastLo & 0x1fffffff) === 0x1fffffff) {
        if ((entry2Lo & 1) === 0 && (s.oaLo & 0x1fffffff) === 0 && (s.sizes[2] & 1) !== 0) {
          const leafLo2 = ((s.oaLo & 0x60000000) << 1) | 1 | s.leafBits[s.protection << 1];
          const leafHi2 = ((s.oaLo & -0x20000000) >>> 31) |
            ((s.oaHi & 0x7ffff) << 1) |
            s.leafBits[(s.protection << 1) + 1];
          storePair(words, table + (index2 << 1), leafLo2, table + (index2 << 1) + 1, leafHi2);
          const low2 = (s.oaLo + 0x20000000) | 0;
          s.oaHi = (s.oaHi + ((low2 >>> 0) < 0x20000000 ? 1 : 0)) | 0;
          s.oaLo = low2;
          return 0;
        }
      }
      return mapItems2(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
    if ((entry2Hi & 0xfffff) !== baseHi ||
      next2 > lastTable ||
      links[next2 >>> 6] !== table + (index2 << 1)) {
      return (entry2Hi & 0xfffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
    }
    table = next2;
  }
  // Level 1: VA bits 28..20, 1 MiB per item.
  const index1 = (vaLo >>> 20) & 0x1ff;
  const isOne1 = index1 === ((lastLo >>> 20) & 0x1ff);
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (present 1, next-level 1)
  if (!isOne1 || (entry1Lo & 0xe01) !== 0x201 || ((vaLo & 0xfffff) === 0 && (lastLo & 0xfffff) === 0xfffff)) {
    if (isOne1 && (vaLo & 0xfffff) === 0 && (lastLo & 0xfffff) === 0xfffff) {
      if ((entry1Lo & 1) === 0 && (s.oaLo & 0xfffff) === 0 && (s.sizes[1] & 1) !== 0) {
        const leafLo1 = ((s.oaLo & 0x7ff00000) << 1) | 1 | s.leafBits[s.protection << 1];
        const leafHi1 = ((s.oaLo & -0x100000) >>> 31) |
          ((s.oaHi & 0x7ffff) << 1) |
          s.leafBits[(s.protection << 1) + 1];
        storePair(words, table + (index1 << 1), leafLo1, table + (index1 << 1) + 1, leafHi1);
        const low1 = (s.oaLo + 0x100000) | 0;
        s.oaHi = (s.oaHi + ((low1 >>> 0) < 0x100000 ? 1 : 0)) | 0;
        s.oaLo = low1;
        return 0;
      }
    }
    return mapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable || links[next1 >>> 6] !== table + (index1 << 1)) {
    return (entry1Hi & 0xfffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0: VA bits 19..11, 2 KiB per item.
  const index0 = (vaLo >>> 11) & 0x1ff;
  const isOne0 = index0 === ((lastLo >>> 11) & 0x1ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  if (isOne0 && (vaLo & 0x7ff) === 0 && (lastLo & 0x7ff) === 0x7ff) {
    if ((entry0Lo & 1) === 0 && (s.oaLo & 0x7ff) === 0 && (s.sizes[0] & 1) !== 0) {
      const leafLo0 = ((s.oaLo & 0x7ffff800) << 1) | 1 | s.leafBits[s.protection << 1];
      const leafHi0 = ((s.oaLo & -0x800) >>> 31) |
        ((s.oaHi & 0x7ffff) << 1) |
        s.leafBits[(s.protection << 1) + 1];
      storePair(words, next1 + (index0 << 1), leafLo0, next1 + (index0 << 1) + 1, leafHi0);
      const low0 = (s.oaLo + 2048) | 0;
      s.oaHi = (s.oaHi + ((low0 >>> 0) < 2048 ? 1 : 0)) | 0;
      s.oaLo = low0;
      return 0;
    }
  }
  return mapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 4: VA bits 55..47, 128 TiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItems4(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastHi >>> 15) & 0x1ff;
  let index = (vaHi >>> 15) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    const next = tableFor4(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems3(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems3(s, next, positionHi, positionLo, positionHi | 0x7fff, -1);
    if (below !== 0) return below;
    index += 1;
    positionHi = ((positionHi & -0x8000) + 32768) | 0;
    positionLo = 0;
  }
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
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
  const end = (lastHi >>> 6) & 0x1ff;
  let index = (vaHi >>> 6) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if (positionLo === 0 && (positionHi & 0x3f) === 0 && s.oaLo === 0 && (s.oaHi & 0x3f) === 0) {
      const items = (lastLo === -1 && (lastHi & 0x3f) === 0x3f ? end + 1 : end) - index;
      const run = leafRun(s.sizes[3], index, (s.oaHi >>> 6) & 0x1ff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves3(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionHi = (positionHi + (taken << 6)) | 0;
        continue;
      }
    }
    const next = tableFor3(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems2(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems2(s, next, positionHi, positionLo, positionHi | 0x3f, -1);
    if (below !== 0) return below;
    index += 1;
    positionHi = ((positionHi & -0x40) + 64) | 0;
    positionLo = 0;
  }
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
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
  const end = (lastLo >>> 29) | ((lastHi & 0x3f) << 3);
  let index = (vaLo >>> 29) | ((vaHi & 0x3f) << 3);
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0x1fffffff) === 0 && (s.oaLo & 0x1fffffff) === 0) {
      const items = ((lastLo & 0x1fffffff) === 0x1fffffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[2], index, (s.oaLo >>> 29) | ((s.oaHi & 0x3f) << 3), items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves2(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        const low = (positionLo + (taken << 29)) | 0;
        positionHi = (((positionHi + (taken >>> 3)) | 0) + ((low >>> 0) < ((taken << 29) >>> 0) ? 1 : 0)) | 0;
        positionLo = low;
        continue;
      }
    }
    const next = tableFor2(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems1(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems1(s, next, positionHi, positionLo, positionHi, positionLo | 0x1fffffff);
    if (below !== 0) return below;
    index += 1;
    const low = ((positionLo & -0x20000000) + 0x20000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x20000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
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
  const end = (lastLo >>> 20) & 0x1ff;
  let index = (vaLo >>> 20) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0xfffff) === 0 && (s.oaLo & 0xfffff) === 0) {
      const items = ((lastLo & 0xfffff) === 0xfffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[1], index, (s.oaLo >>> 20) & 0x1ff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves1(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionLo = (positionLo + (taken << 20)) | 0;
        continue;
      }
    }
    const next = tableFor1(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems0(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems0(s, next, positionHi, positionLo, positionHi, positionLo | 0xfffff);
    if (below !== 0) return below;
    index += 1;
    positionLo = ((positionLo & -0x100000) + 0x100000) | 0;
  }
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
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
  const end = (lastLo >>> 11) & 0x1ff;
  let index = (vaLo >>> 11) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0x7ff) === 0 && (s.oaLo & 0x7ff) === 0) {
      const items = ((lastLo & 0x7ff) === 0x7ff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[0], index, (s.oaLo >>> 11) & 0x1ff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves0(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionLo = (positionLo + (taken << 11)) | 0;
        continue;
      }
    }
    return ENXIO;
  }
}

/**
 * Level 4: VA bits 55..47, 128 TiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor4(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (present 1, next-level 4)
      if ((entryLo & 0xe01) !== 0x801) return EADDRINUSE;
      return ownedTable4(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    if (installPair(
      s,
      table + (index << 1),
      entryLo,
      entryHi,
      (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x801,
      (s.baseHi & 0xfffff) | 0x60000000,
    )) {
      return next;
    }
    s.arena.free(next, 4096);
  }
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor3(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (present 1, next-level 3)
      if ((entryLo & 0xe01) !== 0x601) return EADDRINUSE;
      return ownedTable3(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    if (installPair(
      s,
      table + (index << 1),
      entryLo,
      entryHi,
      (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x601,
      (s.baseHi & 0xfffff) | 0x60000000,
    )) {
      return next;
    }
    s.arena.free(next, 4096);
  }
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor2(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (present 1, next-level 2)
      if ((entryLo & 0xe01) !== 0x401) return EADDRINUSE;
      return ownedTable2(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    if (installPair(
      s,
      table + (index << 1),
      entryLo,
      entryHi,
      (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x401,
      (s.baseHi & 0xfffff) | 0x60000000,
    )) {
      return next;
    }
    s.arena.free(next, 4096);
  }
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor1(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 1) !== 0) {
      // table (present 1, next-level 1)
      if ((entryLo & 0xe01) !== 0x201) return EADDRINUSE;
      return ownedTable1(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    if (installPair(
      s,
      table + (index << 1),
      entryLo,
      entryHi,
      (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x201,
      (s.baseHi & 0xfffff) | 0x60000000,
    )) {
      return next;
    }
    s.arena.free(next, 4096);
  }
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeaves3(
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
    const used = firstUsed3(s, table, index, end);
    const free = ((used - index) >>> itemsLg2) << itemsLg2;
    if (free !== 0) {
      fillLeaves3(s, table, index, free, itemsLg2);
      index += free;
    }
    if (index === end) return 0;
    const status = displace3(s, table, index, itemsLg2, (vaHi + ((index - first) << 6)) | 0, vaLo);
    if (status !== 0) return status;
  }
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
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
    const status = displace2(
      s,
      table,
      index,
      itemsLg2,
      (((vaHi + ((index - first) >>> 3)) | 0) + (((vaLo + ((index - first) << 29)) >>> 0) < (((index - first) << 29) >>> 0) ? 1 : 0)) | 0,
      (vaLo + ((index - first) << 29)) | 0,
    );
    if (status !== 0) return status;
  }
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
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
    const status = displace1(s, table, index, itemsLg2, vaHi, (vaLo + ((index - first) << 20)) | 0);
    if (status !== 0) return status;
  }
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
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
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed3(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    if ((entryLo & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed2(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = loadPair(s, at2, at2 + 1);
    if ((entryLo & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
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
 * Level 0: VA bits 19..11, 2 KiB per item.
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
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves3(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  if (itemsLg2 !== 0) {
    for (let group = first; group < end; group += 1 << itemsLg2) {
      const repeatedLo = s.leafBits[s.protection << 1] | -0x1ff;
      const repeatedHi = ((s.oaHi & 0x7ffc0) << 1) |
        s.leafBits[(s.protection << 1) + 1] |
        0x7f |
        (((((1 << itemsLg2) >>> 1) - 1) & 0xff) << 7);
      const size = 1 << itemsLg2;
      const groupEnd = group + size;
      for (let index = group; index < groupEnd; index += 1) {
        storePair(s.words, table + (index << 1), repeatedLo, table + (index << 1) + 1, repeatedHi);
      }
      s.oaHi = (s.oaHi + (size << 6)) | 0;
    }
    return;
  }
  let entryLo = s.leafBits[s.protection << 1] | 1;
  let entryHi = ((s.oaHi & 0x7ffc0) << 1) | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    entryHi = (entryHi + 128) | 0;
  }
  s.oaHi = (s.oaHi + (items << 6)) | 0;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves2(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  if (itemsLg2 !== 0) {
    for (let group = first; group < end; group += 1 << itemsLg2) {
      const repeatedLo = ((s.oaLo & 0x60000000) << 1) |
        0xe01 |
        s.leafBits[s.protection << 1] |
        0x3ffff000 |
        ((((1 << itemsLg2) >>> 1) - 1) << 30);
      const repeatedHi = ((s.oaLo & -0x20000000) >>> 31) |
        ((s.oaHi & 0x7ffff) << 1) |
        s.leafBits[(s.protection << 1) + 1] |
        (((((1 << itemsLg2) >>> 1) - 1) >>> 2) & 0x3f);
      const size = 1 << itemsLg2;
      const groupEnd = group + size;
      for (let index = group; index < groupEnd; index += 1) {
        storePair(s.words, table + (index << 1), repeatedLo, table + (index << 1) + 1, repeatedHi);
      }
      const low = (s.oaLo + (size << 29)) | 0;
      s.oaHi = (((s.oaHi + (size >>> 3)) | 0) + ((low >>> 0) < ((size << 29) >>> 0) ? 1 : 0)) | 0;
      s.oaLo = low;
    }
    return;
  }
  let entryLo = ((s.oaLo & 0x60000000) << 1) | 1 | s.leafBits[s.protection << 1];
  let entryHi = ((s.oaLo & -0x20000000) >>> 31) |
    ((s.oaHi & 0x7ffff) << 1) |
    s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    const low = (entryLo + 0x40000000) | 0;
    entryHi = (entryHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
    entryLo = low;
  }
  const low = (s.oaLo + (items << 29)) | 0;
  s.oaHi = (((s.oaHi + (items >>> 3)) | 0) + ((low >>> 0) < ((items << 29) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves1(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  if (itemsLg2 !== 0) {
    for (let group = first; group < end; group += 1 << itemsLg2) {
      const repeatedLo = ((s.oaLo & 0x7ff00000) << 1) |
        0xe01 |
        s.leafBits[s.protection << 1] |
        0x1ff000 |
        (((((1 << itemsLg2) >>> 1) - 1) & 0xff) << 21);
      const repeatedHi = ((s.oaLo & -0x100000) >>> 31) |
        ((s.oaHi & 0x7ffff) << 1) |
        s.leafBits[(s.protection << 1) + 1];
      const size = 1 << itemsLg2;
      const groupEnd = group + size;
      for (let index = group; index < groupEnd; index += 1) {
        storePair(s.words, table + (index << 1), repeatedLo, table + (index << 1) + 1, repeatedHi);
      }
      const low = (s.oaLo + (size << 20)) | 0;
      s.oaHi = (s.oaHi + ((low >>> 0) < ((size << 20) >>> 0) ? 1 : 0)) | 0;
      s.oaLo = low;
    }
    return;
  }
  let entryLo = ((s.oaLo & 0x7ff00000) << 1) | 1 | s.leafBits[s.protection << 1];
  let entryHi = ((s.oaLo & -0x100000) >>> 31) |
    ((s.oaHi & 0x7ffff) << 1) |
    s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    const low = (entryLo + 0x200000) | 0;
    entryHi = (entryHi + ((low >>> 0) < 0x200000 ? 1 : 0)) | 0;
    entryLo = low;
  }
  const low = (s.oaLo + (items << 20)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 20) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves0(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  if (itemsLg2 !== 0) {
    for (let group = first; group < end; group += 1 << itemsLg2) {
      const repeatedLo = ((s.oaLo & 0x7ffff800) << 1) |
        0xe01 |
        s.leafBits[s.protection << 1] |
        (((((1 << itemsLg2) >>> 1) - 1) & 0xff) << 12);
      const repeatedHi = ((s.oaLo & -0x800) >>> 31) |
        ((s.oaHi & 0x7ffff) << 1) |
        s.leafBits[(s.protection << 1) + 1];
      const size = 1 << itemsLg2;
      const groupEnd = group + size;
      for (let index = group; index < groupEnd; index += 1) {
        storePair(s.words, table + (index << 1), repeatedLo, table + (index << 1) + 1, repeatedHi);
      }
      const low = (s.oaLo + (size << 11)) | 0;
      s.oaHi = (s.oaHi + ((low >>> 0) < ((size << 11) >>> 0) ? 1 : 0)) | 0;
      s.oaLo = low;
    }
    return;
  }
  let entryLo = ((s.oaLo & 0x7ffff800) << 1) | 1 | s.leafBits[s.protection << 1];
  let entryHi = ((s.oaLo & -0x800) >>> 31) | ((s.oaHi & 0x7ffff) << 1) | s.leafBits[(s.protection << 1) + 1];
  for (let index = first; index < end; index += 1) {
    storePair(s.words, table + (index << 1), entryLo, table + (index << 1) + 1, entryHi);
    const low = (entryLo + 4096) | 0;
    entryHi = (entryHi + ((low >>> 0) < 4096 ? 1 : 0)) | 0;
    entryLo = low;
  }
  const low = (s.oaLo + (items << 11)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 11) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}
