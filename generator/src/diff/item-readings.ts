import { sizeCodes } from "../interpret/item-encoding.js";
import type { AddressPiece, EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { type Cube, common } from "../spec/bit-sets.js";
import { type ItemSet, passing, without } from "./item-sets.js";

/** What an item can be at one level: an encoding, of contiguous leaves one with each size. */
export interface ItemReading {
  readonly entry: EntryModel;
  /** The items that would be read like this if nothing before it took them. */
  readonly items: ItemSet;
  /** lg2 of the items that the leaf fuses. */
  readonly itemsLg2: number;
  /** lg2 of the leaf's bytes. */
  readonly sizeLg2: number;
  /** Address bits below this one come from the VA. */
  readonly offsetLg2: number;
  /** Bits that say the size, and lie among those of the address. */
  readonly sizeMask: bigint;
}

/** In order of priority. */
export function itemReadings(variant: VariantModel, level: LevelModel): readonly ItemReading[] {
  return level.kinds.flatMap((entry) => {
    const items = passing(entry.tests);
    const { contiguous } = entry;
    const reading = (itemsLg2: number, code?: Cube): ItemReading => ({
      entry,
      items: code === undefined ? items : common(items, [code]),
      itemsLg2,
      sizeLg2: level.itemLg2 + itemsLg2,
      offsetLg2: level.itemLg2 + (contiguous?.items === "same" ? itemsLg2 : 0),
      sizeMask: code?.mask ?? 0n,
    });
    const codes = sizeCodes(level.itemLg2 - variant.granuleLg2, contiguous);
    if (codes.length > 0) return codes.map((code) => reading(code.countLg2, code));
    // Without a count that is possible, nothing is read like this.
    if (contiguous !== undefined) return contiguous.countsLg2.slice(0, 1).map((lg2) => reading(lg2));
    return [reading(0)];
  });
}

/** What each item of a set is: every reading that some of them have, and those that none has. */
export function classify(
  items: ItemSet,
  readings: readonly ItemReading[],
): readonly { readonly reading: ItemReading | undefined; readonly items: ItemSet }[] {
  const found: { reading: ItemReading | undefined; items: ItemSet }[] = [];
  let rest = items;
  for (const reading of readings) {
    const taken = common(rest, reading.items);
    if (taken.length === 0) continue;
    found.push({ reading, items: taken });
    rest = without(rest, reading.items);
  }
  return rest.length === 0 ? found : [...found, { reading: undefined, items: rest }];
}

/** The entry bits that hold the address bits from `low` to below `end`. */
export function piecesMask(pieces: readonly AddressPiece[], low: number, end: number): bigint {
  let mask = 0n;
  for (const { high, low: first, from } of pieces)
    for (let bit = first; bit <= high; bit++)
      if (from + bit - first >= low && from + bit - first < end) mask |= 1n << BigInt(bit);
  return mask;
}

/**
 * Where each address bit from `low` to below `end` comes from in the items of a cube, as text: two layouts give every
 * item the same address just if their texts are equal.
 */
export function addressSources(
  pieces: readonly AddressPiece[],
  cube: Cube,
  low: number,
  end: number,
): string {
  const sources = new Map<number, Set<number> | "one">();
  for (const piece of pieces) {
    for (let bit = piece.low; bit <= piece.high; bit++) {
      const address = piece.from + bit - piece.low;
      if (address < low || address >= end) continue;
      const mask = 1n << BigInt(bit);
      if ((cube.mask & mask) === 0n) {
        const known = sources.get(address) ?? new Set();
        if (known !== "one") sources.set(address, known.add(bit));
      } else if ((cube.value & mask) !== 0n) sources.set(address, "one");
    }
  }
  return [...sources]
    .map(([address, from]) => `${address}=${from === "one" ? from : [...from].sort().join("|")}`)
    .sort()
    .join(" ");
}
