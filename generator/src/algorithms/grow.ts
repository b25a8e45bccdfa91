import type { Level, State } from "./state.js";
import { earlier, type Oa, type Status, type Table, type Va } from "./values.js";

/**
 * Puts tables above the top until it reaches `last`, and until it can hold the leaf that a whole top table's range
 * makes. All or nothing: without memory for every new table the top stays as it was.
 */
export function growTop(s: State, va: Va, oa: Oa, last: Va): Status {
  const before = s.topLevel;
  while (s.topLevel < s.highestTop) {
    if (reaches(s, s.levels[s.topLevel], last)) {
      if (!wantsLeaf(s, s.levels[s.topLevel + 1], va, oa, last)) return 0;
    }
    const raised = raiseTop(s, s.levels[s.topLevel + 1]);
    if (raised !== 0) {
      while (s.topLevel > before) dropTop(s, s.levels[s.topLevel]);
      return raised;
    }
  }
  return 0;
}

function reaches(_s: State, level: Level, last: Va): boolean {
  return level.reaches(last);
}

/** The range is exactly one leaf of the level above the top, that is, the whole range of the top. */
function wantsLeaf(s: State, level: Level, va: Va, oa: Oa, last: Va): boolean {
  if (!level.hasLeaves) return false;
  if (level.limitsOa && (level.sizesHolding(oa) & 1) === 0) return false;
  return (level.sizes(s) & 1) !== 0 && level.startsItem(va) && level.endsItem(last) && level.oaStartsItem(oa);
}

/** A new top whose first item is the old one. */
function raiseTop(s: State, level: Level): Status {
  const table = s.arena.allocate(level.tableBytes);
  if (table < 0) return table;
  s.links[s.top >>> 6] = level.itemAt(table, 0);
  s.links[table >>> 6] = s.owner;
  level.store(s, table, 0, level.pointer(s, s.top));
  setTop(s, level, table);
  return 0;
}

/** Takes the top away again; its first item points to the old one. */
function dropTop(s: State, level: Level): void {
  const table = level.nextTable(s, level.load(s, s.top, 0));
  s.arena.free(s.top, level.tableBytes);
  s.links[table >>> 6] = s.owner;
  setTop(s, level.below, table);
}

function setTop(s: State, level: Level, table: Table): void {
  s.top = table;
  s.topLevel = level.number;
  s.reach = earlier(level.lastVa(), s.last);
}
