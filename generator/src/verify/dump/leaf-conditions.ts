import { type Mapping, protectionOf } from "@generic-pt/core";
import { MalformedRecording } from "../shape.js";
import type { TableView } from "../table-factory.js";
import type { Condition } from "./dump-formats.js";

/** Whether a condition holds for a leaf of the table. Throws {@link MalformedRecording} for a field it does not have. */
export function holds(condition: Condition, leaf: Mapping, table: TableView): boolean {
  if ("all" in condition) return condition.all.every((one) => holds(one, leaf, table));
  if ("levelFrom" in condition) return leaf.level >= condition.levelFrom;
  const { is = true } = condition;
  if ("field" in condition) {
    const value = fieldOf(condition.field, leaf, table);
    return (condition.equals === undefined ? value !== 0n : value === BigInt(condition.equals)) === is;
  }
  const bits = condition.of === "leaf" ? leaf.protection : leaf.effective;
  return ((bits & protectionOf([condition.protection])) !== 0) === is;
}

/** The value of a field of the leaf's item. Throws {@link MalformedRecording} for one it does not have. */
export function fieldOf(name: string, { level, attributes }: Mapping, table: TableView): bigint {
  const { fields } = table.decode(level, attributes);
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined)
    throw new MalformedRecording(
      "format",
      `the package has no field ${JSON.stringify(name)} to read rights from`,
    );
  return value;
}
