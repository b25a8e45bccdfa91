import {
  type Arena,
  BaseTable,
  EINVAL,
  type Invalidate,
  type PageTable,
  PtError,
  type TableConfig,
  TableState,
} from "@generic-pt/core";
import type { FormatModel } from "../model/model.js";
import { traitsOf } from "../model/traits.js";
import { InterpretedOperations } from "./interpreted-operations.js";

/**
 * An empty page table that is interpreted over the model: the behaviour of a generated package, slowly, and without
 * anything of what makes packages. Throws PtError as a package's `create` does; EINVAL for a variant that the format
 * lacks.
 */
export function interpretTable(
  format: FormatModel,
  variant: string,
  arena: Arena,
  config: TableConfig,
  invalidate?: Invalidate,
): PageTable {
  const model = format.variants.find(({ name }) => name === variant);
  if (!model) {
    const names = format.variants.map(({ name }) => name).join(", ");
    throw new PtError(EINVAL, `${format.format} has no variant ${JSON.stringify(variant)}; it has ${names}`);
  }
  const state = TableState.create(traitsOf(format, model), arena, config);
  return new BaseTable(state, new InterpretedOperations(model, state), invalidate);
}
