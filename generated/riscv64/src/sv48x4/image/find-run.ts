// Made by generic-pt from riscv64.yaml: RISC-V page table for 64-bit address spaces (Sv39, Sv48, Sv57).
// Do not edit: change the spec, then run "generic-pt generate riscv64".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

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
  const status = findRunTable3(s, s.openTop(), vaHi, vaLo, lastHi, lastLo);
  return status;
}

/** Level 3 (VPN[3]): VA bits 49..39, 512 GiB per item. [Guest Physical Address Translation] */
function findRunTable3(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = (lastHi >>> 7) & 0x7ff;
  let index = (vaHi >>> 7) & 0x7ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  s.path[3] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7f;
      const next = s.image.open(
        2,
        (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2),
        (entryLo & 0x3ffffc00) << 2,
        4096,
      );
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
    } else if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (entryLo & -0x3ef) === 0x11 &&
      (entryHi & -0x603fffe1) === 0 &&
      (entryHi & 0x60000000) !== 0x60000000) {
      takeRun3(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt3(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionHi = ((positionHi & -0x80) + 128) | 0;
    positionLo = 0;
  }
  return ENOENT;
}

/** Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation] */
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
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = s.image.open(
        1,
        (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2),
        (entryLo & 0x3ffffc00) << 2,
        4096,
      );
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
    } else if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (entryLo & 0xffffc11) === 0x11 &&
      (entryHi & -0x60400000) === 0 &&
      (entryHi & 0x60000000) !== 0x60000000) {
      takeRun2(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt2(s, positionHi, positionLo, EBADMSG);
    index += 1;
    const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/** Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation] */
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
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0, reserved 0, memory-type 0, napot 0) [Sv39, Addressing and Memory Protection]
    if ((entryLo & 0xdf) === 1 && (entryHi & -0x400000) === 0) {
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = s.image.open(
        0,
        (entryLo >>> 30) | ((entryHi & 0x3fffff) << 2),
        (entryLo & 0x3ffffc00) << 2,
        4096,
      );
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
    } else if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (entryLo & 0x7fc11) === 0x11 &&
      (entryHi & -0x60400000) === 0 &&
      (entryHi & 0x60000000) !== 0x60000000) {
      takeRun1(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt1(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
  }
  return ENOENT;
}

/** Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation] */
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
    const entryHi = s.words[at + 1];
    // page (valid 1, user 1, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation] or page-64k (valid 1, user 1, reserved 0, napot 1, memory-type not 3) [Svnapot extension]
    if ((entryLo & 7) !== 5 &&
      (entryLo & 0xf) !== 1 &&
      (((entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000) || ((entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === -0x80000000 && (entryHi & 0x60000000) !== 0x60000000 && (entryLo & 0x3c00) === 0x2000))) {
      takeRun0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt0(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/** Level 3 (VPN[3]): VA bits 49..39, 512 GiB per item. [Guest Physical Address Translation] */
function stopAt3(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi | 0x7f;
  s.runLastLo = -1;
  s.runLevel = 3;
  return status;
}

/** Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation] */
function stopAt2(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fffffff;
  s.runLevel = 2;
  return status;
}

/** Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation] */
function stopAt1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x1fffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation] */
function stopAt0(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 3 (VPN[3]): VA bits 49..39, 512 GiB per item. [Guest Physical Address Translation]
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
 * Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
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
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
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
 * Level 3 (VPN[3]): VA bits 49..39, 512 GiB per item. [Guest Physical Address Translation]
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
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = (((entryHi & 0x3fffe0) << 2) & 0xffff80) | (positionHi & 0x7f);
  s.runOaLo = positionLo;
  s.runAttributesHi = entryHi & -0x3fffe1;
  s.runAttributesLo = entryLo;
  s.runLevel = 3;
  s.runItemsLg2 = 0;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = (index >>> 0) + 1;
  let nextLo = 0;
  let nextHi = ((positionHi & -0x80) + ((after - index) << 7)) | 0;
  s.runLastHi = positionHi | 0x7f;
  s.runLastLo = -1;
  const at2 = table + ((after - 1) << 1);
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = (((lastItemHi & 0x3fffe0) << 2) & 0xffff80) | (s.runLastHi & 0x7f);
  s.oaLo = s.runLastLo;
  while (after < 2048) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page-512g (valid 1, user 1, low-of-512g 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
    if ((candidateLo & 7) === 5 ||
      (candidateLo & 0xf) === 1 ||
      (candidateLo & -0x3ef) !== 0x11 ||
      (candidateHi & -0x603fffe1) !== 0 ||
      (candidateHi & 0x60000000) === 0x60000000) {
      return;
    }
    const attributesHi = candidateHi & -0x3fffe1;
    if (candidateLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressHi = (((candidateHi & 0x3fffe0) << 2) & 0xffff80) | (nextHi & 0x7f);
    if (((s.oaLo + 1) | 0) !== nextLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi | 0x7f;
    s.runLastLo = -1;
    after += 1;
    const at4 = table + ((after - 1) << 1);
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = (((lastOneHi & 0x3fffe0) << 2) & 0xffff80) | (s.runLastHi & 0x7f);
    s.oaLo = s.runLastLo;
    nextHi = ((nextHi & -0x80) + 128) | 0;
    nextLo = 0;
  }
}

/**
 * Level 2 (VPN[2]): VA bits 38..30, 1 GiB per item. [Guest Physical Address Translation]
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
  s.runOaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
  s.runOaLo = (((entryLo & 0x30000000) << 2) & -0x40000000) | (positionLo & 0x3fffffff);
  s.runAttributesHi = entryHi & -0x400000;
  s.runAttributesLo = entryLo & 0xfffffff;
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
  s.oaHi = ((lastItemLo >>> 30) | ((lastItemHi & 0x3fffff) << 2)) & 0xffffff;
  s.oaLo = (((lastItemLo & 0x30000000) << 2) & -0x40000000) | (s.runLastLo & 0x3fffffff);
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page-1g (valid 1, user 1, low-of-1g 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
    if ((candidateLo & 7) === 5 ||
      (candidateLo & 0xf) === 1 ||
      (candidateLo & 0xffffc11) !== 0x11 ||
      (candidateHi & -0x60400000) !== 0 ||
      (candidateHi & 0x60000000) === 0x60000000) {
      return;
    }
    const attributesLo = candidateLo & 0xfffffff;
    const attributesHi = candidateHi & -0x400000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (((candidateLo & 0x30000000) << 2) & -0x40000000) | (nextLo & 0x3fffffff);
    const outputAddressHi = ((candidateLo >>> 30) | ((candidateHi & 0x3fffff) << 2)) & 0xffffff;
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
    s.oaHi = ((lastOneLo >>> 30) | ((lastOneHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((lastOneLo & 0x30000000) << 2) & -0x40000000) | (s.runLastLo & 0x3fffffff);
    const low = ((nextLo & -0x40000000) + 0x40000000) | 0;
    nextHi = (nextHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
    nextLo = low;
  }
}

/**
 * Level 1 (VPN[1]): VA bits 29..21, 2 MiB per item. [Guest Physical Address Translation]
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
  s.runOaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
  s.runOaLo = (((entryLo & 0x3ff80000) << 2) & -0x200000) | (positionLo & 0x1fffff);
  s.runAttributesHi = entryHi & -0x400000;
  s.runAttributesLo = entryLo & 0x7ffff;
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
  s.oaHi = ((lastItemLo >>> 30) | ((lastItemHi & 0x3fffff) << 2)) & 0xffffff;
  s.oaLo = (((lastItemLo & 0x3ff80000) << 2) & -0x200000) | (s.runLastLo & 0x1fffff);
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page-2m (valid 1, user 1, low-of-2m 0, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation]
    if ((candidateLo & 7) === 5 ||
      (candidateLo & 0xf) === 1 ||
      (candidateLo & 0x7fc11) !== 0x11 ||
      (candidateHi & -0x60400000) !== 0 ||
      (candidateHi & 0x60000000) === 0x60000000) {
      return;
    }
    const attributesLo = candidateLo & 0x7ffff;
    const attributesHi = candidateHi & -0x400000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (((candidateLo & 0x3ff80000) << 2) & -0x200000) | (nextLo & 0x1fffff);
    const outputAddressHi = ((candidateLo >>> 30) | ((candidateHi & 0x3fffff) << 2)) & 0xffffff;
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
    s.oaHi = ((lastOneLo >>> 30) | ((lastOneHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((lastOneLo & 0x3ff80000) << 2) & -0x200000) | (s.runLastLo & 0x1fffff);
    nextLo = ((nextLo & -0x200000) + 0x200000) | 0;
  }
}

/**
 * Level 0 (VPN[0]): VA bits 20..12, 4 KiB per item. [Guest Physical Address Translation]
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
  const itemsLg2 = (entryLo & 0x11) === 0x11 && (entryHi & -0x60400000) === 0 && (entryHi & 0x60000000) !== 0x60000000
    ? 0
    : 4;
  const items = 1 << itemsLg2;
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = ((entryLo >>> 30) | ((entryHi & 0x3fffff) << 2)) & 0xffffff;
  s.runOaLo = (((entryLo & 0x3ffffc00) << 2) & -0x1000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
    (positionLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
  s.runAttributesHi = entryHi & -0x400000;
  s.runAttributesLo = entryLo & 0x3ff;
  s.runLevel = 0;
  s.runItemsLg2 = itemsLg2;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = ((index >>> itemsLg2) << itemsLg2) + items;
  let nextLo = ((positionLo & -0x1000) + ((after - index) << 12)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff | ((((1 << itemsLg2) - 1) & 0x1ff) << 12);
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = ((lastItemLo >>> 30) | ((lastItemHi & 0x3fffff) << 2)) & 0xffffff;
  s.oaLo = (((lastItemLo & 0x3ffffc00) << 2) & -0x1000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
    (s.runLastLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
  while (after < 512) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (valid 1, user 1, reserved 0, napot 0, memory-type not 3) [Guest Physical Address Translation] or page-64k (valid 1, user 1, reserved 0, napot 1, memory-type not 3) [Svnapot extension]
    if ((candidateLo & 7) === 5 ||
      (candidateLo & 0xf) === 1 ||
      (((candidateLo & 0x11) !== 0x11 || (candidateHi & -0x60400000) !== 0 || (candidateHi & 0x60000000) === 0x60000000) && ((candidateLo & 0x11) !== 0x11 || (candidateHi & -0x60400000) !== -0x80000000 || (candidateHi & 0x60000000) === 0x60000000 || (candidateLo & 0x3c00) !== 0x2000)) ||
      ((candidateLo & 0x11) === 0x11 && (candidateHi & -0x60400000) === 0 && (candidateHi & 0x60000000) !== 0x60000000 ? 0 : 4) !== itemsLg2) {
      return;
    }
    const attributesLo = candidateLo & 0x3ff;
    const attributesHi = candidateHi & -0x400000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (((candidateLo & 0x3ffffc00) << 2) & -0x1000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
      (nextLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
    const outputAddressHi = ((candidateLo >>> 30) | ((candidateHi & 0x3fffff) << 2)) & 0xffffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0xfff | ((((1 << itemsLg2) - 1) & 0x1ff) << 12);
    after += items;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = ((lastOneLo >>> 30) | ((lastOneHi & 0x3fffff) << 2)) & 0xffffff;
    s.oaLo = (((lastOneLo & 0x3ffffc00) << 2) & -0x1000 & ~(((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff)) |
      (s.runLastLo & (((((1 << itemsLg2) - 1) & 0x1ff) << 12) | 0xfff));
    nextLo = ((nextLo & -0x1000) + (items << 12)) | 0;
  }
}
