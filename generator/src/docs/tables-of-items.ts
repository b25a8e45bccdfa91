import type { EntryModel, VariantModel } from "../model/model.js";
import { rangeMask } from "../spec/match.js";
import { type Encoding, encodingsOf } from "./encodings.js";
import { byLevelText, fieldsIn, joinedParts, levelsText, numberText } from "./field-values.js";
import { code, prose } from "./markdown.js";
import { usedLevels } from "./sizes-text.js";

/** Encodings with what tells them from each other; `variants` are those that stand in the same table. */
export function encodingRows(
  variant: VariantModel,
  variants: readonly VariantModel[],
): readonly (readonly string[])[] {
  return encodingsOf(variant).map((encoding) => {
    const [first] = encoding.at;
    return [
      code(encoding.name),
      encoding.kind,
      levelsOf(encoding, variant, variants),
      testsText(encoding).join(", ") || "anything else",
      writtenText(encoding).join(", "),
      prose(first?.entry.doc),
      prose(first?.entry.cite),
    ];
  });
}

/** Where variants differ, as far as possible without the number of their highest level, so that they say the same. */
function levelsOf({ name, at }: Encoding, variant: VariantModel, variants: readonly VariantModel[]): string {
  const texts = variants.flatMap((other) =>
    encodingsOf(other)
      .filter((encoding) => encoding.name === name)
      .map((encoding) => levelsText(encoding.at.map(({ level }) => level))),
  );
  const text = levelsText(at.map(({ level }) => level));
  const first = at[0]?.level;
  if (new Set(texts).size === 1 || first === undefined || first + at.length !== usedLevels(variant).length)
    return text;
  if (first === 0) return "all";
  return at.length === 1 ? text : `${first} and above`;
}

function testsText({ at }: Encoding): readonly string[] {
  const byField = new Map<
    string,
    { readonly level: number; readonly text: string; readonly value?: bigint }[]
  >();
  for (const { level, tests } of at)
    for (const { name, text, value } of tests) {
      const one = { level, text, ...(value === undefined ? {} : { value }) };
      byField.set(name, [...(byField.get(name) ?? []), one]);
    }
  const single = [...byField].map(([name, tests]) => {
    const values = new Map(
      tests.flatMap(({ level, value }) => (value === undefined ? [] : [[level, value]])),
    );
    const offset = values.size === at.length ? byLevelText(values) : undefined;
    return `${code(name)} ${offset === undefined ? leveled(tests, at.length) : `= ${offset}`}`;
  });
  const levelsOf = new Map<string, number[]>();
  for (const { level, alternatives } of at)
    for (const text of alternatives) levelsOf.set(text, [...(levelsOf.get(text) ?? []), level]);
  return joinedParts(
    single,
    [...levelsOf].map(([text, levels]) =>
      levels.length === at.length ? text : `${text} (level ${levelsText(levels)})`,
    ),
  );
}

/** A text, or one for each of some levels. */
function leveled(texts: readonly { readonly level: number; readonly text: string }[], count: number): string {
  const levelsOf = new Map<string, number[]>();
  for (const { level, text } of texts) levelsOf.set(text, [...(levelsOf.get(text) ?? []), level]);
  const [only] = levelsOf;
  if (only !== undefined && levelsOf.size === 1 && texts.length === count) return only[0];
  return [...levelsOf].map(([text, levels]) => `${text} (level ${levelsText(levels)})`).join(", ");
}

/** What an encoder writes beside what it must: fields and values. */
function writtenText({ at }: Encoding): readonly string[] {
  const byField = new Map<string, { readonly level: number; readonly text: string }[]>();
  for (const { level, entry, owners, tests } of at) {
    const decided = new Set(tests.flatMap((test) => (test.value === undefined ? [] : [test.name])));
    for (const field of fieldsIn(entry.fixed, owners)) {
      if (decided.has(field.name)) continue;
      const text = `= ${numberText((entry.fixed & rangeMask(field)) >> BigInt(field.low))}`;
      byField.set(field.name, [...(byField.get(field.name) ?? []), { level, text }]);
    }
  }
  return [...byField].map(([name, texts]) => `${code(name)} ${leveled(texts, at.length)}`);
}

/** How addresses stand in items, piece by piece. */
export function addressRows(variant: VariantModel): readonly (readonly string[])[] {
  return encodingsOf(variant).flatMap(({ name, kind, at }) => {
    const layouts = new Map<string, { readonly entry: EntryModel; readonly levels: number[] }>();
    for (const { level, entry } of at) {
      const key = JSON.stringify([entry.address, entry.oaLg2]);
      const known = layouts.get(key);
      if (known === undefined) layouts.set(key, { entry, levels: [level] });
      else known.levels.push(level);
    }
    return [...layouts.values()].flatMap(({ entry, levels }) =>
      entry.address.map(({ high, low, from }) => [
        code(name),
        layouts.size > 1 ? levelsText(levels) : "",
        bitsText(high, low),
        `${kind === "table" ? "address of the next table" : "OA"}, bits ${bitsText(from + high - low, from)}` +
          (entry.oaLg2 === from + high - low + 1 ? "; map does not use the leaf for higher OAs" : ""),
      ]),
    );
  });
}

/** Every field. */
export function fieldRows({ fields }: VariantModel): readonly (readonly string[])[] {
  return fields.map(({ name, high, low, levels, on, doc, cite }) => [
    code(name),
    bitsText(high, low),
    levels === undefined
      ? ""
      : levels.low === levels.high
        ? `${levels.low}`
        : `${levels.low}..${levels.high}`,
    (on ?? []).map((what) => (what === "leaf" || what === "table" ? what : code(what))).join(", "),
    prose(doc),
    prose(cite),
  ]);
}

export function bitsText(high: number, low: number): string {
  return high === low ? `${high}` : `${high}..${low}`;
}
