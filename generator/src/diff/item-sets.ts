import type { BitTest } from "../model/model.js";
import { type Cube, everything, meet, subtract } from "../spec/bit-sets.js";

/** A set of items is kept as disjoint cubes; one that needs more of them than this is given up. */
const mostCubes = 4096;

/** Two models whose items cannot be told apart with reasonable work. */
export class TooManyCubes extends Error {
  override readonly name = "TooManyCubes";
}

export type ItemSet = readonly Cube[];

export const allItems: ItemSet = [everything];

export function passing(tests: readonly BitTest[]): ItemSet {
  let items = allItems;
  for (const { negated, mask, value } of tests)
    items = negated ? without(items, [{ mask, value }]) : common(items, [{ mask, value }]);
  return items;
}

export function common(a: ItemSet, b: ItemSet): ItemSet {
  const both: Cube[] = [];
  for (const one of a) {
    for (const other of b) {
      const cube = meet(one, other);
      if (cube !== undefined) both.push(cube);
    }
    checked(both);
  }
  return both;
}

export function without(a: ItemSet, b: ItemSet): ItemSet {
  let rest = a;
  for (const cube of b) rest = checked(subtract(rest, cube));
  return rest;
}

/** An item that only one of the sets has; undefined if they are equal. */
export function onlyInOne(a: ItemSet, b: ItemSet): bigint | undefined {
  return (without(a, b)[0] ?? without(b, a)[0])?.value;
}

function checked(set: ItemSet): ItemSet {
  if (set.length > mostCubes) throw new TooManyCubes("more than can be compared");
  return set;
}
