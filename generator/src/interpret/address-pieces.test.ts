import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressBits, extractAddress, insertAddress } from "./address-pieces.js";

const split = [
  { high: 31, low: 12, from: 12 },
  { high: 7, low: 4, from: 32 },
];

describe("address pieces", () => {
  it("put address bits together from where they stand", () => {
    expect(extractAddress(0xabcde0f7n, split)).toBe(0xf_abcd_e000n);
    expect(insertAddress(0xf_abcd_efffn, split)).toBe(0xabcde0f0n);
    expect(addressBits(split)).toBe(0xfffff0f0n);
  });

  it("lose nothing on the way to an item and back", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 24n) - 1n), fc.bigInt(0n, (1n << 32n) - 1n), (page, item) => {
        const address = page << 12n;
        const others = item & ~addressBits(split);
        expect(extractAddress(others | insertAddress(address, split), split)).toBe(address);
      }),
    );
  });
});
