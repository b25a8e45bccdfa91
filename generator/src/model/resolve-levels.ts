import type { VariantSpec } from "../spec/language.js";
import { allLevels, entryLevels } from "../spec/match.js";
import { contains, exactLg2, parseLevels, parseSize } from "../spec/ranges.js";
import type { EntryModel, LevelModel } from "./model.js";
import { resolveEntry } from "./resolve-entries.js";

/** The levels from 0 up; each starts where the one below it ends. */
export function resolveLevels(spec: VariantSpec): readonly LevelModel[] {
  const levels: LevelModel[] = [];
  let itemLg2 = exactLg2(parseSize(spec.granule)) ?? 0;
  for (const level of allLevels(spec)) {
    const described = spec.levels.find(({ levels }) => contains(parseLevels(levels), level));
    if (described === undefined) continue;
    const { label, cite } = described;
    const indexBits = described["index-bits"];
    const tableSize = described["table-size"] ?? spec["table-size"];
    const kinds = entriesAt(spec, level, itemLg2);
    levels.push({
      level,
      ...(label === undefined ? {} : { label }),
      ...(cite === undefined ? {} : { cite }),
      itemLg2,
      indexBits,
      tableBytes:
        tableSize === undefined ? 2 ** indexBits * (spec.item.bits / 8) : Number(parseSize(tableSize)),
      sizesLg2: leafSizes(spec, itemLg2, kinds),
      kinds,
    });
    itemLg2 += indexBits;
  }
  return levels;
}

function entriesAt(spec: VariantSpec, level: number, itemLg2: number): readonly EntryModel[] {
  return Object.entries(spec.entries)
    .filter(([, entry]) => entryLevels(spec, entry).includes(level))
    .map(([name, entry]) => resolveEntry(spec, name, entry, level, itemLg2));
}

/**
 * The largest leaf is smaller than both address spaces: one that spans all of either has no address bit left
 * to hold.
 */
function largestLeafLg2(spec: VariantSpec): number {
  return Math.min(spec.va.max, spec.oa.max, 64) - 1;
}

function leafSizes(spec: VariantSpec, itemLg2: number, kinds: readonly EntryModel[]): readonly number[] {
  const excepted = new Set((spec.sizes?.except ?? []).map(({ size }) => exactLg2(parseSize(size))));
  const sizes = kinds
    .filter(({ kind }) => kind === "leaf")
    .flatMap(({ contiguous }) => (contiguous?.countsLg2 ?? [0]).map((countLg2) => itemLg2 + countLg2))
    .filter((size) => size <= largestLeafLg2(spec) && !excepted.has(size));
  return [...new Set(sizes)].sort((a, b) => a - b);
}
