import type { EntryModel, VariantModel } from "../model/model.js";
import {
  alternativesText,
  type FieldOwners,
  type FieldTest,
  fieldOwners,
  fieldTests,
} from "./field-values.js";
import { usedLevels } from "./sizes-text.js";

/** An encoding at one level. */
export interface EncodingAtLevel {
  readonly level: number;
  readonly entry: EntryModel;
  readonly owners: FieldOwners;
  readonly tests: readonly FieldTest[];
  /** What else it must be: tests that any of several fields passes, in Markdown. */
  readonly alternatives: readonly string[];
}

/** One encoding with the levels that it stands at. */
export interface Encoding {
  readonly name: string;
  readonly kind: EntryModel["kind"];
  readonly at: readonly EncodingAtLevel[];
}

const known = new WeakMap<VariantModel, readonly Encoding[]>();

/** In order of priority. */
export function encodingsOf(variant: VariantModel): readonly Encoding[] {
  const encodings = known.get(variant) ?? collect(variant);
  known.set(variant, encodings);
  return encodings;
}

function collect(variant: VariantModel): readonly Encoding[] {
  const names: string[] = [];
  for (const { kinds } of usedLevels(variant))
    for (const [at, { name }] of kinds.entries()) {
      if (names.includes(name)) continue;
      // Before whatever it takes priority over.
      const following = kinds.slice(at + 1).find((kind) => names.includes(kind.name))?.name;
      names.splice(following === undefined ? names.length : names.indexOf(following), 0, name);
    }
  return names.flatMap((name) => {
    const at = usedLevels(variant).flatMap(({ level, kinds }) =>
      kinds
        .filter((entry) => entry.name === name)
        .map((entry) => {
          const owners = fieldOwners(variant, level, entry);
          const alternatives = alternativesText(entry.tests, owners);
          return { level, entry, owners, tests: fieldTests(entry.tests, owners), alternatives };
        }),
    );
    const [first] = at;
    return first === undefined ? [] : [{ name, kind: first.entry.kind, at }];
  });
}
