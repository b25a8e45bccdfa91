import type { EntryModel, VariantModel } from "../model/model.js";
import { type FieldOwners, fieldOwners } from "./field-values.js";

/** An encoding at one level. */
export interface EncodingAtLevel {
  readonly level: number;
  readonly entry: EntryModel;
  readonly owners: FieldOwners;
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
  for (const { kinds } of variant.levels) {
    let last = -1;
    for (const { name } of kinds) {
      const at = names.indexOf(name);
      if (at < 0) names.splice(++last, 0, name);
      else last = at;
    }
  }
  return names.flatMap((name) => {
    const at = variant.levels.flatMap(({ level, kinds }) =>
      kinds
        .filter((entry) => entry.name === name)
        .map((entry) => ({ level, entry, owners: fieldOwners(variant, level, entry) })),
    );
    const [first] = at;
    return first === undefined ? [] : [{ name, kind: first.entry.kind, at }];
  });
}
