// Made by generic-pt from armv8.yaml: Arm VMSAv8-64 page table.
// Do not edit: change the spec, then run "generic-pt generate armv8".
// Citations in brackets are of: Arm Architecture Reference Manual for A-profile architecture, DDI 0487.

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
  const status = findRunTableAt(s, s.topForm, s.openTop(), vaHi, vaLo, lastHi, lastLo);
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
    case 5:
      return findRunTableTop2(s, table, vaHi, vaLo, lastHi, lastLo);
    case 4:
      return findRunTableTop1(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return findRunTableTop0(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item. */
function findRunTableTop2(
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
  s.path[2] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xf;
      const next = s.image.open(1, entryHi & 0xffff, entryLo & -0x4000, 16384);
      if (next < 0) return stopAtTop2(s, positionHi, positionLo, EFAULT);
      if (isOnPathTop2(s, next)) return stopAtTop2(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[2] !== identity) {
        s.passed[4] = entryLo;
        s.passed[5] = entryHi;
        const status = findRunTable1(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if (positionLo === 0 && (positionHi & 0xf) === 0 && stopLo === -1 && (stopHi & 0xf) === 0xf) {
          s.barren[2] = identity;
        }
      }
    } else if ((entryLo & 1) !== 0) return stopAtTop2(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionHi = ((positionHi & -0x10) + 16) | 0;
    positionLo = 0;
  }
  return ENOENT;
}

/** Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item. */
function findRunTableTop1(
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
  s.path[1] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = s.image.open(0, entryHi & 0xffff, entryLo & -0x4000, 16384);
      if (next < 0) return stopAtTop1(s, positionHi, positionLo, EFAULT);
      if (isOnPathTop1(s, next)) return stopAtTop1(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[1] !== identity) {
        s.passed[2] = entryLo;
        s.passed[3] = entryHi;
        const status = findRunTable0(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if ((positionLo & 0x1ffffff) === 0 && (stopLo & 0x1ffffff) === 0x1ffffff) {
          s.barren[1] = identity;
        }
      }
    } else if (((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 1) {
      takeRunTop1(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAtTop1(s, positionHi, positionLo, EBADMSG);
    index += 1;
    const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/** Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item. */
function findRunTableTop0(
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
  s.path[0] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
    if (((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 3) {
      takeRunTop0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAtTop0(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x4000) + 16384) | 0;
  }
  return ENOENT;
}

/** Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item. */
function findRunTable1(
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
  s.path[1] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, type 1) [Table descriptor format]
    if ((entryLo & 3) === 3) {
      const stopLo = index === end ? lastLo : positionLo | 0x1ffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = s.image.open(0, entryHi & 0xffff, entryLo & -0x4000, 16384);
      if (next < 0) return stopAt1(s, positionHi, positionLo, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, positionHi, positionLo, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[1] !== identity) {
        s.passed[2] = entryLo;
        s.passed[3] = entryHi;
        const status = findRunTable0(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if ((positionLo & 0x1ffffff) === 0 && (stopLo & 0x1ffffff) === 0x1ffffff) {
          s.barren[1] = identity;
        }
      }
    } else if (((entryLo & 3) === 1 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 1) {
      takeRun1(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt1(s, positionHi, positionLo, EBADMSG);
    index += 1;
    const low = ((positionLo & -0x2000000) + 0x2000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x2000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/** Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item. */
function findRunTable0(
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
  s.path[0] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
    if (((entryLo & 3) === 3 && (entryHi & 0x100000) === 0) || (entryLo & 3) === 3) {
      takeRun0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt0(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x4000) + 16384) | 0;
  }
  return ENOENT;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRunTop1(
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
  const itemsLg2 = (entryLo & 3) === 1 && (entryHi & 0x100000) === 0 ? 0 : 5;
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xffff;
  s.runOaLo = (entryLo & -0x2000000) | (positionLo & 0x1ffffff);
  s.runAttributesHi = entryHi & -0x10000;
  s.runAttributesLo = entryLo & 0x1ffffff;
  s.runLevel = 1;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x2000000) + ((after - index) << 25)) | 0;
  let nextHi = (((positionHi + ((after - index) >>> 7)) | 0) + ((nextLo >>> 0) < (((after - index) << 25) >>> 0) ? 1 : 0)) | 0;
  s.runLastHi = positionHi | ((((1 << itemsLg2) - 1) >>> 7) & 0xff);
  s.runLastLo = positionLo | 0x1ffffff | (((1 << itemsLg2) - 1) << 25);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xffff;
  s.oaLo = (lastItemLo & -0x2000000) | (s.runLastLo & 0x1ffffff);
  while (after < s.topItems) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
    if ((((candidateLo & 3) !== 1 || (candidateHi & 0x100000) !== 0) && (candidateLo & 3) !== 1) ||
      ((candidateLo & 3) === 1 && (candidateHi & 0x100000) === 0 ? 0 : 5) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0x1ffffff;
    const attributesHi = candidateHi & -0x10000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x2000000) | (nextLo & 0x1ffffff);
    const outputAddressHi = candidateHi & 0xffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi | ((((1 << itemsLg2) - 1) >>> 7) & 0xff);
    s.runLastLo = nextLo | 0x1ffffff | (((1 << itemsLg2) - 1) << 25);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xffff;
    s.oaLo = (lastOneLo & -0x2000000) | (s.runLastLo & 0x1ffffff);
    const low = ((nextLo & -0x2000000) + (items << 25)) | 0;
    nextHi = (((nextHi + (items >>> 7)) | 0) + ((low >>> 0) < ((items << 25) >>> 0) ? 1 : 0)) | 0;
    nextLo = low;
  }
}

/**
 * Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item.
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRunTop0(
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
  const itemsLg2 = (entryLo & 3) === 3 && (entryHi & 0x100000) === 0 ? 0 : 7;
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xffff;
  s.runOaLo = (entryLo & -0x4000) | (positionLo & 0x3fff);
  s.runAttributesHi = entryHi & -0x10000;
  s.runAttributesLo = entryLo & 0x3fff;
  s.runLevel = 0;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x4000) + ((after - index) << 14)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fff | ((((1 << itemsLg2) - 1) & 0x7fff) << 14);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xffff;
  s.oaLo = (lastItemLo & -0x4000) | (s.runLastLo & 0x3fff);
  while (after < s.topItems) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
    if ((((candidateLo & 3) !== 3 || (candidateHi & 0x100000) !== 0) && (candidateLo & 3) !== 3) ||
      ((candidateLo & 3) === 3 && (candidateHi & 0x100000) === 0 ? 0 : 7) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0x3fff;
    const attributesHi = candidateHi & -0x10000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x4000) | (nextLo & 0x3fff);
    const outputAddressHi = candidateHi & 0xffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0x3fff | ((((1 << itemsLg2) - 1) & 0x7fff) << 14);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xffff;
    s.oaLo = (lastOneLo & -0x4000) | (s.runLastLo & 0x3fff);
    nextLo = ((nextLo & -0x4000) + (items << 14)) | 0;
  }
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
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
  const itemsLg2 = (entryLo & 3) === 1 && (entryHi & 0x100000) === 0 ? 0 : 5;
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xffff;
  s.runOaLo = (entryLo & -0x2000000) | (positionLo & 0x1ffffff);
  s.runAttributesHi = entryHi & -0x10000;
  s.runAttributesLo = entryLo & 0x1ffffff;
  s.runLevel = 1;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x2000000) + ((after - index) << 25)) | 0;
  let nextHi = (((positionHi + ((after - index) >>> 7)) | 0) + ((nextLo >>> 0) < (((after - index) << 25) >>> 0) ? 1 : 0)) | 0;
  s.runLastHi = positionHi | ((((1 << itemsLg2) - 1) >>> 7) & 0xf);
  s.runLastLo = positionLo | 0x1ffffff | (((1 << itemsLg2) - 1) << 25);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xffff;
  s.oaLo = (lastItemLo & -0x2000000) | (s.runLastLo & 0x1ffffff);
  while (after < 2048) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // block (valid 1, type 0, contiguous 0) [Page descriptor and Block descriptor formats] or block-run (valid 1, type 0, contiguous 1) [The Contiguous bit]
    if ((((candidateLo & 3) !== 1 || (candidateHi & 0x100000) !== 0) && (candidateLo & 3) !== 1) ||
      ((candidateLo & 3) === 1 && (candidateHi & 0x100000) === 0 ? 0 : 5) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0x1ffffff;
    const attributesHi = candidateHi & -0x10000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x2000000) | (nextLo & 0x1ffffff);
    const outputAddressHi = candidateHi & 0xffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi | ((((1 << itemsLg2) - 1) >>> 7) & 0xf);
    s.runLastLo = nextLo | 0x1ffffff | (((1 << itemsLg2) - 1) << 25);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xffff;
    s.oaLo = (lastOneLo & -0x2000000) | (s.runLastLo & 0x1ffffff);
    const low = ((nextLo & -0x2000000) + (items << 25)) | 0;
    nextHi = (((nextHi + (items >>> 7)) | 0) + ((low >>> 0) < ((items << 25) >>> 0) ? 1 : 0)) | 0;
    nextLo = low;
  }
}

/**
 * Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item.
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
  const itemsLg2 = (entryLo & 3) === 3 && (entryHi & 0x100000) === 0 ? 0 : 7;
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = entryHi & 0xffff;
  s.runOaLo = (entryLo & -0x4000) | (positionLo & 0x3fff);
  s.runAttributesHi = entryHi & -0x10000;
  s.runAttributesLo = entryLo & 0x3fff;
  s.runLevel = 0;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x4000) + ((after - index) << 14)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fff | ((((1 << itemsLg2) - 1) & 0x7ff) << 14);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xffff;
  s.oaLo = (lastItemLo & -0x4000) | (s.runLastLo & 0x3fff);
  while (after < 2048) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (valid 1, type 1, contiguous 0) [Page descriptor and Block descriptor formats] or page-run (valid 1, type 1, contiguous 1) [The Contiguous bit]
    if ((((candidateLo & 3) !== 3 || (candidateHi & 0x100000) !== 0) && (candidateLo & 3) !== 3) ||
      ((candidateLo & 3) === 3 && (candidateHi & 0x100000) === 0 ? 0 : 7) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0x3fff;
    const attributesHi = candidateHi & -0x10000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x4000) | (nextLo & 0x3fff);
    const outputAddressHi = candidateHi & 0xffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0x3fff | ((((1 << itemsLg2) - 1) & 0x7ff) << 14);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xffff;
    s.oaLo = (lastOneLo & -0x4000) | (s.runLastLo & 0x3fff);
    nextLo = ((nextLo & -0x4000) + (items << 14)) | 0;
  }
}

/** Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item. */
function stopAtTop2(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi | 0xf;
  s.runLastLo = -1;
  s.runLevel = 2;
  return status;
}

/** Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item. */
function stopAtTop1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x1ffffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (lookup level 3): VA bits 28..14, 16 KiB per item. */
function stopAtTop0(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fff;
  s.runLevel = 0;
  return status;
}

/** Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item. */
function stopAt1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x1ffffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (lookup level 3): VA bits 24..14, 16 KiB per item. */
function stopAt0(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 2 (lookup level 1): VA bits 47..36, 64 GiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPathTop2(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 2; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1 (lookup level 2): VA bits 39..25, 32 MiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPathTop1(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 1; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1 (lookup level 2): VA bits 35..25, 32 MiB per item.
 * Whether a table is already in use at this level or one above.
 */
function isOnPath1(s: State, table: number): boolean {
  const identity = s.image.identity(table);
  for (let above = 1; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}
