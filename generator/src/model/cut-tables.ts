import type { VariantModel } from "./model.js";

/**
 * Whether a table may translate so few bits of VA that they end within a table of level 0: its other items belong to no
 * VA. Where the top has a choice of levels, it has no higher one than VAs fill an item of.
 */
export function mayCutTables({ va, levels, top }: VariantModel): boolean {
  const fewest = va.widths === undefined ? va.minLg2 : Math.min(...va.widths);
  const isFilled = top.lowest > 0 && top.lowest < top.highest;
  const [{ itemLg2, indexBits }] = levels;
  return Math.max(fewest, isFilled ? levels[top.lowest].itemLg2 : 0) < itemLg2 + indexBits;
}
