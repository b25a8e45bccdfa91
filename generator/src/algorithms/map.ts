import { EADDRINUSE, EINVAL, ENXIO, EOVERFLOW, EPERM, ERANGE, leafRun } from "@generic-pt/core";
import { displace } from "./displace.js";
import { growTop } from "./grow.js";
import { disowned, isOwner, ownedTable, owns } from "./owned.js";
import { isElsewhere } from "./range.js";
import type { Level, State } from "./state.js";
import {
  isNothing,
  isOaAbove,
  isOaOutside,
  type Length,
  lastOaOf,
  lastOf,
  nothing,
  type Oa,
  oaAligned,
  oaDistance,
  placed,
  type Status,
  sameLength,
  type Table,
  type Va,
  vaAligned,
  wholeUnits,
  wraps,
} from "./values.js";

/** All protections there are, as bits. */
const everyProtection = 63;

/** Items from which on a call of a bulk primitive costs less than a loop. */
const worthwhile = 32;

/**
 * Maps a range with the largest leaves that fit at each point. Prefix-complete: on an error `s.done` bytes from the
 * start are mapped, and tables installed on the way stay.
 */
export function map(s: State, va: Va, oa: Oa, length: Length, protection: number): Status {
  s.done = nothing;
  if (!isOwner(s)) return EPERM;
  if (protection !== (protection & everyProtection)) return EINVAL;
  if (s.requiredProtection !== 0 && (protection & s.requiredProtection) === 0) return EINVAL;
  if (isOaOutside(oa, s.lastOa)) return ERANGE;
  if (s.refusals[protection] !== 0) return s.refusals[protection];
  if (isNothing(length)) return EINVAL;
  const end = lastOf(s, va, length);
  if (wraps(va, length, end)) return EOVERFLOW;
  const first = placed(va, s.origin);
  if (isElsewhere(s, first, placed(end, s.origin), s.last)) return ERANGE;
  const oaEnd = lastOaOf(oa, length);
  if (isOaOutside(oaEnd, s.lastOa) || isOaAbove(oa, oaEnd)) return ERANGE;
  const whole = wholeUnits(length, s.unit);
  if (isNothing(whole)) return ENXIO;
  if (!vaAligned(va, s.unit) || !oaAligned(oa, s.unit)) return ENXIO;
  const last = placed(lastOf(s, va, whole), s.origin);
  if (s.canGrow) {
    const grown = growTop(s, first, oa, last);
    if (grown !== 0) return grown;
  }
  s.oa = oa;
  s.protection = protection;
  const status = mapTable(s, s.levels[s.topForm], s.top, first, last);
  s.done = status === 0 ? whole : oaDistance(oa, s.oa);
  if (status !== 0) return status;
  return sameLength(whole, length) ? 0 : ENXIO;
}

/** Goes down as long as the range is a part of one item, then maps it. `s.oa` is the OA of `va`, and moves along. */
function mapTable(s: State, level: Level, table: Table, va: Va, last: Va): Status {
  const index = level.index(va);
  const isOne = index === level.index(last);
  const entry = level.load(s, table, index);
  if (level.hasTables && isOne && level.isTable(entry) && !(level.startsItem(va) && level.endsItem(last))) {
    const next = level.nextTable(s, entry);
    if (!owns(s, level, table, index, entry, next)) return disowned(s, level, entry, next);
    return mapTable(s, level.below, next, va, last);
  }
  // The commonest of all ranges: one leaf.
  if (level.hasLeaves && isOne && level.startsItem(va) && level.endsItem(last)) {
    const isHeld = !level.limitsOa || (level.sizesHolding(s.oa) & 1) !== 0;
    if (level.isEmpty(entry) && level.oaStartsItem(s.oa) && (level.sizes(s) & 1) !== 0 && isHeld) {
      level.store(s, table, index, level.leaf(s, s.oa, 0, s.protection));
      s.oa = level.advanceOa(s.oa, 1);
      return 0;
    }
  }
  return mapItems(s, level, table, va, last);
}

/** Maps the part of the range that one table translates. `s.oa` is the OA of `va`, and moves along. */
function mapItems(s: State, level: Level, table: Table, va: Va, last: Va): Status {
  const end = level.index(last);
  let index = level.index(va);
  let position = va;
  while (true) {
    if (level.hasLeaves && level.startsItem(position) && level.oaStartsItem(s.oa)) {
      const items = (level.endsItem(last) ? end + 1 : end) - index;
      const run = level.limitsOa
        ? heldRun(s, level, index, items)
        : leafRun(level.sizes(s), index, level.oaIndex(s.oa), items);
      if (run !== 0) {
        const taken = run >>> 5;
        const status = mapLeaves(s, level, table, index, taken, run & 31, position);
        if (status !== 0) return status;
        index += taken;
        if (index > end) return 0;
        position = level.advance(position, taken);
        continue;
      }
    }
    if (!level.hasTables) return level.limitsOa && refusesOa(s, level) ? ERANGE : ENXIO;
    if (level.limitsOaBelow && !level.isHeldBelow(s.oa)) return ERANGE;
    const next = tableFor(s, level, table, index);
    if (next < 0) return next;
    if (index === end) return mapItems(s, level.below, next, position, last);
    const below = mapItems(s, level.below, next, position, level.itemLast(position));
    if (below !== 0) return below;
    index += 1;
    position = level.nextItem(position, 1);
  }
}

/** As `leafRun`, of leaves that hold their OAs. A limit is a multiple of every size: no leaf would cross it. */
function heldRun(s: State, level: Level, index: number, items: number): number {
  const sizes = level.sizes(s) & level.sizesHolding(s.oa);
  return leafRun(sizes, index, level.oaIndex(s.oa), level.itemsHeldAlike(s.oa, items));
}

/** Some leaf that map might have used does not hold `s.oa`. */
function refusesOa(s: State, level: Level): boolean {
  return (level.sizes(s) & level.sizesHolding(s.oa)) !== level.sizes(s);
}

/** The table below an item, installed if the item is empty. */
function tableFor(s: State, level: Level, table: Table, index: number): Table {
  while (true) {
    const entry = level.load(s, table, index);
    if (!level.isEmpty(entry)) {
      if (!level.isTable(entry)) return EADDRINUSE;
      return ownedTable(s, level, table, index, entry);
    }
    const next = s.arena.allocate(level.below.tableBytes);
    if (next < 0) return next;
    s.links[next >>> 6] = level.itemAt(table, index);
    if (level.install(s, table, index, entry, next)) return next;
    s.arena.free(next, level.below.tableBytes);
  }
}

/** Installs leaves of one size over `items` items, replacing empty tables below them. */
function mapLeaves(
  s: State,
  level: Level,
  table: Table,
  first: number,
  items: number,
  itemsLg2: number,
  va: Va,
): Status {
  const end = first + items;
  let index = first;
  while (true) {
    const used = firstUsed(s, level, table, index, end);
    const free = ((used - index) >>> itemsLg2) << itemsLg2;
    if (free !== 0) {
      fillLeaves(s, level, table, index, free, itemsLg2);
      index += free;
    }
    if (index === end) return 0;
    if (!level.hasTables) return EADDRINUSE;
    const status = displace(s, level, table, index, itemsLg2, level.advance(va, index - first));
    if (status !== 0) return status;
  }
}

/** Number of the first item in [index, end) that is in use, or `end`. */
function firstUsed(s: State, level: Level, table: Table, index: number, end: number): number {
  if (level.bulk && end - index >= worthwhile) {
    const used = level.findUsed(s, table, index, end - index);
    return used < 0 ? end : index + used;
  }
  for (let at = index; at < end; at += 1) {
    const entry = level.load(s, table, at);
    if (!level.isEmpty(entry)) return at;
  }
  return end;
}

/** Stores leaves for the OAs from `s.oa` up into items that are empty. */
function fillLeaves(
  s: State,
  level: Level,
  table: Table,
  first: number,
  items: number,
  itemsLg2: number,
): void {
  const end = first + items;
  if (level.hasContiguous && level.repeats(itemsLg2)) {
    for (let group = first; group < end; group += 1 << itemsLg2) {
      const repeated = level.leaf(s, s.oa, itemsLg2, s.protection);
      const size = 1 << itemsLg2;
      if (level.bulk && size >= worthwhile) {
        level.fillEqual(s, table, group, size, repeated);
      } else {
        const groupEnd = group + size;
        for (let index = group; index < groupEnd; index += 1) level.store(s, table, index, repeated);
      }
      s.oa = level.advanceOa(s.oa, size);
    }
    return;
  }
  // Repeated items were dealt with above: what is left fuses none, or items that each hold their own OA.
  let entry = level.leaf(s, s.oa, level.repeatsItems ? 0 : itemsLg2, s.protection);
  if (level.bulk && items >= worthwhile) {
    level.fillRising(s, table, first, items, entry);
  } else {
    for (let index = first; index < end; index += 1) {
      level.store(s, table, index, entry);
      entry = level.risenByItem(entry);
    }
  }
  s.oa = level.advanceOa(s.oa, items);
}
