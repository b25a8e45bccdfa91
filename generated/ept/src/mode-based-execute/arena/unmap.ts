// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import { EBADMSG, EFAULT, ELOOP, ENOENT, EPERM } from "@generic-pt/core";
import type { TableState as State } from "@generic-pt/core";
import { ownedTable1, ownedTable2, ownedTable3, ownedTable4 } from "./owned.js";

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
  const status = unmapTable(s, s.topLevel, s.top, vaHi, vaLo, lastHi, lastLo);
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
function unmapTable(
  s: State,
  level: number,
  table: number,
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const words = s.words;
  const links = s.links;
  const baseHi = s.baseHi;
  const baseLo = s.baseLo;
  const lastTable = s.wordCount - 1024;
  if (level >= 4) {
    // Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
    const index4 = (vaHi >>> 16) & 0x1ff;
    const isOne4 = index4 === ((lastHi >>> 16) & 0x1ff);
    const at4 = table + (index4 << 1);
    const entry4Lo = words[at4];
    const entry4Hi = words[at4 + 1];
    // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if (!isOne4 ||
      (vaLo === 0 && (vaHi & 0xffff) === 0 && lastLo === -1 && (lastHi & 0xffff) === 0xffff) ||
      (entry4Lo & 3) === 2 ||
      (entry4Lo & 0x407) === 0 ||
      (entry4Lo & 0xf8) !== 0) {
      return unmapItems4(s, table, vaHi, vaLo, lastHi, lastLo);
    }
    const next4 = ((entry4Lo & -0x1000) - baseLo) >>> 2;
    if ((entry4Hi & 0xfffff) !== baseHi ||
      next4 > lastTable ||
      links[next4 >>> 6] !== table + (index4 << 1)) {
      return (entry4Hi & 0xfffff) !== baseHi || next4 > lastTable ? EFAULT : ELOOP;
    }
    table = next4;
  }
  // Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
  const index3 = (vaHi >>> 7) & 0x1ff;
  const isOne3 = index3 === ((lastHi >>> 7) & 0x1ff);
  const at3 = table + (index3 << 1);
  const entry3Lo = words[at3];
  const entry3Hi = words[at3 + 1];
  // no upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
  if (!isOne3 ||
    (vaLo === 0 && (vaHi & 0x7f) === 0 && lastLo === -1 && (lastHi & 0x7f) === 0x7f) ||
    (entry3Lo & 3) === 2 ||
    (entry3Lo & 0x407) === 0 ||
    (entry3Lo & 0xf8) !== 0) {
    return unmapItems3(s, table, vaHi, vaLo, lastHi, lastLo);
  }
  const next3 = ((entry3Lo & -0x1000) - baseLo) >>> 2;
  if ((entry3Hi & 0xfffff) !== baseHi || next3 > lastTable || links[next3 >>> 6] !== table + (index3 << 1)) {
    return (entry3Hi & 0xfffff) !== baseHi || next3 > lastTable ? EFAULT : ELOOP;
  }
  // Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that References an EPT Page Directory]
  const index2 = (vaLo >>> 30) | ((vaHi & 0x7f) << 2);
  const isOne2 = index2 === ((lastLo >>> 30) | ((lastHi & 0x7f) << 2));
  const at2 = next3 + (index2 << 1);
  const entry2Lo = words[at2];
  const entry2Hi = words[at2 + 1];
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if (!isOne2 ||
    ((vaLo & 0x3fffffff) === 0 && (lastLo & 0x3fffffff) === 0x3fffffff) ||
    (entry2Lo & 3) === 2 ||
    (entry2Lo & 0x407) === 0 ||
    (entry2Lo & 0xf8) !== 0) {
    if (isOne2 &&
      (vaLo & 0x3fffffff) === 0 &&
      (entry2Lo & 3) !== 2 &&
      (entry2Lo & 0x407) !== 0 &&
      (entry2Lo & 0x3ffff080) === 0x80 &&
      (entry2Lo & 0x18) !== 0x18 &&
      (entry2Lo & 0x38) !== 0x10) {
      words[next3 + (index2 << 1)] = 0;
      words[next3 + (index2 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x40000000;
      return 0;
    }
    return unmapItems2(s, next3, vaHi, vaLo, lastHi, lastLo);
  }
  const next2 = ((entry2Lo & -0x1000) - baseLo) >>> 2;
  if ((entry2Hi & 0xfffff) !== baseHi || next2 > lastTable || links[next2 >>> 6] !== next3 + (index2 << 1)) {
    return (entry2Hi & 0xfffff) !== baseHi || next2 > lastTable ? EFAULT : ELOOP;
  }
  // Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  const index1 = (vaLo >>> 21) & 0x1ff;
  const isOne1 = index1 === ((lastLo >>> 21) & 0x1ff);
  const at1 = next2 + (index1 << 1);
  const entry1Lo = words[at1];
  const entry1Hi = words[at1 + 1];
  // no table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
  if (!isOne1 ||
    ((vaLo & 0x1fffff) === 0 && (lastLo & 0x1fffff) === 0x1fffff) ||
    (entry1Lo & 3) === 2 ||
    (entry1Lo & 0x407) === 0 ||
    (entry1Lo & 0xf8) !== 0) {
    if (isOne1 &&
      (vaLo & 0x1fffff) === 0 &&
      (entry1Lo & 3) !== 2 &&
      (entry1Lo & 0x407) !== 0 &&
      (entry1Lo & 0x1ff080) === 0x80 &&
      (entry1Lo & 0x18) !== 0x18 &&
      (entry1Lo & 0x38) !== 0x10) {
      words[next2 + (index1 << 1)] = 0;
      words[next2 + (index1 << 1) + 1] = 0;
      s.doneHi = 0;
      s.doneLo = 0x200000;
      return 0;
    }
    return unmapItems1(s, next2, vaHi, vaLo, lastHi, lastLo);
  }
  const next1 = ((entry1Lo & -0x1000) - baseLo) >>> 2;
  if ((entry1Hi & 0xfffff) !== baseHi || next1 > lastTable || links[next1 >>> 6] !== next2 + (index1 << 1)) {
    return (entry1Hi & 0xfffff) !== baseHi || next1 > lastTable ? EFAULT : ELOOP;
  }
  // Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  const index0 = (vaLo >>> 12) & 0x1ff;
  const isOne0 = index0 === ((lastLo >>> 12) & 0x1ff);
  const at0 = next1 + (index0 << 1);
  const entry0Lo = words[at0];
  if (isOne0 &&
    (vaLo & 0xfff) === 0 &&
    (entry0Lo & 3) !== 2 &&
    (entry0Lo & 0x407) !== 0 &&
    (entry0Lo & 0x18) !== 0x18 &&
    (entry0Lo & 0x38) !== 0x10) {
    words[next1 + (index0 << 1)] = 0;
    words[next1 + (index0 << 1) + 1] = 0;
    s.doneHi = 0;
    s.doneLo = 4096;
    return 0;
  }
  return unmapItems0(s, next1, vaHi, vaLo, lastHi, lastLo);
}

/**
 * Level 4 (PML5): VA bits 56..48, 256 TiB per item. [Format of an EPT PML5 Entry (PML5E)]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems4(
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
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable4(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0xffff;
      const status = unmapItems3(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if (positionLo === 0 && (positionHi & 0xffff) === 0 && stopLo === -1 && (stopHi & 0xffff) === 0xffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      positionHi = ((positionHi & -0x10000) + 0x10000) | 0;
      positionLo = 0;
    } else {
      return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 3 (PML4): VA bits 47..39, 512 GiB per item. [Format of an EPT PML4 Entry (PML4E)]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems3(
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
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // upper-table (upper-reserved 0) [Format of an EPT PML4 Entry (PML4E)]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable3(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : -1;
      const stopHi = index === end ? lastHi : positionHi | 0x7f;
      const status = unmapItems2(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if (positionLo === 0 && (positionHi & 0x7f) === 0 && stopLo === -1 && (stopHi & 0x7f) === 0x7f) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      positionHi = ((positionHi & -0x80) + 128) | 0;
      positionLo = 0;
    } else {
      return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * Removes the part of the range that one table translates. ENOENT: a hole, go no further.
 */
function unmapItems2(
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
  const at = table + (index << 1);
  const firstLo = s.words[at];
  // page-1g (page-size 1, low-of-1g 0, memory-type not 2) [Format of an EPT Page-Directory-Pointer-Table Entry (PDPTE) that Maps a 1-GByte Page]
  if ((firstLo & 3) !== 2 &&
    (firstLo & 0x407) !== 0 &&
    (firstLo & 0x3ffff080) === 0x80 &&
    (firstLo & 0x18) !== 0x18 &&
    (firstLo & 0x38) !== 0x10 &&
    (vaLo & 0x3fffffff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable2(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x3fffffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems1(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x3fffffff) === 0 && (stopLo & 0x3fffffff) === 0x3fffffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      const low = ((positionLo & -0x40000000) + 0x40000000) | 0;
      positionHi = (positionHi + ((low >>> 0) < 0x40000000 ? 1 : 0)) | 0;
      positionLo = low;
    } else if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x3ffff080) === 0x80 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      const after = clearSingles2(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 30;
      const bytesOfHi = (after - index) >>> 2;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (((s.doneHi + bytesOfHi) | 0) + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      const low2 = (positionLo + ((after - index) << 30)) | 0;
      positionHi = (((positionHi + ((after - index) >>> 2)) | 0) + ((low2 >>> 0) < (((after - index) << 30) >>> 0) ? 1 : 0)) | 0;
      positionLo = low2;
      index = after;
    } else {
      return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
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
  const end = (lastLo >>> 21) & 0x1ff;
  let index = (vaLo >>> 21) & 0x1ff;
  let positionLo = vaLo;
  let positionHi = vaHi;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  // page-2m (page-size 1, low-of-2m 0, memory-type not 2) [Format of an EPT Page-Directory Entry (PDE) that Maps a 2-MByte Page]
  if ((firstLo & 3) !== 2 &&
    (firstLo & 0x407) !== 0 &&
    (firstLo & 0x1ff080) === 0x80 &&
    (firstLo & 0x18) !== 0x18 &&
    (firstLo & 0x38) !== 0x10 &&
    (vaLo & 0x1fffff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    const entryHi = s.words[at + 1];
    // table (table-reserved 0, page-size 0) [Format of an EPT Page-Directory Entry (PDE) that References an EPT Page Table]
    if ((entryLo & 3) !== 2 && (entryLo & 0x407) !== 0 && (entryLo & 0xf8) === 0) {
      const next = ownedTable1(s, table, index, entryHi, entryLo);
      if (next < 0) return next;
      const stopLo = index === end ? lastLo : positionLo | 0x1fffff;
      const stopHi = index === end ? lastHi : positionHi;
      const status = unmapItems0(s, next, positionHi, positionLo, stopHi, stopLo);
      if (status !== 0) return status;
      if ((positionLo & 0x1fffff) === 0 && (stopLo & 0x1fffff) === 0x1fffff) {
        s.words[table + (index << 1)] = 0;
        s.words[table + (index << 1) + 1] = 0;
        s.gather.holdTable(next, 4096);
      }
      index += 1;
      positionLo = ((positionLo & -0x200000) + 0x200000) | 0;
    } else if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x1ff080) === 0x80 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      const after = clearSingles1(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 21;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 21)) | 0;
      index = after;
    } else {
      return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
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
  const end = (lastLo >>> 12) & 0x1ff;
  let index = (vaLo >>> 12) & 0x1ff;
  let positionLo = vaLo;
  const at = table + (index << 1);
  const firstLo = s.words[at];
  // page (memory-type not 2) [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
  if ((firstLo & 3) !== 2 &&
    (firstLo & 0x407) !== 0 &&
    (firstLo & 0x18) !== 0x18 &&
    (firstLo & 0x38) !== 0x10 &&
    (vaLo & 0xfff) !== 0) {
    return ENOENT;
  }
  while (index <= end) {
    const at = table + (index << 1);
    const entryLo = s.words[at];
    if ((entryLo & 3) !== 2 &&
      (entryLo & 0x407) !== 0 &&
      (entryLo & 0x18) !== 0x18 &&
      (entryLo & 0x38) !== 0x10) {
      const after = clearSingles0(s, table, index, end + 1);
      const bytesOfLo = (after - index) << 12;
      const low = (s.doneLo + bytesOfLo) | 0;
      s.doneHi = (s.doneHi + ((low >>> 0) < (bytesOfLo >>> 0) ? 1 : 0)) | 0;
      s.doneLo = low;
      positionLo = (positionLo + ((after - index) << 12)) | 0;
      index = after;
    } else {
      return (entryLo & 0x407) === 0 ? ENOENT : EBADMSG;
    }
  }
  return 0;
}

/**
 * Level 2 (PDPT): VA bits 38..30, 1 GiB per item. [Format of an EPT Page-Directory-Pointer-Table Entry
 * (PDPTE) that References an EPT Page Directory]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles2(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    if ((entryLo & 3) === 2 ||
      (entryLo & 0x407) === 0 ||
      (entryLo & 0x3ffff080) !== 0x80 ||
      (entryLo & 0x18) === 0x18 ||
      (entryLo & 0x38) === 0x10) {
      return at;
    }
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 1 (PD): VA bits 29..21, 2 MiB per item. [Format of an EPT Page-Directory Entry (PDE) that References
 * an EPT Page Table]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles1(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    if ((entryLo & 3) === 2 ||
      (entryLo & 0x407) === 0 ||
      (entryLo & 0x1ff080) !== 0x80 ||
      (entryLo & 0x18) === 0x18 ||
      (entryLo & 0x38) === 0x10) {
      return at;
    }
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}

/**
 * Level 0 (PT): VA bits 20..12, 4 KiB per item. [Format of an EPT Page-Table Entry that Maps a 4-KByte Page]
 * Removes the leaves of one item from `index` on, up to `end` or something else; the number of the first
 * item left.
 */
function clearSingles0(s: State, table: number, index: number, end: number): number {
  for (let at = index; at < end; at += 1) {
    const at2 = table + (at << 1);
    const entryLo = s.words[at2];
    if ((entryLo & 3) === 2 ||
      (entryLo & 0x407) === 0 ||
      (entryLo & 0x18) === 0x18 ||
      (entryLo & 0x38) === 0x10) {
      return at;
    }
    s.words[table + (at << 1)] = 0;
    s.words[table + (at << 1) + 1] = 0;
  }
  return end;
}
