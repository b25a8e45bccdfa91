// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

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
  const status = findRunTableAt(s, s.topLevel, s.openTop(), vaHi, vaLo, lastHi, lastLo);
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
    case 4:
      return findRunTable4(s, table, vaHi, vaLo, lastHi, lastLo);
    case 3:
      return findRunTable3(s, table, vaHi, vaLo, lastHi, lastLo);
    case 2:
      return findRunTable2(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return findRunTable1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Level 4: VA bits 55..47, 128 TiB per item. */
function findRunTable4(
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
  s.path[4] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, next-level 4)
    if ((entryLo & 0xe01) === 0x801) {
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7fff;
      const next = s.image.open(3, entryHi & 0xfffff, entryLo & -0x1000, 4096);
      if (next < 0) return stopAt4(s, positionHi, positionLo, EFAULT);
      if (isOnPath4(s, next)) return stopAt4(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[4] !== identity) {
        s.passed[8] = entryLo;
        s.passed[9] = entryHi;
        const status = findRunTable3(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if (positionLo === 0 &&
          (positionHi & 0x7fff) === 0 &&
          stopLo === -1 &&
          (stopHi & 0x7fff) === 0x7fff) {
          s.barren[4] = identity;
        }
      }
    } else if ((entryLo & 1) !== 0) return stopAt4(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionHi = ((positionHi & -0x8000) + 32768) | 0;
    positionLo = 0;
  }
  return ENOENT;
}

/** Level 3: VA bits 46..38, 256 GiB per item. */
function findRunTable3(
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
  s.path[3] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, next-level 3)
    if ((entryLo & 0xe01) === 0x601) {
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x3f;
      const next = s.image.open(2, entryHi & 0xfffff, entryLo & -0x1000, 4096);
      if (next < 0) return stopAt3(s, positionHi, positionLo, EFAULT);
      if (isOnPath3(s, next)) return stopAt3(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[3] !== identity) {
        s.passed[6] = entryLo;
        s.passed[7] = entryHi;
        const status = findRunTable2(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if (positionLo === 0 && (positionHi & 0x3f) === 0 && stopLo === -1 && (stopHi & 0x3f) === 0x3f) {
          s.barren[3] = identity;
        }
      }
    } else if ((entryLo & 0xe01) === 1 ||
      ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0x7f) === 0x7f && (entryHi & 0x7f80) !== 0x7f80)) {
      takeRun3(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt3(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionHi = ((positionHi & -0x40) + 64) | 0;
    positionLo = 0;
  }
  return ENOENT;
}

/** Level 2: VA bits 37..29, 512 MiB per item. */
function findRunTable2(
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
  s.path[2] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, next-level 2)
    if ((entryLo & 0xe01) === 0x401) {
      const stopLo = index === end ? lastLo : positionLo | 0x1fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = s.image.open(1, entryHi & 0xfffff, entryLo & -0x1000, 4096);
      if (next < 0) return stopAt2(s, positionHi, positionLo, EFAULT);
      if (isOnPath2(s, next)) return stopAt2(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[2] !== identity) {
        s.passed[4] = entryLo;
        s.passed[5] = entryHi;
        const status = findRunTable1(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if ((positionLo & 0x1fffffff) === 0 && (stopLo & 0x1fffffff) === 0x1fffffff) {
          s.barren[2] = identity;
        }
      }
    } else if ((entryLo & 0xe01) === 1 ||
      ((entryLo & 0x3ffffe01) === 0x3ffffe01 && ((entryLo & -0x40000000) !== -0x40000000 || (entryHi & 0x3f) !== 0x3f))) {
      takeRun2(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt2(s, positionHi, positionLo, EBADMSG);
    index += 1;
    const low = ((positionLo & -0x20000000) + 0x20000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x20000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/** Level 1: VA bits 28..20, 1 MiB per item. */
function findRunTable1(
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
  s.path[1] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, next-level 1)
    if ((entryLo & 0xe01) === 0x201) {
      const stopLo = index === end ? lastLo : positionLo | 0xfffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = s.image.open(0, entryHi & 0xfffff, entryLo & -0x1000, 4096);
      if (next < 0) return stopAt1(s, positionHi, positionLo, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[1] !== identity) {
        s.passed[2] = entryLo;
        s.passed[3] = entryHi;
        const status = findRunTable0(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if ((positionLo & 0xfffff) === 0 && (stopLo & 0xfffff) === 0xfffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entryLo & 0xe01) === 1 ||
      ((entryLo & 0x1ffe01) === 0x1ffe01 && (entryLo & 0x1fe00000) !== 0x1fe00000)) {
      takeRun1(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt1(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x100000) + 0x100000) | 0;
  }
  return ENOENT;
}

/** Level 0: VA bits 19..11, 2 KiB per item. */
function findRunTable0(
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
  s.path[0] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entryLo & 0xe01) === 1 || ((entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000)) {
      takeRun0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt0(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x800) + 2048) | 0;
  }
  return ENOENT;
}

/** Level 4: VA bits 55..47, 128 TiB per item. */
function stopAt4(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi | 0x7fff;
  s.runLastLo = -1;
  s.runLevel = 4;
  return status;
}

/** Level 3: VA bits 46..38, 256 GiB per item. */
function stopAt3(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi | 0x3f;
  s.runLastLo = -1;
  s.runLevel = 3;
  return status;
}

/** Level 2: VA bits 37..29, 512 MiB per item. */
function stopAt2(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x1fffffff;
  s.runLevel = 2;
  return status;
}

/** Level 1: VA bits 28..20, 1 MiB per item. */
function stopAt1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfffff;
  s.runLevel = 1;
  return status;
}

/** Level 0: VA bits 19..11, 2 KiB per item. */
function stopAt0(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x7ff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 4: VA bits 55..47, 128 TiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPath4(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 4; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPath3(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 3; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPath2(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 2; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
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
 * Level 3: VA bits 46..38, 256 GiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun3(
  s: State,
  table: number,
  index: number,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
): void {
  const at = table + (index << 1);
  const entryLo = s.words[at];
  const entryHi = s.words[at + 1];
  const itemsLg2 = (entryLo & 0xe01) === 1
    ? 0
    : 32 - Math.clz32(~((entryHi >>> 7) & 0xff) & (((entryHi >>> 7) & 0xff) + 1));
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = ((entryHi >>> 1) & 0x7ffc0 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f)) |
    (positionHi & (((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f));
  s.runOaLo = positionLo;
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 3;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = 0;
  let nextHi = ((positionHi & -0x40) + ((after - index) << 6)) | 0;
  s.runLastHi = positionHi | 0x3f | ((((1 << itemsLg2) - 1) & 0x1ff) << 6);
  s.runLastLo = -1;
  const at2 = table + ((after - 1) << 1);
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = ((lastItemHi >>> 1) & 0x7ffc0 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f)) |
    (s.runLastHi & (((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f));
  s.oaLo = s.runLastLo;
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if (((candidateLo & 0xe01) !== 1 && ((candidateLo & -0x1ff) !== -0x1ff || (candidateHi & 0x7f) !== 0x7f || (candidateHi & 0x7f80) === 0x7f80)) ||
      ((candidateLo & 0xe01) === 1 ? 0 : 32 - Math.clz32(~((candidateHi >>> 7) & 0xff) & (((candidateHi >>> 7) & 0xff) + 1))) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressHi = ((candidateHi >>> 1) & 0x7ffc0 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f)) |
      (nextHi & (((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f));
    if (((s.oaLo + 1) | 0) !== nextLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi | 0x3f | ((((1 << itemsLg2) - 1) & 0x1ff) << 6);
    s.runLastLo = -1;
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = ((lastOneHi >>> 1) & 0x7ffc0 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f)) |
      (s.runLastHi & (((((1 << itemsLg2) - 1) & 0x1ff) << 6) | 0x3f));
    s.oaLo = s.runLastLo;
    nextHi = ((nextHi & -0x40) + (items << 6)) | 0;
    nextLo = 0;
  }
}

/**
 * Level 2: VA bits 37..29, 512 MiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun2(
  s: State,
  table: number,
  index: number,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
): void {
  const at = table + (index << 1);
  const entryLo = s.words[at];
  const entryHi = s.words[at + 1];
  const itemsLg2 = (entryLo & 0xe01) === 1
    ? 0
    : 32 - Math.clz32(~((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) & (((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) + 1));
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = ((entryHi >>> 1) & 0x7ffff & ~((((1 << itemsLg2) - 1) >>> 3) & 0x3f)) |
    (positionHi & (((1 << itemsLg2) - 1) >>> 3) & 0x3f);
  s.runOaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x20000000 & ~((((1 << itemsLg2) - 1) << 29) | 0x1fffffff)) |
    (positionLo & ((((1 << itemsLg2) - 1) << 29) | 0x1fffffff));
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 2;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x20000000) + ((after - index) << 29)) | 0;
  let nextHi = (((positionHi + ((after - index) >>> 3)) | 0) + ((nextLo >>> 0) < (((after - index) << 29) >>> 0) ? 1 : 0)) | 0;
  s.runLastHi = positionHi | ((((1 << itemsLg2) - 1) >>> 3) & 0x3f);
  s.runLastLo = positionLo | 0x1fffffff | (((1 << itemsLg2) - 1) << 29);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = ((lastItemHi >>> 1) & 0x7ffff & ~((((1 << itemsLg2) - 1) >>> 3) & 0x3f)) |
    (s.runLastHi & (((1 << itemsLg2) - 1) >>> 3) & 0x3f);
  s.oaLo = ((((lastItemLo >>> 1) & 0x7ffff800) | (lastItemHi << 31)) & -0x20000000 & ~((((1 << itemsLg2) - 1) << 29) | 0x1fffffff)) |
    (s.runLastLo & ((((1 << itemsLg2) - 1) << 29) | 0x1fffffff));
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if (((candidateLo & 0xe01) !== 1 && ((candidateLo & 0x3ffffe01) !== 0x3ffffe01 || ((candidateLo & -0x40000000) === -0x40000000 && (candidateHi & 0x3f) === 0x3f))) ||
      ((candidateLo & 0xe01) === 1 ? 0 : 32 - Math.clz32(~((candidateLo >>> 30) | ((candidateHi & 0x3f) << 2)) & (((candidateLo >>> 30) | ((candidateHi & 0x3f) << 2)) + 1))) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = ((((candidateLo >>> 1) & 0x7ffff800) | (candidateHi << 31)) & -0x20000000 & ~((((1 << itemsLg2) - 1) << 29) | 0x1fffffff)) |
      (nextLo & ((((1 << itemsLg2) - 1) << 29) | 0x1fffffff));
    const outputAddressHi = ((candidateHi >>> 1) & 0x7ffff & ~((((1 << itemsLg2) - 1) >>> 3) & 0x3f)) |
      (nextHi & (((1 << itemsLg2) - 1) >>> 3) & 0x3f);
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi | ((((1 << itemsLg2) - 1) >>> 3) & 0x3f);
    s.runLastLo = nextLo | 0x1fffffff | (((1 << itemsLg2) - 1) << 29);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = ((lastOneHi >>> 1) & 0x7ffff & ~((((1 << itemsLg2) - 1) >>> 3) & 0x3f)) |
      (s.runLastHi & (((1 << itemsLg2) - 1) >>> 3) & 0x3f);
    s.oaLo = ((((lastOneLo >>> 1) & 0x7ffff800) | (lastOneHi << 31)) & -0x20000000 & ~((((1 << itemsLg2) - 1) << 29) | 0x1fffffff)) |
      (s.runLastLo & ((((1 << itemsLg2) - 1) << 29) | 0x1fffffff));
    const low = ((nextLo & -0x20000000) + (items << 29)) | 0;
    nextHi = (((nextHi + (items >>> 3)) | 0) + ((low >>> 0) < ((items << 29) >>> 0) ? 1 : 0)) | 0;
    nextLo = low;
  }
}

/**
 * Level 1: VA bits 28..20, 1 MiB per item.
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
  const at = table + (index << 1);
  const entryLo = s.words[at];
  const entryHi = s.words[at + 1];
  const itemsLg2 = (entryLo & 0xe01) === 1
    ? 0
    : 32 - Math.clz32(~((entryLo >>> 21) & 0xff) & (((entryLo >>> 21) & 0xff) + 1));
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = (entryHi >>> 1) & 0x7ffff;
  s.runOaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x100000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff)) |
    (positionLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff));
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 1;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x100000) + ((after - index) << 20)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfffff | ((((1 << itemsLg2) - 1) & 0x1ff) << 20);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = (lastItemHi >>> 1) & 0x7ffff;
  s.oaLo = ((((lastItemLo >>> 1) & 0x7ffff800) | (lastItemHi << 31)) & -0x100000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff)) |
    (s.runLastLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff));
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if (((candidateLo & 0xe01) !== 1 && ((candidateLo & 0x1ffe01) !== 0x1ffe01 || (candidateLo & 0x1fe00000) === 0x1fe00000)) ||
      ((candidateLo & 0xe01) === 1 ? 0 : 32 - Math.clz32(~((candidateLo >>> 21) & 0xff) & (((candidateLo >>> 21) & 0xff) + 1))) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = ((((candidateLo >>> 1) & 0x7ffff800) | (candidateHi << 31)) & -0x100000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff)) |
      (nextLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff));
    const outputAddressHi = (candidateHi >>> 1) & 0x7ffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0xfffff | ((((1 << itemsLg2) - 1) & 0x1ff) << 20);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = (lastOneHi >>> 1) & 0x7ffff;
    s.oaLo = ((((lastOneLo >>> 1) & 0x7ffff800) | (lastOneHi << 31)) & -0x100000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff)) |
      (s.runLastLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 20) | 0xfffff));
    nextLo = ((nextLo & -0x100000) + (items << 20)) | 0;
  }
}

/**
 * Level 0: VA bits 19..11, 2 KiB per item.
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
  const entryLo = s.words[at];
  const entryHi = s.words[at + 1];
  const itemsLg2 = (entryLo & 0xe01) === 1
    ? 0
    : 32 - Math.clz32(~((entryLo >>> 12) & 0xff) & (((entryLo >>> 12) & 0xff) + 1));
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = (entryHi >>> 1) & 0x7ffff;
  s.runOaLo = ((((entryLo >>> 1) & 0x7ffff800) | (entryHi << 31)) & -0x800 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff)) |
    (positionLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff));
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 0;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x800) + ((after - index) << 11)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x7ff | ((((1 << itemsLg2) - 1) & 0x1ff) << 11);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = (lastItemHi >>> 1) & 0x7ffff;
  s.oaLo = ((((lastItemLo >>> 1) & 0x7ffff800) | (lastItemHi << 31)) & -0x800 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff)) |
    (s.runLastLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff));
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if (((candidateLo & 0xe01) !== 1 && ((candidateLo & 0xe01) !== 0xe01 || (candidateLo & 0xff000) === 0xff000)) ||
      ((candidateLo & 0xe01) === 1 ? 0 : 32 - Math.clz32(~((candidateLo >>> 12) & 0xff) & (((candidateLo >>> 12) & 0xff) + 1))) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = ((((candidateLo >>> 1) & 0x7ffff800) | (candidateHi << 31)) & -0x800 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff)) |
      (nextLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff));
    const outputAddressHi = (candidateHi >>> 1) & 0x7ffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0x7ff | ((((1 << itemsLg2) - 1) & 0x1ff) << 11);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = (lastOneHi >>> 1) & 0x7ffff;
    s.oaLo = ((((lastOneLo >>> 1) & 0x7ffff800) | (lastOneHi << 31)) & -0x800 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff)) |
      (s.runLastLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 11) | 0x7ff));
    nextLo = ((nextLo & -0x800) + (items << 11)) | 0;
  }
}
