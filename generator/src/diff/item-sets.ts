import type { BitTest } from "../model/model.js";
import { type Cube, common, everything, subtract } from "../spec/bit-sets.js";

/** Every function here throws `TooManyCubes` where the sets are too many to be compared. */
export type ItemSet = readonly Cube[];

export const allItems: ItemSet = [everything];

export function passing(tests: readonly BitTest[]): ItemSet {
  let items = allItems;
  for (const { negated, mask, value } of tests)
    items = negated ? without(items, [{ mask, value }]) : common(items, [{ mask, value }]);
  return items;
}

export function without(a: ItemSet, b: ItemSet): ItemSet {
  let rest = a;
  for (const cube of b) rest = subtract(rest, cube);
  return rest;
}

/** An item that only one of the sets has; undefined if they are equal. */
export function onlyInOne(a: ItemSet, b: ItemSet): bigint | undefined {
  return (without(a, b)[0] ?? without(b, a)[0])?.value;
}
