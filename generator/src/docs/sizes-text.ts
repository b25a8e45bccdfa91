import { byteSize } from "../model/byte-size.js";
import type { LevelModel, VariantModel } from "../model/model.js";

export function sizeText(lg2: number): string {
  return byteSize(1n << BigInt(lg2));
}

/** Sizes of which at least so many double each time are given as a range. */
const shortestRange = 4;

/** `4 KiB, 2 MiB`, or `4 KiB … 256 GiB` where each is twice the one before. */
export function sizesText(
  sizesLg2: readonly number[],
  text: (lg2: number) => string = sizeText,
): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < sizesLg2.length; ) {
    let end = at;
    while (sizesLg2[end + 1] === (sizesLg2[end] ?? 0) + 1) end++;
    const run = sizesLg2.slice(at, end + 1);
    const [first, last] = [run[0], run.at(-1)];
    if (run.length >= shortestRange && first !== undefined && last !== undefined)
      parts.push(`${text(first)} … ${text(last)}`);
    else parts.push(...run.map(text));
    at = end + 1;
  }
  return parts;
}

/** Leaf sizes of some levels; a star marks those that need a feature. */
export function leafSizesText(levels: readonly LevelModel[]): readonly string[] {
  const all = [...new Set(levels.flatMap(({ sizesLg2 }) => sizesLg2))].sort((a, b) => a - b);
  const optional = new Set(levels.flatMap(({ optionalSizes }) => optionalSizes.map(({ lg2 }) => lg2)));
  return [
    ...sizesText(all.filter((lg2) => !optional.has(lg2))).map((text) => ({ text, lg2: firstOf(text, all) })),
    ...sizesText(all.filter((lg2) => optional.has(lg2))).map((text) => ({
      text: `${text} *`,
      lg2: firstOf(text, all),
    })),
  ]
    .sort((a, b) => a.lg2 - b.lg2)
    .map(({ text }) => text);
}

function firstOf(text: string, sizesLg2: readonly number[]): number {
  return sizesLg2.find((lg2) => text.startsWith(sizeText(lg2))) ?? 0;
}

/** How a level is indexed. */
export interface LevelIndex {
  /** The highest bit of the VA that chooses an item: no higher than VAs are. */
  readonly high: number;
  /** The same where the table is the top, if that is higher. */
  readonly highAsTop?: number;
  /** Items of the table, or of as many tables as may be concatenated where it always is the top. */
  readonly items: number;
  /** Those of them that VAs reach. */
  readonly used: number;
  /** Bits and items are the most that there may be: fewer tables may be concatenated. */
  readonly isMost: boolean;
}

/** The highest level is always the top, so that it has all the index bits that the top may have. */
export function indexOf(
  { level, itemLg2, indexBits, topIndexBits }: LevelModel,
  { va, top }: VariantModel,
): LevelIndex {
  const isMost = topIndexBits !== undefined && level === top.highest;
  const bits = isMost ? topIndexBits : indexBits;
  const usedBits = Math.min(bits, Math.max(va.maxLg2 - itemLg2, 0));
  return {
    // An index has one bit at least: a picture has room for it.
    high: itemLg2 + Math.max(usedBits, 1) - 1,
    ...(isMost || topIndexBits === undefined ? {} : { highAsTop: itemLg2 + topIndexBits - 1 }),
    items: 2 ** bits,
    used: 2 ** usedBits,
    isMost,
  };
}

/** Levels that are no higher than any top. */
export function usedLevels({ levels, top }: VariantModel): readonly LevelModel[] {
  return levels.filter(({ level }) => level <= top.highest);
}
