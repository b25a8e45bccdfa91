import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highHalf, lowHalf } from "../contract/address-pair.js";
import { EINVAL, ENOMEM } from "../contract/errno.js";
import { Arena } from "./arena.js";

const invalid = expect.objectContaining({ name: "PtError", code: "EINVAL" });

describe("Arena: memory", () => {
  it("puts the first table at its base, 0x100000 unless told", () => {
    const arena = new Arena({ bytes: 0x20000 });
    const word = arena.allocate(4096);
    expect(word).toBe(0);
    expect(arena.address(word)).toBe(0x100000n);
    expect(new Arena({ bytes: 1, base: 0x7000n }).address(0)).toBe(0x7000n);
  });

  it("rounds its size up to 64 KiB", () => {
    const arena = new Arena({ bytes: 0x10001 });
    expect(arena.byteLength).toBe(0x20000);
    expect(arena.words.length).toBe(0x8000);
    expect(arena.links.length).toBe(0x200);
  });

  it.each([
    [{ bytes: 0 }],
    [{ bytes: -1 }],
    [{ bytes: Number.NaN }],
    [{ bytes: 2 ** 32 + 1 }],
    [{ bytes: 0x10000, base: 0x100n }],
    [{ bytes: 0x10000, base: -0x1000n }],
    [{ bytes: 0x10000, base: 1n << 64n }],
    [{ bytes: 0x10000, base: 0xffff_f000n }],
    [{ bytes: 2 ** 32 }],
  ])("refuses %o", (options) => {
    expect(() => new Arena(options)).toThrow(invalid);
  });

  it("may end with the address space", () => {
    const base = (1n << 64n) - 0x10000n;
    const arena = new Arena({ bytes: 0x10000, base });
    expect(arena.allocate(0x10000)).toBe(0);
    expect(arena.wordOf(highHalf(base), lowHalf(base), 0x10000)).toBe(0);
    expect(arena.wordOf(-1, -4, 4)).toBe(0x3fff);
    expect(arena.wordOf(0, 0, 4)).toBe(-1);
  });

  it("is shared where asked", () => {
    expect(new Arena({ bytes: 1, shared: true }).words.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(new Arena({ bytes: 1 }).words.buffer).not.toBeInstanceOf(SharedArrayBuffer);
    expect(new Arena({ bytes: 1, primitives: "script" }).primitives.kind).toBe("script");
  });

  it("translates between words and addresses, and knows what is outside", () => {
    const base = 0x12_8010_0000n;
    const arena = new Arena({ bytes: 0x10000, base });
    const hi = highHalf(base);
    expect([arena.baseHi, arena.baseLo]).toEqual([0x12, 0x80100000 | 0]);
    const wordOf = (address: bigint, bytes: number) =>
      arena.wordOf(highHalf(address), lowHalf(address), bytes);
    for (const word of [0, 1, 0x400, 0x3fff]) {
      expect(arena.address(word)).toBe(base + BigInt(word) * 4n);
      expect(arena.addressHi(word)).toBe(hi);
      expect(arena.addressLo(word)).toBe(lowHalf(base + BigInt(word) * 4n));
      expect(wordOf(arena.address(word), 4)).toBe(word);
    }
    expect(wordOf(base, 0x10000)).toBe(0);
    expect(wordOf(base, 0x10004)).toBe(-1);
    expect(wordOf(base + 0xf000n, 0x1000)).toBe(0x3c00);
    expect(wordOf(base + 0xf004n, 0x1000)).toBe(-1);
    expect(wordOf(base + 2n, 4)).toBe(-1);
    expect(wordOf(base - 4n, 4)).toBe(-1);
    expect(wordOf(base + 0x10000n, 4)).toBe(-1);
    expect(wordOf(base + (1n << 32n), 4)).toBe(-1);
    expect(wordOf(lowHalf(base) === 0 ? 0n : BigInt(lowHalf(base) >>> 0), 4)).toBe(-1);
  });
});

describe("Arena: allocation", () => {
  it("gives zeroed memory, also when it is used again", () => {
    const arena = new Arena({ bytes: 0x10000 });
    const word = arena.allocate(4096);
    arena.words.fill(-1);
    arena.free(word, 4096);
    expect(arena.allocate(4096)).toBe(word);
    expect(arena.words.subarray(word, word + 1024).every((value) => value === 0)).toBe(true);
    expect(arena.words[word + 1024]).toBe(-1);
  });

  it("keeps books", () => {
    const arena = new Arena({ bytes: 0x20000 });
    const small = arena.allocate(64);
    const page = arena.allocate(4096);
    expect([arena.liveTables, arena.liveBytes, arena.peakBytes]).toEqual([2, 4352, 4352]);
    expect(arena.leakCheck()).toEqual([
      { address: arena.address(small), bytes: 256 },
      { address: arena.address(page), bytes: 4096 },
    ]);
    arena.free(small, 64);
    arena.free(page, 4096);
    expect([arena.liveTables, arena.liveBytes, arena.peakBytes]).toEqual([0, 0, 4352]);
    expect(arena.leakCheck()).toEqual([]);
  });

  it("aligns by physical address", () => {
    const arena = new Arena({ bytes: 0x40000, base: 0x3000n });
    expect(arena.address(arena.allocate(4096))).toBe(0x3000n);
    expect(arena.address(arena.allocate(0x10000))).toBe(0x10000n);
    expect(arena.address(arena.allocate(256, 0x2000))).toBe(0x4000n);
    expect(arena.address(arena.allocate(0x2000, 0x1000))).toBe(0x6000n);
    expect(arena.address(arena.allocate(256))).toBe(0x4100n);
  });

  it("first blocks lie at the base even where they need less alignment than their size", () => {
    const arena = new Arena({ bytes: 0x40000, base: 0x3000n });
    const word = arena.allocate(0x2000, 0x1000);
    expect(arena.address(word)).toBe(0x3000n);
    arena.free(word, 0x2000);
    // What was freed is not aligned enough for this one.
    expect(arena.address(arena.allocate(0x2000))).toBe(0x6000n);
    expect(arena.address(arena.allocate(0x2000, 0x1000))).toBe(0x3000n);
  });

  it("keeps below an address limit", () => {
    const arena = new Arena({ bytes: 0x20000, base: 0xf000n });
    expect(arena.address(arena.allocate(4096, 4096, 16))).toBe(0xf000n);
    expect(arena.allocate(4096, 4096, 16)).toBe(ENOMEM);
    const above = arena.allocate(4096);
    expect(arena.address(above)).toBe(0x10000n);
    arena.free(above, 4096);
    expect(arena.allocate(4096, 4096, 16)).toBe(ENOMEM);
    arena.free(0, 4096);
    arena.free(arena.allocate(4096, 4096, 16), 4096);
    expect(arena.allocate(4096, 4096, 12)).toBe(ENOMEM);
    expect(arena.allocate(4096, 4096, 0)).toBe(ENOMEM);
  });

  it("knows the upper half in a limit", () => {
    const arena = new Arena({ bytes: 0x10000, base: 0x1_0000_0000n });
    expect(arena.allocate(256, 256, 31)).toBe(ENOMEM);
    expect(arena.allocate(256, 256, 32)).toBe(ENOMEM);
    expect(arena.allocate(256, 256, 33)).toBe(0);
    const highest = new Arena({ bytes: 0x10000, base: 0xffffffff_00000000n });
    expect(highest.allocate(256, 256, 63)).toBe(ENOMEM);
    expect(highest.allocate(256, 256, 64)).toBe(0);
    const low = new Arena({ bytes: 0x10000, base: 0xffff_0000n });
    expect(low.allocate(0x10000, 0x10000, 32)).toBe(0);
  });

  it("merges free neighbours when nothing else is left", () => {
    const arena = new Arena({ bytes: 0x20000, base: 0n });
    const pages = Array.from({ length: 32 }, () => arena.allocate(4096));
    expect(arena.allocate(256)).toBe(ENOMEM);
    for (const word of pages) arena.free(word, 4096);
    expect(arena.allocate(0x20000)).toBe(0);
    arena.free(0, 0x20000);
    const again = Array.from({ length: 512 }, () => arena.allocate(256));
    expect(new Set(again).size).toBe(512);
    expect(Math.min(...again)).toBe(0);
  });

  it("refuses nonsense", () => {
    const arena = new Arena({ bytes: 0x10000 });
    for (const bytes of [0, -64, Number.NaN, 2 ** 33]) expect(arena.allocate(bytes)).toBe(EINVAL);
    expect(arena.allocate(4096, 0)).toBe(EINVAL);
    expect(arena.allocate(0x20000)).toBe(ENOMEM);
    expect(arena.liveTables).toBe(0);
  });

  it("refuses to free what is not a block", () => {
    const arena = new Arena({ bytes: 0x10000 });
    const word = arena.allocate(4096);
    expect(() => arena.free(word, 8192)).toThrow(invalid);
    expect(() => arena.free(word + 1, 4096)).toThrow(invalid);
    expect(() => arena.free(word + 64, 4096)).toThrow(invalid);
    expect(() => arena.free(-1, 4096)).toThrow(invalid);
    expect(() => arena.free(0x4000, 4096)).toThrow(invalid);
    arena.free(word, 4096);
    expect(() => arena.free(word, 4096)).toThrow(invalid);
    expect(arena.liveTables).toBe(0);
    expect(arena.liveBytes).toBe(0);
  });

  it("fails on command, and only on command", () => {
    const arena = new Arena({ bytes: 0x10000 });
    arena.failAfter(2);
    const first = arena.allocate(256);
    expect(arena.allocate(0x20000)).toBe(ENOMEM);
    expect(arena.allocate(256)).toBeGreaterThan(0);
    expect(arena.allocate(256)).toBe(ENOMEM);
    arena.free(first, 256);
    expect(arena.allocate(256)).toBe(ENOMEM);
    arena.failAfter(null);
    expect(arena.allocate(256)).toBe(first);
    arena.failAfter(0);
    expect(arena.allocate(256)).toBe(ENOMEM);
    expect(() => arena.failAfter(-1)).toThrow(invalid);
  });
});

describe("Arena: links", () => {
  it("are reset when memory changes hands", () => {
    const arena = new Arena({ bytes: 0x10000 });
    expect(arena.links.every((link) => link === Arena.unlinked)).toBe(true);
    const word = arena.allocate(4096);
    const slot = word >>> 6;
    arena.links[slot] = arena.newOwner();
    expect(arena.links[slot]).toBe(-1);
    expect(arena.newOwner()).toBe(-2);
    arena.free(word, 4096);
    expect(arena.links[slot]).toBe(Arena.unlinked);
    arena.links[slot] = 7;
    arena.allocate(4096);
    expect(arena.links[slot]).toBe(Arena.unlinked);
  });

  it("every table has one of its own, however small it is", () => {
    const arena = new Arena({ bytes: 0x10000 });
    const slots = Array.from({ length: 20 }, () => arena.allocate(64) >>> 6);
    expect(new Set(slots).size).toBe(20);
  });
});

describe("Arena: random use", () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("allocate" as const),
      bytes: fc.constantFrom(1, 64, 256, 300, 4096, 8192, 65536),
      align: fc.constantFrom(64, 256, 4096, 16384),
      limit: fc.constantFrom(64, 64, 64, 17, 18),
    }),
    fc.record({ kind: fc.constant("free" as const), which: fc.nat() }),
  );

  it("never hands out memory twice, and merges everything back", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0n, 0x1000n, 0x3000n, 0x1f000n),
        fc.array(step, { maxLength: 120 }),
        (base, steps) => {
          const arena = new Arena({ bytes: 0x40000, base, primitives: "script" });
          const live: { word: number; bytes: number; block: number }[] = [];
          for (const action of steps) {
            if (action.kind === "free") {
              const [block] = live.length === 0 ? [] : live.splice(action.which % live.length, 1);
              if (block) arena.free(block.word, block.bytes);
              continue;
            }
            const word = arena.allocate(action.bytes, action.align, action.limit);
            if (word < 0) {
              expect(word).toBe(ENOMEM);
              continue;
            }
            const block = Math.max(256, 2 ** Math.ceil(Math.log2(action.bytes)));
            expect(arena.address(word) % BigInt(action.align)).toBe(0n);
            expect(arena.address(word) + BigInt(block)).toBeLessThanOrEqual(1n << BigInt(action.limit));
            expect(word * 4 + block).toBeLessThanOrEqual(arena.byteLength);
            for (const other of live)
              expect(word * 4 >= other.word * 4 + other.block || other.word * 4 >= word * 4 + block).toBe(
                true,
              );
            expect(arena.words.subarray(word, word + block / 4).some((value) => value !== 0)).toBe(false);
            arena.words.fill(-1, word, word + block / 4);
            live.push({ word, bytes: action.bytes, block });
          }
          expect(arena.liveTables).toBe(live.length);
          expect(arena.liveBytes).toBe(live.reduce((sum, { block }) => sum + block, 0));
          expect(arena.leakCheck()).toEqual(
            live
              .map(({ word, block }) => ({ address: arena.address(word), bytes: block }))
              .sort((a, b) => Number(a.address - b.address)),
          );
          for (const { word, bytes } of live) arena.free(word, bytes);
          expect(arena.liveBytes).toBe(0);
          expect(arena.allocate(arena.byteLength, 4096)).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
