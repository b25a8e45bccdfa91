import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asCube, type Cube, everything, intersect, meet, subtract } from "./bit-sets.js";

const width = 6;
const items = Array.from({ length: 2 ** width }, (_, item) => BigInt(item));
const holds = ({ mask, value }: Cube, item: bigint): boolean => (item & mask) === value;
const members = (set: readonly Cube[]): readonly bigint[] =>
  items.filter((item) => set.some((cube) => holds(cube, item)));

const cube = fc
  .tuple(fc.bigInt(0n, 63n), fc.bigInt(0n, 63n))
  .map(([mask, value]): Cube => ({ mask, value: value & mask }));

describe("bit sets", () => {
  it("subtract and intersect as sets do, and stay disjoint", () => {
    fc.assert(
      fc.property(fc.array(cube, { maxLength: 4 }), cube, (cubes, other) => {
        let set: readonly Cube[] = [everything];
        for (const each of cubes) set = subtract(set, each);
        expect(members(set)).toEqual(items.filter((item) => !cubes.some((each) => holds(each, item))));
        expect(members(intersect(set, other))).toEqual(members(set).filter((item) => holds(other, item)));
        for (const item of items) expect(set.filter((each) => holds(each, item)).length).toBeLessThan(2);
      }),
    );
  });

  it("meets where both hold", () => {
    expect(meet({ mask: 1n, value: 1n }, { mask: 1n, value: 0n })).toBeUndefined();
    expect(meet({ mask: 1n, value: 1n }, { mask: 2n, value: 0n })).toEqual({ mask: 3n, value: 1n });
  });

  it("joins points to one cube where they form one", () => {
    expect(asCube(7n, [2n, 3n])).toEqual({ mask: 6n, value: 2n });
    expect(asCube(7n, [2n, 3n, 6n])).toBeUndefined();
    expect(asCube(3n, [0n, 1n, 2n, 3n])).toEqual({ mask: 0n, value: 0n });
  });
});
