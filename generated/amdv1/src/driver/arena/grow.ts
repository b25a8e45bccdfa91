// Made by generic-pt from amdv1.yaml: AMD IOMMU host page table (v1).
// Do not edit: change the spec, then run "generic-pt generate amdv1".
// Citations in brackets are of: AMD I/O Virtualization Technology (IOMMU) Specification, 48882.

import type { TableState as State } from "@generic-pt/core";

/**
 * Puts tables above the top until it reaches `last`, and until it can hold the leaf that a whole top table's
 * range makes. All or nothing: without memory for every new table the top stays as it was.
 */
export function growTop(
  s: State,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lastHi: number,
  lastLo: number,
): number {
  const before = s.topLevel;
  while (s.topLevel < s.highestTop) {
    if (reachesAt(s, s.topLevel, lastHi, lastLo)) {
      if (!wantsLeafAt(s, s.topLevel + 1, vaHi, vaLo, oaHi, oaLo, lastHi, lastLo)) return 0;
    }
    const raised = raiseTopAt(s, s.topLevel + 1);
    if (raised !== 0) {
      while (s.topLevel > before) {
        dropTopAt(s, s.topLevel);
      }
      return raised;
    }
  }
  return 0;
}

/** `reaches` at a level that is known at run time. */
function reachesAt(s: State, level: number, lastHi: number, lastLo: number): boolean {
  switch (level) {
    case 5:
      return reaches5(s, lastHi, lastLo);
    case 4:
      return reaches4(s, lastHi, lastLo);
    case 3:
      return reaches3(s, lastHi, lastLo);
    case 2:
      return reaches2(s, lastHi, lastLo);
    default:
      return reaches1(s, lastHi, lastLo);
  }
}

/** Level 5 (level 6): VA bits 63..57, 128 PiB per item. */
function reaches5(s: State, lastHi: number, lastLo: number): boolean {
  return true;
}

/** Level 4 (level 5): VA bits 56..48, 256 TiB per item. */
function reaches4(s: State, lastHi: number, lastLo: number): boolean {
  return (lastHi & -0x2000000) === 0;
}

/** Level 3 (level 4): VA bits 47..39, 512 GiB per item. */
function reaches3(s: State, lastHi: number, lastLo: number): boolean {
  return (lastHi & -0x10000) === 0;
}

/** Level 2 (level 3): VA bits 38..30, 1 GiB per item. */
function reaches2(s: State, lastHi: number, lastLo: number): boolean {
  return (lastHi & -0x80) === 0;
}

/** Level 1 (level 2): VA bits 29..21, 2 MiB per item. */
function reaches1(s: State, lastHi: number, lastLo: number): boolean {
  return (lastLo & -0x40000000) === 0 && lastHi === 0;
}

/** `wantsLeaf` at a level that is known at run time. */
function wantsLeafAt(
  s: State,
  level: number,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lastHi: number,
  lastLo: number,
): boolean {
  switch (level) {
    case 5:
      return wantsLeaf5(s, vaHi, vaLo, oaHi, oaLo, lastHi, lastLo);
    case 4:
      return wantsLeaf4(s, vaHi, vaLo, oaHi, oaLo, lastHi, lastLo);
    case 3:
      return wantsLeaf3(s, vaHi, vaLo, oaHi, oaLo, lastHi, lastLo);
    default:
      return wantsLeaf2(s, vaHi, vaLo, oaHi, oaLo, lastHi, lastLo);
  }
}

/**
 * Level 5 (level 6): VA bits 63..57, 128 PiB per item.
 * The range is exactly one leaf of the level above the top, that is, the whole range of the top.
 */
function wantsLeaf5(
  s: State,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lastHi: number,
  lastLo: number,
): boolean {
  return false;
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * The range is exactly one leaf of the level above the top, that is, the whole range of the top.
 */
function wantsLeaf4(
  s: State,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lastHi: number,
  lastLo: number,
): boolean {
  return (s.sizes[4] & 1) !== 0 &&
    vaLo === 0 &&
    (vaHi & 0xffff) === 0 &&
    lastLo === -1 &&
    (lastHi & 0xffff) === 0xffff &&
    oaLo === 0 &&
    (oaHi & 0xffff) === 0;
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * The range is exactly one leaf of the level above the top, that is, the whole range of the top.
 */
function wantsLeaf3(
  s: State,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lastHi: number,
  lastLo: number,
): boolean {
  return (s.sizes[3] & 1) !== 0 &&
    vaLo === 0 &&
    (vaHi & 0x7f) === 0 &&
    lastLo === -1 &&
    (lastHi & 0x7f) === 0x7f &&
    oaLo === 0 &&
    (oaHi & 0x7f) === 0;
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * The range is exactly one leaf of the level above the top, that is, the whole range of the top.
 */
function wantsLeaf2(
  s: State,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lastHi: number,
  lastLo: number,
): boolean {
  return (s.sizes[2] & 1) !== 0 &&
    (vaLo & 0x3fffffff) === 0 &&
    (lastLo & 0x3fffffff) === 0x3fffffff &&
    (oaLo & 0x3fffffff) === 0;
}

/** `raiseTop` at a level that is known at run time. */
function raiseTopAt(s: State, level: number): number {
  switch (level) {
    case 5:
      return raiseTop5(s);
    case 4:
      return raiseTop4(s);
    case 3:
      return raiseTop3(s);
    default:
      return raiseTop2(s);
  }
}

/**
 * Level 5 (level 6): VA bits 63..57, 128 PiB per item.
 * A new top whose first item is the old one.
 */
function raiseTop5(s: State): number {
  const table = s.arena.allocate(4096);
  if (table < 0) return table;
  s.links[s.top >>> 6] = table;
  s.links[table >>> 6] = s.owner;
  const pointerLo = (((s.baseLo + (s.top << 2)) | 0) & -0x1000) | 0xa01 | s.pointerBits[0];
  const pointerHi = (s.baseHi & 0xfffff) | 0x60000000 | s.pointerBits[1];
  s.words[table] = pointerLo;
  s.words[table + 1] = pointerHi;
  setTop5(s, table);
  return 0;
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * A new top whose first item is the old one.
 */
function raiseTop4(s: State): number {
  const table = s.arena.allocate(4096);
  if (table < 0) return table;
  s.links[s.top >>> 6] = table;
  s.links[table >>> 6] = s.owner;
  const pointerLo = (((s.baseLo + (s.top << 2)) | 0) & -0x1000) | 0x801 | s.pointerBits[0];
  const pointerHi = (s.baseHi & 0xfffff) | 0x60000000 | s.pointerBits[1];
  s.words[table] = pointerLo;
  s.words[table + 1] = pointerHi;
  setTop4(s, table);
  return 0;
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * A new top whose first item is the old one.
 */
function raiseTop3(s: State): number {
  const table = s.arena.allocate(4096);
  if (table < 0) return table;
  s.links[s.top >>> 6] = table;
  s.links[table >>> 6] = s.owner;
  const pointerLo = (((s.baseLo + (s.top << 2)) | 0) & -0x1000) | 0x601 | s.pointerBits[0];
  const pointerHi = (s.baseHi & 0xfffff) | 0x60000000 | s.pointerBits[1];
  s.words[table] = pointerLo;
  s.words[table + 1] = pointerHi;
  setTop3(s, table);
  return 0;
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * A new top whose first item is the old one.
 */
function raiseTop2(s: State): number {
  const table = s.arena.allocate(4096);
  if (table < 0) return table;
  s.links[s.top >>> 6] = table;
  s.links[table >>> 6] = s.owner;
  const pointerLo = (((s.baseLo + (s.top << 2)) | 0) & -0x1000) | 0x401 | s.pointerBits[0];
  const pointerHi = (s.baseHi & 0xfffff) | 0x60000000 | s.pointerBits[1];
  s.words[table] = pointerLo;
  s.words[table + 1] = pointerHi;
  setTop2(s, table);
  return 0;
}

/** `dropTop` at a level that is known at run time. */
function dropTopAt(s: State, level: number): void {
  switch (level) {
    case 5:
      dropTop5(s);
      return;
    case 4:
      dropTop4(s);
      return;
    case 3:
      dropTop3(s);
      return;
    case 2:
      dropTop2(s);
      return;
    default:
      dropTop1(s);
      return;
  }
}

/**
 * Level 5 (level 6): VA bits 63..57, 128 PiB per item.
 * Takes the top away again; its first item points to the old one.
 */
function dropTop5(s: State): void {
  const at = s.top;
  const loadLo = s.words[at];
  const table = ((loadLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  s.arena.free(s.top, 4096);
  s.links[table >>> 6] = s.owner;
  setTop4(s, table);
}

/**
 * Level 4 (level 5): VA bits 56..48, 256 TiB per item.
 * Takes the top away again; its first item points to the old one.
 */
function dropTop4(s: State): void {
  const at = s.top;
  const loadLo = s.words[at];
  const table = ((loadLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  s.arena.free(s.top, 4096);
  s.links[table >>> 6] = s.owner;
  setTop3(s, table);
}

/**
 * Level 3 (level 4): VA bits 47..39, 512 GiB per item.
 * Takes the top away again; its first item points to the old one.
 */
function dropTop3(s: State): void {
  const at = s.top;
  const loadLo = s.words[at];
  const table = ((loadLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  s.arena.free(s.top, 4096);
  s.links[table >>> 6] = s.owner;
  setTop2(s, table);
}

/**
 * Level 2 (level 3): VA bits 38..30, 1 GiB per item.
 * Takes the top away again; its first item points to the old one.
 */
function dropTop2(s: State): void {
  const at = s.top;
  const loadLo = s.words[at];
  const table = ((loadLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  s.arena.free(s.top, 4096);
  s.links[table >>> 6] = s.owner;
  setTop1(s, table);
}

/**
 * Level 1 (level 2): VA bits 29..21, 2 MiB per item.
 * Takes the top away again; its first item points to the old one.
 */
function dropTop1(s: State): void {
  const at = s.top;
  const loadLo = s.words[at];
  const table = ((loadLo & ~s.markLo & -0x1000) - s.baseLo) >>> 2;
  s.arena.free(s.top, 4096);
  s.links[table >>> 6] = s.owner;
  setTop0(s, table);
}

/** Level 5 (level 6): VA bits 63..57, 128 PiB per item. */
function setTop5(s: State, table: number): void {
  s.top = table;
  s.topLevel = 5;
  s.reachHi = (s.lastHi >>> 0) > 0xffffffff || (s.lastHi === -1 && (s.lastLo >>> 0) > 0xffffffff)
    ? -1
    : s.lastHi;
  s.reachLo = (s.lastHi >>> 0) > 0xffffffff || (s.lastHi === -1 && (s.lastLo >>> 0) > 0xffffffff)
    ? -1
    : s.lastLo;
}

/** Level 4 (level 5): VA bits 56..48, 256 TiB per item. */
function setTop4(s: State, table: number): void {
  s.top = table;
  s.topLevel = 4;
  s.reachHi = (s.lastHi >>> 0) > 0x1ffffff || (s.lastHi === 0x1ffffff && (s.lastLo >>> 0) > 0xffffffff)
    ? 0x1ffffff
    : s.lastHi;
  s.reachLo = (s.lastHi >>> 0) > 0x1ffffff || (s.lastHi === 0x1ffffff && (s.lastLo >>> 0) > 0xffffffff)
    ? -1
    : s.lastLo;
}

/** Level 3 (level 4): VA bits 47..39, 512 GiB per item. */
function setTop3(s: State, table: number): void {
  s.top = table;
  s.topLevel = 3;
  s.reachHi = (s.lastHi >>> 0) > 65535 || (s.lastHi === 65535 && (s.lastLo >>> 0) > 0xffffffff)
    ? 65535
    : s.lastHi;
  s.reachLo = (s.lastHi >>> 0) > 65535 || (s.lastHi === 65535 && (s.lastLo >>> 0) > 0xffffffff)
    ? -1
    : s.lastLo;
}

/** Level 2 (level 3): VA bits 38..30, 1 GiB per item. */
function setTop2(s: State, table: number): void {
  s.top = table;
  s.topLevel = 2;
  s.reachHi = (s.lastHi >>> 0) > 127 || (s.lastHi === 127 && (s.lastLo >>> 0) > 0xffffffff) ? 127 : s.lastHi;
  s.reachLo = (s.lastHi >>> 0) > 127 || (s.lastHi === 127 && (s.lastLo >>> 0) > 0xffffffff) ? -1 : s.lastLo;
}

/** Level 1 (level 2): VA bits 29..21, 2 MiB per item. */
function setTop1(s: State, table: number): void {
  s.top = table;
  s.topLevel = 1;
  s.reachHi = (s.lastHi >>> 0) > 0 || (s.lastHi === 0 && (s.lastLo >>> 0) > 0x3fffffff) ? 0 : s.lastHi;
  s.reachLo = (s.lastHi >>> 0) > 0 || (s.lastHi === 0 && (s.lastLo >>> 0) > 0x3fffffff)
    ? 0x3fffffff
    : s.lastLo;
}

/** Level 0 (level 1): VA bits 20..12, 4 KiB per item. */
function setTop0(s: State, table: number): void {
  s.top = table;
  s.topLevel = 0;
  s.reachHi = (s.lastHi >>> 0) > 0 || (s.lastHi === 0 && (s.lastLo >>> 0) > 0x1fffff) ? 0 : s.lastHi;
  s.reachLo = (s.lastHi >>> 0) > 0 || (s.lastHi === 0 && (s.lastLo >>> 0) > 0x1fffff) ? 0x1fffff : s.lastLo;
}
