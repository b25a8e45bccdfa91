import type { VariantModel } from "../model/model.js";
import type { RuleClasses } from "../model/rule-classes.js";
import type { ItemMemory } from "./memory.js";
import type { Shape } from "./value.js";

/** What is the same for all levels of a variant. */
export interface LevelContext {
  readonly variant: VariantModel;
  readonly memory: ItemMemory;
  readonly shape: Shape;
  readonly classes: RuleClasses;
}
