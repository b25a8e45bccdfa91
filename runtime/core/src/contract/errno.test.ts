import { describe, expect, it } from "vitest";
import { addressOf, highHalf, isAbove, lowHalf } from "./address-pair.js";
import { EADDRINUSE, EADDRNOTAVAIL, ENOENT, ERANGE, errnoName, errnoNumber } from "./errno.js";
import { PtError } from "./error.js";
import { contractVersion, requireContract } from "./version.js";

describe("errno", () => {
  it("has Linux's values, as recordings carry them", () => {
    expect([ENOENT, ERANGE, EADDRINUSE, EADDRNOTAVAIL]).toEqual([-2, -34, -98, -99]);
  });

  it("translates between name and number", () => {
    expect(errnoName(-98)).toBe("EADDRINUSE");
    expect(errnoNumber("EADDRINUSE")).toBe(-98);
    expect(errnoName(-4000)).toBe("errno -4000");
    expect(errnoNumber("toString")).toBeUndefined();
  });
});

describe("PtError", () => {
  it("carries code, number, bytes done and cause", () => {
    const cause = new Error("why");
    const error = new PtError(EADDRINUSE, "taken", { done: 4096n, cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "PtError", message: "taken", code: "EADDRINUSE", errno: -98 });
    expect(error.done).toBe(4096n);
    expect(error.cause).toBe(cause);
    expect(new PtError(ENOENT, "").done).toBeUndefined();
  });
});

describe("requireContract", () => {
  it("accepts its own version only, and says which side is behind", () => {
    requireContract(contractVersion);
    expect(() => requireContract(contractVersion + 1)).toThrow(/update @generic-pt\/core/);
    expect(() => requireContract(contractVersion - 1)).toThrow(/generate the package again/);
  });
});

describe("address pairs", () => {
  it.each([0n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 1n << 63n, (1n << 64n) - 1n])(
    "0x%x survives the halves",
    (va) => {
      expect(addressOf(highHalf(va), lowHalf(va))).toBe(va);
      expect(highHalf(va)).toBe(highHalf(va) | 0);
      expect(lowHalf(va)).toBe(lowHalf(va) | 0);
    },
  );

  it("compares unsigned", () => {
    expect(isAbove(-1, 0, 0x7fffffff, -1)).toBe(true);
    expect(isAbove(0, -1, 0, 1)).toBe(true);
    expect(isAbove(0, 1, 0, -1)).toBe(false);
    expect(isAbove(3, 4, 3, 4)).toBe(false);
    expect(isAbove(0xffffffff, 0, -1, 0)).toBe(false);
  });
});
