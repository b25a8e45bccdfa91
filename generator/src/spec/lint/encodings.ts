import { type Cube, subtract } from "../bit-sets.js";
import type { EntrySpec, RuleSpec, VariantSpec } from "../language.js";
import { entryLevels, itemsPassing, layoutMask, matchTests, placedValues, singleValues } from "../match.js";
import { appliesTo, isPossible, isUnconditional } from "../rule-conditions.js";

/** One entry at one level. */
export interface Encoding {
  readonly name: string;
  readonly entry: EntrySpec;
  /** Items that its match accepts. */
  readonly accepted: readonly Cube[];
}

/** The entries of a level, in order of priority. */
export function encodingsAt(spec: VariantSpec, level: number): readonly Encoding[] {
  return Object.entries(spec.entries)
    .filter(([, entry]) => entryLevels(spec, entry).includes(level))
    .map(([name, entry]) => ({
      name,
      entry,
      accepted: itemsPassing(matchTests(spec.fields, entry.match ?? {}, level)),
    }));
}

/** `set` without everything that `others` accept. */
export function without(set: readonly Cube[], others: readonly Encoding[]): readonly Cube[] {
  let rest = set;
  for (const { accepted } of others) {
    for (const cube of accepted) rest = subtract(rest, cube);
  }
  return rest;
}

/** The rules that may write to this entry at this level. */
export function rulesFor(
  spec: VariantSpec,
  { name, entry }: Pick<Encoding, "name" | "entry">,
  level: number,
): readonly RuleSpec[] {
  return spec.protections.rules.filter(
    (rule) => appliesTo(rule, name, entry.kind, level) && isPossible(spec, rule),
  );
}

/**
 * The items that an encoder may produce: what match and `set` fix stays, address bits and what rules write are
 * free, all other bits are zero. A leaf has at least one of the required protections.
 */
export function writtenItems(spec: VariantSpec, encoding: Encoding, level: number): readonly Cube[] {
  const { entry } = encoding;
  const rules = rulesFor(spec, encoding, level);
  const matched = placedValues(spec.fields, singleValues(entry.match ?? {}), level).value;
  const fixed = matched | placedValues(spec.fields, entry.set ?? {}, level).value;
  const ofRules = rules.reduce(
    (mask, { set }) => mask | placedValues(spec.fields, set ?? {}, level).mask,
    0n,
  );
  const free = ofRules | layoutMask(spec, entry.address);
  const items = { mask: allBits(spec) & ~free, value: fixed & ~free };
  const required = entry.kind === "leaf" ? (spec.protections["require-any"] ?? []) : [];
  if (required.length === 0) return [items];
  return required.map((protection) => {
    const certain = rules.filter((rule) => rule.if === protection && isUnconditional(rule));
    return certain.reduce((cube, { set }) => {
      const { mask, value } = placedValues(spec.fields, set ?? {}, level);
      return { mask: cube.mask | mask, value: (cube.value & ~mask) | value };
    }, items);
  });
}

function allBits(spec: VariantSpec): bigint {
  return (1n << BigInt(spec.item.bits)) - 1n;
}
