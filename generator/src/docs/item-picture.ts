import { isAtLevel } from "@generic-pt/core";
import type { EntryModel, ReadingModel, VariantModel } from "../model/model.js";
import { rangeMask } from "../spec/match.js";
import { type EncodingAtLevel, encodingsOf } from "./encodings.js";
import { byLevelText, fieldsIn, hasBit, numberText, widthOf, wordsOf } from "./field-values.js";

/** What bits are for, in the order in which one use hides another. */
export type Role = "must" | "address" | "dirty" | "right" | "feature" | "field" | "any" | "unused";

/** Bits of an item that belong together. */
export interface Segment {
  readonly high: number;
  readonly low: number;
  readonly role: Role;
  /** Of the field; empty if there is none. */
  readonly name: string;
  /** The lowest address bit that the segment holds. */
  readonly from?: number;
  /** The lowest bit of a size code that stands in the address. */
  readonly codeLow?: number;
  /** Bits with one value, by their positions. */
  readonly digits: ReadonlyMap<number, { readonly digit: "0" | "1"; readonly isWritten: boolean }>;
  /** A value that is no row of digits: `level + 1`, `≠ 3`. */
  readonly value: string;
}

/** How the items of one encoding look at some levels, from the highest bit down. */
export interface ItemPicture {
  readonly encoding: string;
  readonly kind: EntryModel["kind"];
  readonly bits: 32 | 64;
  readonly levels: readonly number[];
  readonly segments: readonly Segment[];
}

interface DrawnLevel extends EncodingAtLevel {
  readonly segments: readonly Segment[];
}

/** One picture per encoding, or several where levels have other fields. In order of priority. */
export function itemPictures(variant: VariantModel): readonly ItemPicture[] {
  return encodingsOf(variant).flatMap(({ at }) => {
    const groups = new Map<string, DrawnLevel[]>();
    for (const one of at) {
      const segments = segmentsOf(variant, one);
      const shape = segments.map(({ high, low, role, name, from }) =>
        [high, low, role, name, from].join(" "),
      );
      const key = shape.join("\n");
      groups.set(key, [...(groups.get(key) ?? []), { ...one, segments }]);
    }
    return [...groups.values()].map((group) => pictureOf(variant, group));
  });
}

function pictureOf(variant: VariantModel, group: readonly DrawnLevel[]): ItemPicture {
  const [first] = group;
  if (first === undefined) throw new Error("a picture of no level");
  return {
    encoding: first.entry.name,
    kind: first.entry.kind,
    bits: variant.item.bits,
    levels: group.map(({ level }) => level),
    segments: first.segments.map((segment) => {
      const own = group.map(({ level, tests }) => ({
        level,
        test: tests.find(({ high, low }) => high >= segment.high && low <= segment.low),
      }));
      const texts = new Set(own.map(({ test }) => test?.text ?? ""));
      const [text = ""] = texts;
      if (texts.size === 1) return text.startsWith("=") ? segment : { ...segment, value: text };
      const values = new Map(
        own.flatMap(({ level, test }) => (test?.value === undefined ? [] : [[level, test.value]])),
      );
      return { ...segment, digits: new Map(), value: byLevelText(values) ?? "by level" };
    }),
  };
}

function segmentsOf(variant: VariantModel, place: EncodingAtLevel): readonly Segment[] {
  const { entry, owners } = place;
  const tested = entry.tests.reduce((mask, test) => mask | test.mask, 0n);
  const isOpen = entry.kind === "empty" || entry.kind === "reserved";
  const shown = wordsOf(fieldsIn(tested, owners).reduce((mask, field) => mask | rangeMask(field), 0n));
  const keys = owners.map((owner, bit) => {
    if (isOpen && !hasBit(shown, bit)) return "any";
    const piece = entry.address.findIndex(({ high, low }) => bit <= high && bit >= low);
    if (owner !== undefined || piece >= 0) return `${piece} ${owner?.name ?? ""}`;
    // Bits that no field holds together are used one by one.
    return `unnamed ${roleOf(variant, place, rangeMask({ high: bit, low: bit }), false, false)}`;
  });
  const segments: Segment[] = [];
  for (let high = variant.item.bits - 1; high >= 0; ) {
    let low = high;
    while (low > 0 && keys[low - 1] === keys[high]) low--;
    segments.push(keys[high] === "any" ? openSegment(high, low) : segmentOf(variant, place, high, low));
    high = low - 1;
  }
  return segments;
}

function openSegment(high: number, low: number): Segment {
  return { high, low, role: "any", name: "", digits: new Map(), value: "" };
}

function segmentOf(variant: VariantModel, place: EncodingAtLevel, high: number, low: number): Segment {
  const { entry, owners } = place;
  const piece = entry.address.find((one) => high <= one.high && low >= one.low);
  const owner = owners[low];
  const code = entry.contiguous?.sizeCode;
  const name =
    piece !== undefined && owner !== undefined && widthOf(owner) >= widthOf(piece) ? "" : owner?.name;
  return {
    high,
    low,
    role: roleOf(variant, place, rangeMask({ high, low }), piece !== undefined, owner !== undefined),
    name: name ?? "",
    ...(piece === undefined ? {} : { from: piece.from + low - piece.low }),
    ...(piece === undefined || code === undefined || code.low < low || code.low > high
      ? {}
      : { codeLow: code.low }),
    digits: digitsOf(entry, high, low),
    value: "",
  };
}

function digitsOf(entry: EntryModel, high: number, low: number): Segment["digits"] {
  const digits = new Map<number, { digit: "0" | "1"; isWritten: boolean }>();
  // A value that is written is shown with its zeros.
  const isWritten = (entry.fixed & rangeMask({ high, low })) !== 0n;
  const tests = entry.tests.filter(({ negated }) => !negated);
  const must = tests.map(({ mask, value }) => ({ mask: wordsOf(mask), value: wordsOf(value) }));
  const fixed = wordsOf(entry.fixed);
  for (let bit = low; bit <= high; bit++) {
    const test = must.find(({ mask }) => hasBit(mask, bit));
    if (test !== undefined) digits.set(bit, { digit: hasBit(test.value, bit) ? "1" : "0", isWritten: false });
    else if (isWritten) digits.set(bit, { digit: hasBit(fixed, bit) ? "1" : "0", isWritten });
  }
  return digits;
}

/** Whether a reading is about the leaves of an encoding. */
export function isReadIn({ on }: ReadingModel, { name }: EntryModel): boolean {
  return on === undefined || on.includes(name);
}

function roleOf(
  variant: VariantModel,
  { entry, level }: EncodingAtLevel,
  mask: bigint,
  isAddress: boolean,
  isNamed: boolean,
): Role {
  const touches = (other: bigint): boolean => (other & mask) !== 0n;
  if (entry.tests.some((test) => touches(test.mask))) return "must";
  if (isAddress) return "address";
  if (entry.kind === "leaf" && touches(variant.dirty?.mask ?? 0n)) return "dirty";
  const { reads, restrictions } = variant.protections;
  const rights =
    entry.kind === "leaf"
      ? reads.filter((reading) => isReadIn(reading, entry))
      : entry.kind === "table"
        ? restrictions.filter((restriction) => isAtLevel(restriction, level))
        : [];
  const asked = entry.rules.filter(({ ifAll, unlessAny }) => ifAll.length + unlessAny.length > 0);
  if (asked.some((rule) => touches(rule.mask))) return "right";
  if (rights.some(({ tests }) => tests.some((test) => touches(test.mask)))) return "right";
  if (entry.rules.some((rule) => touches(rule.mask))) return "feature";
  if (entry.kind === "table" && variant.features.some((feature) => touches(feature.mask))) return "feature";
  return isNamed ? "field" : "unused";
}

/** What a picture cannot show: values that differ by level, size codes, and what parameters take. */
export function pictureNotes(variant: VariantModel, picture: ItemPicture): readonly string[] {
  const entries = encodingsOf(variant)
    .filter(({ name }) => name === picture.encoding)
    .flatMap(({ at }) => at.filter(({ level }) => picture.levels.includes(level)));
  const [first] = entries;
  if (first === undefined) return [];
  const byLevel = picture.segments
    .filter(({ value }) => value === "by level")
    .map(({ name, low }) => {
      const values = entries.flatMap(({ level, tests }) => {
        const test = tests.find((one) => one.low <= low && one.high >= low);
        return test === undefined ? [`not looked at on level ${level}`] : [`${test.text} on level ${level}`];
      });
      return `\`${name}\` ${values.join(", ")}.`;
    });
  const code = first.entry.contiguous?.sizeCode;
  const codeNote =
    code === undefined
      ? []
      : code.kind === "ones"
        ? [
            `Its size stands in the address from bit ${code.low} of the item up: ones in every address bit below half of the size.`,
          ]
        : [
            `Its size stands in the address from bit ${code.low} of the item up: the highest address bit below the size is one, those below it are zero.`,
          ];
  const parameters = variant.parameters
    .filter(({ name }) => first.entry.rules.some((rule) => rule.parameter === name))
    .map(({ name, feature, within }) => {
      const bits = bitsOf(within);
      return `With \`${feature}\`, parameter \`${name}\` sets bits among ${bits}.`;
    });
  return [...byLevel, ...codeNote, ...parameters];
}

/** `51..12`: the lowest and the highest bit of a mask. */
export function bitsOf(mask: bigint): string {
  if (mask === 0n) return "none";
  const high = mask.toString(2).length - 1;
  let low = 0;
  while (((mask >> BigInt(low)) & 1n) === 0n) low++;
  const holes = rangeMask({ high, low }) & ~mask;
  return high === low ? `${low}` : holes === 0n ? `${high}..${low}` : numberText(mask);
}
