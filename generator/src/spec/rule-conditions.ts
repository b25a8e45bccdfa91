import type { EntrySpec, ReadingSpec, RuleSpec, VariantSpec } from "./language.js";
import type { Path } from "./positions.js";
import { asList, contains, parseLevels } from "./ranges.js";

/** Whether a rule is about this entry at this level. */
export function appliesTo(rule: RuleSpec, name: string, kind: EntrySpec["kind"], level: number): boolean {
  const targets = rule.on === undefined ? ["leaf"] : asList(rule.on);
  const isMeant = targets.includes(name) || ((kind === "leaf" || kind === "table") && targets.includes(kind));
  return isMeant && (rule.levels === undefined || contains(parseLevels(rule.levels), level));
}

/** A rule that needs a feature which the variant removed, or gives a field a value that it removed, never applies. */
export function isPossible(
  spec: VariantSpec,
  { feature, set = {} }: Pick<RuleSpec, "feature" | "set">,
): boolean {
  return (
    asList(feature).every((name) => spec.features?.[name] !== undefined) &&
    Object.keys(set).every((field) => spec.fields[field] !== undefined)
  );
}

/** One way in which a protection reads back, and where it stands. */
export interface PlacedReading {
  readonly protection: string;
  readonly path: Path;
  readonly reading: ReadingSpec;
}

/** How a protection reads back: the matches of which one must hold; without those of features that the variant removed. */
export function readings(spec: VariantSpec): readonly PlacedReading[] {
  return writtenReadings(spec).filter(({ reading: { feature } }) =>
    isPossible(spec, feature === undefined ? {} : { feature }),
  );
}

/** The same as they are written, whatever the variant has. */
export function writtenReadings(spec: VariantSpec): readonly PlacedReading[] {
  return Object.entries(spec.protections.reads ?? {}).flatMap(([protection, reading]) =>
    Array.isArray(reading)
      ? reading.map((one, at) => ({
          protection,
          path: ["protections", "reads", protection, at, "match"],
          reading: one,
        }))
      : [{ protection, path: ["protections", "reads", protection], reading: { match: reading } }],
  );
}

/** Nothing but protections decides whether the rule applies, and they do so at every level. */
export function isUnconditional(rule: RuleSpec): boolean {
  return (
    rule.unless === undefined &&
    rule.feature === undefined &&
    rule["without-feature"] === undefined &&
    rule.levels === undefined
  );
}

/** A rule says how a protection reads back if that protection alone makes it write fixed bits in every leaf. */
export function readsBack(rule: RuleSpec): rule is RuleSpec & { readonly if: string } {
  const isAboutLeaves = rule.on === undefined || rule.on === "leaf";
  return typeof rule.if === "string" && isAboutLeaves && rule.set !== undefined && isUnconditional(rule);
}
