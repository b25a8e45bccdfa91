// Made by generic-pt from riscv32.yaml: RISC-V page table for 32-bit harts (Sv32).
// Do not edit: change the spec, then run "generic-pt generate riscv32".
// Citations in brackets are of: The RISC-V Instruction Set Manual, Volume II: Privileged Architecture.

import { EBADMSG, EFAULT, ELOOP, ENOENT, ERANGE } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";

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
  const status = findRunTable1(s, s.top, vaHi, vaLo, lastHi, lastLo);
  return status;
}

/** Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation] */
function findRunTable1(
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
  s.path[1] = table;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // table (valid 1, read 0, write 0, execute 0, user 0, accessed 0, dirty 0) [Encoding of PTE R/W/X fields]
    if ((entry & 0xdf) === 1) {
      const stopLo = index === end ? lastLo : positionLo | 0x3fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const next = (((entry & 0x3ffffc00) << 2) - s.baseLo) >>> 2;
      if ((entry >>> 30) !== s.baseHi || next > s.wordCount - 1024) {
        return stopAt1(s, positionHi, positionLo, EFAULT);
      }
      if (isOnPath1(s, next)) return stopAt1(s, positionHi, positionLo, ELOOP);
      const identity = next;
      if (s.barren[1] !== identity) {
        s.passed[2] = entry;
        s.passed[3] = 0;
        const status = findRunTable0(s, next, positionHi, positionLo, stopHi, stopLo);
        if (status !== ENOENT) return status;
        if ((positionLo & 0x3fffff) === 0 && (stopLo & 0x3fffff) === 0x3fffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0xffc11) === 0x11) {
      takeRun1(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entry & 1) !== 0) return stopAt1(s, positionHi, positionLo, EBADMSG);
    index += 1;
    const low = ((positionLo & -0x400000) + 0x400000) | 0;
    positionHi = (positionHi + ((low >>> 0) < 0x400000 ? 1 : 0)) | 0;
    positionLo = low;
  }
  return ENOENT;
}

/** Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation] */
function findRunTable0(
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
  s.path[0] = table;
  while (index <= end) {
    const at = table + index;
    const entry = Atomics.load(s.words, at);
    // page (valid 1, user 1) [Guest Physical Address Translation]
    if ((entry & 7) !== 5 && (entry & 0xf) !== 1 && (entry & 0x11) === 0x11) {
      takeRun0(s, table, index, positionHi, positionLo, lastHi, lastLo);
      return 0;
    } else if ((entry & 1) !== 0) return stopAt0(s, positionHi, positionLo, EBADMSG);
    index += 1;
    positionLo = ((positionLo & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/** Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation] */
function stopAt1(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation] */
function stopAt0(s: State, positionHi: number, positionLo: number, status: number): number {
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
 * Whether a table is already in use at this level or one above.
 */
function isOnPath1(s: State, table: number): boolean {
  const identity = table;
  for (let above = 1; above <= s.topLevel; above += 1) {
    if (s.path[above] === identity) return true;
  }
  return false;
}

/**
 * Level 1 (VPN[1]): VA bits 33..22, 4 MiB per item. [Guest Physical Address Translation]
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
  const entry = Atomics.load(s.words, at);
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = (entry >>> 30) & 3;
  s.runOaLo = (((entry & 0x3ff00000) << 2) & -0x400000) | (positionLo & 0x3fffff);
  s.runAttributesLo = entry & 0xfffff;
  s.runLevel = 1;
  s.runItemsLg2 = 0;
  s.entryLo = entry;
  let after = (index >>> 0) + 1;
  let nextLo = ((positionLo & -0x400000) + ((after - index) << 22)) | 0;
  let nextHi = (((positionHi + ((after - index) >>> 10)) | 0) + ((nextLo >>> 0) < (((after - index) << 22) >>> 0) ? 1 : 0)) | 0;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0x3fffff;
  const at2 = table + (after - 1);
  const lastItem = Atomics.load(s.words, at2);
  s.oaHi = (lastItem >>> 30) & 3;
  s.oaLo = (((lastItem & 0x3ff00000) << 2) & -0x400000) | (s.runLastLo & 0x3fffff);
  while (after < 4096) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + after;
    const candidate = Atomics.load(s.words, at3);
    // page-4m (valid 1, user 1, low-of-4m 0) [Guest Physical Address Translation]
    if ((candidate & 7) === 5 || (candidate & 0xf) === 1 || (candidate & 0xffc11) !== 0x11) return;
    const attributesLo = candidate & 0xfffff;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 0x3ff00000) << 2) & -0x400000) | (nextLo & 0x3fffff);
    const outputAddressHi = (candidate >>> 30) & 3;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0x3fffff;
    after += 1;
    const at4 = table + (after - 1);
    const lastOne = Atomics.load(s.words, at4);
    s.oaHi = (lastOne >>> 30) & 3;
    s.oaLo = (((lastOne & 0x3ff00000) << 2) & -0x400000) | (s.runLastLo & 0x3fffff);
    const low = ((nextLo & -0x400000) + 0x400000) | 0;
    nextHi = (nextHi + ((low >>> 0) < 0x400000 ? 1 : 0)) | 0;
    nextLo = low;
  }
}

/**
 * Level 0 (VPN[0]): VA bits 21..12, 4 KiB per item. [Guest Physical Address Translation]
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
  const entry = Atomics.load(s.words, at);
  s.runFirstHi = positionHi;
  s.runFirstLo = positionLo;
  s.runOaHi = (entry >>> 30) & 3;
  s.runOaLo = (((entry & 0x3ffffc00) << 2) & -0x1000) | (positionLo & 0xfff);
  s.runAttributesLo = entry & 0x3ff;
  s.runLevel = 0;
  s.runItemsLg2 = 0;
  s.entryLo = entry;
  let after = (index >>> 0) + 1;
  let nextLo = ((positionLo & -0x1000) + ((after - index) << 12)) | 0;
  let nextHi = positionHi;
  s.runLastHi = positionHi;
  s.runLastLo = positionLo | 0xfff;
  const at2 = table + (after - 1);
  const lastItem = Atomics.load(s.words, at2);
  s.oaHi = (lastItem >>> 30) & 3;
  s.oaLo = (((lastItem & 0x3ffffc00) << 2) & -0x1000) | (s.runLastLo & 0xfff);
  while (after < 1024) {
    if ((nextHi >>> 0) > (lastHi >>> 0) || (nextHi === lastHi && (nextLo >>> 0) > (lastLo >>> 0))) return;
    const at3 = table + after;
    const candidate = Atomics.load(s.words, at3);
    // page (valid 1, user 1) [Guest Physical Address Translation]
    if ((candidate & 7) === 5 || (candidate & 0xf) === 1 || (candidate & 0x11) !== 0x11) return;
    const attributesLo = candidate & 0x3ff;
    if (attributesLo !== s.runAttributesLo) return;
    const outputAddressLo = (((candidate & 0x3ffffc00) << 2) & -0x1000) | (nextLo & 0xfff);
    const outputAddressHi = (candidate >>> 30) & 3;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastHi = nextHi;
    s.runLastLo = nextLo | 0xfff;
    after += 1;
    const at4 = table + (after - 1);
    const lastOne = Atomics.load(s.words, at4);
    s.oaHi = (lastOne >>> 30) & 3;
    s.oaLo = (((lastOne & 0x3ffffc00) << 2) & -0x1000) | (s.runLastLo & 0xfff);
    nextLo = ((nextLo & -0x1000) + 4096) | 0;
  }
}
