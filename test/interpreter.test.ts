import { fileURLToPath } from "node:url";
import { Arena, addressOf, PtError, protectionOf, type TableConfig } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpretTable } from "../generator/src/interpret/interpret-table.js";
import type { FormatModel, VariantModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpecs } from "../generator/src/spec/files.js";
import { ItemReference } from "./model/item-reference.js";
import { leafOaBits, settle } from "./model/settings.js";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What a page table means, kept in the plainest way: one OA per granule. It knows no leaves and no tables. */
class PageMap {
  readonly pages = new Map<bigint, bigint>();
  private readonly granule: bigint;

  constructor(granuleLg2: number) {
    this.granule = 1n << BigInt(granuleLg2);
  }

  /** Bytes from `va` up to the first that is mapped (or, with `mapped`, that is not); at most `length`. */
  run(va: bigint, length: bigint, mapped: boolean): bigint {
    let done = 0n;
    while (done < length && this.pages.has(va + done) === mapped) done += this.granule;
    return done;
  }

  map(va: bigint, oa: bigint, length: bigint): void {
    for (let at = 0n; at < length; at += this.granule) this.pages.set(va + at, oa + at);
  }

  unmap(va: bigint, length: bigint): void {
    for (let at = 0n; at < length; at += this.granule) this.pages.delete(va + at);
  }

  translate(va: bigint): bigint | undefined {
    const offset = va % this.granule;
    const oa = this.pages.get(va - offset);
    return oa === undefined ? undefined : oa + offset;
  }

  /** Every granule that a list of mappings says, by VA. */
  static pagesOf(
    mappings: Iterable<{ readonly va: bigint; readonly oa: bigint; readonly length: bigint }>,
    granuleLg2: number,
  ): Map<bigint, bigint> {
    const all = new PageMap(granuleLg2);
    for (const { va, oa, length } of mappings) all.map(va, oa, length);
    return all.pages;
  }
}

interface Subject {
  readonly name: string;
  readonly format: FormatModel;
  readonly variant: VariantModel;
  readonly config: TableConfig;
}

/** Every variant of every spec, with its lowest top, and with a top that grows where it can. */
const subjects: readonly Subject[] = loadSpecs([path("../specs"), path("specs")]).files.flatMap(
  ({ spec }) => {
    if (!spec) throw new Error("a spec does not load");
    const format = resolve(spec);
    return format.variants.flatMap((variant) => {
      const demanded = variant.features.filter(({ always }) => always).map(({ name }) => name);
      const growth = variant.features.filter(({ effect, supported }) => effect === "top-grows" && supported);
      const topLevel = variant.top.lowest;
      const { itemLg2, indexBits } = variant.levels[topLevel] ?? { itemLg2: 0, indexBits: 0 };
      const vaBits = Math.min(variant.va.maxLg2, itemLg2 + indexBits);
      const name = `${format.format}/${variant.name}`;
      const features = [...new Set([...demanded, ...growth.map((feature) => feature.name)])];
      // A feature that lets the top grow is dropped where the top reaches all; it may not be if it is compiled in.
      const fixed = { name, format, variant, config: { topLevel, vaBits, features: demanded } };
      const growing = { name: `${name}, growing`, format, variant, config: { topLevel, features } };
      const extending = variant.features
        .filter(({ effect }) => effect === "sign-extended")
        .map((feature) => feature.name);
      const halved = { ...fixed, name: `${name}, sign-extended` };
      return [
        ...(growth.every(({ always }) => !always) ? [fixed] : []),
        ...(growth.length > 0 ? [growing] : []),
        ...(extending.length > 0
          ? [{ ...halved, config: { ...fixed.config, features: [...demanded, ...extending] } }]
          : []),
      ];
    });
  },
);

function open({ format, variant, config }: Subject) {
  const arena = new Arena({ bytes: 4 << 20 });
  return { arena, table: interpretTable(format, variant.name, arena, config) };
}

/** A protection that every format takes. */
const readWrite = protectionOf(["read", "write"]);

const operation = fc.record({
  kind: fc.constantFrom("map", "map", "map", "unmap", "unmap", "dirty"),
  level: fc.nat(5),
  /** Position near a border of the level's items, in granules. */
  item: fc.nat(3),
  pages: fc.integer({ min: -4, max: 4 }),
  length: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(16, 64, 256, 512, 1024)),
  /** In the upper half, if there is one. */
  high: fc.boolean(),
  oaItem: fc.nat(3),
  oaPages: fc.oneof(fc.constant(0), fc.nat(40)),
});

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** The operation's addresses, within the aperture. */
function place(variant: VariantModel, { aperture, upperHalf }: Table, step: Operation) {
  const granule = 1n << BigInt(variant.granuleLg2);
  const { itemLg2 } = variant.levels[step.level % variant.levels.length] ?? { itemLg2: 0 };
  const border = BigInt(step.item) << BigInt(itemLg2);
  const all = aperture.last + 1n - aperture.first;
  const asked = BigInt(step.length) * granule;
  const length = asked > all ? all : asked;
  const wanted = border + BigInt(step.pages) * granule;
  const highest = aperture.last + 1n - length;
  const low = wanted < 0n ? 0n : wanted > highest ? highest : wanted;
  const va = step.high && upperHalf ? upperHalf.first + (highest - low) : low;
  const oa =
    ((BigInt(step.oaItem) << BigInt(Math.min(itemLg2, 30))) + BigInt(step.oaPages) * granule) % (1n << 31n);
  return { va, oa, length };
}

describe.each(subjects)("interpreted $name", (subject) => {
  const { variant } = subject;

  it("does what a plain page map does", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 12 }), (steps) => {
        const { table, arena } = open(subject);
        const settings = settle(variant, subject.config);
        if (typeof settings === "string") throw new Error(settings);
        const { tracksWrites } = new ItemReference(variant, settings, undefined);
        const model = new PageMap(variant.granuleLg2);
        for (const step of steps) {
          const { va, oa, length } = place(variant, table, step);
          if (step.kind === "map") checkMap(table, model, va, oa, length);
          else if (step.kind === "unmap") checkUnmap(table, model, va, length);
          else if (tracksWrites) checkDirty(table, model, va);
          expect(PageMap.pagesOf(table.mappings(), variant.granuleLg2)).toEqual(model.pages);
          expect(translated(table, va + 0x123n)).toBe(model.translate(va + 0x123n));
        }
        table.destroy();
        expect(arena.liveTables).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("encodes and decodes leaves of every size at every level, bit by bit", () => {
    const { table, arena } = open(subject);
    const settings = settle(variant, subject.config);
    if (typeof settings === "string") throw new Error(settings);
    const items = new ItemReference(variant, settings, undefined);
    for (const { level, itemLg2, sizesLg2 } of variant.levels) {
      for (const lg2 of sizesLg2) {
        const size = 1n << BigInt(lg2);
        for (let bit = lg2; bit < leafOaBits(variant, settings); bit++) {
          const address = 1n << BigInt(bit);
          const raw = table.encode(level, { kind: "leaf", address, size, protection: readWrite });
          const protection = items.readable(level, lg2, readWrite);
          expect(protection & readWrite).toBe(readWrite);
          expect(table.decode(level, raw)).toMatchObject({ kind: "leaf", address, size, protection });
        }
      }
      const below = variant.levels[level - 1];
      if (!below) continue;
      const next = arena.allocate(below.tableBytes);
      const raw = table.encode(level, { kind: "table", address: arena.address(next) });
      expect(table.decode(level, raw)).toMatchObject({ kind: "table", address: arena.address(next) });
      expect(sizesLg2.every((lg2) => lg2 >= itemLg2)).toBe(true);
    }
  });

  it("decodes anything without failing", () => {
    const { table } = open(subject);
    const levels = fc.nat(variant.levels.length - 1);
    const items = fc.bigInt(0n, (1n << BigInt(variant.item.bits)) - 1n);
    fc.assert(
      fc.property(levels, items, (level, raw) => {
        const { kind, address } = table.decode(level, raw);
        expect(address !== undefined).toBe(kind === "leaf" || kind === "table");
      }),
    );
  });
});

type Table = ReturnType<typeof open>["table"];

/** OA, or undefined; a VA beyond the reach of a top that has not grown has none. */
function translated(table: Table, va: bigint): bigint | undefined {
  try {
    return table.translate(va);
  } catch (error) {
    if (error instanceof PtError && error.code === "ERANGE") return undefined;
    throw error;
  }
}

function checkMap(table: Table, model: PageMap, va: bigint, oa: bigint, length: bigint): void {
  const free = model.run(va, length, false);
  let done: bigint;
  try {
    done = table.map(va, oa, length, readWrite);
    expect(free).toBe(length);
    expect(done).toBe(length);
  } catch (error) {
    if (!(error instanceof PtError)) throw error;
    expect(error.code).toBe("EADDRINUSE");
    done = error.done ?? 0n;
    expect(free).toBeLessThan(length);
    // A leaf that does not fit is not replaced by smaller ones.
    expect(done).toBeLessThanOrEqual(free);
  }
  model.map(va, oa, done);
}

function checkUnmap(table: Table, model: PageMap, va: bigint, length: bigint): void {
  const leaf = [...table.mappings(va, va)].at(0);
  const done = table.unmap(va, length);
  const startsLeaf = leaf !== undefined && va % leaf.leafSize === 0n;
  // Only what was mapped without a hole, and up to a hole or the end of the range.
  expect(model.run(va, done, true)).toBe(done);
  if (!startsLeaf) expect(done).toBe(0n);
  else if (done < length) expect(model.pages.has(va + done)).toBe(false);
  model.unmap(va, done);
}

function checkDirty(table: Table, model: PageMap, va: bigint): void {
  const report = () => {
    const pieces: { va: bigint; length: bigint }[] = [];
    const { last } = table.aperture;
    const reached = 1n << BigInt(last.toString(2).length);
    const sink = {
      dirty: (vaHi: number, vaLo: number, bytesHi: number, bytesLo: number) => {
        pieces.push({ va: addressOf(vaHi, vaLo), length: addressOf(bytesHi, bytesLo) });
      },
    };
    const from = va & ~0xffffn;
    table.readAndClearDirty(from, from + 0x10000n > reached ? reached - from : 0x10000n, sink);
    return pieces;
  };
  if (!model.pages.has(va)) {
    expect(() => table.setDirty(va)).toThrow(PtError);
    return;
  }
  table.setDirty(va);
  const covering = report().filter((piece) => piece.va <= va && va < piece.va + piece.length);
  expect(covering.length).toBe(1);
  expect(report()).toEqual([]);
}
