import { asCube, type Cube, everything, intersect, subtract } from "./bit-sets.js";
import type { EntrySpec, FieldSpec, MatchSpec, MatchValueSpec, SetSpec, VariantSpec } from "./language.js";
import { contains, levelValue, parseBits, parseLevels, type Range, valuesOf } from "./ranges.js";

/** `(item & mask) === value`, or its negation. */
export interface Test extends Cube {
  readonly negated: boolean;
}

/** Mask of the bits `high..low`. */
export function rangeMask(range: Range): bigint {
  return range.high < range.low ? 0n : ((1n << BigInt(range.high - range.low + 1)) - 1n) << BigInt(range.low);
}

export function fieldRange(field: FieldSpec): Range {
  return parseBits(typeof field === "object" ? field.bits : field);
}

/** The bits that `value` takes in `range`; bits that do not fit are lost, which lint reports. */
export function placed(value: bigint, range: Range): bigint {
  return (value << BigInt(range.low)) & rangeMask(range);
}

type Fields = VariantSpec["fields"];

/** Field values at one level as bits; names of unknown fields are left out, which lint reports. */
export function placedValues(fields: Fields, values: SetSpec, level: number): Cube {
  let { mask, value } = everything;
  for (const [name, what] of Object.entries(values)) {
    const field = fields[name];
    if (field === undefined) continue;
    const range = fieldRange(field);
    mask |= rangeMask(range);
    value |= placed(levelValue(what, level), range);
  }
  return { mask, value };
}

/** The match's fields that must have one value: an encoder writes these. */
export function singleValues(match: MatchSpec): SetSpec {
  const singles: SetSpec = {};
  for (const [name, value] of Object.entries(match)) {
    if (typeof value !== "object") singles[name] = value;
  }
  return singles;
}

/** What an item must satisfy: one test for all single values, and more for negations and choices. */
export function matchTests(fields: Fields, match: MatchSpec, level: number): readonly Test[] {
  const single = placedValues(fields, singleValues(match), level);
  const tests: Test[] = single.mask === 0n ? [] : [{ ...single, negated: false }];
  for (const [name, value] of Object.entries(match)) {
    const field = fields[name];
    if (field !== undefined && typeof value === "object")
      tests.push(...valueTests(fieldRange(field), value, level));
  }
  return tests;
}

function valueTests(
  range: Range,
  value: Exclude<MatchValueSpec, number | string>,
  level: number,
): readonly Test[] {
  const mask = rangeMask(range);
  if ("not" in value) return [{ mask, value: placed(levelValue(value.not, level), range), negated: true }];
  const points = value.any.map((point) => placed(levelValue(point, level), range));
  const cube = asCube(mask, points);
  if (cube !== undefined) return cube.mask === 0n ? [] : [{ ...cube, negated: false }];
  // No single comparison says "any of these": exclude the other values, joined where they can be.
  let others: readonly Cube[] = [everything];
  for (const point of points) others = subtract(others, { mask, value: point });
  return others.map((other) => ({ ...other, negated: true }));
}

/** The items that pass all tests. */
export function itemsPassing(tests: readonly Test[]): readonly Cube[] {
  let items: readonly Cube[] = [everything];
  for (const test of tests) items = test.negated ? subtract(items, test) : intersect(items, test);
  return items;
}

/** Rules ask for the levels of one spec thousands of times. */
const known = new WeakMap<VariantSpec["levels"], readonly number[]>();

/** Every level that the spec lists, rising; a level listed twice appears once. */
export function allLevels({ levels: list }: Pick<VariantSpec, "levels">): readonly number[] {
  let levels = known.get(list);
  if (levels === undefined) {
    const listed = list.flatMap(({ levels: own }) => valuesOf(parseLevels(own)));
    levels = [...new Set(listed)].sort((a, b) => a - b);
    known.set(list, levels);
  }
  return levels;
}

/** The levels at which an entry may stand, of those the spec lists. */
export function entryLevels(spec: VariantSpec, entry: EntrySpec): readonly number[] {
  const all = allLevels(spec);
  if (entry.levels === undefined) return all;
  const own = parseLevels(entry.levels);
  return all.filter((level) => contains(own, level));
}

/** The bits of an address layout. */
export function layoutMask(spec: VariantSpec, layout: string | undefined): bigint {
  const pieces = layout === undefined ? [] : (spec.addresses[layout] ?? []);
  return pieces.reduce((mask, { bits }) => mask | rangeMask(parseBits(bits)), 0n);
}
