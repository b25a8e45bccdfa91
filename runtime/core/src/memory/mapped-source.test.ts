import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeldBytes } from "./byte-reader.js";
import { type MappedPiece, MappedSource } from "./mapped-source.js";
import { rawImage } from "./raw-image.js";

const invalid = (message: RegExp) =>
  expect.objectContaining({ name: "PtError", code: "EINVAL", message: expect.stringMatching(message) });
const file = Uint8Array.from({ length: 64 }, (_, index) => index + 1);
const reader = new HeldBytes(file);
const top = 1n << 64n;

function read(source: MappedSource, address: bigint, bytes: number): Uint8Array | undefined {
  // What was there before must not shine through.
  const into = new Uint8Array(bytes).fill(0xee);
  return source.read(address, into) ? into : undefined;
}

describe("MappedSource", () => {
  it("reads what a map from address to byte says", () => {
    const piece = fc.record({
      gap: fc.nat(3),
      position: fc.nat(48),
      fileBytes: fc.nat(16),
      zeros: fc.oneof(fc.constant(0), fc.nat(8)),
    });
    const reads = fc.array(fc.tuple(fc.nat(140), fc.nat(40)), { minLength: 1, maxLength: 40 });
    const bases = fc.constantFrom(0n, 0x1000n, (1n << 32n) - 50n, (1n << 63n) - 50n, top - 400n);
    fc.assert(
      fc.property(
        bases,
        fc.array(piece, { maxLength: 8 }),
        reads,
        fc.boolean(),
        (base, all, ranges, turned) => {
          const model = new Map<bigint, number>();
          const pieces: MappedPiece[] = [];
          let address = base;
          for (const { gap, position, fileBytes, zeros } of all) {
            address += BigInt(gap);
            pieces.push({ address, reader, position, fileBytes, memoryBytes: BigInt(fileBytes + zeros) });
            for (let index = 0; index < fileBytes + zeros; index++)
              model.set(address + BigInt(index), index < fileBytes ? position + index + 1 : 0);
            address += BigInt(fileBytes + zeros);
          }
          const source = new MappedSource(turned ? pieces.reverse() : pieces);
          for (const [from, bytes] of ranges) {
            const start = base + BigInt(from) - 20n;
            const expected = Array.from({ length: bytes }, (_, index) => model.get(start + BigInt(index)));
            expect(read(source, start, bytes)).toEqual(
              expected.includes(undefined) ? undefined : Uint8Array.from(expected.map(Number)),
            );
          }
          const memory = source.ranges();
          expect(memory.reduce((sum, { length }) => sum + length, 0n)).toBe(BigInt(model.size));
          for (const { address: start, length } of memory) {
            expect(model.has(start) && model.has(start + length - 1n)).toBe(true);
            expect(model.has(start - 1n) || model.has(start + length)).toBe(false);
          }
        },
      ),
    );
  });

  it("shows the same bytes in several places, as a dump does that stores runs of zeros once", () => {
    const places = [0x1000n, 0x1008n, 0x1010n, 0x5000n];
    const source = new MappedSource(
      places.map((address) => ({ address, reader, position: 4, fileBytes: 8 })),
    );
    expect(source.ranges()).toEqual([
      { address: 0x1000n, length: 24n },
      { address: 0x5000n, length: 8n },
    ]);
    expect(read(source, 0x1006n, 12)).toEqual(Uint8Array.of(11, 12, 5, 6, 7, 8, 9, 10, 11, 12, 5, 6));
    expect(read(source, 0x1016n, 4)).toBeUndefined();
  });

  it("has zeros without end where a piece is longer in memory, at no cost", () => {
    const source = new MappedSource([{ address: 0n, reader, position: 0, fileBytes: 4, memoryBytes: top }]);
    expect(read(source, 2n, 4)).toEqual(Uint8Array.of(3, 4, 0, 0));
    expect(read(source, top - 4n, 4)).toEqual(new Uint8Array(4));
    expect(read(source, top - 4n, 5)).toBeUndefined();
    expect(source.ranges()).toEqual([{ address: 0n, length: top }]);
  });

  it("refuses pieces that overlap, and names both", () => {
    const at = (address: bigint, fileBytes: number, name: string) => ({
      address,
      reader,
      position: 0,
      fileBytes,
      name,
    });
    const pieces = [at(0x2000n, 16, "second"), at(0x1000n, 16, "first"), at(0x200fn, 16, "third")];
    expect(() => new MappedSource(pieces)).toThrow(
      invalid(/^second at 0x2000 \(16 bytes\) and third at 0x200f \(16 bytes\) overlap$/),
    );
    expect(() => new MappedSource([at(0n, 8, "a"), at(0n, 8, "b")])).toThrow(
      invalid(/^a at 0x0 .* and b at 0x0/),
    );
    expect(() => new MappedSource([at(0n, 8, "a"), at(4n, 0, "empty")])).not.toThrow();
  });

  it.each<[Partial<MappedPiece>, RegExp]>([
    [{ address: -1n }, /cannot be negative/],
    [{ address: top - 7n }, /leaves the 64-bit address space/],
    [{ memoryBytes: top + 1n }, /leaves the 64-bit address space/],
    [{ memoryBytes: 7n }, /more bytes in the file, 8, than in memory/],
    [{ position: 57 }, /bytes 57 to 65 are not within the file's 64/],
    [{ position: -1 }, /not within/],
    [{ position: 0.5 }, /not within/],
    [{ position: Number.MAX_SAFE_INTEGER }, /not within/],
  ])("refuses %o", (change, message) => {
    const piece = { address: 0n, reader, position: 0, fileBytes: 8 };
    expect(() => new MappedSource([piece])).not.toThrow();
    expect(() => new MappedSource([{ ...piece, ...change }])).toThrow(invalid(message));
  });

  it("refuses an address that is no bigint", () => {
    const piece = JSON.parse(
      '{ "address": 4096, "position": 0, "fileBytes": 8, "name": "it" }',
    ) as MappedPiece;
    expect(() => new MappedSource([{ ...piece, reader }])).toThrow(invalid(/^it: .* not number$/));
  });
});

describe("rawImage", () => {
  it("lies at its base", () => {
    const source = rawImage(reader, 0x8000_0000n);
    expect(read(source, 0x8000_0010n, 2)).toEqual(Uint8Array.of(17, 18));
    expect(read(source, 0x8000_003fn, 2)).toBeUndefined();
    expect(read(rawImage(reader, top - 64n), top - 1n, 1)).toEqual(Uint8Array.of(64));
  });

  it("is refused where there is no memory", () => {
    expect(() => rawImage(reader, top - 63n)).toThrow(invalid(/leaves the 64-bit address space/));
    expect(() => rawImage(reader, -1n)).toThrow(expect.objectContaining({ code: "ERANGE" }));
    expect(() => rawImage(reader, top)).toThrow(expect.objectContaining({ code: "ERANGE" }));
  });
});
