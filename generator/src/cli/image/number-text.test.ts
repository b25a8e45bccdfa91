import { describe, expect, it } from "vitest";
import { CommandError } from "../command-error.js";
import { numberOf, parseAddress, parseAssignment, parseCount, parseRange, parseSize } from "./number-text.js";

describe("numbers", () => {
  it.each<readonly [string, bigint | undefined]>([
    ["0x7f12_3456_7000", 0x7f1234567000n],
    ["0XFF", 0xffn],
    ["4_096", 4096n],
    ["0xffffffffffffffff", (1n << 64n) - 1n],
    ["0x10000000000000000", undefined],
    ["ff", undefined],
    ["-1", undefined],
    ["", undefined],
    ["0x", undefined],
    ["1__0", undefined],
    ["_1", undefined],
    ["1.5", undefined],
    ["9".repeat(1_000_000), undefined],
  ])("%.20s", (text, expected) => {
    expect(numberOf(text)).toBe(expected);
    if (expected === undefined) expect(() => parseAddress("VA", text)).toThrow(CommandError);
    else expect(parseAddress("VA", text)).toBe(expected);
  });

  it("that count are small", () => {
    expect(parseCount("--limit", "10")).toBe(10);
    expect(() => parseCount("--limit", "0x20000000000000")).toThrow(/no whole number/);
  });
});

describe("sizes", () => {
  it.each<readonly [string, bigint | undefined]>([
    ["4KiB", 4096n],
    ["2 MiB", 1n << 21n],
    ["1G", 1n << 30n],
    ["1gib", 1n << 30n],
    ["1EiB", 1n << 60n],
    ["4096", 4096n],
    ["0x1000", 4096n],
    // Digits of a hexadecimal number are no units.
    ["0x1b", 27n],
    ["0x1e", 30n],
    ["0", undefined],
    ["16EiB", undefined],
    ["4QiB", undefined],
    ["KiB", undefined],
    ["", undefined],
  ])("%s", (text, expected) => {
    if (expected === undefined) expect(() => parseSize("--size", text)).toThrow(/--size: ".*" is no size/);
    else expect(parseSize("--size", text)).toBe(expected);
  });
});

describe("ranges", () => {
  it.each<readonly [string, bigint, bigint]>([
    ["0x1000..0x1fff", 0x1000n, 0x1fffn],
    ["0x1000+4KiB", 0x1000n, 0x1fffn],
    ["4096", 4096n, 4096n],
    ["0xffffffffffffffff+1", (1n << 64n) - 1n, (1n << 64n) - 1n],
  ])("%s", (text, first, last) => {
    expect(parseRange("--range", text)).toEqual({ first, last });
  });

  it.each(["0x2000..0x1000", "0xffffffffffffffff+2", "..5", "1...2", "1..", "1+0", "x..y"])(
    "not %s",
    (text) => {
      expect(() => parseRange("--range", text)).toThrow(CommandError);
    },
  );
});

describe("assignments", () => {
  it("are names and numbers", () => {
    expect(parseAssignment("--register", "base=0x10")).toEqual(["base", 16n]);
    for (const wrong of ["base", "base=", "=1", "base=x"])
      expect(() => parseAssignment("--register", wrong)).toThrow(/name=0x7b/);
  });
});
