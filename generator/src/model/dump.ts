import type { FormatModel } from "./model.js";

/**
 * A model as JSON text that only changes when the model does: keys in the order of model.ts, numbers wider than
 * a double as hexadecimal strings, a newline at the end.
 */
export function dumpModel(model: FormatModel): string {
  return `${JSON.stringify(model, (_, value: unknown) => (typeof value === "bigint" ? `0x${value.toString(16)}` : value), 2)}\n`;
}
