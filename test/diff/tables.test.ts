import { readFileSync } from "node:fs";
import { Arena, type DecodedEntry, type PageTable, PtError } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { diffFormats } from "../../generator/src/diff/diff-formats.js";
import { interpretTable } from "../../generator/src/interpret/interpret-table.js";
import type { FormatModel, VariantModel } from "../../generator/src/model/model.js";
import { baseText, modelOf } from "./changed-spec.js";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const texts = [
  baseText,
  ...[
    "specs/vtdss",
    "specs/x86_64",
    "specs/riscv64",
    "specs/amdv1",
    "test/specs/tiny3",
    "test/specs/split32",
  ].map((path) => read(`${path}.yaml`)),
  withVariants(read("specs/armv8.yaml"), ["s1-4k", "s2-16k", "s1-64k-lpa"]),
];

/** A spec with some of its variants, and all parts: they change in all variants that use them. */
function withVariants(text: string, names: readonly string[]): string {
  const { variants, ...rest } = parse(text) as { readonly variants: object };
  const kept = Object.entries(variants).filter(([name]) => names.includes(name));
  return stringify({ ...rest, variants: Object.fromEntries(kept) });
}

type Way = readonly (string | number)[];

/** Every way to a value that is no map or list. */
function waysTo(value: unknown, way: Way = []): readonly Way[] {
  if (typeof value !== "object" || value === null) return [way];
  if (Array.isArray(value)) return value.flatMap((each, at) => waysTo(each, [...way, at]));
  return Object.entries(value)
    .filter(
      ([key]) => !["title", "description", "source", "doc", "cite", "label", "why", "format"].includes(key),
    )
    .flatMap(([key, each]) => waysTo(each, [...way, key]));
}

/** One thing in a spec made different: a number, a range of bits, a switch, or gone. */
function mutated(spec: unknown, where: number, how: number): void {
  const ways = waysTo(spec);
  const way = ways[where % ways.length] ?? [];
  const holder = way
    .slice(0, -1)
    .reduce<unknown>((at, step) => Reflect.get(at as object, step), spec) as object;
  const key = way.at(-1) ?? "";
  const value: unknown = Reflect.get(holder, key);
  const isGone = how % 8 === 0;
  if (isGone && Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (isGone) Reflect.deleteProperty(holder, key);
  else Reflect.set(holder, key, otherValue(value, how));
}

function otherValue(value: unknown, how: number): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number")
    return value <= 1 && how % 2 === 0 ? 1 - value : Math.max(0, value + (how % 7) - 3);
  const range = typeof value === "string" ? /^(\d+)\.\.(\d+)$/.exec(value) : null;
  if (range)
    return `${Math.max(0, Number(range[1]) + (how % 5) - 2)}..${Math.max(0, Number(range[2]) + (how % 3) - 1)}`;
  const names = [
    "read",
    "write",
    "noexec",
    "priv",
    "mmio",
    "cache",
    "leaf",
    "table",
    "reserved",
    "empty",
    "same",
    "advance",
  ];
  return names[how % names.length];
}

/** Something that a spec can say, and did not. */
function grown(spec: unknown, where: number, how: number): void {
  const { entries, fields, protections } = spec as Record<"entries" | "fields", object> & {
    readonly protections?: object;
  };
  const pick = (from: object): string => Object.keys(from)[where % Object.keys(from).length] ?? "";
  const field = Object.keys(fields)[how % Object.keys(fields).length] ?? "";
  const value = Math.floor(how / 8) % 2;
  const into = (holder: object, key: string): void => {
    Reflect.set(holder, key, { ...Reflect.get(holder, key), [field]: value });
  };
  const names = ["read", "write", "noexec", "priv", "mmio", "cache"];
  // Parts may have all protections.
  if (how % 3 === 0 && protections !== undefined) {
    const reads = (Reflect.get(protections, "reads") ?? {}) as object;
    Reflect.set(protections, "reads", { ...reads, [names[where % 6] ?? ""]: { [field]: value } });
  } else into(Reflect.get(entries, pick(entries)) as object, "match");
}

/** The first of some changes of a spec after which it still lints clean. */
function changedModel(
  text: string,
  mutations: readonly (readonly [number, number])[],
): FormatModel | undefined {
  for (const [where, how] of mutations) {
    const spec: unknown = parse(text);
    if (how % 2 === 0) grown(spec, where, Math.floor(how / 2));
    else mutated(spec, where, Math.floor(how / 2));
    const model = modelOf(stringify(spec));
    if (model !== undefined) return model;
  }
  return undefined;
}

const mutation = fc.tuple(fc.nat(), fc.nat());

/** A table of the variant, whatever it must be asked for. */
function anyTable(
  format: FormatModel,
  { name, features, levels }: VariantModel,
  asked: readonly string[],
): PageTable | undefined {
  const always = features.filter((feature) => feature.always).map((feature) => feature.name);
  for (const topLevel of [undefined, ...levels.map(({ level }) => level)]) {
    try {
      const top = topLevel === undefined ? {} : { topLevel };
      return interpretTable(format, name, new Arena({ bytes: 2 ** 20 }), {
        features: [...always, ...asked],
        ...top,
      });
    } catch (error) {
      if (!(error instanceof PtError)) throw error;
    }
  }
  return undefined;
}

/** The features that both have and that decide how leaves are read. */
function decidingFeatures(old: VariantModel, now: VariantModel): readonly string[] {
  const named = [old, now].flatMap(({ protections }) =>
    protections.reads.flatMap(({ features, withoutFeatures }) => [...features, ...withoutFeatures]),
  );
  return [...new Set(named)].filter((name) =>
    [old, now].every(({ features }) =>
      features.some((feature) => feature.name === name && feature.supported),
    ),
  );
}

/** What an item says, to be compared; undefined if its reader rejects it. */
function said(entry: DecodedEntry, { protections }: VariantModel): unknown {
  const { kind, level, address, size, protection, dirty, raw } = entry;
  if (kind === "reserved") return undefined;
  if (kind !== "table") return { kind, address, size, protection, dirty };
  const holding = protections.restrictions.filter(
    ({ tests, levels = { low: level, high: level } }) =>
      levels.low <= level &&
      level <= levels.high &&
      tests.every(({ mask, value, negated }) => ((raw & mask) === value) !== negated),
  );
  const union = (does: "takes" | "imposes"): readonly string[] =>
    [...new Set(holding.flatMap((each) => each[does]))].sort();
  return { kind, address, takes: union("takes"), imposes: union("imposes") };
}

/** Whether a leaf's bits hold an OA beyond what map accepts. */
function isBeyond(variant: VariantModel, { level, raw, encoding }: DecodedEntry, oaBits: number): boolean {
  const entry = variant.levels[level]?.kinds.find(({ name }) => name === encoding);
  if (entry?.kind !== "leaf") return false;
  return entry.address.some(({ high, low, from }) =>
    Array.from({ length: high - low + 1 }, (_, at) => at).some(
      (at) => from + at >= oaBits && ((raw >> BigInt(low + at)) & 1n) !== 0n,
    ),
  );
}

interface Reader {
  readonly variant: VariantModel;
  readonly table: PageTable;
}

/** Items that a table's own package makes, for what both packages accept. */
function encoded(
  { variant, table }: Reader,
  other: VariantModel,
  seed: bigint,
): readonly { level: number; raw: bigint }[] {
  const oaBits = BigInt(Math.min(variant.oa.maxLg2, other.oa.maxLg2));
  const items: { level: number; raw: bigint }[] = [];
  for (const { level, sizesLg2, kinds } of variant.levels) {
    const put = (source: Parameters<PageTable["encode"]>[1]): void => {
      try {
        items.push({ level, raw: table.encode(level, source) });
      } catch (error) {
        if (!(error instanceof PtError)) throw error;
      }
    };
    if (kinds.some(({ kind }) => kind === "table")) put({ kind: "table", address: (seed & 0xffffn) << 16n });
    for (const lg2 of sizesLg2) {
      if (((table.pageSizes >> BigInt(lg2)) & 1n) === 0n) continue;
      const address = ((seed % (1n << oaBits)) >> BigInt(lg2)) << BigInt(lg2);
      for (const protection of [1, 3, 9, 35, 19])
        put({ kind: "leaf", address, size: 1n << BigInt(lg2), protection });
    }
  }
  return items;
}

function expectSameReading(writer: Reader, reader: Reader, level: number, raw: bigint): void {
  if (reader.variant.levels[level] === undefined || writer.variant.levels[level] === undefined) return;
  const own = writer.table.decode(level, raw);
  const text = `level ${level}, item 0x${raw.toString(16)}`;
  expect([text, said(reader.table.decode(level, raw), reader.variant)]).toEqual([
    text,
    said(own, writer.variant),
  ]);
}

/** How often something was really compared, so that the test cannot pass by comparing nothing. */
const compared = { read: 0, written: 0 };

function check(old: FormatModel, now: FormatModel, seeds: readonly bigint[]): void {
  const changes = diffFormats(old, now);
  for (const before of old.variants) {
    const after = now.variants.find(({ name }) => name === before.name);
    if (after === undefined || old.format !== now.format) continue;
    const tables = changes.filter(({ variants }) => variants === undefined || variants.includes(before.name));
    for (const [at, seed] of seeds.entries()) {
      const asked = at % 2 === 0 ? [] : decidingFeatures(before, after);
      const [oldTable, newTable] = [anyTable(old, before, asked), anyTable(now, after, asked)];
      if (oldTable === undefined || newTable === undefined) continue;
      const [mine, others] = [
        { variant: before, table: oldTable },
        { variant: after, table: newTable },
      ];
      if (tables.every((change) => change.tables.newReadsOld)) {
        const own = encoded(mine, before, seed).flatMap(({ level, raw }) =>
          [0n, seed & (seed >> 7n) & (seed >> 13n), 1n << (seed & 31n), 1n << (seed & 63n)].map((flip) => ({
            level,
            raw: raw ^ flip,
          })),
        );
        const random = before.levels.map(({ level }) => ({ level, raw: seed }));
        for (const { level, raw } of [...own, ...random]) {
          const item = BigInt.asUintN(before.item.bits, raw);
          const entry = mine.table.decode(level, item);
          if (entry.kind === "reserved" || isBeyond(before, entry, before.oa.maxLg2)) continue;
          compared.read += 1;
          expectSameReading(mine, others, level, item);
        }
      }
      if (tables.every((change) => change.tables.oldReadsNew)) {
        for (const { level, raw } of encoded(others, before, seed)) {
          compared.written += 1;
          expectSameReading(others, mine, level, raw);
        }
      }
    }
  }
}

describe("compatible for tables is never said of specs that read items differently", () => {
  it.each(texts.map((text) => [/^format: (.*)$/m.exec(text)?.[1] ?? "", text] as const))("%s", (_, text) => {
    const old = modelOf(text);
    if (old === undefined) throw new Error("the spec has errors");
    compared.read = 0;
    compared.written = 0;
    fc.assert(
      fc.property(
        fc.array(mutation, { minLength: 8, maxLength: 8 }),
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 3, maxLength: 6 }),
        (mutations, seeds) => {
          const now = changedModel(text, mutations);
          if (now === undefined) return;
          check(old, now, seeds);
          check(now, old, seeds);
        },
      ),
      // Machines differ: so much time, not so many specs.
      { numRuns: 400, interruptAfterTimeLimit: 4000 },
    );
    expect(compared.read).toBeGreaterThan(100);
    expect(compared.written).toBeGreaterThan(20);
  });
});
