import { describe, expect, it } from "vitest";
import {
  countsAt,
  exactLg2,
  formatSize,
  levelValue,
  parseBits,
  parseLevels,
  parseSize,
  valuesOf,
} from "./ranges.js";

describe("ranges", () => {
  it("reads bits high first and levels low first", () => {
    expect(parseBits(6)).toEqual({ low: 6, high: 6 });
    expect(parseBits("11..9")).toEqual({ low: 9, high: 11 });
    expect(parseLevels("0..4")).toEqual({ low: 0, high: 4 });
    expect(valuesOf(parseLevels("4..0"))).toEqual([]);
  });

  it("reads and writes sizes", () => {
    expect(parseSize(4096)).toBe(4096n);
    expect(parseSize("512GiB")).toBe(1n << 39n);
    expect(formatSize(39)).toBe("512GiB");
    expect(formatSize(5)).toBe("32B");
    expect(exactLg2(parseSize("2MiB"))).toBe(21);
    expect(exactLg2(3n)).toBeUndefined();
    expect(exactLg2(0n)).toBeUndefined();
  });

  it("lists counts", () => {
    expect(countsAt("2..16", 0)).toEqual([2, 4, 8, 16]);
    expect(countsAt("2..12", 0)).toEqual([2, 4, 8, 12]);
    expect(countsAt([16, 4, 4], 0)).toEqual([4, 16]);
    expect(countsAt({ "level 1": 16 }, 1)).toEqual([16]);
    expect(countsAt({ "level 1": 16 }, 0)).toEqual([]);
    expect(countsAt("0..8", 0)).toEqual([]);
  });

  it("evaluates values that depend on the level", () => {
    expect(levelValue(7, 3)).toBe(7n);
    expect(levelValue("level", 3)).toBe(3n);
    expect(levelValue("level + 1", 3)).toBe(4n);
    expect(levelValue("level-4", 3)).toBe(-1n);
  });
});
