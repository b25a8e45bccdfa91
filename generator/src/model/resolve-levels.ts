import type { VariantSpec } from "../spec/language.js";
import { allLevels, entryLevels } from "../spec/match.js";
import { contains, exactLg2, parseLevels, parseSize, slotBytesLg2 } from "../spec/ranges.js";
import type { EntryModel, LevelModel, SizeExceptionModel } from "./model.js";
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
    const sizes = leafSizes(spec, itemLg2, kinds);
    levels.push({
      level,
      ...(label === undefined ? {} : { label }),
      ...(cite === undefined ? {} : { cite }),
      itemLg2,
      indexBits,
      ...wideTop(spec, level, itemLg2, indexBits),
      tableBytes:
        tableSize === undefined ? 2 ** (indexBits + slotBytesLg2(spec.item)) : Number(parseSize(tableSize)),
      sizesLg2: [...new Set(sizes.map(({ lg2 }) => lg2))].sort((a, b) => a - b),
      optionalSizes: optionalSizes(sizes),
      kinds,
    });
    itemLg2 += indexBits;
  }
  return levels;
}

/** Concatenated tables give the top more bits of VA, as far as there are any. */
function wideTop(
  { top, va }: VariantSpec,
  level: number,
  itemLg2: number,
  indexBits: number,
): Pick<LevelModel, "topIndexBits"> {
  const more = exactLg2(BigInt(top.concatenated ?? 1)) ?? 0;
  const topIndexBits = Math.min(indexBits + more, va.max - itemLg2);
  const isTop = contains(parseLevels(top.levels), level);
  return isTop && topIndexBits > indexBits ? { topIndexBits } : {};
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

interface LeafSize {
  readonly lg2: number;
  readonly feature: string | undefined;
}

/** Every size that some leaf encoding gives; not those of features that the variant removed. */
function leafSizes(spec: VariantSpec, itemLg2: number, kinds: readonly EntryModel[]): readonly LeafSize[] {
  const excepted = new Set(resolveSizeExceptions(spec).map(({ lg2 }) => lg2));
  return kinds
    .filter(({ kind }) => kind === "leaf")
    .flatMap(({ contiguous }) =>
      (contiguous?.countsLg2 ?? [0]).map((countLg2) => ({
        lg2: itemLg2 + countLg2,
        feature: contiguous?.feature,
      })),
    )
    .filter(({ lg2, feature }) => {
      const isThere = feature === undefined || spec.features?.[feature] !== undefined;
      return isThere && lg2 <= largestLeafLg2(spec) && !excepted.has(lg2);
    });
}

/** Sizes that lint found to be powers of two. */
export function resolveSizeExceptions(spec: VariantSpec): readonly SizeExceptionModel[] {
  return (spec.sizes?.except ?? []).flatMap(({ size, why, cite }) => {
    const lg2 = exactLg2(parseSize(size));
    return lg2 === undefined ? [] : [{ lg2, why, ...(cite === undefined ? {} : { cite }) }];
  });
}

/** Sizes that no encoding gives without a feature. */
function optionalSizes(sizes: readonly LeafSize[]): LevelModel["optionalSizes"] {
  return sizes.flatMap(({ lg2, feature }) => {
    const isPlain = sizes.some((other) => other.lg2 === lg2 && other.feature === undefined);
    return feature === undefined || isPlain ? [] : [{ lg2, feature }];
  });
}
