import { protectionNames } from "@generic-pt/core";
import type { ConditionsModel, RuleModel } from "../model/model.js";

/** What decides whether a rule applies, and the values that rules may set. */
export interface Circumstances {
  readonly features: ReadonlySet<string>;
  /** Parameters that are in force. */
  readonly parameters: ReadonlyMap<string, bigint>;
}

/** Whether every condition holds. `protection` is a set of protections as bits. */
export function conditionsHold(
  { ifAll, unlessAny, features, withoutFeatures }: ConditionsModel,
  protection: number,
  circumstances: Circumstances,
): boolean {
  const asked: readonly string[] = protectionNames(protection);
  return (
    ifAll.every((name) => asked.includes(name)) &&
    !unlessAny.some((name) => asked.includes(name)) &&
    features.every((name) => circumstances.features.has(name)) &&
    !withoutFeatures.some((name) => circumstances.features.has(name))
  );
}

/** The item after every rule that applies has written its bits into it, in the order of the spec. */
export function applyRules(
  item: bigint,
  rules: readonly RuleModel[],
  protection: number,
  circumstances: Circumstances,
): bigint {
  return rules
    .filter((rule) => conditionsHold(rule, protection, circumstances))
    .reduce((written, { mask, value, parameter }) => {
      if (parameter !== undefined) return written | (circumstances.parameters.get(parameter) ?? 0n);
      return (written & ~mask) | value;
    }, item);
}
