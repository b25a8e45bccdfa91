import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highHalf, lowHalf } from "./address-pair.js";
import { DirtyBitmap } from "./dirty.js";

const space = 1n << 64n;

function report(bitmap: DirtyBitmap, va: bigint, bytes: bigint): void {
  bitmap.dirty(highHalf(va), lowHalf(va), highHalf(bytes), lowHalf(bytes));
}

describe("DirtyBitmap", () => {
  it("sets the pages that a piece touches", () => {
    const bitmap = new DirtyBitmap(0x10000n, 12, new Uint32Array(2));
    report(bitmap, 0x11000n, 0x3000n);
    report(bitmap, 0x2ffffn, 2n);
    expect([...bitmap.bits]).toEqual([0x8000000e, 1]);
    expect(bitmap.count).toBe(5);
    expect([...bitmap.runs()]).toEqual([
      { va: 0x11000n, length: 0x3000n },
      { va: 0x2f000n, length: 0x2000n },
    ]);
    expect(bitmap.has(0x11fffn)).toBe(true);
    expect(bitmap.has(0x10fffn)).toBe(false);
    expect(bitmap.has(0n)).toBe(false);
    expect(bitmap.has(space - 1n)).toBe(false);
    bitmap.clear();
    expect(bitmap.count).toBe(0);
  });

  it("clips to its own extent, also within the last word", () => {
    const bitmap = new DirtyBitmap(0x10000n, 12, new Uint32Array(1), 20);
    report(bitmap, 0n, space - 1n);
    expect([...bitmap.bits]).toEqual([0xfffff]);
    bitmap.clear();
    report(bitmap, 0n, 0x10000n);
    report(bitmap, 0x24000n, 0x10000n);
    report(bitmap, 0x12000n, 0n);
    expect(bitmap.count).toBe(0);
  });

  it("leaves the bits beyond its pages alone", () => {
    const bits = Uint32Array.of(0xf0000000);
    new DirtyBitmap(0n, 12, bits, 28).clear();
    expect(bits[0]).toBe(0xf0000000);
  });

  it("holds a piece that wraps at the end of the address space", () => {
    const bitmap = new DirtyBitmap(space - 0x20000n, 12, new Uint32Array(1));
    report(bitmap, space - 0x1000n, 0x8000n);
    expect([...bitmap.bits]).toEqual([0x80000000]);
  });

  it("covers a range from page to page", () => {
    const bitmap = DirtyBitmap.covering(0x1800n, 0x1000n, 12);
    expect([bitmap.base, bitmap.pages]).toEqual([0x1000n, 2]);
    expect(DirtyBitmap.covering(0x1800n, 0n, 12).pages).toBe(0);
    const last = DirtyBitmap.covering(0n, space, 63);
    report(last, 1n << 63n, 1n);
    expect([...last.runs()]).toEqual([{ va: 1n << 63n, length: 1n << 63n }]);
  });

  it.each([
    [0n, 64, 1, 32],
    [0n, 12.5, 1, 32],
    [0x800n, 12, 1, 32],
    [-0x1000n, 12, 1, 32],
    [space - 0x1000n, 12, 1, 32],
    [0n, 12, 1, 33],
    [0n, 12, 1, -1],
  ])("refuses base %s, page 2^%s, %s words, %s pages", (base, pageLg2, words, pages) => {
    expect(() => new DirtyBitmap(base, pageLg2, new Uint32Array(words), pages)).toThrow(
      expect.objectContaining({ code: "EINVAL" }),
    );
  });

  it("agrees with a set of pages", () => {
    const nearby = (base: bigint) => fc.bigInt({ min: -0x90000n, max: 0x90000n }).map((n) => base + n);
    const scenario = fc
      .record({
        pageLg2: fc.constantFrom(0, 5, 12, 31, 32, 40),
        number: fc.bigInt({ min: 0n, max: 0xffffn }),
        pages: fc.integer({ min: 0, max: 100 }),
      })
      .map(({ pageLg2, number, pages }) => ({ pageLg2, pages, base: number << BigInt(pageLg2) }))
      .chain((shape) =>
        fc.record({
          shape: fc.constant(shape),
          pieces: fc.array(
            fc.record({
              va: fc.oneof(
                nearby(shape.base).map((va) => BigInt.asUintN(64, va)),
                fc.bigInt({ min: 0n, max: space - 1n }),
              ),
              bytes: fc.oneof(
                fc.bigInt({ min: 0n, max: 5n << BigInt(shape.pageLg2) }),
                fc.bigInt({ min: 0n, max: space - 1n }),
              ),
            }),
            { maxLength: 3 },
          ),
        }),
      );
    fc.assert(
      fc.property(scenario, ({ shape: { base, pageLg2, pages }, pieces }) => {
        const bitmap = new DirtyBitmap(base, pageLg2, new Uint32Array(Math.ceil(pages / 32)), pages);
        for (const { va, bytes } of pieces) report(bitmap, va, bytes);
        const expected: bigint[] = [];
        for (let page = 0; page < pages; page++) {
          const first = base + (BigInt(page) << BigInt(pageLg2));
          const end = first + (1n << BigInt(pageLg2));
          if (pieces.some(({ va, bytes }) => va < end && va + bytes > first && bytes > 0n))
            expected.push(first);
        }
        const actual: bigint[] = [];
        for (const { va, length } of bitmap.runs())
          for (let at = va; at < va + length; at += 1n << BigInt(pageLg2)) actual.push(at);
        expect(actual).toEqual(expected);
        expect(bitmap.count).toBe(expected.length);
        expect(expected.every((va) => bitmap.has(va))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
