import type { ConditionsModel, FeatureEffect, VariantModel } from "../model/model.js";
import { holdsText } from "../package/reading-text.js";
import { fieldsIn, type NamedBits, ownersOf } from "./field-values.js";
import { bitsOf } from "./item-picture.js";
import { code, prose } from "./markdown.js";
import { bitsText } from "./tables-of-items.js";

const effects: Readonly<Record<FeatureEffect, string>> = {
  none: "",
  "top-grows": "the top grows",
  "whole-va": "all VA bits may be used",
  "sign-extended": "VAs have an upper half",
  "upper-half": "the table translates the last VAs, not the first",
  "flush-whole-range": "one flush per operation",
  "flush-without-gaps": "flushes cover no more than what changed",
  "mark-flushed": "table pointers that were written back are marked",
};

/** Switches of a table. */
export function featureRows(variant: VariantModel): readonly (readonly string[])[] {
  const owners = ownersOf(variant.fields, variant.item.bits);
  return variant.features.map(({ name, effect, always, supported, mask, doc, cite }) => [
    code(name),
    [effectText(effect, fieldsIn(mask, owners)), ...usesOf(variant, name)]
      .filter((text) => text !== "")
      .join("; "),
    always ? "always on, must be asked for" : supported ? "" : "refused where a table needs it",
    prose(doc),
    prose(cite),
  ]);
}

function effectText(effect: FeatureEffect, marks: readonly NamedBits[]): string {
  return marks.length === 0
    ? effects[effect]
    : `${effects[effect]} in ${marks.map(({ name }) => code(name)).join(", ")}`;
}

/** What asks whether a feature is on. */
function usesOf({ levels, protections, parameters }: VariantModel, feature: string): readonly string[] {
  const kinds = levels.flatMap((level) => level.kinds);
  const names = (one: ConditionsModel): boolean =>
    one.features.includes(feature) || one.withoutFeatures.includes(feature);
  return [
    ...(kinds.some(({ rules }) => rules.some(names)) ? ["changes what map writes"] : []),
    ...(protections.refusals.some(names) ? ["refuses requests"] : []),
    ...(kinds.some(({ contiguous }) => contiguous?.feature === feature) ? ["gives leaf sizes"] : []),
    ...parameters.filter((one) => one.feature === feature).map(({ name }) => `needs parameter ${code(name)}`),
  ];
}

/** Numbers that a table is created with. */
export function parameterRows({ parameters }: VariantModel): readonly (readonly string[])[] {
  return parameters.map(({ name, feature, within, doc, cite }) => [
    code(name),
    code(feature),
    bitsOf(within),
    prose(doc),
    prose(cite),
  ]);
}

/** What makes hardware use a table. */
export function rootRows({ root }: VariantModel): readonly (readonly string[])[] {
  return root.map((field) => [code(field.name), holdsText(field), prose(field.doc), prose(field.cite)]);
}

/** Where that stands in registers. */
export function registerRows({ registers }: VariantModel): readonly (readonly string[])[] {
  return registers.flatMap((register) =>
    register.fields.map((field) => [
      code(register.name),
      code(field.name),
      bitsText(field.high, field.low),
      holdsText(field),
      register.features.map(code).join(", "),
      prose([register.doc, field.doc].filter((text) => text !== undefined).join(" ")),
      prose([...new Set([register.cite, field.cite].filter((text) => text !== undefined))].join("; ")),
    ]),
  );
}
