import type { VariantSpec } from "../spec/language.js";
import { matchTests } from "../spec/match.js";
import { asList } from "../spec/ranges.js";
import { isPossible, readParts, readsBack } from "../spec/rule-conditions.js";
import type { ProtectionsModel, ReadModel } from "./model.js";
import { noted } from "./noted.js";
import { resolveConditions } from "./resolve-entries.js";

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
      ...noted(restriction),
    })),
  };
}

function resolveReads(spec: VariantSpec): readonly ReadModel[] {
  const reads = new Map<string, readonly ReadModel[]>();
  for (const rule of spec.protections.rules) {
    if (!readsBack(rule)) continue;
    const before = reads.get(rule.if)?.flatMap(({ tests }) => tests) ?? [];
    const tests = [...before, ...matchTests(spec.fields, rule.set ?? {}, 0)];
    reads.set(rule.if, [{ protection: rule.if, tests }]);
  }
  for (const [protection, read] of Object.entries(spec.protections.reads ?? {})) {
    const parts = readParts(read).map(({ match, on }) => ({
      protection,
      tests: matchTests(spec.fields, match, 0),
      ...(on === undefined ? {} : { on: asList(on) }),
    }));
    reads.set(protection, parts);
  }
  return [...reads.values()].flat();
}
