import type { Spec, VariantSpec } from "./language.js";

/** A variant's name and its spec with everything merged in. Not yet validated: an override may have removed too much. */
export interface MergedVariant {
  readonly name: string;
  readonly spec: VariantSpec;
}

type Json = unknown;

export function isMap(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Maps merge key by key, null removes a key, lists and scalars replace. */
function merge(base: Json, override: Json): Json {
  if (!isMap(override)) return override;
  const merged = new Map(isMap(base) ? Object.entries(base) : []);
  for (const [key, value] of Object.entries(override)) {
    if (value === null) merged.delete(key);
    else merged.set(key, merge(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The variants in the order of the spec; without any, one that is named as the format. */
export function mergedVariants(spec: Spec): readonly MergedVariant[] {
  const { variants, ...base } = spec;
  const names = Object.entries(variants ?? {});
  if (names.length === 0) return [{ name: spec.format, spec: base }];
  return names.map(([name, override]) => ({ name, spec: merge(base, override) as VariantSpec }));
}
