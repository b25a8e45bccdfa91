import type { DecodedEntry } from "@generic-pt/core";
import type { LevelModel, VariantModel } from "../../model/model.js";
import { MalformedRecording } from "../shape.js";
import type { Top } from "./tops.js";

/** What a page meets at one of the items that it takes. */
export interface MetItem {
  /** First VA that the item covers. */
  readonly va: bigint;
  /** Bytes that the item covers. */
  readonly size: bigint;
  readonly kind: DecodedEntry["kind"];
  /** Bytes of the leaf that is there, or that is in its way at a higher level. */
  readonly leafSize: bigint | undefined;
}

/** The level whose leaves have a size. */
export function levelOfSize({ levels }: VariantModel, size: bigint): LevelModel {
  const level = levels.find(({ sizesLg2 }) => sizesLg2.some((lg2) => 1n << BigInt(lg2) === size));
  if (level === undefined) throw new MalformedRecording("pgsize", "no level has leaves of the size");
  return level;
}

/** The items at the page's own level, from `va` on; what lies above an item and ends the way to it stands for it. */
export function* metItems(top: Top, va: bigint, size: bigint, level: LevelModel): Generator<MetItem> {
  const itemSize = 1n << BigInt(level.itemLg2);
  for (let at = va; at < va + size; at += itemSize) {
    const { steps, leaf } = top.table.walk(at);
    const own = steps.find((step) => step.level === level.level)?.entry ?? steps.at(-1)?.entry;
    const kind = own?.kind ?? "empty";
    yield { va: at, size: itemSize, kind, leafSize: kind === "leaf" ? leaf?.size : undefined };
  }
}

/** Bytes from `va` to the end of the table of a level in which it lies, or of the VAs where that is the top. */
export function bytesToTableEnd(
  { table }: Top,
  va: bigint,
  { level, itemLg2, indexBits }: LevelModel,
): bigint {
  const spanLg2 = level === table.topLevel ? table.vaBits : itemLg2 + indexBits;
  const span = 1n << BigInt(spanLg2);
  return span - (va % span);
}
