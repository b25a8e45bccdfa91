import { type Mapping, protectionOf } from "@generic-pt/core";
import { MalformedRecording } from "../shape.js";
import type { TableView } from "../table-factory.js";
import type { Condition, RightsLetter } from "./dump-formats.js";

/** Whether a condition holds for a leaf of the table. Throws {@link MalformedRecording} for a field it does not have. */
export function holds(condition: Condition, leaf: Mapping, table: TableView): boolean {
  if ("levelFrom" in condition) return leaf.level >= condition.levelFrom;
  const { is = true } = condition;
  if ("field" in condition) return (fieldOf(condition.field, leaf, table) !== 0n) === is;
  const bits = condition.of === "leaf" ? leaf.protection : leaf.effective;
  return ((bits & protectionOf([condition.protection])) !== 0) === is;
}

function fieldOf(name: string, { level, attributes }: Mapping, table: TableView): bigint {
  const { fields } = table.decode(level, attributes);
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined)
    throw new MalformedRecording(
      "format",
      `the package has no field ${JSON.stringify(name)} to read rights from`,
    );
  return value;
}

/** A leaf's rights in the spelling of a listing; `?` where the listing says nothing about the table. */
export function rightsText(letters: readonly RightsLetter[], leaf: Mapping, table: TableView): string {
  return letters
    .map((letter) => ("ignored" in letter ? "?" : holds(letter, leaf, table) ? letter.letter : "-"))
    .join("");
}

/** Whether a leaf's rights, from {@link rightsText}, are those that a listing states. */
export function sameRights(letters: readonly RightsLetter[], listed: string, actual: string): boolean {
  return letters.every((letter, index) => {
    if ("ignored" in letter || listed[index] === actual[index]) return true;
    return letter.atMost === true && listed[index] === letter.letter;
  });
}

/** Throws {@link MalformedRecording} unless the text has these letters, or `-` in their places. */
export function checkRights(letters: readonly RightsLetter[], text: string, place: string): void {
  const fits = letters.every(
    (letter, index) => "ignored" in letter || text[index] === "-" || text[index] === letter.letter,
  );
  if (text.length === letters.length && fits) return;
  const spelling = letters.map((letter) => ("ignored" in letter ? "?" : letter.letter)).join("");
  throw new MalformedRecording(
    place,
    `rights ${JSON.stringify(text)} are not spelt like ${JSON.stringify(spelling)}`,
  );
}
