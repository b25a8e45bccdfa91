import type { LevelModel, VariantModel } from "../model/model.js";
import { topForm, wideTops } from "../model/top-forms.js";

/**
 * What code is made for: the levels by their numbers, and behind them, where tables can be wider as the top, the forms
 * in which levels are the top.
 */
export class LevelForms {
  private readonly models: readonly LevelModel[];
  /** The forms in which the table at the top can be met, by rising level. */
  readonly tops: readonly number[];
  readonly hasWideTops: boolean;

  constructor(variant: VariantModel) {
    const wide = wideTops(variant);
    this.hasWideTops = wide.length > 0;
    this.models = [...variant.levels, ...wide];
    const { lowest, highest } = variant.top;
    this.tops = variant.levels
      .filter(({ level }) => level >= lowest && level <= highest)
      .map(({ level }) => topForm(variant, level));
  }

  get all(): readonly number[] {
    return this.models.map((_, form) => form);
  }

  model(form: number): LevelModel {
    return this.models[form];
  }

  /** The form of the tables below; undefined at the lowest level. */
  below(form: number): number | undefined {
    const { level } = this.model(form);
    return level === 0 ? undefined : level - 1;
  }

  /** From a form down to the lowest level. */
  downFrom(form: number): readonly number[] {
    const below = this.below(form);
    return below === undefined ? [form] : [form, ...this.downFrom(below)];
  }

  /** What the names of functions for a form end in. */
  suffix(form: number): string {
    const { level } = this.model(form);
    return form === level ? `${level}` : `Top${level}`;
  }
}
