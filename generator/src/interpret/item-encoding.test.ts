import { describe, expect, it } from "vitest";
import type { ContiguousModel, EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { ItemEncoding } from "./item-encoding.js";

const variant: VariantModel = {
  name: "any",
  title: "",
  item: { bits: 64, bytesLg2: 3, endian: "little", slotBytesLg2: 3, offset: 0 },
  granuleLg2: 12,
  va: {
    maxLg2: 48,
    minLg2: 12,
    otherwise: "EINVAL",
    withinOa: false,
    beyondTop: "refuse",
    extendsSigns: false,
    hasOrigin: false,
    wordBits: 64,
  },
  oa: { maxLg2: 48 },
  levels: [],
  top: { lowest: 0, highest: 1, otherwise: "EINVAL" },
  fields: [],
  features: [],
  parameters: [],
  protections: { requireAny: [], refusals: [], reads: [], restrictions: [] },
  root: [],
  registers: [],
};

function level(itemLg2: number): LevelModel {
  return { level: 0, itemLg2, indexBits: 9, tableBytes: 4096, sizesLg2: [], optionalSizes: [], kinds: [] };
}

function leaf(contiguous?: ContiguousModel): EntryModel {
  return {
    name: "leaf",
    kind: "leaf",
    tests: [{ mask: 3n, value: 3n, negated: false }],
    fixed: 3n,
    address: [{ high: 53, low: 10, from: 12 }],
    ...(contiguous ? { contiguous } : {}),
    rules: [],
  };
}

describe("an encoding of items", () => {
  it("holds only if every test does", () => {
    const { tests } = leaf();
    const negated = { mask: 0x30n, value: 0x10n, negated: true };
    const encoding = new ItemEncoding(variant, level(12), { ...leaf(), tests: [...tests, negated] });
    expect([0x3n, 0x33n, 0x13n, 0x2n].map((item) => encoding.matches(item))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("has one item if it is not contiguous", () => {
    const encoding = new ItemEncoding(variant, level(21), leaf());
    expect(encoding.itemsLg2(3n)).toBe(0);
    expect([0, 1].map((itemsLg2) => encoding.offers(itemsLg2))).toEqual([true, false]);
    expect([encoding.offsetLg2(0), encoding.sizeBits(0)]).toEqual([21, 0n]);
  });

  it("has its one count where no code says it", () => {
    const encoding = new ItemEncoding(variant, level(12), leaf({ countsLg2: [4], items: "advance" }));
    expect(encoding.itemsLg2(3n)).toBe(4);
    expect([0, 3, 4].map((itemsLg2) => encoding.offers(itemsLg2))).toEqual([false, false, true]);
    expect(encoding.offsetLg2(4)).toBe(12);
  });

  it("never holds if every count is too large", () => {
    const encoding = new ItemEncoding(variant, level(12), leaf({ countsLg2: [], items: "same" }));
    expect(encoding.matches(3n)).toBe(false);
  });

  it.each([
    // 64 KiB at a level of 4 KiB: address bits 12 to 15, entry bits 10 to 13.
    ["ones", 12, 4, 0x7n << 10n],
    ["napot", 12, 4, 0x8n << 10n],
    ["ones", 12, 1, 0n],
    ["napot", 12, 1, 0x1n << 10n],
    // 4 MiB at a level of 2 MiB: all bits of the level below belong to the code.
    ["ones", 21, 1, 0x1ffn << 10n],
    ["napot", 21, 1, 0x200n << 10n],
  ] as const)("%s: of 2^%i bytes, 2^%i items", (kind, itemLg2, itemsLg2, code) => {
    const contiguous: ContiguousModel = { countsLg2: [1, 2, 4], items: "same", sizeCode: { kind, low: 10 } };
    const encoding = new ItemEncoding(variant, level(itemLg2), leaf(contiguous));
    expect(encoding.sizeBits(itemsLg2)).toBe(code);
    const beyond = 0xabn << BigInt(10 + itemLg2 - 12 + itemsLg2);
    expect(encoding.itemsLg2(3n | code | beyond)).toBe(itemsLg2);
    expect(encoding.offsetLg2(itemsLg2)).toBe(itemLg2 + itemsLg2);
  });

  it("does not hold with the code of a count that it lacks", () => {
    const contiguous: ContiguousModel = {
      countsLg2: [4],
      items: "same",
      sizeCode: { kind: "napot", low: 10 },
    };
    const encoding = new ItemEncoding(variant, level(12), leaf(contiguous));
    const codes = Array.from({ length: 16 }, (_, code) => encoding.matches(3n | (BigInt(code) << 10n)));
    expect(codes.flatMap((matches, code) => (matches ? [code] : []))).toEqual([8]);
  });
});
