import type { VariantSpec } from "../spec/language.js";
import { matchTests } from "../spec/match.js";
import { asList, parseLevels } from "../spec/ranges.js";
import { isPossible, readings, readsBack } from "../spec/rule-conditions.js";
import type { BitTest, ProtectionsModel, ReadingModel } from "./model.js";
import { noted } from "./noted.js";
import { featureConditions, resolveConditions } from "./resolve-entries.js";

/** What map accepts, and how leaves read back. */
export function resolveProtections(spec: VariantSpec): ProtectionsModel {
  return {
    requireAny: spec.protections["require-any"] ?? [],
    refusals: (spec.protections.refuse ?? [])
      .filter((refusal) => isPossible(spec, refusal))
      .map((refusal) => ({
        ...resolveConditions(spec, refusal),
        error: refusal.error,
        why: refusal.why,
        ...(refusal.cite === undefined ? {} : { cite: refusal.cite }),
      })),
    reads: resolveReads(spec),
    restrictions: (spec.protections.restricts ?? []).map((restriction) => ({
      tests: matchTests(spec.fields, restriction.match, 0),
      takes: asList(restriction.takes),
      imposes: asList(restriction.imposes),
      ...(restriction.levels === undefined ? {} : { levels: parseLevels(restriction.levels) }),
      ...noted(restriction),
    })),
  };
}

function resolveReads(spec: VariantSpec): readonly ReadingModel[] {
  const reads = new Map<string, readonly BitTest[]>();
  for (const rule of spec.protections.rules) {
    if (!readsBack(rule)) continue;
    const tests = matchTests(spec.fields, rule.set ?? {}, 0);
    reads.set(rule.if, [...(reads.get(rule.if) ?? []), ...tests]);
  }
  const stated = readings(spec).map(({ protection, reading }) => ({
    protection,
    tests: matchTests(spec.fields, reading.match, 0),
    ...featureConditions(spec, reading),
    ...(reading.on === undefined ? {} : { on: asList(reading.on) }),
  }));
  const always = { features: [], withoutFeatures: [] };
  return [
    ...[...reads].flatMap(([protection, tests]) =>
      stated.some((other) => other.protection === protection) ? [] : [{ protection, tests, ...always }],
    ),
    ...stated,
  ];
}
