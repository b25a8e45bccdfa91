import type { LevelModel, VariantModel } from "./model.js";

/**
 * Tables that may be wider as the top than elsewhere. Their code as the top is a form of its own, with a number behind
 * those of the levels: what serves the table below another one stays free of it.
 */
export function wideTops({ levels, top }: VariantModel): readonly LevelModel[] {
  return levels.flatMap((level) =>
    level.topIndexBits === undefined || level.level < top.lowest || level.level > top.highest
      ? []
      : [{ ...level, indexBits: level.topIndexBits }],
  );
}

/** The number of the form in which the table at a level is worked on as the top: the level's own, where it has no other. */
export function topForm(variant: VariantModel, level: number): number {
  const at = wideTops(variant).findIndex((wide) => wide.level === level);
  return at < 0 ? level : variant.levels.length + at;
}
