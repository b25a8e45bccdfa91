import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highHalf, lowHalf } from "../contract/address-pair.js";
import type { ImageSource } from "./image-source.js";
import { SegmentSource } from "./segment-source.js";
import { TableImage } from "./table-image.js";

const invalid = expect.objectContaining({ name: "PtError", code: "EINVAL" });

function open(image: TableImage, level: number, address: bigint, bytes: number): number {
  return image.open(level, highHalf(address), lowHalf(address), bytes);
}

/** The byte that stands at an address of the endless source. */
function byteAt(address: bigint): number {
  return Number((address ^ (address >> 8n) ^ (address >> 16n) ^ (address >> 32n)) & 0xffn);
}

/** Memory that is there everywhere, and counts reads. */
class EndlessSource implements ImageSource {
  reads = 0;

  read(address: bigint, into: Uint8Array): boolean {
    this.reads++;
    for (let n = 0; n < into.length; n++) into[n] = byteAt(address + BigInt(n));
    return true;
  }
}

function content(image: TableImage, word: number, bytes: number): number[] {
  return Array.from(new Uint8Array(image.words.buffer, word * 4, bytes));
}

function expected(address: bigint, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, n) => byteAt(address + BigInt(n)));
}

describe("SegmentSource", () => {
  const bytes = (from: number, length: number) => Uint8Array.from({ length }, (_, n) => from + n);

  it("reads across segments that touch, in whatever order they were given", () => {
    const source = new SegmentSource([
      { address: 0x1004n, bytes: bytes(4, 4) },
      { address: 0x1000n, bytes: bytes(0, 4) },
      { address: 0x1008n, bytes: bytes(8, 1) },
      { address: 0x2000n, bytes: bytes(0, 0) },
    ]);
    const into = new Uint8Array(8);
    expect(source.read(0x1001n, into)).toBe(true);
    expect(Array.from(into)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(source.read(0x1002n, into)).toBe(false);
    expect(source.read(0xfffn, into)).toBe(false);
    expect(source.read(0x5000n, into)).toBe(false);
    expect(source.read(0x5000n, new Uint8Array(0))).toBe(true);
  });

  it("refuses overlaps and addresses that do not exist", () => {
    const pair = (a: bigint, b: bigint) => [
      { address: a, bytes: bytes(0, 16) },
      { address: b, bytes: bytes(0, 16) },
    ];
    expect(() => new SegmentSource(pair(0n, 15n))).toThrow(invalid);
    expect(() => new SegmentSource(pair(16n, 16n))).toThrow(invalid);
    expect(() => new SegmentSource(pair(0n, -16n))).toThrow(invalid);
    expect(() => new SegmentSource(pair(0n, (1n << 64n) - 15n))).toThrow(invalid);
    expect(() => new SegmentSource(pair(0n, (1n << 64n) - 16n))).not.toThrow();
  });
});

describe("TableImage", () => {
  it("opens tables of an image, and nothing that is only partly there", () => {
    const image = TableImage.fromBytes([
      { address: 0x5000n, bytes: Uint8Array.from(expected(0x5000n, 0x1800)) },
      { address: 0xffff_f000_0000_0000n, bytes: Uint8Array.from(expected(1n, 4096)) },
    ]);
    const word = open(image, 0, 0x5000n, 4096);
    expect(content(image, word, 4096)).toEqual(expected(0x5000n, 4096));
    expect(open(image, 0, 0x6000n, 4096)).toBe(-1);
    expect(open(image, 0, 0x4000n, 4096)).toBe(-1);
    expect(open(image, 0, 0x6000n, 2048)).toBeGreaterThanOrEqual(0);
    expect(open(image, 0, 0x6000n, 4096)).toBe(-1);
    expect(content(image, open(image, 3, 0xffff_f000_0000_0000n, 4096), 4096)).toEqual(expected(1n, 4096));
    expect(open(image, 3, 0x7000_0000_0000n, 4096)).toBe(-1);
    expect(open(image, 3, 0xffff_f000_0000_0000n, 4096)).toBeGreaterThanOrEqual(0);
  });

  it("refuses addresses that are not aligned or run over the end", () => {
    const image = new TableImage(new EndlessSource());
    expect(open(image, 0, 0x1002n, 4096)).toBe(-1);
    expect(open(image, 0, (1n << 64n) - 2048n, 4096)).toBe(-1);
    expect(open(image, 0, (1n << 64n) - 4096n, 4096)).toBeGreaterThanOrEqual(0);
    expect(open(image, 0, 0x1004n, 4096)).toBeGreaterThanOrEqual(0);
  });

  it("refuses levels and sizes that it cannot hold", () => {
    const image = new TableImage(new EndlessSource());
    expect(() => open(image, 8, 0n, 4096)).toThrow(invalid);
    expect(() => open(image, -1, 0n, 4096)).toThrow(invalid);
    expect(() => open(image, 0, 0n, 0x100001)).toThrow(invalid);
    expect(() => open(image, 0, 0n, 0)).toThrow(invalid);
    for (const bytesPerLevel of [0, 4096, 0x18000, 2 ** 27])
      expect(() => new TableImage(new EndlessSource(), { bytesPerLevel })).toThrow(invalid);
  });

  it("reads a table once as long as it is held", () => {
    const source = new EndlessSource();
    const image = new TableImage(source);
    const word = open(image, 2, 0x7000n, 4096);
    expect(open(image, 2, 0x7000n, 4096)).toBe(word);
    expect(open(image, 2, 0x7000n, 256)).toBe(word);
    expect(source.reads).toBe(1);
    image.drop();
    expect(open(image, 2, 0x7000n, 4096)).toBe(word);
    expect(source.reads).toBe(2);
  });

  it("does not take a shorter table for a longer one", () => {
    const image = new TableImage(new EndlessSource());
    open(image, 0, 0x7000n, 4096);
    open(image, 0, 0x7000n, 256);
    open(image, 1, 0x7000n, 256);
    expect(content(image, open(image, 1, 0x7000n, 1024), 1024)).toEqual(expected(0x7000n, 1024));
  });

  it("forgets a frame whose read failed half way", () => {
    let broken = false;
    const image = new TableImage(
      {
        read(address, into) {
          into.fill(broken ? 0xee : byteAt(address));
          if (broken) throw new Error("disk");
          return true;
        },
      },
      { bytesPerLevel: 0x10000 },
    );
    open(image, 0, 0n, 0x10000);
    broken = true;
    expect(() => open(image, 0, 0x10000n, 0x10000)).toThrow("disk");
    broken = false;
    expect(content(image, open(image, 0, 0n, 0x10000), 1)).toEqual([byteAt(0n)]);
  });

  it("a table stays in place until its own level is opened again", () => {
    const tables = fc.array(
      fc.record({
        level: fc.integer({ min: 0, max: 7 }),
        page: fc.nat(60),
        size: fc.constantFrom(64, 192, 256, 4096, 8192, 65536),
        high: fc.constantFrom(0n, 1n << 32n, 0xffff_0000_0000_0000n),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(tables, fc.constantFrom(0x10000, 0x40000), (opens, bytesPerLevel) => {
        const image = new TableImage(new EndlessSource(), { bytesPerLevel });
        const held = new Map<number, { word: number; address: bigint; size: number }>();
        for (const { level, page, size, high } of opens) {
          const address = high + 0x1000n * BigInt(page);
          held.set(level, { word: open(image, level, address, size), address, size });
          for (const table of held.values()) {
            const bytes = new Uint8Array(image.words.buffer, table.word * 4, table.size);
            for (let n = 0; n < table.size; n += 61)
              if (bytes[n] !== byteAt(table.address + BigInt(n))) expect.fail("evicted");
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
