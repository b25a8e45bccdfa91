import type { VariantModel } from "../generator/src/model/model.js";

/** Bytes of an arena that holds the largest top of a variant and as many tables as tests need; a power of two. */
export function arenaBytes({ levels, item }: VariantModel, least = 1 << 19): number {
  const tops = levels.map(({ indexBits, topIndexBits = indexBits, tableBytes }) =>
    Math.max(tableBytes, 2 ** topIndexBits * 2 ** item.slotBytesLg2),
  );
  const tables = levels.map(({ tableBytes }) => tableBytes);
  return Math.max(least, 4 * Math.max(...tops), 64 * Math.max(...tables));
}
