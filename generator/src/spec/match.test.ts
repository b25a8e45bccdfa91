import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemsPassing, matchTests, placedValues, singleValues } from "./match.js";

const fields = { low: "2..0", middle: 3, high: { bits: "5..4", doc: "Two bits." } };

describe("match", () => {
  it("combines all single values into one test", () => {
    expect(matchTests(fields, { low: 5, high: "level" }, 2)).toEqual([
      { mask: 0x37n, value: 0x25n, negated: false },
    ]);
    expect(matchTests(fields, {}, 0)).toEqual([]);
  });

  it("accepts exactly the chosen values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 3 }),
        (any, not) => {
          const tests = matchTests(fields, { low: { any }, high: { not } }, 0);
          const items = itemsPassing(tests);
          for (let item = 0n; item < 64n; item++) {
            const expected = any.includes(Number(item & 7n)) && Number(item >> 4n) !== not;
            expect(tests.every(({ mask, value, negated }) => ((item & mask) === value) !== negated)).toBe(
              expected,
            );
            expect(items.some(({ mask, value }) => (item & mask) === value)).toBe(expected);
          }
        },
      ),
    );
  });

  it("writes only what has one value", () => {
    const match = { low: 3, middle: { not: 0 } };
    expect(placedValues(fields, singleValues(match), 0)).toEqual({ mask: 7n, value: 3n });
  });
});
