import type { Binding } from "../lower/memory.js";
import type { FormatModel, VariantModel } from "../model/model.js";

export const bindings: readonly Binding[] = ["arena", "shared", "image"];

export interface EntryPoint {
  readonly path: string;
  readonly module: string;
  readonly what: string;
}

/** The first variant is the package itself; each variant has a path of its own, and each binding one below it. */
export function entryPointsOf(model: FormatModel): readonly EntryPoint[] {
  const whats: Readonly<Record<Binding, string>> = {
    arena: "tables in an arena",
    shared: "tables in an arena of shared memory: other threads may read while one changes them",
    image: "tables in a memory image, read only",
  };
  const points = (variant: VariantModel, prefix: string): readonly EntryPoint[] =>
    bindings.map((binding) => ({
      path: binding === "arena" ? prefix : `${prefix}/${binding}`,
      module: `${variant.name}/${binding}/index`,
      what: `${variant.title}: ${whats[binding]}`,
    }));
  const named = model.variants.flatMap((variant) => points(variant, `./${variant.name}`));
  return model.variants.length === 1
    ? points(model.variants[0], ".")
    : [...points(model.variants[0], "."), ...named];
}

/** The shortest import that means tables of a variant in an arena. */
export function formatEntryPoint(model: FormatModel, variant: VariantModel): string {
  const base = `@generic-pt/${model.format}`;
  return variant === model.variants[0] ? base : `${base}/${variant.name}`;
}
