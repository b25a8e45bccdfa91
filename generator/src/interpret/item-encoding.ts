import type { ContiguousModel, EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { ones } from "./address-pieces.js";

/** How a leaf says that it fuses 2^countLg2 items. */
export interface SizeCode {
  readonly countLg2: number;
  readonly mask: bigint;
  readonly value: bigint;
}

/** One way to write an item at one level: how to tell it from the others, and which sizes it has. */
export class ItemEncoding {
  readonly model: EntryModel;
  private readonly itemLg2: number;
  /** Per count; empty for entries whose size needs no code. */
  private readonly codes: readonly SizeCode[];

  constructor(variant: VariantModel, level: LevelModel, model: EntryModel) {
    this.model = model;
    this.itemLg2 = level.itemLg2;
    this.codes = sizeCodes(level.itemLg2 - variant.granuleLg2, model.contiguous);
  }

  /** A contiguous leaf matches only if its code is that of one of its counts. */
  matches(item: bigint): boolean {
    for (const { mask, value, negated } of this.model.tests) {
      if (((item & mask) === value) === negated) return false;
    }
    return this.itemsLg2(item) !== undefined;
  }

  /** lg2 of the items that a matching item fuses; undefined if its code says none that there is. */
  itemsLg2(item: bigint): number | undefined {
    const { contiguous } = this.model;
    if (!contiguous) return 0;
    if (!contiguous.sizeCode) return contiguous.countsLg2[0];
    return this.codes.find(({ mask, value }) => (item & mask) === value)?.countLg2;
  }

  /** Whether a leaf of 2^itemsLg2 items can be written like this. */
  offers(itemsLg2: number): boolean {
    return this.model.contiguous ? this.model.contiguous.countsLg2.includes(itemsLg2) : itemsLg2 === 0;
  }

  /** Address bits below this one come from the VA. */
  offsetLg2(itemsLg2: number): number {
    return this.model.contiguous?.items === "same" ? this.itemLg2 + itemsLg2 : this.itemLg2;
  }

  /** What a leaf of 2^itemsLg2 items has in the address bits that its alignment frees. */
  sizeBits(itemsLg2: number): bigint {
    return this.codes.find(({ countLg2 }) => countLg2 === itemsLg2)?.value ?? 0n;
  }
}

/** The code covers the address bits from the granule to below the size. `spareLg2` of them lie below an item's size. */
export function sizeCodes(spareLg2: number, contiguous: ContiguousModel | undefined): readonly SizeCode[] {
  if (!contiguous?.sizeCode) return [];
  const { kind, low } = contiguous.sizeCode;
  return contiguous.countsLg2.map((countLg2) => {
    const width = spareLg2 + countLg2;
    const value = kind === "ones" ? ones(width - 1) : 1n << BigInt(width - 1);
    return { countLg2, mask: ones(width) << BigInt(low), value: value << BigInt(low) };
  });
}
