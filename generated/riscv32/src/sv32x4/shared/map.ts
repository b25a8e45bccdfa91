// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EADDRINUSE, EFAULT, EINVAL, ELOOP, ENXIO, EOVERFLOW, EPERM, ERANGE, installWord, leafRun } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { displace1 } from "./displace.js";
import { ownedTable1 } from "./owned.js";

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
  const status = mapTable1(s, s.top, vaHi, vaLo, lastHi, lastLo);
  s.doneHi = status === 0 ? wholeHi : (((s.oaHi - oaHi) | 0) - ((s.oaLo >>> 0) < (oaLo >>> 0) ? 1 : 0)) | 0;
  s.doneLo = status === 0 ? wholeLo : (s.oaLo - oaLo) | 0;
  if (status !== 0) return status;
  return wholeLo === lengthLo && wholeHi === lengthHi ? 0 : ENXIO;
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
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 1024;
  // Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
  const index1 = (vaLo >>> 22) | ((vaHi & 3) << 10);
  const isOne1 = index1 === ((lastLo >>> 22) | ((lastHi & 3) << 10));
  const at1 = table + index1;
  const entry1 = Atomics.load(words, at1);
  // no table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
  if (!isOne1 || (entry1 & 0xdf) !== 1 || ((vaLo & 0x3fffff) === 0 && (lastLo & 0x3fffff) === 0x3fffff)) {
    if (isOne1 && (vaLo & 0x3fffff) === 0 && (lastLo & 0x3fffff) === 0x3fffff) {
      if ((entry1 & 1) === 0 && (s.oaLo & 0x3fffff) === 0 && (s.sizes[1] & 1) !== 0) {
        const leafLo1 = (((s.oaLo & -0x400000) >>> 2) & 0x3ff00000) |
          ((s.oaHi & 3) << 30) |
          0x51 |
          s.leafBits[s.protection << 1];
        Atomics.store(words, table + index1, leafLo1);
        const low1 = (s.oaLo + 0x400000) | 0;
        s.oaHi = (s.oaHi + ((low1 >>> 0) < 0x400000 ? 1 : 0)) | 0;
        s.oaLo = low1;
        return 0;
      }
    }
    return mapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = (((entry1 & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
  if ((entry1 >>> 30) !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + index1) {
    return (entry1 >>> 30) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
  const index0 = (vaLo >>> 12) & 0x3ff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0x3ff);
  const at0 = next1 + index0;
  const entry0 = Atomics.load(words, at0);
  if (isOne0 && (vaLo & 0xfff) === 0 && (lastLo & 0xfff) === 0xfff) {
    if ((entry0 & 1) === 0 && (s.oaLo & 0xfff) === 0 && (s.sizes[0] & 1) !== 0) {
      const leafLo0 = (((s.oaLo & -0x1000) >>> 2) & 0x3ffffc00) |
        ((s.oaHi & 3) << 30) |
        0x51 |
        s.leafBits[s.protection << 1];
      Atomics.store(words, next1 + index0, leafLo0);
      const low0 = (s.oaLo + 4096) | 0;
      s.oaHi = (s.oaHi + ((low0 >>> 0) < 4096 ? 1 : 0)) | 0;
      s.oaLo = low0;
      return 0;
    }
  }
  return mapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
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
  const end = (lastLo >>> 22) | ((lastHi & 3) << 10);
  let index = (vaLo >>> 22) | ((vaHi & 3) << 10);
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0x3fffff) === 0 && (s.oaLo & 0x3fffff) === 0) {
      const items = ((lastLo & 0x3fffff) === 0x3fffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[1], index, (s.oaLo >>> 22) | ((s.oaHi & 3) << 10), items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves1(s, table, index, taken, run & 0x1f, positionHi, positionLo);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        const low = (positionLo + (taken << 22)) | 0;
        positionHi = (((positionHi + (taken >>> 10)) | 0) + ((low >>> 0) < ((taken << 22) >>> 0) ? 1 : 0)) | 0;
        positionLo = low;
        continue;
      }
    }
    const next = tableFor1(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems0(s, next, positionHi, positionLo, lastHi, lastLo);
    const below = mapItems0(s, next, positionHi, positionLo, positionHi, positionLo | 0x3fffff);
    if (below !== 0) return below;
    index += 1;
    const low = ((positionLo & -0x400000) + 0x400000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x400000 ? 1 : 0)) | 0;
    positionLo = low;
  }
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
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
  const end = (lastLo >>> 12) & 0x3ff;
  let index = (vaLo >>> 12) & 0x3ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (true) {
    if ((positionLo & 0xfff) === 0 && (s.oaLo & 0xfff) === 0) {
      const items = ((lastLo & 0xfff) === 0xfff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[0], index, (s.oaLo >>> 12) & 0x3ff, items);
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
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
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
      (((vaHi + ((index - first) >>> 10)) | 0) + (((vaLo + ((index - first) << 22)) >>> 0) < (((index - first) << 22) >>> 0) ? 1 : 0)) | 0,
      (vaLo + ((index - first) << 22)) | 0,
    );
    if (status !== 0) return status;
  }
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
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
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
 * The table below an item, installed if the item is empty.
 */
function tableFor1(s: State, table: number, index: number): number {
  while (true) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    if ((entry & 1) !== 0) {
      // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
      if ((entry & 0xdf) !== 1) return EADDRINUSE;
      return ownedTable1(s, table, index, entry);
    }
    const next = s.arena.allocate(4096);
    if (next < 0) return next;
    s.links[next >>> 6] = table + index;
    if (installWord(
      s,
      table + index,
      entry,
      (((s.baseLo + (next << 2)) >>> 2) & 0x3ffffc00) | (s.baseHi << 30) | 1,
    )) {
      return next;
    }
    s.arena.free(next, 4096);
  }
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = Atomics.load(s.words, at2);
    if ((entry & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = Atomics.load(s.words, at2);
    if ((entry & 1) !== 0) return at;
  }
  return end;
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves1(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entry = (((s.oaLo & -0x400000) >>> 2) & 0x3ff00000) |
    ((s.oaHi & 3) << 30) |
    0x51 |
    s.leafBits[s.protection << 1];
  for (let index = first; index < end; index += 1) {
    Atomics.store(s.words, table + index, entry);
    entry = (entry + 0x100000) | 0;
  }
  const low = (s.oaLo + (items << 22)) | 0;
  s.oaHi = (((s.oaHi + (items >>> 10)) | 0) + ((low >>> 0) < ((items << 22) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves0(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  let entry = (((s.oaLo & -0x1000) >>> 2) & 0x3ffffc00) |
    ((s.oaHi & 3) << 30) |
    0x51 |
    s.leafBits[s.protection << 1];
  for (let index = first; index < end; index += 1) {
    Atomics.store(s.words, table + index, entry);
    entry = (entry + 1024) | 0;
  }
  const low = (s.oaLo + (items << 12)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 12) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}
