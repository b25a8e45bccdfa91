import type { ConditionsSpec, EntrySpec, MatchSpec, ReadSpec, RuleSpec, VariantSpec } from "./language.js";
import { asList, contains, parseLevels } from "./ranges.js";

/** Whether a rule is about this entry at this level. */
export function appliesTo(rule: RuleSpec, name: string, kind: EntrySpec["kind"], level: number): boolean {
  const targets = rule.on === undefined ? ["leaf"] : asList(rule.on);
  const isMeant = targets.includes(name) || ((kind === "leaf" || kind === "table") && targets.includes(kind));
  return isMeant && (rule.levels === undefined || contains(parseLevels(rule.levels), level));
}

/** A rule that needs a feature which the variant removed can never apply. */
export function isPossible(spec: VariantSpec, conditions: Pick<ConditionsSpec, "feature">): boolean {
  return asList(conditions.feature).every((feature) => spec.features?.[feature] !== undefined);
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

/** What leaves have that read back as a protection, and which leaves it is about: all if nothing says so. */
export interface ReadPart {
  readonly match: MatchSpec;
  readonly on?: string | readonly string[];
}

export function readParts(read: ReadSpec): readonly ReadPart[] {
  return Array.isArray(read) ? read : [{ match: read }];
}
