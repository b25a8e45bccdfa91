import { TooManyCubes } from "../spec/bit-sets.js";

/** More switches than this are not tried in all combinations. */
const mostSwitches = 8;

/** Every set of some names; undefined: too many. */
export function subsets(names: readonly string[]): readonly (readonly string[])[] | undefined {
  if (names.length > mostSwitches) return undefined;
  return Array.from({ length: 2 ** names.length }, (_, chosen) =>
    names.filter((_, bit) => (Math.floor(chosen / 2 ** bit) & 1) !== 0),
  );
}

export function tooManySwitches(): TooManyCubes {
  return new TooManyCubes("more combinations of features than can be compared");
}
