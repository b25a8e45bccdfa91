import type { DecodedEntry } from "@generic-pt/core";
import type { LevelModel, VariantModel } from "../../model/model.js";
import { MalformedRecording } from "../shape.js";
import type { Top } from "./tops.js";

/** What pages meet at one item: of their own level, or of a level above, where the way to theirs ends. */
export interface MetItem {
  /** First VA that the item covers. */
  readonly va: bigint;
  /** Bytes that the item covers. */
  readonly size: bigint;
  readonly kind: DecodedEntry["kind"];
  /** Bytes of the leaf that is there. */
  readonly leafSize: bigint | undefined;
}

/** The level whose leaves have a size. */
export function levelOfSize({ levels }: VariantModel, size: bigint): LevelModel {
  const level = levels.find(({ sizesLg2 }) => sizesLg2.some((lg2) => 1n << BigInt(lg2) === size));
  if (level === undefined) throw new MalformedRecording("pgsize", "no level has leaves of the size");
  return level;
}

/** The items that pages at a level meet between two VAs, in rising order; none for VAs that the table does not have. */
export function* metItems(
  { table }: Top,
  { levels }: VariantModel,
  start: bigint,
  end: bigint,
  { level }: LevelModel,
): Generator<MetItem> {
  for (let at = start; at < end; ) {
    const { steps, leaf } = table.walk(at);
    const step = steps.find((each) => each.level === level) ?? steps.at(-1);
    const itemLg2 = levels.find((each) => each.level === step?.level)?.itemLg2;
    if (step === undefined || itemLg2 === undefined) return;
    const size = 1n << BigInt(itemLg2);
    const va = at - (at % size);
    const { kind } = step.entry;
    yield { va, size, kind, leafSize: kind === "leaf" ? leaf?.size : undefined };
    at = va + size;
  }
}

/** Bytes from `va` to the end of the table of a level in which it lies, or of the VAs where that is the top. */
export function bytesToTableEnd(
  { table }: Top,
  va: bigint,
  { level, itemLg2, indexBits }: LevelModel,
): bigint {
  const span = 1n << BigInt(level === table.topLevel ? table.vaBits : itemLg2 + indexBits);
  return span - (va % span);
}

/** Bytes from `va` to the end of the VAs; 0 for a VA that the table does not have. */
export function bytesToLastVa({ table: { aperture } }: Top, va: bigint): bigint {
  return va < aperture.first || va > aperture.last ? 0n : aperture.last + 1n - va;
}
