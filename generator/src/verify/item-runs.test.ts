import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemRuns } from "./item-runs.js";
import { isArray } from "./shape.js";

function items(...values: readonly bigint[]): Map<number, bigint> {
  return new Map(
    values.map((value, index): [number, bigint] => [index, value]).filter(([, value]) => value !== 0n),
  );
}

describe("item runs", () => {
  test.each([
    ["nothing", items(), {}],
    ["one item", items(0n, 0n, 7n), { "2": "0x7" }],
    ["two equal ones", items(7n, 7n), { "0*2": "0x7" }],
    ["two rising ones are no run", items(1n, 2n), { "0": "0x1", "1": "0x2" }],
    ["three rising ones", items(0n, 1n, 3n, 5n), { "1+3": ["0x1", "0x2"] }],
    ["falling ones", items(5n, 4n, 3n), { "0": "0x5", "1": "0x4", "2": "0x3" }],
    ["a gap", items(1n, 0n, 1n), { "0": "0x1", "2": "0x1" }],
    ["a run after a single", items(9n, 1n, 2n, 3n, 3n), { "0": "0x9", "1+3": ["0x1", "0x1"], "4": "0x3" }],
  ])("%s", (_name, map, expected) => {
    expect(itemRuns(map)).toEqual(expected);
  });

  test("stand for exactly the items", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 4n), { maxLength: 40 }), (values) => {
        const map = items(...values);
        const expanded = new Map<number, bigint>();
        for (const [key, run] of Object.entries(itemRuns(map))) {
          const [index, count] = key.split(/[*+]/).map(Number);
          const [first, step] = (isArray(run) ? run : [run, "0x0"]).map((word) => BigInt(String(word)));
          for (let at = 0; at < (count ?? 1); at++)
            expanded.set((index ?? 0) + at, (first ?? 0n) + BigInt(at) * (step ?? 0n));
        }
        expect(expanded).toEqual(map);
      }),
    );
  });
});
