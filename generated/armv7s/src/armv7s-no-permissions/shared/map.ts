// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EADDRINUSE, EFAULT, EINVAL, ELOOP, ENXIO, EOVERFLOW, EPERM, ERANGE, installWord, leafRun } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { displace1 } from "./displace.js";
import { ownedTable1 } from "./owned.js";

/**
 * Maps a range with the largest leaves that fit at each point. Prefix-complete: on an error `s.done` bytes
 * from the start are mapped, and tables installed on the way stay.
 */
export function map(s: State, va: number, oaHi: number, oaLo: number, length: number, protection: number): number {
  s.doneBytes = 0;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  if (protection !== (protection & 0x3f)) return EINVAL;
  if (s.requiredProtection !== 0 && (protection & s.requiredProtection) === 0) return EINVAL;
  if (((oaHi & ~s.lastOaHi) | (oaLo & ~s.lastOaLo)) !== 0) return ERANGE;
  if (s.refusals[protection] !== 0) return s.refusals[protection];
  if (length === 0) return EINVAL;
  const end = (va + ((length - 1) | 0)) | 0;
  if ((va >>> 0) + (length - 1) > 0xffffffff) return EOVERFLOW;
  const first = va ^ s.originLo;
  const lastLo = end ^ s.originLo;
  if ((first & ~s.lastLo) !== 0 || (lastLo & ~s.lastLo) !== 0) return ERANGE;
  const oaEndLo = (oaLo + ((length - 1) | 0)) | 0;
  const oaEndHi = (oaHi + ((oaEndLo >>> 0) < ((length - 1) >>> 0) ? 1 : 0)) | 0;
  if (((oaEndHi & ~s.lastOaHi) | (oaEndLo & ~s.lastOaLo)) !== 0 ||
    (oaHi >>> 0) > (oaEndHi >>> 0) ||
    (oaHi === oaEndHi && (oaLo >>> 0) > (oaEndLo >>> 0))) {
    return ERANGE;
  }
  const whole = length - length % (s.unitLo + 1);
  if (whole === 0) return ENXIO;
  if ((va & s.unitLo) !== 0 || (oaLo & s.unitLo) !== 0) return ENXIO;
  const vaLo = (va + ((whole - 1) | 0)) | 0;
  const last2 = vaLo ^ s.originLo;
  s.oaHi = oaHi;
  s.oaLo = oaLo;
  s.protection = protection;
  const status = mapTable1(s, s.top, first, last2);
  s.doneBytes = status === 0
    ? whole
    : (s.oaHi >>> 0) * 0x100000000 + (s.oaLo >>> 0) - ((oaHi >>> 0) * 0x100000000 + (oaLo >>> 0));
  if (status !== 0) return status;
  return whole === length ? 0 : ENXIO;
}

/**
 * Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves
 * along.
 */
function mapTable1(s: State, table: number, va: number, last: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 256;
  // Level 1 (first level): VA bits 31..20, 1 MiB per item.
  const index1 = va >>> 20;
  const isOne1 = index1 === (last >>> 20);
  const at1 = table + index1;
  const entry1 = Atomics.load(words, at1);
  // no table (type 1) [Short-descriptor translation table format descriptors]
  if (!isOne1 || (entry1 & 3) !== 1 || ((va & 0xfffff) === 0 && (last & 0xfffff) === 0xfffff)) {
    if (isOne1 && (va & 0xfffff) === 0 && (last & 0xfffff) === 0xfffff) {
      if ((entry1 & 3) === 0 && (s.oaLo & 0xfffff) === 0 && (s.sizes[1] & 1) !== 0) {
        const leafLo1 = (s.oaLo & -0x100000) | 0x30002 | s.leafBits[(s.protection << 1) + 256];
        Atomics.store(words, table + index1, leafLo1);
        const low1 = (s.oaLo + 0x100000) | 0;
        s.oaHi = (s.oaHi + ((low1 >>> 0) < 0x100000 ? 1 : 0)) | 0;
        s.oaLo = low1;
        return 0;
      }
    }
    return mapItems1(s, table, va, last);
  }
  const next1 = ((entry1 & -0x400) - s.baseLo) >>> 2;
  if (0 !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + index1) {
    return 0 !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (second level): VA bits 19..12, 4 KiB per item.
  const index0 = (va >>> 12) & 0xff;
  const isOne0 = index0 === ((last >>> 12) & 0xff);
  const at0 = next1 + index0;
  const entry0 = Atomics.load(words, at0);
  if (isOne0 && (va & 0xfff) === 0 && (last & 0xfff) === 0xfff) {
    if ((entry0 & 3) === 0 && (s.oaLo & 0xfff) === 0 && (s.sizes[0] & 1) !== 0) {
      const leafLo0 = (s.oaLo & -0x1000) | 0xc02 | s.leafBits[s.protection << 1];
      Atomics.store(words, next1 + index0, leafLo0);
      const low0 = (s.oaLo + 4096) | 0;
      s.oaHi = (s.oaHi + ((low0 >>> 0) < 4096 ? 1 : 0)) | 0;
      s.oaLo = low0;
      return 0;
    }
  }
  return mapItems0(s, next1, va, last);
}

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItems1(s: State, table: number, va: number, last: number): number {
  const end = last >>> 20;
  let index = va >>> 20;
  let position = va;
  while (true) {
    if ((position & 0xfffff) === 0 && (s.oaLo & 0xfffff) === 0) {
      const items = ((last & 0xfffff) === 0xfffff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[1], index, s.oaLo >>> 20, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves1(s, table, index, taken, run & 0x1f, position);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        position = (position + (taken << 20)) | 0;
        continue;
      }
    }
    const next = tableFor1(s, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems0(s, next, position, last);
    const below = mapItems0(s, next, position, position | 0xfffff);
    if (below !== 0) return below;
    index += 1;
    position = ((position & -0x100000) + 0x100000) | 0;
  }
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along.
 */
function mapItems0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0xff;
  let index = (va >>> 12) & 0xff;
  let position = va;
  while (true) {
    if ((position & 0xfff) === 0 && (s.oaLo & 0xfff) === 0) {
      const items = ((last & 0xfff) === 0xfff ? end + 1 : end) - index;
      const run = leafRun(s.sizes[0], index, (s.oaLo >>> 12) & 0xff, items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves0(s, table, index, taken, run & 0x1f, position);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        position = (position + (taken << 12)) | 0;
        continue;
      }
    }
    return ENXIO;
  }
}

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeaves1(
  s: State,
  table: number,
  first: number,
  items: number,
  itemsLg2: number,
  va: number,
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
    const status = displace1(s, table, index, itemsLg2, (va + ((index - first) << 20)) | 0);
    if (status !== 0) return status;
  }
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Installs leaves of one size over `items` items, replacing empty tables below them.
 */
function mapLeaves0(
  s: State,
  table: number,
  first: number,
  items: number,
  itemsLg2: number,
  va: number,
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
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * The table below an item, installed if the item is empty.
 */
function tableFor1(s: State, table: number, index: number): number {
  while (true) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    if ((entry & 3) !== 0) {
      // table (type 1) [Short-descriptor translation table format descriptors]
      if ((entry & 3) !== 1) return EADDRINUSE;
      return ownedTable1(s, table, index, entry);
    }
    const next = s.arena.allocate(1024);
    if (next < 0) return next;
    s.links[next >>> 6] = table + index;
    if (installWord(
      s,
      table + index,
      entry,
      (((s.baseLo + (next << 2)) | 0) & -0x400) | 1 | s.pointerBits[0],
    )) {
      return next;
    }
    s.arena.free(next, 1024);
  }
}

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = Atomics.load(s.words, at2);
    if ((entry & 3) !== 0) return at;
  }
  return end;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Number of the first item in [index, end) that is in use, or `end`.
 */
function firstUsed0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = Atomics.load(s.words, at2);
    if ((entry & 3) !== 0) return at;
  }
  return end;
}

/**
 * Level 1 (first level): VA bits 31..20, 1 MiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves1(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  if (itemsLg2 !== 0) {
    for (let group = first; group < end; group += 1 << itemsLg2) {
      const repeated = (s.oaLo & -0x1000000) |
        ((s.oaHi & 0xf) << 20) |
        ((s.oaHi & 0xf0) << 1) |
        0x70002 |
        s.leafBits[(s.protection << 1) + 256];
      const size = 1 << itemsLg2;
      const groupEnd = group + size;
      for (let index = group; index < groupEnd; index += 1) {
        Atomics.store(s.words, table + index, repeated);
      }
      const low = (s.oaLo + (size << 20)) | 0;
      s.oaHi = (((s.oaHi + (size >>> 12)) | 0) + ((low >>> 0) < ((size << 20) >>> 0) ? 1 : 0)) | 0;
      s.oaLo = low;
    }
    return;
  }
  let entry = (s.oaLo & -0x100000) | 0x30002 | s.leafBits[(s.protection << 1) + 256];
  for (let index = first; index < end; index += 1) {
    Atomics.store(s.words, table + index, entry);
    entry = (entry + 0x100000) | 0;
  }
  const low = (s.oaLo + (items << 20)) | 0;
  s.oaHi = (((s.oaHi + (items >>> 12)) | 0) + ((low >>> 0) < ((items << 20) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Stores leaves for the OAs from `s.oa` up into items that are empty.
 */
function fillLeaves0(s: State, table: number, first: number, items: number, itemsLg2: number): void {
  const end = first + items;
  if (itemsLg2 !== 0) {
    for (let group = first; group < end; group += 1 << itemsLg2) {
      const repeated = (s.oaLo & -0x10000) | 0xc01 | s.leafBits[(s.protection << 1) + 128];
      const size = 1 << itemsLg2;
      const groupEnd = group + size;
      for (let index = group; index < groupEnd; index += 1) {
        Atomics.store(s.words, table + index, repeated);
      }
      const low = (s.oaLo + (size << 12)) | 0;
      s.oaHi = (s.oaHi + ((low >>> 0) < ((size << 12) >>> 0) ? 1 : 0)) | 0;
      s.oaLo = low;
    }
    return;
  }
  let entry = (s.oaLo & -0x1000) | 0xc02 | s.leafBits[s.protection << 1];
  for (let index = first; index < end; index += 1) {
    Atomics.store(s.words, table + index, entry);
    entry = (entry + 4096) | 0;
  }
  const low = (s.oaLo + (items << 12)) | 0;
  s.oaHi = (s.oaHi + ((low >>> 0) < ((items << 12) >>> 0) ? 1 : 0)) | 0;
  s.oaLo = low;
}
