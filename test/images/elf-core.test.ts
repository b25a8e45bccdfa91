import { type ElfCore, elfCore, HeldBytes, type ImageSource } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CountedBytes, ptErrorOf } from "./counted-bytes.js";
import { contentOffset, type ElfFile, elfFile, load, type ProgramHeader } from "./elf-builder.js";

const invalid = (message: RegExp) =>
  expect.objectContaining({ name: "PtError", code: "EINVAL", message: expect.stringMatching(message) });

function read(source: ImageSource, address: bigint, bytes: number): Uint8Array | undefined {
  const into = new Uint8Array(bytes).fill(0xee);
  return source.read(address, into) ? into : undefined;
}

const open = (file: ElfFile): ElfCore => elfCore(new HeldBytes(elfFile(file)));
const content = Uint8Array.from({ length: 256 }, (_, index) => index);
const endianness = fc.constantFrom<ElfFile["endianness"]>("little", "big");
const top = 1n << 64n;

/** Headers that show 16 bytes of the content, from `from` on, at a physical address. */
function shown(
  headers: readonly (ProgramHeader & { readonly from?: number })[],
  countInSection = false,
): ElfFile {
  const start = contentOffset(headers.length, countInSection);
  return {
    endianness: "little",
    content,
    countInSection,
    headers: headers.map(({ from = 0, ...rest }) => ({
      offset: BigInt(start + from),
      fileBytes: 16n,
      ...rest,
    })),
  };
}

describe.each<ElfFile["endianness"]>(["little", "big"])("a %s-endian ELF core", (order) => {
  it("has its memory at physical addresses, and says what it is", () => {
    const headers = [
      { type: 4, fileBytes: 100n, memoryBytes: 0n },
      { physicalAddress: 0x1_0000_2000n, virtualAddress: 0xffff_8000_0000_2000n, from: 16 },
      { physicalAddress: 0x8000n, virtualAddress: 0x8000n, memoryBytes: 20n, from: 240 },
    ];
    const { facts, source } = open({ ...shown(headers), endianness: order, machine: 0x1234 });
    expect(facts).toEqual({ endianness: order, machine: 0x1234, type: 4 });
    expect(source.ranges()).toEqual([
      { address: 0x8000n, length: 20n },
      { address: 0x1_0000_2000n, length: 16n },
    ]);
    expect(read(source, 0x1_0000_2004n, 3)).toEqual(Uint8Array.of(20, 21, 22));
    expect(read(source, 0x800en, 6)).toEqual(Uint8Array.of(254, 255, 0, 0, 0, 0));
    expect(read(source, 0x800en, 7)).toBeUndefined();
  });

  it("may have more program headers than fit its header", () => {
    const headers = Array.from({ length: 70_000 }, (_, index) => ({
      physicalAddress: BigInt(index) * 0x1000n,
      from: index % 240,
    }));
    const { source } = open({ ...shown(headers, true), endianness: order });
    expect(source.ranges()).toHaveLength(70_000);
    expect(read(source, 69_999n * 0x1000n, 1)).toEqual(Uint8Array.of(69_999 % 240));
  });
});

describe("ELF cores", () => {
  it("read what a map from address to byte says", () => {
    const segment = fc.record({ gap: fc.nat(3), from: fc.nat(200), file: fc.nat(40), zeros: fc.nat(9) });
    const segments = fc.array(segment, { minLength: 1, maxLength: 9 });
    const reads = fc.array(fc.tuple(fc.nat(300), fc.nat(60)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(endianness, fc.boolean(), segments, reads, (order, inSection, all, ranges) => {
        const model = new Map<bigint, number>();
        let address = 0x4000_0000n;
        const headers = all.map(({ gap, from, file, zeros }) => {
          const physicalAddress = address + BigInt(gap);
          address = physicalAddress + BigInt(file + zeros);
          for (let index = 0; index < file + zeros; index++)
            model.set(physicalAddress + BigInt(index), index < file ? from + index : 0);
          return { physicalAddress, from, fileBytes: BigInt(file), memoryBytes: BigInt(file + zeros) };
        });
        const file = { ...shown(headers, inSection), endianness: order };
        if (model.size === 0) {
          expect(() => open(file)).toThrow(invalid(/no PT_LOAD/));
          return;
        }
        const { source } = open(file);
        for (const [from, bytes] of ranges) {
          const start = 0x4000_0000n + BigInt(from) - 5n;
          const expected = Array.from({ length: bytes }, (_, index) => model.get(start + BigInt(index)));
          expect(read(source, start, bytes)).toEqual(
            expected.includes(undefined) ? undefined : Uint8Array.from(expected.map(Number)),
          );
        }
      }),
    );
  });

  it("cut off anywhere, are refused, or read as the whole one does", () => {
    const headers = [{ physicalAddress: 0x1000n }, { physicalAddress: 0x2000n, from: 100 }];
    for (const order of ["little", "big"] as const) {
      for (const inSection of [false, true]) {
        const whole = elfFile({ ...shown(headers, inSection), endianness: order });
        const needed = contentOffset(2, inSection) + 116;
        for (let length = 0; length <= whole.length; length++) {
          const reader = new CountedBytes(whole.subarray(0, length));
          if (length < needed) {
            const message = length < 4 ? /not an ELF file/ : /the file ends \d+ bytes before its end/;
            expect(() => elfCore(reader)).toThrow(invalid(message));
          } else {
            const { source } = elfCore(reader);
            expect(read(source, 0x2000n, 16)).toEqual(content.subarray(100, 116));
          }
        }
      }
    }
  });

  it("say where a file ends too early, and by how much", () => {
    const whole = elfFile(shown([{ physicalAddress: 0x1000n }, { physicalAddress: 0x2000n, from: 100 }]));
    const cut = (length: number) =>
      ptErrorOf(() => elfCore(new HeldBytes(whole.subarray(0, length))))?.message;
    expect(cut(60)).toBe(
      "the ELF header (64 bytes at file offset 0x0): the file ends 4 bytes before its end",
    );
    expect(cut(100)).toBe(
      "the table of 2 program headers (112 bytes at file offset 0x40): the file ends 76 bytes before its end",
    );
    expect(cut(176 + 110)).toBe(
      "the segment of program header 1 (16 bytes at file offset 0x114): the file ends 6 bytes before its end",
    );
  });

  it("with damaged headers end in PtErrors, and cost no more than they would whole", () => {
    const headers = [{ physicalAddress: 0x1000n }, { physicalAddress: 0x1010n, from: 16, memoryBytes: 99n }];
    const damage = fc.array(fc.tuple(fc.nat(239), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(endianness, fc.boolean(), damage, (order, inSection, flips) => {
        const bytes = elfFile({ ...shown(headers, inSection), endianness: order });
        for (const [at, bits] of flips) bytes[at % contentOffset(2, inSection)] ^= bits;
        const reader = new CountedBytes(bytes);
        const error = ptErrorOf(() => {
          const { source } = elfCore(reader);
          for (const { address, length } of source.ranges()) {
            read(source, address, Math.min(Number(length), 64));
            read(source, address + length - 1n, 2);
          }
        });
        if (error) expect(error.code).toBe("EINVAL");
        expect(reader.largestRead).toBeLessThanOrEqual(bytes.length);
        expect(reader.readBytes).toBeLessThan(4096);
      }),
      { numRuns: 3000 },
    );
  });

  it("of the largest file there can be are refused for what they claim without looking for it", () => {
    const file = elfFile({ endianness: "little", headers: [], countInSection: true });
    new DataView(file.buffer).setUint32(64 + 44, 0xffff_ffff, true);
    const reader = new CountedBytes(file, Number.MAX_SAFE_INTEGER);
    expect(() => elfCore(reader)).toThrow(invalid(/4294967295 program headers: more than/));
    expect(reader.readBytes).toBeLessThan(200);
  });

  it.each<[string, number, readonly number[], RegExp]>([
    ["of 32 bits", 4, [1], /ELF32.*only ELF64/],
    ["of an unknown class", 4, [3], /class 3 at file offset 0x4/],
    ["of an unknown byte order", 5, [0], /byte order 0 at file offset 0x5/],
    ["of an unknown version", 6, [2], /version 2 at file offset 0x6/],
    ["that are none", 0, [0x7e], /not an ELF file/],
    ["with entries of another size", 54, [64], /program headers of 64 bytes each \(at file offset 0x36\)/],
    ["with too many headers and no place for their number", 56, [0xff, 0xff], /no section headers/],
    ["whose headers lie beyond the address space", 32, Array(8).fill(0xff), /the file ends 1844\d+ bytes/],
    ["without program headers", 56, [0], /no PT_LOAD/],
    ["with other segments only", 64, [6], /no PT_LOAD/],
  ])("%s are refused", (_, at, bytes, message) => {
    const file = elfFile(shown([{ physicalAddress: 0x1000n }]));
    file.set(bytes, at);
    expect(() => elfCore(new HeldBytes(file))).toThrow(invalid(message));
  });

  it.each<[string, ProgramHeader, RegExp]>([
    [
      "more bytes in the file than in memory",
      { memoryBytes: 15n },
      /header 0: 16 bytes in the file but only 15/,
    ],
    [
      "an offset beyond the file",
      { offset: top - 1n },
      /^the segment of program header 0 .* ends \d+ bytes before/,
    ],
    [
      "a size beyond the file",
      { fileBytes: top - 1n, memoryBytes: top - 1n },
      /the file ends \d+ bytes before/,
    ],
    ["an end beyond 2^64", { physicalAddress: top - 15n }, /header 0: 16 bytes at 0xf+1 leave the 64-bit/],
    ["a length beyond 2^64", { memoryBytes: top - 1n }, /leave the 64-bit/],
  ])("with a segment that has %s are refused", (_, change, message) => {
    expect(() => open(shown([{ physicalAddress: 0x1000n, ...change }]))).toThrow(invalid(message));
  });

  it("may end with the address space", () => {
    const { source } = open(shown([{ physicalAddress: top - 16n }]));
    expect(read(source, top - 1n, 1)).toEqual(Uint8Array.of(15));
  });

  it("of processes are refused for what they are", () => {
    const headers = [{ virtualAddress: 0x400000n }, { virtualAddress: 0x7ffc_0000_0000n, from: 16 }];
    expect(() => open(shown(headers))).toThrow(invalid(/of a process: .* virtual addresses only/));
    // Memory that begins at 0 is no process.
    expect(read(open(shown([{}])).source, 0n, 2)).toEqual(Uint8Array.of(0, 1));
    const kernel = { virtualAddress: 0xffff_8880_0000_0000n, from: 1 };
    expect(read(open(shown([kernel])).source, 0n, 2)).toEqual(Uint8Array.of(1, 2));
  });

  it("leave out what has no physical address or no bytes", () => {
    const none = { physicalAddress: top - 1n, virtualAddress: 0xffff_c900_0000_0000n };
    const empty = { physicalAddress: 0x1008n, fileBytes: 0n, offset: top - 1n };
    const { source } = open(shown([none, { physicalAddress: 0x1000n }, empty]));
    expect(source.ranges()).toEqual([{ address: 0x1000n, length: 16n }]);
    expect(() => open(shown([none]))).toThrow(invalid(/no PT_LOAD/));
  });
});

describe("memory that an ELF core has several times", () => {
  const at = (physicalAddress: bigint, from: number, rest: ProgramHeader = {}) => ({
    physicalAddress,
    from,
    ...rest,
  });

  it("is one, where it is the same bytes of the file", () => {
    // As a dump by virtual addresses has it: each mapping of a page is a segment.
    const { source } = open(
      shown([
        at(0x1000n, 0),
        at(0x1008n, 8),
        at(0x1000n, 0),
        at(0x1004n, 4, { fileBytes: 4n }),
        at(0x1010n, 16),
      ]),
    );
    expect(source.ranges()).toEqual([{ address: 0x1000n, length: 32n }]);
    expect(read(source, 0x1000n, 32)).toEqual(content.subarray(0, 32));
  });

  it("is one, where copies are equal", () => {
    const file = shown([at(0x1000n, 0), at(0x1008n, 100)]);
    const copy = content.slice();
    copy.copyWithin(100, 8, 16);
    const { source } = open({ ...file, content: copy });
    expect(read(source, 0x1000n, 24)).toEqual(
      Uint8Array.of(...content.subarray(0, 16), ...content.subarray(108, 116)),
    );
  });

  it("is refused, where copies are not", () => {
    expect(() => open(shown([at(0x1000n, 0), at(0x1008n, 9)]))).toThrow(
      invalid(
        /^program header 0 and program header 1 both have the 8 bytes at 0x1008, and disagree .* 0x1008$/,
      ),
    );
    // Zeros are no copy of something else.
    const zeros = { fileBytes: 0n, memoryBytes: 16n };
    expect(() => open(shown([at(0x1000n, 0), at(0x1000n, 0, zeros)]))).toThrow(
      invalid(/disagree .* 0x1001$/),
    );
    expect(open(shown([at(0x1000n, 0, zeros), at(0x1008n, 0, zeros)])).source.ranges()).toEqual([
      { address: 0x1000n, length: 24n },
    ]);
  });

  it("is found out in any order, and reads as each of them says", () => {
    const segment = fc.record({
      address: fc.nat(60),
      shift: fc.constantFrom(0, 0, 0, 1),
      bytes: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 8 }), (all) => {
        // Two places of the file hold the same: the same memory once more.
        const twice = new Uint8Array(200);
        for (let index = 0; index < 100; index++) twice[index] = twice[index + 100] = (index / 2) & 255;
        const model = new Map<number, number>();
        let disagree = false;
        const headers = all.map(({ address, shift, bytes }, number) => {
          const from = address + shift + (number % 2) * 100;
          for (let index = 0; index < bytes; index++) {
            const before = model.get(address + index);
            disagree ||= before !== undefined && before !== twice[from + index];
            model.set(address + index, twice[from + index]);
          }
          return { physicalAddress: BigInt(0x1000 + address), from, fileBytes: BigInt(bytes) };
        });
        const file = { ...shown(headers), content: twice };
        if (disagree) {
          expect(() => open(file)).toThrow(invalid(/disagree/));
          return;
        }
        const { source } = open(file);
        expect(source.ranges().reduce((sum, { length }) => sum + length, 0n)).toBe(BigInt(model.size));
        for (const [address, byte] of model)
          expect(read(source, BigInt(0x1000 + address), 1)).toEqual(Uint8Array.of(byte));
      }),
    );
  });

  it("is not compared without end", () => {
    const huge = { type: load, fileBytes: 1n << 40n, memoryBytes: 1n << 40n, physicalAddress: 0n };
    const headers = [
      { ...huge, offset: 0x1000n },
      { ...huge, offset: 0x2000n },
    ];
    const reader = new CountedBytes(elfFile({ endianness: "little", headers }), 2 ** 50);
    expect(() => elfCore(reader)).toThrow(invalid(/more such overlaps than are compared/));
    expect(reader.readBytes).toBeLessThan(4096);
    // Many small ones come to an end as well.
    const many = Array.from({ length: 60_000 }, (_, index) => ({
      offset: BigInt(2 ** 30 + index * 100),
      physicalAddress: BigInt(index),
      fileBytes: 60_000n,
    }));
    const zeros = new CountedBytes(elfFile({ endianness: "little", headers: many }), 2 ** 40);
    expect(() => elfCore(zeros)).toThrow(invalid(/more such overlaps than are compared/));
    expect(zeros.reads).toBeLessThan(200_000);
  });
});
