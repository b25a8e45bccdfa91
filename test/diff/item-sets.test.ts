import { expect, it } from "vitest";
import { diffFormats } from "../../generator/src/diff/diff-formats.js";
import { allItems, onlyInOne, passing, without } from "../../generator/src/diff/item-sets.js";
import type { FormatModel } from "../../generator/src/model/model.js";
import { common, TooManyCubes } from "../../generator/src/spec/bit-sets.js";
import { baseText, goodModel } from "./changed-spec.js";

/** Choices among bits, each of which doubles the patterns. */
const tangle = Array.from({ length: 24 }, (_, at) => ({
  mask: 3n << BigInt(2 * at + 12),
  value: 3n << BigInt(2 * at + 12),
  negated: true,
}));

it("sets of items that would take too many patterns are given up", () => {
  expect(() => passing(tangle)).toThrow(TooManyCubes);
});

it("sets are equal if no item is in one alone", () => {
  const [low, high] = [0n, 1n].map((value) => passing([{ mask: 1n, value, negated: false }]));
  expect(onlyInOne(without(allItems, low), high)).toBeUndefined();
  expect(onlyInOne(allItems, low)).toBe(1n);
  expect(common(low, high)).toEqual([]);
});

it("levels that cannot be compared count as read differently", () => {
  const base = goodModel(baseText);
  const tangled = (name: string): FormatModel => ({
    ...base,
    variants: base.variants.map((variant) => ({
      ...variant,
      levels: variant.levels.map((level) => ({
        ...level,
        kinds: level.kinds.map((entry) => (entry.name === name ? { ...entry, tests: tangle } : entry)),
      })),
    })),
  });
  const changes = diffFormats(base, tangled("large"));
  const match = changes.find(({ rule }) => rule === "entry-match");
  expect(match?.tables).toMatchObject({ newReadsOld: false, oldReadsNew: false });
  expect(match?.tables.why).toContain("too many patterns");
});
