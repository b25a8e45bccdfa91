import type { FormatModel } from "../model/model.js";
import type { Draft } from "./change.js";
import { thingsOf, wordKeys } from "./model-things.js";

/** Members of the model that other drafts compare. */
const comparedKeys: ReadonlySet<string> = new Set(
  (
    "modelVersion format variants name item granuleLg2 va oa levels top fields features parameters protections dirty " +
    "root registers maxLg2 widths unchecked beyondTop extendsSigns wordBits bits bytesLg2 endian high low on level itemLg2 " +
    "indexBits tableBytes sizesLg2 optionalSizes kinds lg2 feature kind tests mask value negated fixed address " +
    "contiguous rules from countsLg2 items sizeCode ifAll unlessAny withoutFeatures parameter effect always supported " +
    "within requireAny refusals reads restrictions protection takes imposes error holds shift plus lowest highest " +
    "otherwise sizeExceptions minLg2 withinOa hasOrigin topIndexBits tracked set clear oaLg2 " +
    "slotBytesLg2 offset"
  ).split(" "),
);

/** Whether a member of the model is one that a difference is looked for in. */
export function isCompared(key: string): boolean {
  return comparedKeys.has(key) || wordKeys.has(key);
}

/**
 * Differences in members that nothing here knows, because the model grew: it is better to be told of them without
 * understanding than not at all.
 */
export function unknownDrafts(old: object, now: object): readonly Draft[] {
  const [before, after] = [old, now].map((model) => thingsOf(model));
  return [...before].flatMap(([subject, thing]) => {
    const other = after.get(subject);
    if (other === undefined) return [];
    const keys = [...new Set([...thing.keys(), ...other.keys()])].filter((key) => !isCompared(key));
    return keys
      .filter((key) => thing.get(key) !== other.get(key))
      .map(
        (key): Draft => ({ rule: "unknown", ...(subject === "" ? {} : { subject }), what: `${key} changed` }),
      );
  });
}

/** The members of a model, at any depth. */
export function membersOf(model: FormatModel): ReadonlySet<string> {
  return new Set([...thingsOf(model, true).values()].flatMap((thing) => [...thing.keys()]));
}
