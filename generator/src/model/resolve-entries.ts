import type { EntrySpec, RuleSpec, VariantSpec } from "../spec/language.js";
import { matchTests, placedValues, singleValues } from "../spec/match.js";
import { asList, countsAt, exactLg2, parseBits } from "../spec/ranges.js";
import { appliesTo, isPossible } from "../spec/rule-conditions.js";
import type { AddressPiece, ConditionsModel, ContiguousModel, EntryModel, RuleModel } from "./model.js";
import { noted } from "./noted.js";

/** One encoding at one level. */
export function resolveEntry(
  spec: VariantSpec,
  name: string,
  entry: EntrySpec,
  level: number,
  itemLg2: number,
): EntryModel {
  const match = entry.match ?? {};
  const matched = placedValues(spec.fields, singleValues(match), level).value;
  const set = placedValues(spec.fields, entry.set ?? {}, level).value;
  const contiguous = resolveContiguous(spec, entry, level, itemLg2);
  const address = resolveAddress(spec, entry.address);
  return {
    name,
    kind: entry.kind,
    tests: matchTests(spec.fields, match, level),
    fixed: matched | set,
    address,
    ...(entry["high-oa"] === "refuse" ? onlyHeld(spec, address) : {}),
    ...(contiguous === undefined ? {} : { contiguous }),
    rules: spec.protections.rules
      .filter((rule) => appliesTo(rule, name, entry.kind, level) && isPossible(spec, rule))
      .map((rule) => resolveRule(spec, rule, level)),
    ...noted(entry),
  };
}

function resolveAddress(spec: VariantSpec, layout: string | undefined): readonly AddressPiece[] {
  const pieces = layout === undefined ? [] : (spec.addresses[layout] ?? []);
  return pieces.map(({ bits, from }) => {
    const { high, low } = parseBits(bits);
    return { high, low, from };
  });
}

/** A leaf that holds fewer bits of an OA than there may be, and must not lose any. */
function onlyHeld({ oa }: VariantSpec, address: readonly AddressPiece[]): Pick<EntryModel, "oaLg2"> {
  const oaLg2 = Math.max(...address.map(({ high, low, from }) => from + high - low + 1));
  return oaLg2 < oa.max ? { oaLg2 } : {};
}

/** Counts whose span exceeds the OA space cannot be encoded and are left out. */
function resolveContiguous(
  spec: VariantSpec,
  { contiguous }: EntrySpec,
  level: number,
  itemLg2: number,
): ContiguousModel | undefined {
  if (contiguous === undefined) return undefined;
  const code = contiguous["size-code"];
  const countsLg2 = countsAt(contiguous.counts, level)
    .flatMap((count) => exactLg2(BigInt(count)) ?? [])
    .filter((countLg2) => itemLg2 + countLg2 < Math.min(spec.oa.max, 64));
  return {
    countsLg2,
    items: contiguous.items,
    ...(contiguous.feature === undefined ? {} : { feature: contiguous.feature }),
    ...(code === undefined ? {} : { sizeCode: { kind: code.kind, low: code.low } }),
  };
}

export function resolveConditions(
  spec: VariantSpec,
  rule: Omit<RuleSpec, "on" | "levels" | "set" | "mark">,
): ConditionsModel {
  return {
    ifAll: asList(rule.if),
    unlessAny: asList(rule.unless),
    ...featureConditions(spec, rule),
  };
}

/** The features that must be on or off; one that the variant removed is always off. */
export function featureConditions(
  spec: VariantSpec,
  conditions: Pick<RuleSpec, "feature" | "without-feature">,
): Pick<ConditionsModel, "features" | "withoutFeatures"> {
  return {
    features: asList(conditions.feature),
    withoutFeatures: asList(conditions["without-feature"]).filter(
      (feature) => spec.features?.[feature] !== undefined,
    ),
  };
}

function resolveRule(spec: VariantSpec, rule: RuleSpec, level: number): RuleModel {
  return {
    ...resolveConditions(spec, rule),
    ...placedValues(spec.fields, rule.set ?? {}, level),
    ...(rule.mark === undefined ? {} : { parameter: rule.mark }),
    ...noted(rule),
  };
}
