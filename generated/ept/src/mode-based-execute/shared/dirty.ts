// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import { EBADMSG, EFAULT, EINVAL, ENOENT, EOVERFLOW, EPERM, ERANGE, loadPair, storePair } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { scannedTable1, scannedTable2, scannedTable3, scannedTable4 } from "./owned.js";

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
  if (s.topLevel === 4) return setDirtyTable4(s, s.top, vaHi, vaLo);
  return setDirtyTable3(s, s.top, vaHi, vaLo);
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
    case 4:
      return readDirtyTable4(s, table, vaHi, vaLo, lastHi, lastLo);
    default:
      return readDirtyTable3(s, table, vaHi, vaLo, lastHi, lastLo);
  }
}

/** Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)] */
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
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = scannedTable4(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xffff;
      const status = readDirtyTable3(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
      positionLo = 0;
    } else {
      index += 1;
      positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
      positionLo = 0;
    }
  }
  return 0;
}

/** Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)] */
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
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = scannedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7f;
      const status = readDirtyTable2(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    } else {
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    }
  }
  return 0;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 */
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
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
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
    } else if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x3ffff080) === 0x80 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      if ((entryLo & 0x200) !== 0) {
        reportDirty2(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x201;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else {
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 */
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
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = scannedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = readDirtyTable0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x1ff080) === 0x80 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      if ((entryLo & 0x200) !== 0) {
        reportDirty1(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x201;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    }
  }
  return 0;
}

/** Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page] */
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
    if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      if ((entryLo & 0x200) !== 0) {
        reportDirty0(s, positionHi, positionLo, lastHi, lastLo, 0);
        if (s.clears) {
          const withoutDirtyLo = entryLo & -0x201;
          storePair(s.words, table + (index << 1), withoutDirtyLo, table + (index << 1) + 1, entryHi);
        }
      }
      index += 1;
      positionLo = ((positionLo & -0x1000) + 4096) | 0;
    } else {
      index += 1;
      positionLo = ((positionLo & -0x1000) + 4096) | 0;
    }
  }
  return 0;
}

function setDirtyTable4(s: State, table: number, vaHi: number, vaLo: number): number {
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
  const index4 = (vaHi >>> 16) & 0x1ff;
  const at4 = table + (index4 << 1);
  const entry4Lo = loadPair(s, at4, at4 + 1);
  const entry4Hi = s.pairHigh;
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entry4Lo & 3) === 2 || (entry4Lo & 0x407) === 0 || (entry4Lo & 0xf8) !== 0) {
    return (entry4Lo & 0x407) === 0 ? ENOENT : EBADMSG;
  }
  const next4 = ((entry4Lo & -0x1000) - baseLo) >>> 2;
  if ((entry4Hi & 0xfffff) !== baseHi || next4 > lastTable) return EFAULT;
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
  const index3 = (vaHi >>> 7) & 0x1ff;
  const at3 = next4 + (index3 << 1);
  const entry3Lo = loadPair(s, at3, at3 + 1);
  const entry3Hi = s.pairHigh;
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entry3Lo & 3) === 2 || (entry3Lo & 0x407) === 0 || (entry3Lo & 0xf8) !== 0) {
    return (entry3Lo & 0x407) === 0 ? ENOENT : EBADMSG;
  }
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable) return EFAULT;
  return setDirtyTable2(s, next3, vaHi, vaLo);
}

function setDirtyTable3(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
  const index3 = (vaHi >>> 7) & 0x1ff;
  const at3 = table + (index3 << 1);
  const entry3Lo = loadPair(s, at3, at3 + 1);
  const entry3Hi = s.pairHigh;
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if ((entry3Lo & 3) === 2 || (entry3Lo & 0x407) === 0 || (entry3Lo & 0xf8) !== 0) {
    return (entry3Lo & 0x407) === 0 ? ENOENT : EBADMSG;
  }
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable) return EFAULT;
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that References an EPT Page Directory]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = next3 + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry2Lo & 3) === 2 || (entry2Lo & 0x407) === 0 || (entry2Lo & 0xf8) !== 0) {
    // page-1g (page-size 1, low-of-1g 0, memory-type not 2) [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that Maps a 1-GByte Page]
    if ((entry2Lo & 3) !== 2 &&
      (entry2Lo & 0x407) !== 0 &&
      (entry2Lo & 0x3ffff080) === 0x80 &&
      (entry2Lo & 0x18) !== 0x18 &&
      (entry2Lo & 0x38) !== 0x10) {
      const withDirtyLo2 = entry2Lo | 0x200;
      storePair(words, next3 + (index2 << 1), withDirtyLo2, next3 + (index2 << 1) + 1, entry2Hi);
      return 0;
    }
    return (entry2Lo & 0x407) === 0 ? ENOENT : EBADMSG;
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  const index1 = (vaLo >>> 21) & 0x1ff;
  const at1 = next2 + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry1Lo & 3) === 2 || (entry1Lo & 0x407) === 0 || (entry1Lo & 0xf8) !== 0) {
    // page-2m (page-size 1, low-of-2m 0, memory-type not 2) [Format of an EPT Page-Directory Entry (PDE) that Maps a 2-MByte Page]
    if ((entry1Lo & 3) !== 2 &&
      (entry1Lo & 0x407) !== 0 &&
      (entry1Lo & 0x1ff080) === 0x80 &&
      (entry1Lo & 0x18) !== 0x18 &&
      (entry1Lo & 0x38) !== 0x10) {
      const withDirtyLo1 = entry1Lo | 0x200;
      storePair(words, next2 + (index1 << 1), withDirtyLo1, next2 + (index1 << 1) + 1, entry1Hi);
      return 0;
    }
    return (entry1Lo & 0x407) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (vaLo >>> 12) & 0x1ff;
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  // page (memory-type not 2) [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  if ((entry0Lo & 3) !== 2 &&
    (entry0Lo & 0x407) !== 0 &&
    (entry0Lo & 0x18) !== 0x18 &&
    (entry0Lo & 0x38) !== 0x10) {
    const withDirtyLo0 = entry0Lo | 0x200;
    storePair(words, next1 + (index0 << 1), withDirtyLo0, next1 + (index0 << 1) + 1, entry0Hi);
    return 0;
  }
  return (entry0Lo & 0x407) === 0 ? ENOENT : EBADMSG;
}

function setDirtyTable2(s: State, table: number, vaHi: number, vaLo: number): number {
  const words = s.words;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that References an EPT Page Directory]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const at2 = table + (index2 << 1);
  const entry2Lo = loadPair(s, at2, at2 + 1);
  const entry2Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry2Lo & 3) === 2 || (entry2Lo & 0x407) === 0 || (entry2Lo & 0xf8) !== 0) {
    // page-1g (page-size 1, low-of-1g 0, memory-type not 2) [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that Maps a 1-GByte Page]
    if ((entry2Lo & 3) !== 2 &&
      (entry2Lo & 0x407) !== 0 &&
      (entry2Lo & 0x3ffff080) === 0x80 &&
      (entry2Lo & 0x18) !== 0x18 &&
      (entry2Lo & 0x38) !== 0x10) {
      const withDirtyLo2 = entry2Lo | 0x200;
      storePair(words, table + (index2 << 1), withDirtyLo2, table + (index2 << 1) + 1, entry2Hi);
      return 0;
    }
    return (entry2Lo & 0x407) === 0 ? ENOENT : EBADMSG;
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable) return EFAULT;
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  const index1 = (vaLo >>> 21) & 0x1ff;
  const at1 = next2 + (index1 << 1);
  const entry1Lo = loadPair(s, at1, at1 + 1);
  const entry1Hi = s.pairHigh;
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if ((entry1Lo & 3) === 2 || (entry1Lo & 0x407) === 0 || (entry1Lo & 0xf8) !== 0) {
    // page-2m (page-size 1, low-of-2m 0, memory-type not 2) [Format of an EPT Page-Directory Entry (PDE) that Maps a 2-MByte Page]
    if ((entry1Lo & 3) !== 2 &&
      (entry1Lo & 0x407) !== 0 &&
      (entry1Lo & 0x1ff080) === 0x80 &&
      (entry1Lo & 0x18) !== 0x18 &&
      (entry1Lo & 0x38) !== 0x10) {
      const withDirtyLo1 = entry1Lo | 0x200;
      storePair(words, next2 + (index1 << 1), withDirtyLo1, next2 + (index1 << 1) + 1, entry1Hi);
      return 0;
    }
    return (entry1Lo & 0x407) === 0 ? ENOENT : EBADMSG;
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable) return EFAULT;
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (vaLo >>> 12) & 0x1ff;
  const at0 = next1 + (index0 << 1);
  const entry0Lo = loadPair(s, at0, at0 + 1);
  const entry0Hi = s.pairHigh;
  // page (memory-type not 2) [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  if ((entry0Lo & 3) !== 2 &&
    (entry0Lo & 0x407) !== 0 &&
    (entry0Lo & 0x18) !== 0x18 &&
    (entry0Lo & 0x38) !== 0x10) {
    const withDirtyLo0 = entry0Lo | 0x200;
    storePair(words, next1 + (index0 << 1), withDirtyLo0, next1 + (index0 << 1) + 1, entry0Hi);
    return 0;
  }
  return (entry0Lo & 0x407) === 0 ? ENOENT : EBADMSG;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
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

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
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

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
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
