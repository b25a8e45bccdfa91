import { isAtLevel } from "@generic-pt/core";
import type { BitTest, EntryModel, FieldModel, VariantModel } from "../model/model.js";
import { rangeMask } from "../spec/match.js";

/** Which field each bit of an item belongs to, from bit 0 up; the narrowest, where fields lie on each other. */
export type FieldOwners = readonly (FieldModel | undefined)[];

/** A field, or bits of an item that no field has, and some of its bits. */
export interface NamedBits {
  readonly name: string;
  readonly high: number;
  readonly low: number;
}

/** The fields of one encoding at a level; where it has none, what other encodings have in the bits that it fixes. */
export function fieldOwners(variant: VariantModel, level: number, entry: EntryModel): FieldOwners {
  const own = variant.fields.filter((field) => isAtLevel(field, level) && hasField(entry, field));
  const fixed = entry.tests.reduce((mask, test) => mask | test.mask, entry.fixed);
  const owners = ownersOf(own, variant.item.bits);
  const words = wordsOf(fixed);
  if (owners.every((owner, bit) => owner !== undefined || !hasBit(words, bit))) return owners;
  const others = ownersOf(variant.fields, variant.item.bits);
  return owners.map((owner, bit) => owner ?? (hasBit(words, bit) ? others[bit] : undefined));
}

/** For masks that are of no encoding in particular. */
export function ownersOf(fields: readonly FieldModel[], bits: number): FieldOwners {
  const owners: (FieldModel | undefined)[] = Array.from({ length: bits }, () => undefined);
  for (const field of [...fields].reverse().sort((a, b) => widthOf(b) - widthOf(a)))
    owners.fill(field, field.low, Math.min(field.high + 1, bits));
  return owners;
}

export function widthOf({ high, low }: Pick<NamedBits, "high" | "low">): number {
  return high - low + 1;
}

function hasField({ name, kind }: EntryModel, { on }: FieldModel): boolean {
  return on === undefined || on.includes(kind) || on.includes(name);
}

/** The fields that have bits in a mask, from the lowest up. */
export function fieldsIn(mask: bigint, owners: FieldOwners): readonly NamedBits[] {
  const words = wordsOf(mask);
  const found: NamedBits[] = [];
  for (let bit = 0; bit < owners.length; bit++) {
    if (!hasBit(words, bit)) continue;
    const owner = owners[bit];
    if (owner === undefined) found.push({ name: `bit ${bit}`, high: bit, low: bit });
    else if (found.at(-1)?.name !== owner.name) found.push(owner);
  }
  return found;
}

/** A mask as its low and its high word: bit by bit, BigInts are slow. */
export type Words = readonly [low: number, high: number];

export function wordsOf(mask: bigint): Words {
  return [Number(BigInt.asIntN(32, mask)), Number(BigInt.asIntN(32, mask >> 32n))];
}

export function hasBit([low, high]: Words, bit: number): boolean {
  return (((bit < 32 ? low : high) >>> (bit & 31)) & 1) === 1;
}

/** `user = 1`, for each field that has bits in a mask. */
export function valuesText(mask: bigint, value: bigint, owners: FieldOwners): readonly string[] {
  return fieldsIn(mask, owners).map(
    (field) => `\`${field.name}\` = ${numberText((value & rangeMask(field)) >> BigInt(field.low))}`,
  );
}

export function numberText(value: bigint): string {
  return value < 1000n ? `${value}` : `0x${value.toString(16)}`;
}

/** What tests ask of one field. */
export interface FieldTest extends NamedBits {
  /** The one value that passes. */
  readonly value?: bigint;
  /** `= 1`, `≠ 3`, `is 2, 3 or 6`. */
  readonly text: string;
}

/** Fields of more bits are not tried value by value. */
const triedBits = 6;

/** What tests ask of single fields, from the highest down; not what {@link alternativesText} says. */
export function fieldTests(tests: readonly BitTest[], owners: FieldOwners): readonly FieldTest[] {
  const own = tests.filter((test) => !isAboutAny(test, owners));
  const mask = own.reduce((all, test) => all | test.mask, 0n);
  return fieldsIn(mask, owners)
    .map((field) => testOf(field, own))
    .reverse();
}

/** `` `write` = 1 or `read` = 1 ``, for each test that one of several fields passes. */
export function alternativesText(tests: readonly BitTest[], owners: FieldOwners): readonly string[] {
  return tests
    .filter((test) => isAboutAny(test, owners))
    .map((test) =>
      listText(
        fieldsIn(test.mask, owners).map((field) => `\`${field.name}\` ${differsText(field, test)}`),
        "or",
      ),
    );
}

/** All that tests ask, each part in Markdown. */
export function testsTexts(tests: readonly BitTest[], owners: FieldOwners): readonly string[] {
  const single = fieldTests(tests, owners).map(({ name, text }) => `\`${name}\` ${text}`);
  return joinedParts(single, alternativesText(tests, owners));
}

/** Parts of a condition; what is joined by "or" stands out beside others. */
export function joinedParts(single: readonly string[], alternatives: readonly string[]): readonly string[] {
  const isAlone = single.length + alternatives.length === 1;
  return [...single, ...alternatives.map((text) => (isAlone ? text : `either ${text}`))];
}

/** Bits of several fields that must not all be as the test says: it holds if any of the fields differs. */
function isAboutAny({ mask, negated }: BitTest, owners: FieldOwners): boolean {
  return negated && fieldsIn(mask, owners).length > 1;
}

function differsText(field: NamedBits, test: BitTest): string {
  if (field.high > field.low) return testOf(field, [test]).text;
  return `= ${((test.value >> BigInt(field.low)) & 1n) ^ 1n}`;
}

function testOf({ name, high, low }: NamedBits, tests: readonly BitTest[]): FieldTest {
  const mask = rangeMask({ high, low });
  const own = tests
    .filter((test) => (test.mask & mask) !== 0n)
    .map((test) => ({ ...test, mask: test.mask & mask, value: test.value & mask }));
  const bits: NamedBits = { name, high, low };
  const [first] = own;
  if (own.length === 1 && first !== undefined && first.mask === mask) {
    const value = first.value >> BigInt(low);
    return first.negated
      ? { ...bits, text: `≠ ${numberText(value)}` }
      : { ...bits, value, text: `= ${numberText(value)}` };
  }
  if (high - low >= triedBits) return { ...bits, text: "as the tests say" };
  const all = Array.from({ length: 2 ** (high - low + 1) }, (_, value) => BigInt(value));
  const passes = (value: bigint): boolean =>
    own.every((test) => (((value << BigInt(low)) & test.mask) === test.value) !== test.negated);
  const allowed = all.filter(passes);
  const refused = all.filter((value) => !passes(value));
  return {
    ...bits,
    text:
      allowed.length <= refused.length
        ? `is ${listText(allowed, "or")}`
        : `is not ${listText(refused, "or")}`,
  };
}

/** `1, 2 or 3`. */
export function listText(items: readonly (string | bigint | number)[], word: "and" | "or"): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  const before = items.slice(0, -1).map(String);
  return before.length === 0 ? String(last) : `${before.join(", ")} ${word} ${last}`;
}

/** Values by level as one text if they follow the level: `level`, `level + 1`. */
export function byLevelText(values: ReadonlyMap<number, bigint>): string | undefined {
  const offsets = new Set([...values].map(([level, value]) => Number(value) - level));
  const [offset] = offsets;
  if (values.size < 2 || offsets.size !== 1 || offset === undefined) return undefined;
  if (offset === 0) return "level";
  return offset > 0 ? `level + ${offset}` : `level − ${-offset}`;
}

/** `0`, `0..2` or `0, 2`. */
export function levelsText(levels: readonly number[]): string {
  const [first, last] = [levels[0], levels.at(-1)];
  if (first === undefined || last === undefined) return "none";
  const isRun = levels.every((level, at) => level === first + at);
  return first === last ? `${first}` : isRun ? `${first}..${last}` : levels.join(", ");
}
