import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EIO } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import { type ByteReader, HeldBytes } from "./byte-reader.js";
import { PageCache } from "./page-cache.js";

const invalid = expect.objectContaining({ name: "PtError", code: "EINVAL" });
const pattern = (bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, index) => (index * 7 + index / 256) & 255);

function read(reader: ByteReader, position: number, bytes: number): Uint8Array {
  const into = new Uint8Array(bytes);
  reader.read(position, into);
  return into;
}

describe("HeldBytes", () => {
  it.each([
    [-1, 1],
    [0, 17],
    [16, 1],
    [17, 0],
    [0.5, 1],
    [Number.NaN, 1],
  ])("refuses bytes that it has not: %d, %d", (position, bytes) => {
    const held = new HeldBytes(pattern(16));
    expect(() => read(held, position, bytes)).toThrow(invalid);
    expect(() => read(new PageCache(held), position, bytes)).toThrow(invalid);
    expect(read(held, 16, 0)).toHaveLength(0);
    expect(read(held, 0, 16)).toEqual(pattern(16));
  });
});

describe("PageCache", () => {
  it("reads what its reader reads, whatever was read before", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.tuple(fc.nat(9000), fc.nat(3000)), { maxLength: 30 }),
        (size, pages, ranges) => {
          const all = pattern(size);
          const cache = new PageCache(new HeldBytes(all), { bytes: pages * 512, pageBytes: 512 });
          for (const [from, length] of ranges) {
            const start = Math.min(from, size);
            const bytes = Math.min(length, size - start);
            expect(read(cache, start, bytes)).toEqual(all.subarray(start, start + bytes));
            expect(cache.heldBytes).toBeLessThanOrEqual(Math.max(1, pages) * 512);
          }
        },
      ),
    );
  });

  it("asks its reader once per page", () => {
    const asked: number[] = [];
    const held = new HeldBytes(pattern(4096));
    const reader: ByteReader = {
      size: held.size,
      read: (position, into) => {
        asked.push(position);
        held.read(position, into);
      },
    };
    const cache = new PageCache(reader, { pageBytes: 512 });
    for (let round = 0; round < 3; round++) for (let at = 0; at < 1024; at += 64) read(cache, at, 64);
    expect(asked).toEqual([0, 512]);
    read(cache, 1000, 1100);
    expect(asked).toEqual([0, 512, 1024, 1536, 2048]);
    expect([cache.hits, cache.misses, cache.heldBytes]).toEqual([47, 5, 2560]);
    cache.drop();
    expect(cache.heldBytes).toBe(0);
    read(cache, 0, 1);
    expect(asked.at(-1)).toBe(0);
  });

  it("gives up the page that was used longest ago", () => {
    const cache = new PageCache(new HeldBytes(pattern(4096)), { bytes: 1024, pageBytes: 512 });
    const missesFor = (...pages: number[]) => {
      const before = cache.misses;
      for (const page of pages) read(cache, page * 512, 1);
      return cache.misses - before;
    };
    expect(missesFor(0, 1)).toBe(2);
    expect(missesFor(0)).toBe(0);
    expect(missesFor(2)).toBe(1);
    expect(missesFor(0)).toBe(0);
    expect(missesFor(1)).toBe(1);
  });

  it("holds nothing of a page that could not be read", () => {
    const held = new HeldBytes(pattern(2048));
    let fails = false;
    const reader: ByteReader = {
      size: held.size,
      read: (position, into) => {
        if (!fails) return held.read(position, into);
        into.fill(0xee);
        throw new PtError(EIO, "gone");
      },
    };
    const cache = new PageCache(reader, { bytes: 512, pageBytes: 512 });
    read(cache, 0, 8);
    fails = true;
    expect(() => read(cache, 600, 8)).toThrow(expect.objectContaining({ code: "EIO" }));
    expect(() => read(cache, 0, 8)).toThrow(expect.objectContaining({ code: "EIO" }));
    fails = false;
    expect(read(cache, 0, 8)).toEqual(pattern(8));
    expect(read(cache, 600, 8)).toEqual(pattern(2048).subarray(600, 608));
  });

  it.each([
    { pageBytes: 0 },
    { pageBytes: 256 },
    { pageBytes: 3000 },
    { pageBytes: 2 ** 21 },
    { pageBytes: 512.5 },
    { pageBytes: Number.NaN },
    { bytes: -1 },
    { bytes: Number.NaN },
    { bytes: Number.POSITIVE_INFINITY },
  ])("refuses %o", (options) => {
    expect(() => new PageCache(new HeldBytes(pattern(16)), options)).toThrow(invalid);
  });
});
