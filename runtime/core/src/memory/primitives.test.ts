import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WordPrimitives } from "./primitives.js";
import { primitivesModule } from "./primitives-wasm.js";
import { createWordMemory } from "./word-memory.js";

const area = 512;
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
/** Values with many carries, and masks with few bits, beside arbitrary ones. */
const value = fc.oneof(int32, fc.constantFrom(0, 1, -1, -2, 0x7fffffff, -(2 ** 31), 4096, -4096));
const mask = fc.oneof(
  int32,
  fc.integer({ min: 0, max: 31 }).map((bit) => 1 << bit),
  fc.constantFrom(0, -1),
);
const run = fc.record({ item: fc.nat(40), count: fc.nat(200) });
const content = fc.array(fc.oneof(value, fc.constant(0)), { maxLength: area });

const bytesOf = (words: Int32Array) => Buffer.from(words.buffer, 0, area * 4);

type Operation = (primitives: WordPrimitives) => unknown;

const operation: fc.Arbitrary<Operation> = fc
  .record({ run, lo: value, hi: value, stepLo: value, stepHi: value, maskLo: mask, maskHi: mask })
  .chain(({ run: { item, count }, lo, hi, stepLo, stepHi, maskLo, maskHi }) =>
    fc.constantFrom<Operation>(
      (p) => p.fillRising64(2 * item, count, lo, hi, stepLo, stepHi),
      (p) => p.fillRising32(item, count, lo, stepLo),
      (p) => p.fillEqual64(2 * item, count, lo, hi),
      (p) => p.fillEqual32(item, count, lo),
      (p) => p.zero(item, count),
      (p) => p.findSet64(2 * item, count, maskLo, maskHi),
      (p) => p.findSet32(item, count, maskLo),
      (p) => p.countLike64(2 * item, count, maskLo, maskHi, lo & maskLo, hi & maskHi),
      (p) => p.countLike32(item, count, maskLo, lo & maskLo),
      (p) => p.countUnlike64(2 * item, count, maskLo, maskHi, lo & maskLo, hi & maskHi),
      (p) => p.countUnlike32(item, count, maskLo, lo & maskLo),
      (p) => p.anySet64(2 * item, count, maskLo, maskHi),
      (p) => p.anySet32(item, count, maskLo),
      (p) => p.allSet64(2 * item, count, maskLo, maskHi),
      (p) => p.allSet32(item, count, maskLo),
      (p) => p.clear64(2 * item, count, maskLo, maskHi),
      (p) => p.clear32(item, count, maskLo),
    ),
  );

describe.each([false, true])("primitives, shared memory: %s", (shared) => {
  const script = createWordMemory(0x10000, shared, "script");
  const wasm = createWordMemory(0x10000, shared, "wasm");

  it("WebAssembly is chosen where the host has it", () => {
    expect(createWordMemory(0x10000, shared).primitives.kind).toBe("wasm");
    expect(script.primitives.kind).toBe("script");
    expect(script.words.buffer instanceof SharedArrayBuffer).toBe(shared);
    expect(wasm.words.buffer instanceof SharedArrayBuffer).toBe(shared);
  });

  it("both implementations leave the same memory and result", () => {
    fc.assert(
      fc.property(content, fc.array(operation, { minLength: 1, maxLength: 4 }), (words, operations) => {
        for (const memory of [script, wasm]) {
          memory.words.fill(0, 0, area);
          memory.words.set(words);
        }
        for (const apply of operations) {
          expect(apply(wasm.primitives)).toBe(apply(script.primitives));
          if (bytesOf(wasm.words).compare(bytesOf(script.words)) !== 0)
            expect(wasm.words.subarray(0, area)).toEqual(script.words.subarray(0, area));
        }
      }),
      { numRuns: 1500 },
    );
  });

  describe.each([script, wasm])("$primitives.kind", ({ words, primitives }) => {
    const items64 = (from: number, count: number) =>
      Array.from(new BigUint64Array(words.buffer, from * 4, count));

    it("fills rising 64-bit items with carries", () => {
      const first = 0x1_ffff_e003n;
      primitives.zero(0, area);
      primitives.fillRising64(2, 21, Number(BigInt.asIntN(32, first)), 1, 0x1000, 0);
      expect(items64(0, 23)).toEqual([
        0n,
        ...Array.from({ length: 21 }, (_, n) => first + 0x1000n * BigInt(n)),
        0n,
      ]);
    });

    it("fills falling items, and wraps at 2^64", () => {
      primitives.fillRising64(0, 11, 0x1000, 0, -0x1000, -1);
      expect(items64(0, 11)).toEqual(
        Array.from({ length: 11 }, (_, n) => BigInt.asUintN(64, 0x1000n - 0x1000n * BigInt(n))),
      );
    });

    it("fills rising 32-bit items", () => {
      primitives.fillRising32(0, 37, -0x2000, 0x1000);
      expect(Array.from(words.subarray(0, 37))).toEqual(
        Array.from({ length: 37 }, (_, n) => (-0x2000 + 0x1000 * n) | 0),
      );
    });

    it("finds a bit at every position, and nothing beyond the run", () => {
      for (let count = 0; count <= 40; count++) {
        primitives.zero(0, area);
        words[2 * count] = -1;
        words[2 * count + 1] = -1;
        expect(primitives.findSet64(0, count, -1, -1)).toBe(-1);
        expect(primitives.anySet64(0, count, -1, -1)).toBe(false);
        expect(primitives.findSet64(0, count + 1, 0, 1 << 31)).toBe(count);
        expect(primitives.findSet64(0, area / 2, 0x40, 0)).toBe(count);
        expect(primitives.findSet32(0, area, 0x40)).toBe(2 * count);
      }
    });

    it("counts items up to the first that differs, and up to the first that does not", () => {
      for (let count = 0; count <= 40; count++) {
        primitives.fillEqual64(0, area / 2, 0x41, 0x10);
        words[2 * count] = 0x43;
        expect(primitives.countLike64(0, area / 2, 3, 0x10, 1, 0x10)).toBe(count);
        expect(primitives.countLike64(0, count, 3, 0x10, 1, 0x10)).toBe(count);
        expect(primitives.countUnlike64(0, area / 2, 3, 0x10, 3, 0x10)).toBe(count);
        expect(primitives.countUnlike64(0, area / 2, 3, 0x10, 3, 0)).toBe(area / 2);
        primitives.fillEqual32(0, area, 0x41);
        words[count] = 0x40;
        expect(primitives.countLike32(0, area, 1, 1)).toBe(count);
        expect(primitives.countUnlike32(0, area, 1, 0)).toBe(count);
        expect(primitives.countUnlike32(0, count, 1, 0)).toBe(count);
      }
    });

    it("tells whether all bits are set", () => {
      primitives.fillEqual64(0, 40, 0x41, 3);
      expect(primitives.allSet64(0, 40, 0x41, 2)).toBe(true);
      words[2 * 33] = 0x40;
      expect(primitives.allSet64(0, 40, 0x41, 2)).toBe(false);
      expect(primitives.allSet64(0, 33, 0x41, 2)).toBe(true);
      expect(primitives.allSet64(0, 0, -1, -1)).toBe(true);
      expect(primitives.allSet32(0, 4, 1)).toBe(true);
    });

    it("clears bits and counts the items that had one", () => {
      primitives.fillEqual64(0, 40, 0x41, 3);
      words[2 * 7] = 1;
      words[2 * 7 + 1] = 1;
      expect(primitives.clear64(0, 40, 0x40, 2)).toBe(39);
      expect(items64(0, 40)).toEqual(Array.from({ length: 40 }, () => 0x1_0000_0001n));
      expect(primitives.clear64(0, 40, 0x40, 2)).toBe(0);
      expect(primitives.clear32(0, 3, 1)).toBe(3);
    });
  });
});

describe("the module", () => {
  it("stays small enough that browsers compile it at once on the main thread", () => {
    expect(primitivesModule(false).length).toBeLessThan(4096);
    expect(primitivesModule(true).length).toBeLessThan(4096);
  });
});

describe("a host without WebAssembly", () => {
  it("gets the script primitives, unless it asked for the others", () => {
    const api: unknown = Reflect.get(globalThis, "WebAssembly");
    Reflect.set(globalThis, "WebAssembly", undefined);
    try {
      expect(createWordMemory(0x10000, false).primitives.kind).toBe("script");
      expect(() => createWordMemory(0x10000, false, "wasm")).toThrow(
        expect.objectContaining({ code: "EOPNOTSUPP" }),
      );
    } finally {
      Reflect.set(globalThis, "WebAssembly", api);
    }
  });
});
