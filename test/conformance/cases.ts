import type { VariantModel } from "../../generator/src/model/model.js";
import type { Settings } from "../model/settings.js";
import type { Case, SeriesCase } from "./case.js";
import { dirtyCases } from "./dirty-cases.js";
import { faultCases } from "./fault-cases.js";
import { growthCases } from "./growth-cases.js";
import { halfCases } from "./half-cases.js";
import { itemCases } from "./item-cases.js";
import { leafCases } from "./leaf-cases.js";
import { limitCases } from "./limit-cases.js";
import { randomCases } from "./random-cases.js";
import { rangeCases } from "./range-cases.js";
import { slotCases } from "./slot-cases.js";
import { unmapCases } from "./unmap-cases.js";
import { walkCases } from "./walk-cases.js";

/** What every page table must do, whatever its format, variant, style and binding. */
export const cases: readonly (Case | SeriesCase)[] = [
  ...itemCases,
  ...leafCases,
  ...limitCases,
  ...rangeCases,
  ...unmapCases,
  ...slotCases,
  ...halfCases,
  ...walkCases,
  ...dirtyCases,
  ...growthCases,
  ...faultCases,
  ...randomCases,
];

/** Whether a case has something to say of a table. */
export function applies({ when }: Pick<Case, "when">, variant: VariantModel, settings: Settings): boolean {
  return when?.(variant, settings) ?? true;
}
