import type { ConditionsModel, EntryModel, RuleModel, VariantModel } from "../model/model.js";
import { encodingsOf } from "./encodings.js";
import { levelsText, listText, valuesText } from "./field-values.js";
import { code, prose } from "./markdown.js";
import { usedLevels } from "./sizes-text.js";

function conditionsText({ ifAll, unlessAny, features, withoutFeatures }: ConditionsModel): string {
  const parts = [
    ...(ifAll.length === 0 ? [] : [`${listText(ifAll.map(code), "and")} asked for`]),
    ...(unlessAny.length === 1 ? [`${unlessAny.map(code).join()} not asked for`] : []),
    ...(unlessAny.length > 1 ? [`none of ${unlessAny.map(code).join(", ")} asked for`] : []),
    ...featuresText({ features, withoutFeatures }),
  ];
  return parts.length === 0 ? "always" : parts.join(", ");
}

export function featuresText({
  features,
  withoutFeatures,
}: Pick<ConditionsModel, "features" | "withoutFeatures">): readonly string[] {
  return [
    ...(features.length === 0 ? [] : [`with ${listText(features.map(code), "and")}`]),
    ...(withoutFeatures.length === 0 ? [] : [`without ${withoutFeatures.map(code).join(", ")}`]),
  ];
}

/** What protections, features and parameters add to items. */
export function ruleRows(variant: VariantModel): readonly (readonly string[])[] {
  const rules = new Map<
    string,
    { readonly cells: readonly [string, string]; readonly rule: RuleModel; readonly at: Place[] }
  >();
  for (const { at } of encodingsOf(variant))
    for (const { level, entry, owners } of at)
      for (const rule of entry.rules) {
        const sets =
          rule.parameter === undefined
            ? valuesText(rule.mask, rule.value, owners).join(", ")
            : `the bits of parameter ${code(rule.parameter)}`;
        const cells: [string, string] = [conditionsText(rule), sets];
        const key = [...cells, rule.doc, rule.cite].join("\n");
        const known = rules.get(key);
        if (known === undefined) rules.set(key, { cells, rule, at: [{ level, entry }] });
        else known.at.push({ level, entry });
      }
  return [...rules.values()].map(({ cells, rule, at }) => [
    ...cells,
    placesText(variant, at),
    prose(rule.doc),
    prose(rule.cite),
  ]);
}

/** An encoding at one level. */
export interface Place {
  readonly level: number;
  readonly entry: EntryModel;
}

/** `leaves`, `tables`, or the encodings and their levels. */
export function placesText(variant: VariantModel, places: readonly Place[]): string {
  const parts: string[] = [];
  const left = new Set(places);
  for (const kind of ["leaf", "table"] as const) {
    const own = places.filter(({ entry }) => entry.kind === kind);
    const all = usedLevels(variant).flatMap(({ kinds }) => kinds.filter((entry) => entry.kind === kind));
    if (own.length === 0 || own.length < all.length) continue;
    parts.push(kind === "leaf" ? "leaves" : "tables");
    for (const place of own) left.delete(place);
  }
  const levelsOf = new Map<string, number[]>();
  for (const { level, entry } of left) levelsOf.set(entry.name, [...(levelsOf.get(entry.name) ?? []), level]);
  for (const [name, levels] of levelsOf) {
    const everywhere = usedLevels(variant).filter(({ kinds }) => kinds.some((entry) => entry.name === name));
    parts.push(
      levels.length === everywhere.length ? code(name) : `${code(name)} (level ${levelsText(levels)})`,
    );
  }
  return parts.join(", ");
}

/** Requests that map does not take. */
export function refusalRows({ protections }: VariantModel): readonly (readonly string[])[] {
  const { requireAny, refusals } = protections;
  return [
    ...(requireAny.length === 0
      ? []
      : [[`none of ${requireAny.map(code).join(", ")} asked for`, code("EINVAL"), "", ""]]),
    ...refusals.map((refusal) => [
      conditionsText(refusal),
      code(refusal.error),
      prose(refusal.why),
      prose(refusal.cite),
    ]),
  ];
}
