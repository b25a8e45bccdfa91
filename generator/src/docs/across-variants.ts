import type { VariantModel } from "../model/model.js";
import { listText } from "./field-values.js";
import { code, markdownTable } from "./markdown.js";

/** Something that variants have in common. */
export interface Shared<Value> {
  readonly value: Value;
  readonly variants: readonly VariantModel[];
}

/**
 * What variants have, each thing once, with the variants that have it, in an order that every variant's things keep
 * where that is possible. What only a later variant has stands behind what is near to it, if anything is.
 */
export function across<Value>(
  variants: readonly VariantModel[],
  valuesOf: (variant: VariantModel) => readonly Value[],
  keyOf: (value: Value) => string,
  nearnessOf: (value: Value) => string = keyOf,
): readonly Shared<Value>[] {
  const found: { readonly key: string; readonly value: Value; readonly variants: VariantModel[] }[] = [];
  const known = new Map<string, (typeof found)[number]>();
  for (const variant of variants) {
    const values = valuesOf(variant).map((value) => ({ value, key: keyOf(value) }));
    for (const [at, { value, key }] of values.entries()) {
      const same = known.get(key);
      if (same !== undefined) {
        if (same.variants.at(-1) !== variant) same.variants.push(variant);
        continue;
      }
      const near = found.findLastIndex((one) => nearnessOf(one.value) === nearnessOf(value));
      const following = values.slice(at + 1).find((one) => known.has(one.key))?.key;
      const before = following === undefined ? -1 : found.findIndex((one) => one.key === following);
      const place = near >= 0 ? near + 1 : before >= 0 ? before : found.length;
      const one = { key, value, variants: [variant] };
      found.splice(place, 0, one);
      known.set(key, one);
    }
  }
  return found;
}

/** `all`, `all but \`a\``, or the names. */
export function variantsText(some: readonly VariantModel[], all: readonly VariantModel[]): string {
  const names = some.map(({ name }) => code(name));
  const others = all.filter((variant) => !some.includes(variant)).map(({ name }) => code(name));
  if (others.length === 0) return "all";
  return others.length <= 2 && others.length < names.length
    ? `all but ${listText(others, "and")}`
    : names.join(", ");
}

/** One table for all variants; where they differ, a last column names those that a row is true of. */
export function tableAcross(
  variants: readonly VariantModel[],
  heads: readonly string[],
  rowsOf: (variant: VariantModel) => readonly (readonly string[])[],
): string {
  const rows = across(
    variants,
    rowsOf,
    (row) => row.join("\n"),
    ([first = ""]) => first,
  );
  const differ = rows.some((row) => row.variants.length < variants.length);
  return markdownTable(
    differ ? [...heads, "variants"] : heads,
    rows.map((row) => (differ ? [...row.value, variantsText(row.variants, variants)] : row.value)),
  );
}
