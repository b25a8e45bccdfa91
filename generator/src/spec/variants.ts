import type { Spec, VariantSpec } from "./language.js";
import type { Path } from "./positions.js";
import { asList } from "./ranges.js";

/** A variant's name and its spec with everything merged in. Not yet validated: an override may have removed too much. */
export interface MergedVariant {
  readonly name: string;
  readonly spec: VariantSpec;
  /** Where what was merged stands, the place that decides first: the variant, its parts, the base. */
  readonly layers: readonly Path[];
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

/** The parts that an override names, in the order in which they are merged. */
export function partsOf(override: Json): readonly string[] {
  const use = isMap(override) ? override.use : undefined;
  return typeof use === "string" || Array.isArray(use) ? asList(use).map(String) : [];
}

/** The variants in the order of the spec; without any, one that is named as the format. */
export function mergedVariants(spec: Spec): readonly MergedVariant[] {
  const { variants, parts, ...base } = spec;
  const overrides = Object.entries(variants ?? {});
  if (overrides.length === 0) return [{ name: spec.format, spec: base as VariantSpec, layers: [[]] }];
  return overrides.map(([name, { use, ...override }]) => {
    const used = partsOf({ use }).filter((part) => isMap(parts?.[part]));
    const merged = [...used.map((part) => parts?.[part]), override].reduce<Json>(merge, base);
    const layers = [["variants", name], ...used.toReversed().map((part) => ["parts", part]), []];
    return { name, spec: merged as VariantSpec, layers };
  });
}

/** Every name that a section has anywhere: a variant may have removed what others share. */
export function namesAnywhere(
  spec: Spec,
  section: "fields" | "features" | "parameters" | "entries",
): readonly string[] {
  const { variants, parts, ...base } = spec;
  const layers = [base, ...Object.values(parts ?? {}), ...Object.values(variants ?? {})];
  return [
    ...new Set(
      layers.flatMap((layer) => {
        const own = (layer as Readonly<Record<string, Json>>)[section];
        return isMap(own) ? Object.keys(own) : [];
      }),
    ),
  ];
}
