import { describe, expect, it } from "vitest";
import { Protection, protectionNames, protectionOf, protections } from "./protection.js";

describe("protection", () => {
  it("bit n is the n-th name", () => {
    expect(protections.map((name) => protectionOf([name]))).toEqual([1, 2, 4, 8, 16, 32]);
    expect(Object.values(Protection)).toEqual([1, 2, 4, 8, 16, 32]);
  });

  it("names and bits are each other's inverse", () => {
    for (let bits = 0; bits < 64; bits++) expect(protectionOf(protectionNames(bits))).toBe(bits);
  });

  it("refuses what is no protection", () => {
    expect(() => protectionOf(["read", "fly"])).toThrow(/"fly" is no protection; there are read, write/);
    expect(() => protectionNames(64)).toThrow(/no protection/);
    expect(() => protectionNames(-1)).toThrow(/no protection/);
    expect(() => protectionNames(1.5)).toThrow(/no protection/);
  });
});
