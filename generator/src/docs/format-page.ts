import type { FormatModel, VariantModel } from "../model/model.js";
import { formatEntryPoint } from "../package/entry-points.js";
import { across, tableAcross, variantsText } from "./across-variants.js";
import { citationRows } from "./citations.js";
import { code, markdownTable, prose } from "./markdown.js";
import { encodingPictures, FileNames, levelPictures } from "./pictures.js";
import { addressRows, encodingRows, fieldRows } from "./tables-of-items.js";
import { exceptionRows, factRows, levelTable, sizeRows } from "./tables-of-levels.js";
import { dirtyRows, readRows, restrictionRows } from "./tables-of-readings.js";
import { refusalRows, ruleRows } from "./tables-of-rights.js";
import { featureRows, parameterRows, registerRows, rootRows } from "./tables-of-settings.js";
import { fillPage } from "./templates.js";

type RowsOf = (variant: VariantModel) => readonly (readonly string[])[];

/** The page of a format and its pictures, by their paths beside each other. */
export function formatPage(model: FormatModel): ReadonlyMap<string, string> {
  const { format, variants } = model;
  const names = new FileNames();
  const levels = levelPictures(variants, names);
  const encodings = encodingPictures(variants, names);
  const table = (heads: readonly string[], rowsOf: RowsOf): string => tableAcross(variants, heads, rowsOf);
  const text = fillPage("format.md", {
    format,
    title: prose(model.title),
    description: prose(model.description),
    manual: prose(model.source.manual),
    section: prose(model.source.section),
    url: model.source.url ?? "",
    variants: markdownTable(
      ["variant", "import", "what it is"],
      variants.map((variant) => [
        code(variant.name),
        code(formatEntryPoint(model, variant)),
        prose(variant.title),
      ]),
    ),
    facts: table(["", ""], factRows),
    levels: folded(
      across(
        variants,
        (variant) => [levelTable(variant)],
        (one) => one,
      ).map(({ value, variants: own }) => ({
        heading: headingOf(own, variants),
        table: value,
        pictures: levels.filter((picture) => picture.variants.some((variant) => own.includes(variant))),
      })),
    ),
    hasStars: variants.some(({ levels }) => levels.some(({ optionalSizes }) => optionalSizes.length > 0)),
    sizes: table(["level", "sizes", "items", "encoding", "items of one leaf", "needs", "citation"], sizeRows),
    exceptions: table(["size", "why", "citation"], exceptionRows),
    encodings: table(
      ["encoding", "kind", "levels", "an item is it if", "written beside", "what it says", "citation"],
      (variant) => encodingRows(variant, variants),
    ),
    pictures: encodings.map((one) => ({ ...one, pictures: folded(one.pictures) })),
    fields: table(["field", "bits", "levels", "only in", "what it says", "citation"], fieldRows),
    addresses: table(["encoding", "levels", "item bits", "hold"], addressRows),
    rules: table(["when", "writes", "in", "note", "citation"], ruleRows),
    reads: table(["protection", "only in", "a leaf has it if", "in tables"], readRows),
    restrictions: table(
      ["a table item with", "only in", "takes", "imposes", "note", "citation"],
      restrictionRows,
    ),
    refusals: table(["request", "error", "why", "citation"], refusalRows),
    dirty: table(["", "only in", "", "note", "citation"], dirtyRows),
    features: table(["feature", "effect", "state", "what it says", "citation"], featureRows),
    parameters: table(["parameter", "feature", "within bits", "what it says", "citation"], parameterRows),
    root: table(["root field", "holds", "what it says", "citation"], rootRows),
    registers: table(
      ["register", "field", "bits", "holds", "brings", "what it says", "citation"],
      registerRows,
    ),
    citations: markdownTable(["citation", "cited by"], citationRows(variants)),
  });
  const files = new Map([[`${format}.md`, text]]);
  for (const { file, svg } of [...levels, ...encodings.flatMap(({ pictures }) => pictures)])
    files.set(`${format}/${file}`, svg);
  return files;
}

/** What a reader sees at once, and what waits behind a line to click on. */
interface Folded<Value> {
  readonly shown: readonly Value[];
  readonly more: readonly Value[];
}

/** Pages of many variants stay short: so many stand open. */
const openCount = 3;

function folded<Value>(values: readonly Value[]): Folded<Value> {
  const isLong = values.length > openCount + 1;
  return { shown: isLong ? values.slice(0, openCount) : values, more: isLong ? values.slice(openCount) : [] };
}

/** Which variants something is about; empty if it is all. */
function headingOf(some: readonly VariantModel[], all: readonly VariantModel[]): string {
  if (some.length === all.length) return "";
  const text = variantsText(some, all);
  if (text.startsWith("all")) return text.replace(/^all/, "All variants");
  return `${some.length === 1 ? "Variant" : "Variants"} ${text}`;
}
