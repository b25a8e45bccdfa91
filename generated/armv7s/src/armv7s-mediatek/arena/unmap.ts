// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1 } from "./owned.js";

/**
 * Removes the leaves of a range and the tables that it covers whole. `s.done` tells the bytes removed: fewer
 * than asked where a hole stopped it, more if the last leaf was larger, none if the range starts inside a
 * leaf.
 */
export function unmap(s: State, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): number {
  s.doneHi = 0;
  s.doneLo = 0;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  if (lengthLo === 0 && lengthHi === 0) return 0;
  const lastLo = (vaLo + ((lengthLo - 1) | 0)) | 0;
  const lastHi = (((vaHi + ((lengthHi - (lengthLo === 0 ? 1 : 0)) | 0)) | 0) + ((lastLo >>> 0) < ((lengthLo - 1) >>> 0) ? 1 : 0)) | 0;
  if ((vaHi >>> 0) > (lastHi >>> 0) || (vaHi === lastHi && (vaLo >>> 0) > (lastLo >>> 0))) return 0;
  if (((lastHi & ~s.reachHi) | (lastLo & ~s.reachLo)) !== 0) return 0;
  const status = unmapTable1(s, s.top, vaHi, vaLo, lastHi, lastLo);
  if (s.doneLo !== 0 || s.doneHi !== 0) {
    s.gather.addRange(
      vaHi,
      vaLo,
      (((vaHi + ((s.doneHi - (s.doneLo === 0 ? 1 : 0)) | 0)) | 0) + (((vaLo + ((s.doneLo - 1) | 0)) >>> 0) < ((s.doneLo - 1) >>> 0) ? 1 : 0)) | 0,
      (vaLo + ((s.doneLo - 1) | 0)) | 0,
    );
  }
  return status === ENOENT ? 0 : status;
}

/** Goes down as long as the range is a part of one item, then removes it. ENOENT: a hole, go no further. */
function unmapTable1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const lastTable = s.wordCount - 256;
  // Level 1 (first level): VA bits 33..20, 1 MiB per item.
  const index1 = (vaLo >>> 20) | ((vaHi & 3) << 12);
  const isOne1 = index1 === ((lastLo >>> 20) | ((lastHi & 3) << 12));
  const at1 = table + index1;
  const entry1 = words[at1];
  // no table (type 1) [Short-descriptor translation table format descriptors]
  if (!isOne1 || ((vaLo & 0xfffff) === 0 && (lastLo & 0xfffff) === 0xfffff) || (entry1 & 3) !== 1) {
    if (isOne1 && (vaLo & 0xfffff) === 0 && (entry1 & 0x40002) === 2) {
      words[table + index1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x100000;
      return 0;
    }
    return unmapItems1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1 & -0x400) - s.baseLo) >>> 2;
  if (0 !== baseHi || next1 > lastTable || s.links[next1 >>> 6] !== table + index1) {
    return 0 !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (second level): VA bits 19..12, 4 KiB per item.
  const index0 = (vaLo >>> 12) & 0xff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0xff);
  const at0 = next1 + index0;
  const entry0 = words[at0];
  if (isOne0 && (vaLo & 0xfff) === 0 && (entry0 & 2) !== 0) {
    words[next1 + index0] = 0;
    s.doneHi = 0;
    s.doneLo = 4096;
    return 0;
  }
  return unmapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems1(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 20) | ((lastHi & 3) << 12);
  let index = (vaLo >>> 20) | ((vaHi & 3) << 12);
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + index;
  const first = s.words[at];
  const itemsLg2 = (first & 0x40002) === 2 ? 0 : 4;
  // section (block 1, super 0) [Short-descriptor translation table format descriptors] or supersection (block 1, super 1) [Short-descriptor translation table format descriptors]
  if (((first & 0x40002) === 2 || (first & 0x40002) === 0x40002) &&
    ((vaLo & 0xfffff) !== 0 || (((vaLo >>> 20) | ((vaHi & 3) << 12)) & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // table (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 3) === 1) {
      const next = ownedTable1(s, table, index, entry);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0xfffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0xfffff) === 0 && (stopLo & 0xfffff) === 0xfffff) {
        s.words[table + index] = 0;
        s.gather.holdTable(next, 1024);
      }
      index += 1;
      const low = ((positionLo & -0x100000) + 0x100000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x100000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entry & 0x40002) === 2) {
      const after = clearSingles1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 20;
      const bytesOfHi = (after - index) >>> 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 20)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 12)) | 0) + ((low2 >>> 0) < (((after - index) << 20) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else if ((entry & 0x40002) === 0x40002) {
      const itemsLg2 = 4;
      if ((positionLo & 0xfffff) !== 0 ||
        (((positionLo >>> 20) | ((positionHi & 3) << 12)) & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + (index + item)] = 0;
      }
      const bytesOfLo = items << 20;
      const bytesOfHi = items >>> 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      const low2 = (positionLo + (items << 20)) | 0;
      positionHi = (((positionHi + (items >>> 12)) | 0) + ((low2 >>> 0) < ((items << 20) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
    } else {
      return (entry & 3) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems0(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastLo >>> 12) & 0xff;
  let index = (vaLo >>> 12) & 0xff;
  let positionLo = vaLo;
  const at = table + index;
  const first = s.words[at];
  const itemsLg2 = (first & 2) !== 0 ? 0 : 4;
  // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
  if (((first & 2) !== 0 || (first & 3) === 1) &&
    ((vaLo & 0xfff) !== 0 || ((vaLo >>> 12) & 0xff & ((1 << itemsLg2) - 1)) !== 0)) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    if ((entry & 2) !== 0) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 12)) | 0;
      index = after;
    } else if ((entry & 3) === 1) {
      const itemsLg2 = 4;
      if ((positionLo & 0xfff) !== 0 || ((positionLo >>> 12) & 0xff & ((1 << itemsLg2) - 1)) !== 0) {
        return EBADMSG;
      }
      const items = 1 << itemsLg2;
      for (let item = 0; item < items; item += 1) {
        s.words[table + (index + item)] = 0;
      }
      const bytesOfLo = items << 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      index += items;
      positionLo = (positionLo + (items << 12)) | 0;
    } else {
      return (entry & 3) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike32(table + index, end - index, 0x40002, 2);
    s.arena.primitives.fillEqual32(table + index, items, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 0x40002) !== 2) return at;
    s.words[table + at] = 0;
  }
  return end;
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  if (end - index >= 32) {
    const items = s.arena.primitives.countLike32(table + index, end - index, 2, 2);
    s.arena.primitives.fillEqual32(table + index, items, 0);
    return index + items;
  }
  for (let at = index; at < end; at += 1) {
    const at2 = table + at;
    const entry = s.words[at2];
    if ((entry & 2) === 0) return at;
    s.words[table + at] = 0;
  }
  return end;
}
