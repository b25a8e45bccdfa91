// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

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
    default:
      return findRunTable3(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)] */
function findRunTable4(
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
  s.path[4] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xffff;
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
          (positionHi & 0xffff) === 0 &&
          stopLo === -1 &&
          (stopHi & 0xffff) === 0xffff) {
          s.barren[4] = identity;
        }
      }
    } else if ((entryLo & 0x407) !== 0) return stopAt4(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
    positionLo = 0;
  }
  return ENOENT;
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)] */
function findRunTable3(
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
  s.path[3] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7f;
      const next = s.image.open(2, entryHi & 0xfffff, entryLo & -0x1000, 4096);
      if (next < 0) return stopAt3(s, positionHi, positionLo, EFAULT);
      if (isOnPath3(s, next)) return stopAt3(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[3] !== identity) {
        s.passed[6] = entryLo;
        s.passed[7] = entryHi;
        const status = findRunTable2(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if (positionLo === 0 && (positionHi & 0x7f) === 0 && stopLo === -1 && (stopHi & 0x7f) === 0x7f) {
          s.barren[3] = identity;
        }
      }
    } else if ((entryLo & 0x407) !== 0) return stopAt3(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionHi = ((positionHi & -0x80) + 128) | 0;
    positionLo = 0;
  }
  return ENOENT;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 */
function findRunTable2(
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
  s.path[2] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
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
        if ((positionLo & 0x3fffffff) === 0 && (stopLo & 0x3fffffff) === 0x3fffffff) {
          s.barren[2] = identity;
        }
      }
    } else if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x3ffff080) === 0x80 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      takeRun2(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 0x407) !== 0) return stopAt2(s, positionHi, positionLo, EBADMSG);
    index += 1;
    const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 */
function findRunTable1(
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
  s.path[1] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
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
        if ((positionLo & 0x1fffff) === 0 && (stopLo & 0x1fffff) === 0x1fffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x1ff080) === 0x80 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      takeRun1(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 0x407) !== 0) return stopAt1(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
  }
  return ENOENT;
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page] */
function findRunTable0(
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
  s.path[0] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    // page (memory-type not 2) [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
    if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      takeRun0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 0x407) !== 0) return stopAt0(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)] */
function stopAt4(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi | 0xffff;
  s.runLastLo = -1;
  s.runLevel = 4;
  return status;
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)] */
function stopAt3(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi | 0x7f;
  s.runLastLo = -1;
  s.runLevel = 3;
  return status;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 */
function stopAt2(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fffffff;
  s.runLevel = 2;
  return status;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 */
function stopAt1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x1fffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page] */
function stopAt0(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
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
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
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
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
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
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
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
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
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
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xfffff;
  s.runOaLo = (entryLo & -0x40000000) | (positionLo & 0x3fffffff);
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0x3fffffff;
  s.runLevel = 2;
  s.runItemsLg2 = 0;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = (index >>> 0) + 1;
  let nextLo = ((positionLo & -0x40000000) + ((after - index) << 30)) | 0;
  let nextHi = (((positionHi + ((after - index) >>> 2)) | 0) + ((nextLo >>> 0) < (((after - index) << 30) >>> 0) ? 1 : 0)) | 0;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fffffff;
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xfffff;
  s.oaLo = (lastItemLo & -0x40000000) | (s.runLastLo & 0x3fffffff);
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page-1g (page-size 1, low-of-1g 0, memory-type not 2) [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that Maps a 1-GByte Page]
    if ((candidateLo & 3) === 2 ||
      (candidateLo & 0x407) === 0 ||
      (candidateLo & 0x3ffff080) !== 0x80 ||
      (candidateLo & 0x18) === 0x18 ||
      (candidateLo & 0x38) === 0x10) {
      return;
    }
    const attributesLo = candidateLo & 0x3fffffff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x40000000) | (nextLo & 0x3fffffff);
    const outputAddressHi = candidateHi & 0xfffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0x3fffffff;
    after += 1;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xfffff;
    s.oaLo = (lastOneLo & -0x40000000) | (s.runLastLo & 0x3fffffff);
    const low = ((nextLo & -0x40000000) + 0x40000000) | 0;
    nextHi = (nextHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
    nextLo = low;
  }
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
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
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xfffff;
  s.runOaLo = (entryLo & -0x200000) | (positionLo & 0x1fffff);
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0x1fffff;
  s.runLevel = 1;
  s.runItemsLg2 = 0;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = (index >>> 0) + 1;
  let nextLo = ((positionLo & -0x200000) + ((after - index) << 21)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x1fffff;
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xfffff;
  s.oaLo = (lastItemLo & -0x200000) | (s.runLastLo & 0x1fffff);
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page-2m (page-size 1, low-of-2m 0, memory-type not 2) [Format of an EPT Page-Directory Entry (PDE) that Maps a 2-MByte Page]
    if ((candidateLo & 3) === 2 ||
      (candidateLo & 0x407) === 0 ||
      (candidateLo & 0x1ff080) !== 0x80 ||
      (candidateLo & 0x18) === 0x18 ||
      (candidateLo & 0x38) === 0x10) {
      return;
    }
    const attributesLo = candidateLo & 0x1fffff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x200000) | (nextLo & 0x1fffff);
    const outputAddressHi = candidateHi & 0xfffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0x1fffff;
    after += 1;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xfffff;
    s.oaLo = (lastOneLo & -0x200000) | (s.runLastLo & 0x1fffff);
    nextLo = ((nextLo & -0x200000) + 0x200000) | 0;
  }
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
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
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xfffff;
  s.runOaLo = (entryLo & -0x1000) | (positionLo & 0xfff);
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 0;
  s.runItemsLg2 = 0;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = (index >>> 0) + 1;
  let nextLo = ((positionLo & -0x1000) + ((after - index) << 12)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff;
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xfffff;
  s.oaLo = (lastItemLo & -0x1000) | (s.runLastLo & 0xfff);
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (memory-type not 2) [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
    if ((candidateLo & 3) === 2 ||
      (candidateLo & 0x407) === 0 ||
      (candidateLo & 0x18) === 0x18 ||
      (candidateLo & 0x38) === 0x10) {
      return;
    }
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x1000) | (nextLo & 0xfff);
    const outputAddressHi = candidateHi & 0xfffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0xfff;
    after += 1;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xfffff;
    s.oaLo = (lastOneLo & -0x1000) | (s.runLastLo & 0xfff);
    nextLo = ((nextLo & -0x1000) + 4096) | 0;
  }
}
