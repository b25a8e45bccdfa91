import { describe, expect, test } from "vitest";
import { coveringRange, flushList, flushRange, rangesWithoutGaps } from "./flush-ranges.js";

const low = { first: 0x1000n, last: 0x1fffn };
const next = { first: 0x2000n, last: 0x2fffn };
const far = { first: 0x9000n, last: 0x9fffn };

describe("flush ranges", () => {
  test("cover gaps", () => {
    expect(coveringRange([far, low])).toEqual([{ first: 0x1000n, last: 0x9fffn }]);
    expect(coveringRange([])).toEqual([]);
  });

  test("split at gaps, in the order in which they came", () => {
    expect(rangesWithoutGaps([far, next, low], "exact")).toEqual([far, { first: 0x1000n, last: 0x2fffn }]);
  });

  test("of nothing are not told", () => {
    expect(flushList([flushRange(0x1000n, 0n)])).toBeUndefined();
    expect(flushList([low, flushRange(0x3000n, 0n)])).toEqual([["0x1000", "0x1fff"]]);
  });

  test("of nothing at VA 0 cover everything in 64-bit arithmetic", () => {
    expect(flushList([flushRange(0n, 0n)])).toEqual([["0x0", "0xffffffffffffffff"]]);
    expect(rangesWithoutGaps([flushRange(0n, 0n), low], "wrapping")).toHaveLength(2);
    expect(rangesWithoutGaps([flushRange(0n, 0n), low], "exact")).toHaveLength(1);
  });
});
