import type { EntrySpec, VariantSpec } from "../language.js";
import { contains, countsAt, exactLg2, parseLevels, parseSize, slotBytesLg2 } from "../ranges.js";

/** lg2 of the alignment of what a leaf or table at `level` points to, or undefined while sizes are unsound. */
export function alignmentLg2(spec: VariantSpec, entry: EntrySpec, level: number): number | undefined {
  return entry.kind === "table" ? tableLg2(spec, level - 1) : leafLg2(spec, entry, level);
}

function described(spec: VariantSpec, level: number): VariantSpec["levels"][number] | undefined {
  return spec.levels.find(({ levels }) => contains(parseLevels(levels), level));
}

function tableLg2(spec: VariantSpec, level: number): number | undefined {
  const own = described(spec, level);
  const size = own?.["table-size"] ?? spec["table-size"];
  if (size !== undefined) return exactLg2(parseSize(size));
  return own === undefined ? undefined : own["index-bits"] + slotBytesLg2(spec.item);
}

function itemLg2(spec: VariantSpec, level: number): number | undefined {
  let size = exactLg2(parseSize(spec.granule));
  for (let below = 0; below < level && size !== undefined; below++) {
    const bits = described(spec, below)?.["index-bits"];
    size = bits === undefined ? undefined : size + bits;
  }
  return size;
}

/** lg2 of the smallest alignment of the OA in a leaf's items. A size code stands in the address, down to the item. */
function leafLg2(spec: VariantSpec, { contiguous }: EntrySpec, level: number): number | undefined {
  const item = itemLg2(spec, level);
  if (item === undefined || contiguous?.items !== "same" || contiguous["size-code"] !== undefined)
    return item;
  return item + (exactLg2(BigInt(countsAt(contiguous.counts, level)[0] ?? 1)) ?? 0);
}
