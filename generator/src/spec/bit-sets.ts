/** Sets of items, as unions of disjoint cubes: a cube is every item whose bits under `mask` are `value`. */
export interface Cube {
  readonly mask: bigint;
  readonly value: bigint;
}

/** A set that needs more cubes than this is given up: a few dozen choices would take more memory than there is. */
const mostCubes = 512;

/** Patterns that choose so much that what they match cannot be said with reasonable work. */
export class TooManyCubes extends Error {
  override readonly name = "TooManyCubes";
}

export const everything: Cube = { mask: 0n, value: 0n };

/** The items in both, or undefined if there is none. */
export function meet(a: Cube, b: Cube): Cube | undefined {
  const both = a.mask & b.mask;
  if ((a.value & both) !== (b.value & both)) return undefined;
  return { mask: a.mask | b.mask, value: a.value | b.value };
}

/** The items of `set` that are also in `cube`. */
export function intersect(set: readonly Cube[], cube: Cube): readonly Cube[] {
  return set.flatMap((member) => meet(member, cube) ?? []);
}

/** The items in both sets. Throws `TooManyCubes`. */
export function common(a: readonly Cube[], b: readonly Cube[]): readonly Cube[] {
  const both: Cube[] = [];
  for (const cube of b) {
    both.push(...intersect(a, cube));
    bounded(both);
  }
  return both;
}

/** The items of `set` that are not in `cube`. Throws `TooManyCubes`. */
export function subtract(set: readonly Cube[], cube: Cube): readonly Cube[] {
  return bounded(set.flatMap((member) => subtractOne(member, cube)));
}

function bounded(set: readonly Cube[]): readonly Cube[] {
  if (set.length > mostCubes) throw new TooManyCubes("more patterns than can be compared");
  return set;
}

function subtractOne(from: Cube, cube: Cube): readonly Cube[] {
  if (meet(from, cube) === undefined) return [from];
  const rest: Cube[] = [];
  let { mask, value } = from;
  // Peel off one half per bit that only `cube` fixes; what remains at the end lies inside `cube`.
  for (let open = cube.mask & ~from.mask; open !== 0n; open &= open - 1n) {
    const bit = open & -open;
    rest.push({ mask: mask | bit, value: value | (bit & ~cube.value) });
    mask |= bit;
    value |= bit & cube.value;
  }
  return rest;
}

/** `points` as one cube under `mask`, or undefined if they do not form one. */
export function asCube(mask: bigint, points: readonly bigint[]): Cube | undefined {
  const distinct = new Set(points);
  const or = [...distinct].reduce((sum, point) => sum | point, 0n);
  const and = [...distinct].reduce((sum, point) => sum & point, mask);
  const free = (or ^ and) & mask;
  const size = 2 ** free.toString(2).replaceAll("0", "").length;
  return size === distinct.size ? { mask: mask & ~free, value: and } : undefined;
}
