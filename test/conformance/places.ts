import type { VariantModel } from "../../generator/src/model/model.js";
import { halves, reachLg2, type Settings } from "../model/settings.js";

/**
 * VAs at which the tree has an edge, multiples of `size`: the first, either side of every table's end, the middle and
 * the end of the aperture. Where there is an upper half its VAs come first, mirrored: what is tried with the first
 * place only is tried there.
 */
export function edgeVas(variant: VariantModel, settings: Settings, size: bigint): readonly bigint[] {
  const [lower, upper] = halves(settings);
  const { firstVa } = settings;
  const vas = edgesUpTo(variant, settings, size, lower.last + 1n - firstVa).map((va) => firstVa + va);
  if (!upper) return vas;
  const mirrored = vas.map((va) => (1n << 64n) - va - size);
  return [...mirrored.reverse(), ...vas];
}

function edgesUpTo(variant: VariantModel, settings: Settings, size: bigint, end: bigint): readonly bigint[] {
  const edges = [0n, end / 2n];
  for (let level = 0; level <= settings.highestTop; level++) {
    const { itemLg2, indexBits } = variant.levels[level];
    const item = 1n << BigInt(itemLg2);
    const table = 1n << BigInt(itemLg2 + indexBits);
    const reach = 1n << BigInt(reachLg2(variant, level));
    edges.push(item, 3n * item, table, 2n * table, reach, 2n * reach, end - table, end - reach);
  }
  const around = edges.flatMap((edge) => [edge - size, edge, edge + size]);
  const vas = [...around, end - size].map((va) => va - (va % size));
  return [...new Set(vas)].filter((va) => va >= 0n && va + size <= end).sort((a, b) => (a < b ? -1 : 1));
}

/** OAs at which a leaf of `size` may lie: both ends of the space, and every address bit alone. */
export function edgeOas(oaBits: number, size: bigint): readonly bigint[] {
  const end = 1n << BigInt(oaBits);
  const oas = [0n, end - size, end / 2n - size];
  for (let bit = size; bit < end; bit *= 2n) oas.push(bit, end - size - bit);
  return [...new Set(oas)].filter((oa) => oa >= 0n && oa + size <= end && oa % size === 0n);
}

/** Leaf sizes of a bitmap, rising. */
export function sizesOf(pageSizes: bigint): readonly bigint[] {
  const sizes: bigint[] = [];
  for (let size = 1n; size <= pageSizes; size *= 2n) if ((pageSizes & size) !== 0n) sizes.push(size);
  return sizes;
}
