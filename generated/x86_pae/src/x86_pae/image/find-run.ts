// Made by generic-pt from x86_pae.yaml: x86 page table with physical address extension.
// Do not edit: change the spec, then run "generic-pt generate x86_pae".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A.

import { EBADMSG, EFAULT, ELOOP, ENOENT, ERANGE } from "@generic-pt/core";
import type { ImageState as State } from "@generic-pt/core";

/**
 * Finds the first run of equal leaves at or after `va`, within one table: VAs `s.runFirst` to `s.runLast`,
 * OA of its first byte `s.runOa`, `s.runAttributes`, leaf size by `s.runLevel` and `s.runItemsLg2`, and in
 * `s.passed` the table items above it. ENOENT: nothing up to `last`. EFAULT, EBADMSG, ELOOP: the item for
 * `s.runFirst` to `s.runLast` points outside memory, is reserved, or leads back to a table above it; the
 * search can go on behind it.
 */
export function findRun(s: State, va: number, last: number): number {
  if ((va >>> 0) > (last >>> 0) || (last & ~s.reachLo) !== 0) return ERANGE;
  s.barren.fill(-1);
  const status = findRunTable2(s, s.openTop(), va, last);
  return status;
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 */
function findRunTable2(s: State, table: number, va: number, last: number): number {
  const end = last >>> 30;
  let index = va >>> 30;
  let position = va;
  s.path[2] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // pointer (present 1, top-reserved-low 0, top-reserved-middle 0, top-reserved-high 0) [Format of a PAE Page-Directory-Pointer-Table Entry (PDPTE)]
    if ((entryLo & 0x1e7) === 1 && (entryHi & -0x100000) === 0) {
      const stop = index === end ? last : position | 0x3fffffff;
      const next = s.image.open(1, entryHi & 0xfffff, entryLo & -0x1000, 4096);
      if (next < 0) return stopAt2(s, position, EFAULT);
      if (isOnPath2(s, next)) return stopAt2(s, position, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[2] !== identity) {
        s.passed[4] = entryLo;
        s.passed[5] = entryHi;
        const status = findRunTable1(s, next, position, stop);
        if (status !== ENOENT) return status;
        if ((position & 0x3fffffff) === 0 && (stop & 0x3fffffff) === 0x3fffffff) {
          s.barren[2] = identity;
        }
      }
    } else if ((entryLo & 1) !== 0) return stopAt2(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x40000000) + 0x40000000) | 0;
  }
  return ENOENT;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 */
function findRunTable1(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 21) & 0x1ff;
  let index = (va >>> 21) & 0x1ff;
  let position = va;
  s.path[1] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (present 1, page-size 0, reserved 0) [Format of a PAE Page-Directory Entry that References a Page Table]
    if ((entryLo & 0x81) === 1 && (entryHi & 0x7ff00000) === 0) {
      const stop = index === end ? last : position | 0x1fffff;
      const next = s.image.open(0, entryHi & 0xfffff, entryLo & -0x1000, 4096);
      if (next < 0) return stopAt1(s, position, EFAULT);
      if (isOnPath1(s, next)) return stopAt1(s, position, ELOOP);
      const identity = s.image.identity(next);
      if (s.barren[1] !== identity) {
        s.passed[2] = entryLo;
        s.passed[3] = entryHi;
        const status = findRunTable0(s, next, position, stop);
        if (status !== ENOENT) return status;
        if ((position & 0x1fffff) === 0 && (stop & 0x1fffff) === 0x1fffff) {
          s.barren[1] = identity;
        }
      }
    } else if ((entryLo & 0x1fe081) === 0x81 && (entryHi & 0x7ff00000) === 0) {
      takeRun1(s, table, index, position, last);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt1(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x200000) + 0x200000) | 0;
  }
  return ENOENT;
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page] */
function findRunTable0(s: State, table: number, va: number, last: number): number {
  const end = (last >>> 12) & 0x1ff;
  let index = (va >>> 12) & 0x1ff;
  let position = va;
  s.path[0] = s.image.identity(table);
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // page (present 1, reserved 0) [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
    if ((entryLo & 1) !== 0 && (entryHi & 0x7ff00000) === 0) {
      takeRun0(s, table, index, position, last);
      return 0;
    } else if ((entryLo & 1) !== 0) return stopAt0(s, position, EBADMSG);
    index += 1;
    position = ((position & -0x1000) + 4096) | 0;
  }
  return ENOENT;
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
 */
function stopAt2(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0x3fffffff;
  s.runLevel = 2;
  return status;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 */
function stopAt1(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0x1fffff;
  s.runLevel = 1;
  return status;
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page] */
function stopAt0(s: State, position: number, status: number): number {
  s.runFirstLo = position;
  s.runLastLo = position | 0xfff;
  s.runLevel = 0;
  return status;
}

/**
 * Level 2 (PDPT): VA bits 31..30, 1 GiB per item. [Format of a PAE Page-Directory-Pointer-Table Entry
 * (PDPTE)]
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
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
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
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of a PAE Page-Directory Entry that References a Page
 * Table]
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun1(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + (index << 1);
  const entryLo = s.words[at];
  const entryHi = s.words[at + 1];
  s.runFirstLo = position;
  s.runOaHi = entryHi & 0xfffff;
  s.runOaLo = (entryLo & -0x200000) | (position & 0x1fffff);
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0x1fffff;
  s.runLevel = 1;
  s.runItemsLg2 = 0;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = (index >>> 0) + 1;
  let next = ((position & -0x200000) + ((after - index) << 21)) | 0;
  s.runLastLo = position | 0x1fffff;
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xfffff;
  s.oaLo = (lastItemLo & -0x200000) | (s.runLastLo & 0x1fffff);
  while (after < 512) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page-2m (present 1, page-size 1, low-of-2m 0, reserved 0) [Format of a PAE Page-Directory Entry that Maps a 2-MByte Page]
    if ((candidateLo & 0x1fe081) !== 0x81 || (candidateHi & 0x7ff00000) !== 0) return;
    const attributesLo = candidateLo & 0x1fffff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x200000) | (next & 0x1fffff);
    const outputAddressHi = candidateHi & 0xfffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0x1fffff;
    after += 1;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xfffff;
    s.oaLo = (lastOneLo & -0x200000) | (s.runLastLo & 0x1fffff);
    next = ((next & -0x200000) + 0x200000) | 0;
  }
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
 * Records the leaf at `index` and those that continue it in the same table, up to the one that has `last`.
 */
function takeRun0(s: State, table: number, index: number, position: number, last: number): void {
  const at = table + (index << 1);
  const entryLo = s.words[at];
  const entryHi = s.words[at + 1];
  s.runFirstLo = position;
  s.runOaHi = entryHi & 0xfffff;
  s.runOaLo = (entryLo & -0x1000) | (position & 0xfff);
  s.runAttributesHi = entryHi & -0x100000;
  s.runAttributesLo = entryLo & 0xfff;
  s.runLevel = 0;
  s.runItemsLg2 = 0;
  s.entryHi = entryHi;
  s.entryLo = entryLo;
  let after = (index >>> 0) + 1;
  let next = ((position & -0x1000) + ((after - index) << 12)) | 0;
  s.runLastLo = position | 0xfff;
  const at2 = table + ((after - 1) << 1);
  const lastItemLo = s.words[at2];
  const lastItemHi = s.words[at2 + 1];
  s.oaHi = lastItemHi & 0xfffff;
  s.oaLo = (lastItemLo & -0x1000) | (s.runLastLo & 0xfff);
  while (after < 512) {
    if ((next >>> 0) > (last >>> 0)) return;
    const at3 = table + (after << 1);
    const candidateLo = s.words[at3];
    const candidateHi = s.words[at3 + 1];
    // page (present 1, reserved 0) [Format of a PAE Page-Table Entry that Maps a 4-KByte Page]
    if ((candidateLo & 1) === 0 || (candidateHi & 0x7ff00000) !== 0) return;
    const attributesLo = candidateLo & 0xfff;
    const attributesHi = candidateHi & -0x100000;
    if (attributesLo !== s.runAttributesLo || attributesHi !== s.runAttributesHi) return;
    const outputAddressLo = (candidateLo & -0x1000) | (next & 0xfff);
    const outputAddressHi = candidateHi & 0xfffff;
    if (((s.oaLo + 1) | 0) !== outputAddressLo ||
      ((s.oaHi + (((s.oaLo + 1) >>> 0) < 1 ? 1 : 0)) | 0) !== outputAddressHi) {
      return;
    }
    s.runLastLo = next | 0xfff;
    after += 1;
    const at4 = table + ((after - 1) << 1);
    const lastOneLo = s.words[at4];
    const lastOneHi = s.words[at4 + 1];
    s.oaHi = lastOneHi & 0xfffff;
    s.oaLo = (lastOneLo & -0x1000) | (s.runLastLo & 0xfff);
    next = ((next & -0x1000) + 4096) | 0;
  }
}
