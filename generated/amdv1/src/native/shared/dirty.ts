// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import { EBADMSG, EFAULT, EINVAL, ENOENT, EOVERFLOW, EPERM, ERANGE, loadPair, storePair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { scannedTable1, scannedTable2, scannedTable3, scannedTable4, scannedTable5 } from "./owned.js";

/**
 * Reports the leaves in a range that hardware wrote through, and makes them clean if `s.clears`. Clearing
 * cleans the whole leaf; the report starts no earlier than the range.
 */
export function readDirty(s: State, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): number {
  if (lengthLo === 0 && lengthHi === 0) return EINVAL;
  const lastLo = (vaLo + ((lengthLo - 1) | 0)) | 0;
  const lastHi = (((vaHi + ((lengthHi - (lengthLo === 0 ? 1 : 0)) | 0)) | 0) + ((lastLo >>> 0) < ((lengthLo - 1) >>> 0) ? 1 : 0)) | 0;
  if ((vaHi >>> 0) > (lastHi >>> 0) || (vaHi === lastHi && (vaLo >>> 0) > (lastLo >>> 0))) return EOVERFLOW;
  if (((lastHi & ~s.reachHi) | (lastLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.clears && s.links[s.top >>> 6] !== s.owner) return EPERM;
  s.flushes = false;
  const status = readDirtyTableAt(s, s.topLevel, s.top, vaHi, vaLo, lastHi, lastLo);
  if (s.flushes) {
    s.gather.addRange(s.flushFirstHi, s.flushFirstLo, s.flushLastHi, s.flushLastLo);
  }
  return status;
}

/**
 * Marks the leaf at `va` dirty, as hardware does on a write. ENOENT: nothing is mapped there. EAGAIN:
 * hardware does not mark it.
 */
export function setDirty(s: State, vaHi: number, vaLo: number): number {
  if (((vaHi & ~s.reachHi) | (vaLo & ~s.reachLo)) !== 0) return ERANGE;
  if (s.links[s.top >>> 6] !== s.owner) return EPERM;
  const table = s.top;
  const level = s.topLevel;
  if (level === 5) return setDirtyTable5(s, table, vaHi, vaLo);
  if (level === 4) return setDirtyTable4(s, table, vaHi, vaLo);
  if (level === 3) return setDirtyTable3(s, table, vaHi, vaLo);
  if (level === 2) return setDirtyTable2(s, table, vaHi, vaLo);
  return setDirtyTable1(s, table, vaHi, vaLo);
}

/** `readDirtyTable` at a level that is known at run time. */
function readDirtyTableAt(
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
      return readDirtyTable5(s, table, vaHi, vaLo, lastHi, lastLo);
    case 4:
      return readDirtyTable4(s, table, vaHi, vaLo, lastHi, lastLo);
    case 3:
      return readDirtyTable3(s, table, vaHi, vaLo, lastHi, lastLo);
    case 2:
      return readDirtyTable2(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return readDirtyTable1(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Level 5 (level 6): VA bits 63..57, 128 PiB per item. */
function readDirtyTable5(
  s: State,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const end = lastHi >>> 25;
  let index = vaHi >>> 25;
  let positionLo = vaLo;
  let positionHi = vaHi;
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 5)
    if ((entryLo & 0xe01) === 0xa01) {
      const next = scannedTable5(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x1ffffff;
      const status = readDirtyTable4(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionHi = ((positionHi & -0x2000000) + 0x2000000) | 0;
      positionLo = 0;
    } else {
      index += 1;
      positionHi = ((positionHi & -0x2000000) + 0x2000000) | 0;
      positionLo = 0;
    }
  }
  return 0;
}

/** Level 4 (level 5): VA bits 56..48, 256 TiB per item. */
function readDirtyTable4(
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
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 4)
    if ((entryLo & 0xe01) === 0x801) {
      const next = scannedTable4(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xffff;
      const status = readDirtyTable3(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
      positionLo = 0;
    } else if ((entryLo & 0xe01) === 1) {
      if ((entryLo & 0x40) !== 0) {
        reportDirty4(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x41;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
      positionLo = 0;
    } else if ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0xffff) === 0xffff && (entryHi & 0x70000) !== 0x70000) {
      const itemsLg2 = 32 - Math.clz32(~((entryHi >>> 16) & 7) & (((entryHi >>> 16) & 7) + 1));
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty4(s, table, first, after)) {
        reportDirty4(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeaf4(s, table, first, after);
        }
      }
      positionHi = ((positionHi & -0x10000) + ((after - index) << 16)) | 0;
      positionLo = 0;
      index = after;
    } else {
      index += 1;
      positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
      positionLo = 0;
    }
  }
  return 0;
}

/** Level 3 (level 4): VA bits 47..39, 512 GiB per item. */
function readDirtyTable3(
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
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 3)
    if ((entryLo & 0xe01) === 0x601) {
      const next = scannedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7f;
      const status = readDirtyTable2(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    } else if ((entryLo & 0xe01) === 1) {
      if ((entryLo & 0x40) !== 0) {
        reportDirty3(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x41;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    } else if ((entryLo & -0x1ff) === -0x1ff && (entryHi & 0x7f) === 0x7f && (entryHi & 0x7f80) !== 0x7f80) {
      const itemsLg2 = 32 - Math.clz32(~((entryHi >>> 7) & 0xff) & (((entryHi >>> 7) & 0xff) + 1));
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty3(s, table, first, after)) {
        reportDirty3(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeaf3(s, table, first, after);
        }
      }
      positionHi = ((positionHi & -0x80) + ((after - index) << 7)) | 0;
      positionLo = 0;
      index = after;
    } else {
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    }
  }
  return 0;
}

/** Level 2 (level 3): VA bits 38..30, 1 GiB per item. */
function readDirtyTable2(
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
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 2)
    if ((entryLo & 0xe01) === 0x401) {
      const next = scannedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = readDirtyTable1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 0xe01) === 1) {
      if ((entryLo & 0x40) !== 0) {
        reportDirty2(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x41;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 0x3ffffe01) === 0x3ffffe01 &&
      ((entryLo & -0x40000000) !== -0x40000000 || (entryHi & 0x3f) !== 0x3f)) {
      const itemsLg2 = 32 - Math.clz32(~((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) & (((entryLo >>> 30) | ((entryHi & 0x3f) << 2)) + 1));
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty2(s, table, first, after)) {
        reportDirty2(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeaf2(s, table, first, after);
        }
      }
      const low = ((positionLo & -0x40000000) + ((after - index) << 30)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 2)) | 0) + ((low >>> 0) < (((after - index) << 30) >>> 0) ? 1 : 0)) | 0;
      positionLo = low;
      index = after;
    } else {
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    }
  }
  return 0;
}

/** Level 1 (level 2): VA bits 29..21, 2 MiB per item. */
function readDirtyTable1(
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
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    // table (present 1, next-level 1)
    if ((entryLo & 0xe01) === 0x201) {
      const next = scannedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = readDirtyTable0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 0xe01) === 1) {
      if ((entryLo & 0x40) !== 0) {
        reportDirty1(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x41;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 0x1ffe01) === 0x1ffe01 && (entryLo & 0x1fe00000) !== 0x1fe00000) {
      const itemsLg2 = 32 - Math.clz32(~((entryLo >>> 21) & 0xff) & (((entryLo >>> 21) & 0xff) + 1));
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty1(s, table, first, after)) {
        reportDirty1(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeaf1(s, table, first, after);
        }
      }
      positionLo = ((positionLo & -0x200000) + ((after - index) << 21)) | 0;
      index = after;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    }
  }
  return 0;
}

/** Level 0 (level 1): VA bits 20..12, 4 KiB per item. */
function readDirtyTable0(
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
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    if ((entryLo & 0xe01) === 1) {
      if ((entryLo & 0x40) !== 0) {
        reportDirty0(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x41;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x1000) + 4096) | 0;
    } else if ((entryLo & 0xe01) === 0xe01 && (entryLo & 0xff000) !== 0xff000) {
      const itemsLg2 = 32 - Math.clz32(~((entryLo >>> 12) & 0xff) & (((entryLo >>> 12) & 0xff) + 1));
      const first = (index >>> itemsLg2) << itemsLg2;
      const after = first + (1 << itemsLg2);
      if (anyDirty0(s, table, first, after)) {
        reportDirty0(s, positionHi, positionLo, lastHi, lastLo, itemsLg2);
        if (s.clears) {
          cleanLeaf0(s, table, first, after);
        }
      }
      positionLo = ((positionLo & -0x1000) + ((after - index) << 12)) | 0;
      index = after;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x1000) + 4096) | 0;
    }
  }
  return 0;
}

function setDirtyTable5(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  const lastTable = s.wordCount - 1024;
  // Level 5 (level 6): VA bits 63..57, 128 PiB per item.
  const index5 = vaHi >>> 25;
  const at5 = table + (index5 << 1);
  const entry5Lo = loadPair(s, at5, at5 + 1);
  const entry5Hi = s.pairHigh;
  // no table (present 1, next-level 5)
  if ((entry5Lo & 0xe01) !== 0xa01) return (entry5Lo & 1) === 0 ? ENOENT : EBADMSG;
  const next5 = ((entry5Lo & addressLo) - baseLo) >>> 2;
  if ((entry5Hi & addressHi) !== baseHi || next5 > lastTable) return EFAULT;
  // Level 4 (level 5): VA bits 56..48, 256 TiB per item.
  const index4 = (vaHi >>> 16) & 0x1ff;
  const at4 = next5 + (index4 << 1);
  const entry4Lo = loadPair(s, at4, at4 + 1);
  const entry4Hi = s.pairHigh;
  // no table (present 1, next-level 4)
  if ((entry4Lo & 0xe01) !== 0x801) {
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entry4Lo & 0xe01) === 1 ||
      ((entry4Lo & -0x1ff) === -0x1ff && (entry4Hi & 0xffff) === 0xffff && (entry4Hi & 0x70000) !== 0x70000)) {
      const withDirtyLo4 = entry4Lo | 0x40;
      storePair(s.words, next5 + (index4 << 1), withDirtyLo4, next5 + (index4 << 1) + 1, entry4Hi);
      return 0;
    }
    return (entry4Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next4 = ((entry4Lo & addressLo) - baseLo) >>> 2;
  if ((entry4Hi & addressHi) !== baseHi || next4 > lastTable) return EFAULT;
  return setDirtyTable3(s, next4, vaHi, vaLo);
}

function setDirtyTable4(s: State, table: number, vaHi: number, vaLo: number): number {
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  // Level 4 (level 5): VA bits 56..48, 256 TiB per item.
  const index4 = (vaHi >>> 16) & 0x1ff;
  const at4 = table + (index4 << 1);
  const entry4Lo = loadPair(s, at4, at4 + 1);
  const entry4Hi = s.pairHigh;
  // no table (present 1, next-level 4)
  if ((entry4Lo & 0xe01) !== 0x801) {
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entry4Lo & 0xe01) === 1 ||
      ((entry4Lo & -0x1ff) === -0x1ff && (entry4Hi & 0xffff) === 0xffff && (entry4Hi & 0x70000) !== 0x70000)) {
      const withDirtyLo4 = entry4Lo | 0x40;
      storePair(s.words, table + (index4 << 1), withDirtyLo4, table + (index4 << 1) + 1, entry4Hi);
      return 0;
    }
    return (entry4Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next4 = ((entry4Lo & addressLo) - s.baseLo) >>> 2;
  if ((entry4Hi & addressHi) !== s.baseHi || next4 > s.wordCount - 1024) return EFAULT;
  return setDirtyTable3(s, next4, vaHi, vaLo);
}

function setDirtyTable3(s: State, table: number, vaHi: number, vaLo: number): number {
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  // Level 3 (level 4): VA bits 47..39, 512 GiB per item.
  const index3 = (vaHi >>> 7) & 0x1ff;
  const at3 = table + (index3 << 1);
  const entry3Lo = loadPair(s, at3, at3 + 1);
  const entry3Hi = s.pairHigh;
  // no table (present 1, next-level 3)
  if ((entry3Lo & 0xe01) !== 0x601) {
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entry3Lo & 0xe01) === 1 ||
      ((entry3Lo & -0x1ff) === -0x1ff && (entry3Hi & 0x7f) === 0x7f && (entry3Hi & 0x7f80) !== 0x7f80)) {
      const withDirtyLo3 = entry3Lo | 0x40;
      storePair(s.words, table + (index3 << 1), withDirtyLo3, table + (index3 << 1) + 1, entry3Hi);
      return 0;
    }
    return (entry3Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next3 = ((entry3Lo & addressLo) - s.baseLo) >>> 2;
  if ((entry3Hi & addressHi) !== s.baseHi || next3 > s.wordCount - 1024) return EFAULT;
  return setDirtyTable2(s, next3, vaHi, vaLo);
}

function setDirtyTable2(s: State, table: number, vaHi: number, vaLo: number): number {
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  // Level 2 (level 3): VA bits 38..30, 1 GiB per item.
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = table + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (present 1, next-level 2)
  if ((entry2Lo & 0xe01) !== 0x401) {
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entry2Lo & 0xe01) === 1 ||
      ((entry2Lo & 0x3ffffe01) === 0x3ffffe01 && ((entry2Lo & -0x40000000) !== -0x40000000 || (entry2Hi & 0x3f) !== 0x3f))) {
      const withDirtyLo2 = entry2Lo | 0x40;
      storePair(s.words, table + (index2 << 1), withDirtyLo2, table + (index2 << 1) + 1, entry2Hi);
      return 0;
    }
    return (entry2Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next2 = ((entry2Lo & addressLo) - s.baseLo) >>> 2;
  if ((entry2Hi & addressHi) !== s.baseHi || next2 > s.wordCount - 1024) return EFAULT;
  return setDirtyTable1(s, next2, vaHi, vaLo);
}

function setDirtyTable1(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const addressHi = ~s.markHi & 0xfffff;
  const addressLo = ~s.markLo & -0x1000;
  // Level 1 (level 2): VA bits 29..21, 2 MiB per item.
  const index1 = (vaLo >>> 21) & 0x1ff;
  const at1 = table + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (present 1, next-level 1)
  if ((entry1Lo & 0xe01) !== 0x201) {
    // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
    if ((entry1Lo & 0xe01) === 1 ||
      ((entry1Lo & 0x1ffe01) === 0x1ffe01 && (entry1Lo & 0x1fe00000) !== 0x1fe00000)) {
      const withDirtyLo1 = entry1Lo | 0x40;
      storePair(words, table + (index1 << 1), withDirtyLo1, table + (index1 << 1) + 1, entry1Hi);
      return 0;
    }
    return (entry1Lo & 1) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & addressLo) - s.baseLo) >>> 2;
  if ((entry1Hi & addressHi) !== s.baseHi || next1 > s.wordCount - 1024) return EFAULT;
  // Level 0 (level 1): VA bits 20..12, 4 KiB per item.
  const index0 = (vaLo >>> 12) & 0x1ff;
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  // page (present 1, next-level 0) or run (present 1, next-level 7) [2.2.3, Table 14]
  if ((entry0Lo & 0xe01) === 1 || ((entry0Lo & 0xe01) === 0xe01 && (entry0Lo & 0xff000) !== 0xff000)) {
    const withDirtyLo0 = entry0Lo | 0x40;
    storePair(words, next1 + (index0 << 1), withDirtyLo0, next1 + (index0 << 1) + 1, entry0Hi);
    return 0;
  }
  return (entry0Lo & 1) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty4(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (itemsLg2 !== 0) {
    const leafLastHi = positionHi | 0xffff | ((((1 << itemsLg2) - 1) & 0x1ff) << 16);
    const stopLo = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && 0xffffffff > (lastLo >>> 0))
      ? lastLo
      : -1;
    const stopHi = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && 0xffffffff > (lastLo >>> 0))
      ? lastHi
      : leafLastHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0x10000, 0);
    }
    if (s.clears) {
      const stopLo = (positionLo - 1) | 0;
      const stopHi = (((positionHi + 65535) | 0) + ((stopLo >>> 0) < 0xffffffff ? 1 : 0)) | 0;
      flushLater(
        s,
        positionHi,
        positionLo,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopHi,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopLo,
      );
    }
  }
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty3(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (itemsLg2 !== 0) {
    const leafLastHi = positionHi | 0x7f | ((((1 << itemsLg2) - 1) & 0x1ff) << 7);
    const stopLo = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && 0xffffffff > (lastLo >>> 0))
      ? lastLo
      : -1;
    const stopHi = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && 0xffffffff > (lastLo >>> 0))
      ? lastHi
      : leafLastHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 128, 0);
    }
    if (s.clears) {
      const stopLo = (positionLo - 1) | 0;
      const stopHi = (((positionHi + 127) | 0) + ((stopLo >>> 0) < 0xffffffff ? 1 : 0)) | 0;
      flushLater(
        s,
        positionHi,
        positionLo,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopHi,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopLo,
      );
    }
  }
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty2(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (itemsLg2 !== 0) {
    const leafLastLo = positionLo | 0x3fffffff | (((1 << itemsLg2) - 1) << 30);
    const leafLastHi = positionHi | ((((1 << itemsLg2) - 1) >>> 2) & 0x7f);
    const stopLo = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastLo
      : leafLastLo;
    const stopHi = (leafLastHi >>> 0) > (lastHi >>> 0) || (leafLastHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastHi
      : leafLastHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0, 0x40000000);
    }
    if (s.clears) {
      const stopLo = (positionLo + 0x3fffffff) | 0;
      const stopHi = (positionHi + ((stopLo >>> 0) < 0x3fffffff ? 1 : 0)) | 0;
      flushLater(
        s,
        positionHi,
        positionLo,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopHi,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopLo,
      );
    }
  }
}

/**
 * Level 1 (level 2): VA bits 29..21, 2 MiB per item.
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty1(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (itemsLg2 !== 0) {
    const leafLastLo = positionLo | 0x1fffff | ((((1 << itemsLg2) - 1) & 0x1ff) << 21);
    const stopLo = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastLo
      : leafLastLo;
    const stopHi = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastHi
      : positionHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0, 0x200000);
    }
    if (s.clears) {
      const stopLo = (positionLo + 0x1fffff) | 0;
      const stopHi = (positionHi + ((stopLo >>> 0) < 0x1fffff ? 1 : 0)) | 0;
      flushLater(
        s,
        positionHi,
        positionLo,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopHi,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopLo,
      );
    }
  }
}

/**
 * Level 0 (level 1): VA bits 20..12, 4 KiB per item.
 * A contiguous leaf is reported up to its end or the end of the range, a leaf of one item by its whole size:
 * callers align their ranges, and the bitmap keeps to its own extent.
 */
function reportDirty0(
  s: State,
  positionHi: number,
  positionLo: number,
  lastHi: number,
  lastLo: number,
  itemsLg2: number,
): void {
  if (itemsLg2 !== 0) {
    const leafLastLo = positionLo | 0xfff | ((((1 << itemsLg2) - 1) & 0x1ff) << 12);
    const stopLo = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastLo
      : leafLastLo;
    const stopHi = (positionHi >>> 0) > (lastHi >>> 0) || (positionHi === lastHi && (leafLastLo >>> 0) > (lastLo >>> 0))
      ? lastHi
      : positionHi;
    const bytesLo = (((stopLo - positionLo) | 0) + 1) | 0;
    const bytesHi = (((((stopHi - positionHi) | 0) - ((stopLo >>> 0) < (positionLo >>> 0) ? 1 : 0)) | 0) + ((bytesLo >>> 0) < 1 ? 1 : 0)) | 0;
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, bytesHi, bytesLo);
    }
    if (s.clears) {
      flushLater(s, positionHi, positionLo, stopHi, stopLo);
    }
  } else {
    if (s.reports) {
      s.sink.dirty(positionHi, positionLo, 0, 4096);
    }
    if (s.clears) {
      const stopLo = (positionLo + 4095) | 0;
      const stopHi = (positionHi + ((stopLo >>> 0) < 4095 ? 1 : 0)) | 0;
      flushLater(
        s,
        positionHi,
        positionLo,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopHi,
        (positionHi >>> 0) > (stopHi >>> 0) || (positionHi === stopHi && (positionLo >>> 0) > (stopLo >>> 0))
          ? -1
          : stopLo,
      );
    }
  }
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirty4(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 0x40) !== 0) return true;
  }
  return false;
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirty3(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 0x40) !== 0) return true;
  }
  return false;
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirty2(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 0x40) !== 0) return true;
  }
  return false;
}

/**
 * Level 1 (level 2): VA bits 29..21, 2 MiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirty1(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 0x40) !== 0) return true;
  }
  return false;
}

/**
 * Level 0 (level 1): VA bits 20..12, 4 KiB per item.
 * Whether any item of a leaf is dirty: hardware marks only the item it went through.
 */
function anyDirty0(s: State, table: number, first: number, after: number): boolean {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    if ((entryLo & 0x40) !== 0) return true;
  }
  return false;
}

/** Level 4 (level 5): VA bits 56..48, 256 TiB per item. */
function cleanLeaf4(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x41;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Level 3 (level 4): VA bits 47..39, 512 GiB per item. */
function cleanLeaf3(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x41;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Level 2 (level 3): VA bits 38..30, 1 GiB per item. */
function cleanLeaf2(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x41;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Level 1 (level 2): VA bits 29..21, 2 MiB per item. */
function cleanLeaf1(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x41;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Level 0 (level 1): VA bits 20..12, 4 KiB per item. */
function cleanLeaf0(s: State, table: number, first: number, after: number): void {
  for (let index = first; index < after; index += 1) {
    const at = table + (index << 1);
    const entryLo = loadPair(s, at, at + 1);
    const entryHi = s.pairHigh;
    const withoutDirtyLo = entryLo & -0x41;
    storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
  }
}

/** Pieces come in rising order, but an earlier one may end later. */
function flushLater(s: State, firstHi: number, firstLo: number, lastHi: number, lastLo: number): void {
  if (!s.flushes) {
    s.flushes = true;
    s.flushFirstHi = firstHi;
    s.flushFirstLo = firstLo;
    s.flushLastHi = lastHi;
    s.flushLastLo = lastLo;
  } else if ((lastHi >>> 0) > (s.flushLastHi >>> 0) ||
    (lastHi === s.flushLastHi && (lastLo >>> 0) > (s.flushLastLo >>> 0))) {
    s.flushLastHi = lastHi;
    s.flushLastLo = lastLo;
  }
}
