// Made by generic-pt from armv7s.yaml: Arm short-descriptor page table.
// Do not edit: change the spec, then run "generic-pt generate armv7s".
// Citations in brackets are of: Arm Architecture Reference Manual, Armv7-A and Armv7-R edition, DDI 0406.

import { EBADMSG, EFAULT, ELOOP, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

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
  const status = findRunTable1(s, s.openTop(), vaHi, vaLo, lastHi, lastLo);
  return status;
}

/** Level 1 (first level): VA bits 33..20, 1 MiB per item. */
function findRunTable1(
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
  s.path[1] = s.image.identity(table);
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // table (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 3) === 1) {
      const stopLo = index === end ? lastLo : positionLo | 0xfffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = s.image.open(0, 0, entry & -0x400, 1024);
      if (next < 0) return stopAt1(s, positionHi, positionLo, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[1] !== identity) {
        s.passed[2] = entry;
        s.passed[3] = 0;
        const status = findRunTable0(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if ((positionLo & 0xfffff) === 0 && (stopLo & 0xfffff) === 0xfffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entry & 0x40002) === 2 || (entry & 0x40002) === 0x40002) {
      takeRun1(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entry & 3) !== 0) return stopAt1(s, positionHi, positionLo, EBADMSG);
    index += 1;
    const low = ((positionLo & -0x100000) + 0x100000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x100000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/** Level 0 (second level): VA bits 19..12, 4 KiB per item. */
function findRunTable0(
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
  let positionHi = vaHi;
  s.path[0] = s.image.identity(table);
  while (index <= end) {
    const at = table + index;
    const entry = s.words[at];
    // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
    if ((entry & 2) !== 0 || (entry & 3) === 1) {
      takeRun0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entry & 3) !== 0) return stopAt0(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/** Level 1 (first level): VA bits 33..20, 1 MiB per item. */
function stopAt1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (second level): VA bits 19..12, 4 KiB per item. */
function stopAt0(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPath1(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 1; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1 (first level): VA bits 33..20, 1 MiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun1(
  s: State,
  table: number,
  index: number,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
): void {
  const at = table + index;
  const entry = s.words[at];
  const itemsLg2 = (entry & 0x40002) === 2 ? 0 : 4;
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = ((((entry >>> 9) & 1) | ((entry >>> 3) & 2) | ((entry >>> 3) & 4)) & 7 & ~((((1 << itemsLg2) - 1) >>> 12) & 3)) |
    (positionHi & (((1 << itemsLg2) - 1) >>> 12) & 3);
  s.runOaLo = (((entry & 0x40002) === 2 ? entry & -0x100000 : entry & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
    (positionLo & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
  s.runAttributesLo = (entry & 0x40002) === 2 ? entry & 0xffdcf : entry & 0xfffdcf;
  s.runLevel = 1;
  s.runItemsLg2 = itemsLg2;
  s.entryLo = entry;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x100000) + ((after - index) << 20)) | 0;
  let nextHi = (((positionHi + ((after - index) >>> 12)) | 0) + ((nextLo >>> 0) < (((after - index) << 20) >>> 0) ? 1 : 0)) | 0;
  s.runLastHi = positionHi | ((((1 << itemsLg2) - 1) >>> 12) & 3);
  s.runLastLo = positionLo | 0xfffff | (((1 << itemsLg2) - 1) << 20);
  const at2 = table + (after - 1);
  const lastItem = s.words[at2];
  s.oaHi = ((((lastItem >>> 9) & 1) | ((lastItem >>> 3) & 2) | ((lastItem >>> 3) & 4)) & 7 & ~((((1 << itemsLg2) - 1) >>> 12) & 3)) |
    (s.runLastHi & (((1 << itemsLg2) - 1) >>> 12) & 3);
  s.oaLo = (((lastItem & 0x40002) === 2 ? lastItem & -0x100000 : lastItem & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
    (s.runLastLo & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
  while (after < 16384) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + after;
    const candidate = s.words[at3];
    // section (block 1, super 0) [Short-descriptor translation table format descriptors] or supersection (block 1, super 1) [Short-descriptor translation table format descriptors]
    if (((candidate & 0x40002) !== 2 && (candidate & 0x40002) !== 0x40002) ||
      ((candidate & 0x40002) === 2 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = (candidate & 0x40002) === 2 ? candidate & 0xffdcf : candidate & 0xfffdcf;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 0x40002) === 2 ? candidate & -0x100000 : candidate & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
      (nextLo & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
    const outputAddressHi = ((((candidate >>> 9) & 1) | ((candidate >>> 3) & 2) | ((candidate >>> 3) & 4)) & 7 & ~((((1 << itemsLg2) - 1) >>> 12) & 3)) |
      (nextHi & (((1 << itemsLg2) - 1) >>> 12) & 3);
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi | ((((1 << itemsLg2) - 1) >>> 12) & 3);
    s.runLastLo = nextLo | 0xfffff | (((1 << itemsLg2) - 1) << 20);
    after += items;
    const at4 = table + (after - 1);
    const lastOne = s.words[at4];
    s.oaHi = ((((lastOne >>> 9) & 1) | ((lastOne >>> 3) & 2) | ((lastOne >>> 3) & 4)) & 7 & ~((((1 << itemsLg2) - 1) >>> 12) & 3)) |
      (s.runLastHi & (((1 << itemsLg2) - 1) >>> 12) & 3);
    s.oaLo = (((lastOne & 0x40002) === 2 ? lastOne & -0x100000 : lastOne & -0x1000000) & ~((((1 << itemsLg2) - 1) << 20) | 0xfffff)) |
      (s.runLastLo & ((((1 << itemsLg2) - 1) << 20) | 0xfffff));
    const low = ((nextLo & -0x100000) + (items << 20)) | 0;
    nextHi = (((nextHi + (items >>> 12)) | 0) + ((low >>> 0) < ((items << 20) >>> 0) ? 1 : 0)) | 0;
    nextLo = low;
  }
}

/**
 * Level 0 (second level): VA bits 19..12, 4 KiB per item.
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
  const at = table + index;
  const entry = s.words[at];
  const itemsLg2 = (entry & 2) !== 0 ? 0 : 4;
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = (((entry >>> 9) & 1) | ((entry >>> 3) & 2) | ((entry >>> 3) & 4)) & 7;
  s.runOaLo = (((entry & 2) !== 0 ? entry & -0x1000 : entry & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
    (positionLo & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
  s.runAttributesLo = (entry & 2) !== 0 ? entry & 0xdcf : entry & 0xfdcf;
  s.runLevel = 0;
  s.runItemsLg2 = itemsLg2;
  s.entryLo = entry;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x1000) + ((after - index) << 12)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff | ((((1 << itemsLg2) - 1) & 0xff) << 12);
  const at2 = table + (after - 1);
  const lastItem = s.words[at2];
  s.oaHi = (((lastItem >>> 9) & 1) | ((lastItem >>> 3) & 2) | ((lastItem >>> 3) & 4)) & 7;
  s.oaLo = (((lastItem & 2) !== 0 ? lastItem & -0x1000 : lastItem & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
    (s.runLastLo & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
  while (after < 256) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + after;
    const candidate = s.words[at3];
    // page (block 1) [Short-descriptor translation table format descriptors] or large-page (type 1) [Short-descriptor translation table format descriptors]
    if (((candidate & 2) === 0 && (candidate & 3) !== 1) || ((candidate & 2) !== 0 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = (candidate & 2) !== 0 ? candidate & 0xdcf : candidate & 0xfdcf;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 2) !== 0 ? candidate & -0x1000 : candidate & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
      (nextLo & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
    const outputAddressHi = (((candidate >>> 9) & 1) | ((candidate >>> 3) & 2) | ((candidate >>> 3) & 4)) & 7;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0xfff | ((((1 << itemsLg2) - 1) & 0xff) << 12);
    after += items;
    const at4 = table + (after - 1);
    const lastOne = s.words[at4];
    s.oaHi = (((lastOne >>> 9) & 1) | ((lastOne >>> 3) & 2) | ((lastOne >>> 3) & 4)) & 7;
    s.oaLo = (((lastOne & 2) !== 0 ? lastOne & -0x1000 : lastOne & -0x10000) & ~(((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff)) |
      (s.runLastLo & (((((1 << itemsLg2) - 1) & 0xff) << 12) | 0xfff));
    nextLo = ((nextLo & -0x1000) + (items << 12)) | 0;
  }
}
