// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import { EADDRINUSE, EFAULT, EINVAL, ELOOP, ENXIO, EOVERFLOW, EPERM, ERANGE, leafRun } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { displace1, displace2 } from "./displace.js";
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
    // Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
    const index4 = (vaHi >>> 16) & 0x1ff;
    const isOne4 = index4 === ((lastHi >>> 16) & 0x1ff);
    const at4 = table + (index4 << 1);
    const entry4Lo = words[at4];
    const entry4Hi = words[at4 + 1];
    // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if (!isOne4 ||
      (entry4Lo & 3) === 2 ||
      (entry4Lo & 0x407) === 0 ||
      (entry4Lo & 0xf8) !== 0 ||
      (vaLo === 0 && (vaHi & 0xffff) === 0 && lastLo === -1 && (lastHi & 0xffff) === 0xffff)) {
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
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
  const index3 = (vaHi >>> 7) & 0x1ff;
  const isOne3 = index3 === ((lastHi >>> 7) & 0x1ff);
  const at3 = table + (index3 << 1);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if (!isOne3 ||
    (entry3Lo & 3) === 2 ||
    (entry3Lo & 0x407) === 0 ||
    (entry3Lo & 0xf8) !== 0 ||
    (vaLo === 0 && (vaHi & 0x7f) === 0 && lastLo === -1 && (lastHi & 0x7f) === 0x7f)) {
    return mapItems3(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable || links[next3 >>> 6] !== table + (index3 << 1)) {
    return (entry3Hi & 0xfffff) !== baseHi || next3 > lastTable ? EFAULT : ELOOP;
  }
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that References an EPT Page Directory]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const isOne2 = index2 === ((lastLo >>> 30) | ((lastHi & 0x7f) << 2));
  const at2 = next3 + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if (!isOne2 ||
    (entry2Lo & 3) === 2 ||
    (entry2Lo & 0x407) === 0 ||
    (entry2Lo & 0xf8) !== 0 ||
    ((vaLo & 0x3fffffff) === 0 && (lastLo & 0x3fffffff) === 0x3fffffff)) {
    if (isOne2 && (vaLo & 0x3fffffff) === 0 && (lastLo & 0x3fffffff) === 0x3fffffff) {
      if ((entry2Lo & 0x407) === 0 && (s.oaLo & 0x3fffffff) === 0 && (s.sizes[2] & 1) !== 0) {
        const leafLo2 = (s.oaLo & -0x40000000) | 0x80 | s.leafBits[s.protection << 1];
        const leafHi2 = (s.oaHi & 0xfffff) | s.leafBits[(s.protection << 1) + 1];
        words[next3 + (index2 << 1)] = leafLo2;
        words[next3 + (index2 << 1) + 1] = leafHi2;
        const low2 = (s.oaLo + 0x40000000) | 0;
        s.oaHi = (s.oaHi + ((low2 >>> 0) < 0x40000000 ? 1 : 0)) | 0;
        s.oaLo = low2;
        return 0;
      }
    }
    return mapItems2(s, next3, vaHi, vaLo, lastHi, lastLo);
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable || links[next2 >>> 6] !== next3 + (index2 << 1)) {
    return (entry2Hi & 0xfffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
  }
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  const index1 = (vaLo >>> 21) & 0x1ff;
  const isOne1 = index1 === ((lastLo >>> 21) & 0x1ff);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if (!isOne1 ||
    (entry1Lo & 3) === 2 ||
    (entry1Lo & 0x407) === 0 ||
    (entry1Lo & 0xf8) !== 0 ||
    ((vaLo & 0x1fffff) === 0 && (lastLo & 0x1fffff) === 0x1fffff)) {
    if (isOne1 && (vaLo & 0x1fffff) === 0 && (lastLo & 0x1fffff) === 0x1fffff) {
      if ((entry1Lo & 0x407) === 0 && (s.oaLo & 0x1fffff) === 0 && (s.sizes[1] & 1) !== 0) {
        const leafLo1 = (s.oaLo & -0x200000) | 0x80 | s.leafBits[s.protection << 1];
        const leafHi1 = (s.oaHi & 0xfffff) | s.leafBits[(s.protection << 1) + 1];
        words[next2 + (index1 << 1)] = leafLo1;
        words[next2 + (index1 << 1) + 1] = leafHi1;
        const low1 = (s.oaLo + 0x200000) | 0;
        s.oaHi = (s.oaHi + ((low1 >>> 0) < 0x200000 ? 1 : 0)) | 0;
        s.oaLo = low1;
        return 0;
      }
    }
    return mapItems1(s, next2, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable || links[next1 >>> 6] !== next2 + (index1 << 1)) {
    return (entry1Hi & 0xfffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (vaLo >>> 12) & 0x1ff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0x1ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = words[at0];
  if (isOne0 && (vaLo & 0xfff) === 0 && (lastLo & 0xfff) === 0xfff) {
    if ((entry0Lo & 0x407) === 0 && (s.oaLo & 0xfff) === 0 && (s.sizes[0] & 1) !== 0) {
      const leafLo0 = (s.oaLo & -0x1000) | s.leafBits[s.protection << 1];
      const leafHi0 = (s.oaHi & 0xfffff) | s.leafBits[(s.protection << 1) + 1];
      words[next1 + (index0 << 1)] = leafLo0;
      words[next1 + (index0 << 1) + 1] = leafHi0;
      const low0 = (s.oaLo + 4096) | 0;
      s.oaHi = (s.oaHi + ((low0 >>> 0) < 4096 ? 1 : 0)) | 0;
      s.oaLo = low0;
      return 0;
    }
  }
  return mapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
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
  const end = (lastHi >>> 16) & 0x1ff;
  let index = (vaHi >>> 16) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    const next = tableFor4(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems3(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems3(s, next, positionHi, positionLo, positionHi | 0xffff, -1);
    if (below !== 0) return below;
    index += 1;
    positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
    positionLo = 0;
  }
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
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
  const end = (lastHi >>> 7) & 0x1ff;
  let index = (vaHi >>> 7) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    const next = tableFor3(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems2(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems2(s, next, positionHi, positionLo, positionHi | 0x7f, -1);
    if (below !== 0) return below;
    index += 1;
    positionHi = ((positionHi & -0x80) + 128) | 0;
    positionLo = 0;
  }
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
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
  const end = (lastLo >>> 30) | ((lastHi & 0x7f) << 2);
  let index = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0x3fffffff) === 0 && (s.oaLo & 0x3fffffff) === 0) {
      const items = ((lastLo & 0x3fffffff) === 0x3fffffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[2], index, (s.oaLo >>> 30) | ((s.oaHi & 0x7f) << 2), items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves2(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        const low = (positionLo + (taken << 30)) | 0;
        positionHi = (((positionHi + (taken >>> 2)) | 0) + ((low >>> 0) < ((taken << 30) >>> 0) ? 1 : 0)) | 0;
        positionLo = low;
        continue;
      }
    }
    const next = tableFor2(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems1(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems1(s, next, positionHi, positionLo, positionHi, positionLo | 0x3fffffff);
    if (below !== 0) return below;
    index += 1;
    const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
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
  const end = (lastLo >>> 21) & 0x1ff;
  let index = (vaLo >>> 21) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0x1fffff) === 0 && (s.oaLo & 0x1fffff) === 0) {
      const items = ((lastLo & 0x1fffff) === 0x1fffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[1], index, (s.oaLo >>> 21) & 0x1ff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves1(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionLo = (positionLo + (taken << 21)) | 0;
        continue;
      }
    }
    const next = tableFor1(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems0(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems0(s, next, positionHi, positionLo, positionHi, positionLo | 0x1fffff);
    if (below !== 0) return below;
    index += 1;
    positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
  }
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
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
  const end = (lastLo >>> 12) & 0x1ff;
  let index = (vaLo >>> 12) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0xfff) === 0 && (s.oaLo & 0xfff) === 0) {
      const items = ((lastLo & 0xfff) === 0xfff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[0], index, (s.oaLo >>> 12) & 0x1ff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves0(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        positionLo = (positionLo + (taken << 12)) | 0;
        continue;
      }
    }
    return ENXIO;
  }
}

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * The table below an item, installed if the item is empty.
 */
function tableFor4(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 0x407) !== 0) {
      // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
      if ((entryLo & 3) === 2 || (entryLo & 0xf8) !== 0) return EADDRINUSE;
      return ownedTable4(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    s.words[table + (index << 1)] = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
    s.words[table + (index << 1) + 1] = (s.baseHi & 0xfffff) | s.pointerBits[1];
    return next;
  }
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * The table below an item, installed if the item is empty.
 */
function tableFor3(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 0x407) !== 0) {
      // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
      if ((entryLo & 3) === 2 || (entryLo & 0xf8) !== 0) return EADDRINUSE;
      return ownedTable3(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    s.words[table + (index << 1)] = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
    s.words[table + (index << 1) + 1] = (s.baseHi & 0xfffff) | s.pointerBits[1];
    return next;
  }
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * The table below an item, installed if the item is empty.
 */
function tableFor2(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 0x407) !== 0) {
      // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
      if ((entryLo & 3) === 2 || (entryLo & 0xf8) !== 0) return EADDRINUSE;
      return ownedTable2(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    s.words[table + (index << 1)] = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
    s.words[table + (index << 1) + 1] = (s.baseHi & 0xfffff) | s.pointerBits[1];
    return next;
  }
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * The table below an item, installed if the item is empty.
 */
function tableFor1(s: State, table: number, index: number): number {
  while (true) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    if ((entryLo & 0x407) !== 0) {
      // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
      if ((entryLo & 3) === 2 || (entryLo & 0xf8) !== 0) return EADDRINUSE;
      return ownedTable1(s, table, index, entryHi, entryLo);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + (index << 1);
    s.words[table + (index << 1)] = (((s.baseLo + (next << 2)) | 0) & -0x1000) | 0x407 | s.pointerBits[0];
    s.words[table + (index << 1) + 1] = (s.baseHi & 0xfffff) | s.pointerBits[1];
    return next;
  }
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
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
      (((vaHi + ((index - first) >>> 2)) | 0) + (((vaLo + ((index - first) << 30)) >>> 0) < (((index - first) << 30) >>> 0) ? 1 : 0)) | 0,
      (vaLo + ((index - first) << 30)) | 0,
    );
    if (status !== 0) return status;
  }
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
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
    const status = displace1(s, table, index, itemsLg2, vaHi, (vaLo + ((index - first) << 21)) | 0);
    if (status !== 0) return status;
  }
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
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
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed2(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const used = s.arena.primitives.findSet64(table + (index << 1), end - index, 1031, 0);
    return used < 0 ? end : index + used;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    if ((entryLo & 0x407) !== 0) return at;
  }
  return end;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed1(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const used = s.arena.primitives.findSet64(table + (index << 1), end - index, 1031, 0);
    return used < 0 ? end : index + used;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    if ((entryLo & 0x407) !== 0) return at;
  }
  return end;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed0(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const used = s.arena.primitives.findSet64(table + (index << 1), end - index, 1031, 0);
    return used < 0 ? end : index + used;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    if ((entryLo & 0x407) !== 0) return at;
  }
  return end;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves2(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x40000000) | 0x80 | s.leafBits[s.protection << 1];
  let entryHi = (s.oaHi & 0xfffff) | s.leafBits[(s.protection << 1) + 1];
  if (items >= 32) {
    s.arena.primitives.fillRising64(table + (first << 1), items, entryLo, entryHi, 0x40000000, 0);
  } else {
    for (let index = first; index < end; index += 1) {
      s.words[table + (index << 1)] = entryLo;
      s.words[table + (index << 1) + 1] = entryHi;
      const low = (entryLo + 0x40000000) | 0;
      entryHi = (entryHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      entryLo = low;
    }
  }
  const low = (s.oaLo + (items << 30)) | 0;
  s.oaHi = (((s.oaHi + (items >>> 2)) | 0) + ((low >>> 0) < ((items << 30) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves1(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x200000) | 0x80 | s.leafBits[s.protection << 1];
  let entryHi = (s.oaHi & 0xfffff) | s.leafBits[(s.protection << 1) + 1];
  if (items >= 32) {
    s.arena.primitives.fillRising64(table + (first << 1), items, entryLo, entryHi, 0x200000, 0);
  } else {
    for (let index = first; index < end; index += 1) {
      s.words[table + (index << 1)] = entryLo;
      s.words[table + (index << 1) + 1] = entryHi;
      const low = (entryLo + 0x200000) | 0;
      entryHi = (entryHi + ((low >>> 0) < 0x200000 ? 1 : 0)) | 0;
      entryLo = low;
    }
  }
  const low = (s.oaLo + (items << 21)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 21) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves0(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entryLo = (s.oaLo & -0x1000) | s.leafBits[s.protection << 1];
  let entryHi = (s.oaHi & 0xfffff) | s.leafBits[(s.protection << 1) + 1];
  if (items >= 32) {
    s.arena.primitives.fillRising64(table + (first << 1), items, entryLo, entryHi, 4096, 0);
  } else {
    for (let index = first; index < end; index += 1) {
      s.words[table + (index << 1)] = entryLo;
      s.words[table + (index << 1) + 1] = entryHi;
      const low = (entryLo + 4096) | 0;
      entryHi = (entryHi + ((low >>> 0) < 4096 ? 1 : 0)) | 0;
      entryLo = low;
    }
  }
  const low = (s.oaLo + (items << 12)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 12) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}
