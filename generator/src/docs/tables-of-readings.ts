import { isAtLevel } from "@generic-pt/core";
import type { BitsModel, VariantModel } from "../model/model.js";
import { type EncodingAtLevel, encodingsOf } from "./encodings.js";
import { type FieldOwners, testsTexts, valuesText } from "./field-values.js";
import { isReadIn } from "./item-picture.js";
import { code, prose } from "./markdown.js";
import { featuresText, placesText } from "./tables-of-rights.js";

/** What bits say, in the words of the fields of some encodings. */
interface Said {
  readonly text: string;
  /** The encodings and their levels; empty if it is all of the kind. */
  readonly where: string;
}

/**
 * The same bits are other fields in other encodings: what they say once for each wording, with where it is meant so. What
 * says nothing anywhere is left out.
 */
function saidIn(
  variant: VariantModel,
  kind: "leaf" | "table",
  isMeant: (place: EncodingAtLevel) => boolean,
  textOf: (owners: FieldOwners) => string,
): readonly Said[] {
  const places = new Map<string, EncodingAtLevel[]>();
  for (const encoding of encodingsOf(variant).filter((one) => one.kind === kind))
    for (const place of encoding.at.filter(isMeant)) {
      const text = textOf(place.owners);
      places.set(text, [...(places.get(text) ?? []), place]);
    }
  return [...places]
    .filter(([text]) => text !== "")
    .map(([text, at]) => {
      const where = placesText(variant, at);
      return { text, where: where === "leaves" || where === "tables" ? "" : where };
    });
}

/** How leaves read back; a protection may have several readings. */
export function readRows(variant: VariantModel): readonly (readonly string[])[] {
  return variant.protections.reads.flatMap((reading) =>
    saidIn(
      variant,
      "leaf",
      ({ entry }) => isReadIn(reading, entry),
      (owners) => testsTexts(reading.tests, owners).join(", ") || "always",
    ).map(({ text, where }) => [code(reading.protection), where, text, featuresText(reading).join(", ")]),
  );
}

/** What table items do to what lies below them. */
export function restrictionRows(variant: VariantModel): readonly (readonly string[])[] {
  return variant.protections.restrictions.flatMap((restriction) =>
    saidIn(
      variant,
      "table",
      ({ level }) => isAtLevel(restriction, level),
      (owners) => testsTexts(restriction.tests, owners).join(", "),
    ).map(({ text, where }) => [
      text,
      where,
      restriction.takes.map(code).join(", "),
      restriction.imposes.map(code).join(", "),
      prose(restriction.doc),
      prose(restriction.cite),
    ]),
  );
}

/** Where hardware's writes show. */
export function dirtyRows(variant: VariantModel): readonly (readonly string[])[] {
  const { dirty } = variant;
  if (dirty === undefined) return [];
  const rows = (what: string, { mask, value }: BitsModel, doc = "", cite = ""): readonly string[][] =>
    saidIn(
      variant,
      "leaf",
      () => true,
      (owners) => valuesText(mask, value, owners).join(", "),
    ).map(({ text, where }) => [what, where, text, doc, cite]);
  return [
    ...rows("a leaf is dirty if", dirty, prose(dirty.doc), prose(dirty.cite)),
    ...rows("hardware marks writes of leaves with", dirty.tracked),
    ...rows("marking a leaf dirty writes", dirty.set),
    ...rows("making it clean writes", dirty.clear),
  ];
}
