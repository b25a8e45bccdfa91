import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { dumpModel } from "../../generator/src/model/dump.js";
import type { EntryModel, VariantModel } from "../../generator/src/model/model.js";
import { resolve } from "../../generator/src/model/resolve.js";
import { findSpecs, loadSpecs } from "../../generator/src/spec/files.js";
import { jsonSchemaText } from "../../generator/src/spec/json-schema.js";
import { loadSpec } from "../../generator/src/spec/load.js";
import { starterSpec } from "../../generator/src/spec/starter.js";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function model(file: string) {
  const { files, problems } = loadSpecs([path(file)]);
  expect(problems).toEqual([]);
  const spec = files[0]?.spec;
  if (spec === undefined) throw new Error(`${file} does not load`);
  return resolve(spec);
}

function variant(file: string, name: string): VariantModel {
  const found = model(file).variants.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${file} has no variant ${name}`);
  return found;
}

function entry({ levels }: VariantModel, level: number, name: string): EntryModel {
  const found = levels[level]?.kinds.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name} at level ${level}`);
  return found;
}

/** Leaf sizes of the levels up to `top` as a bitmap. */
function sizes({ levels }: VariantModel, top: number): bigint {
  return levels
    .slice(0, top + 1)
    .reduce((map, { sizesLg2 }) => map | sizesLg2.reduce((m, s) => m | (1n << BigInt(s)), 0n), 0n);
}

describe("all specs", () => {
  it.each(["../../specs", "."])("in %s load without problems", (folder) => {
    expect(findSpecs(path(folder)).length).toBeGreaterThan(1);
    expect(loadSpecs([path(folder)]).problems).toEqual([]);
  });

  it("have levels each of which starts where the one below ends", () => {
    for (const { spec } of loadSpecs([path("../../specs"), path(".")]).files) {
      if (spec === undefined) throw new Error("a spec does not load");
      for (const { levels, granuleLg2 } of resolve(spec).variants) {
        let itemLg2 = granuleLg2;
        for (const [index, level] of levels.entries()) {
          expect(level.level).toBe(index);
          expect(level.itemLg2).toBe(itemLg2);
          itemLg2 += level.indexBits;
        }
      }
    }
  });
});

describe("amdv1", () => {
  const spec = "../../specs/amdv1.yaml";

  it("has the leaf sizes of the recordings", () => {
    const native = variant(spec, "native");
    expect(sizes(native, 1)).toBe(0x3ffff000n);
    expect(sizes(native, 2)).toBe(0x7ffffff000n);
    expect(sizes(native, 3)).toBe(0xff7ffffff000n);
    expect(sizes(native, 5)).toBe(0xfff7ffffff000n);
    expect(sizes(variant(spec, "selftest"), 4)).toBe(0x7f7ffffff800n);
  });

  it("writes the level into table pointers", () => {
    const native = variant(spec, "native");
    for (const level of [1, 2, 3, 4, 5]) {
      const table = entry(native, level, "table");
      expect(table.fixed).toBe(0x6000000000000001n | (BigInt(level) << 9n));
      expect(table.tests).toEqual([{ mask: 0xe01n, value: 1n | (BigInt(level) << 9n), negated: false }]);
    }
    expect(native.levels[0]?.kinds.map(({ name }) => name)).toEqual(["empty", "page", "run"]);
    expect(native.levels[5]?.kinds.map(({ name }) => name)).toEqual(["empty", "table"]);
  });

  it("encrypts leaves unless they are device memory, and tables", () => {
    const native = variant(spec, "native");
    const marks = (level: number, name: string) =>
      entry(native, level, name).rules.filter(({ parameter }) => parameter === "encryption");
    expect(marks(0, "page")).toMatchObject([{ unlessAny: ["mmio"], features: ["amdv1_encrypt_tables"] }]);
    expect(marks(1, "table")).toMatchObject([{ unlessAny: [], features: ["amdv1_encrypt_tables"] }]);
    expect(native.parameters).toMatchObject([{ name: "encryption", within: 0xffffffffff000n }]);
  });

  it("lets a variant compile features in, or remove them with what needs them", () => {
    expect(
      variant(spec, "driver")
        .features.filter(({ always }) => always)
        .map(({ name }) => name),
    ).toEqual(["dynamic_top", "amdv1_force_coherence", "amdv1_encrypt_tables"]);
    const selftest = variant(spec, "selftest");
    expect(selftest.features).toMatchObject([{ name: "dynamic_top", supported: false }]);
    expect(selftest.parameters).toEqual([]);
    expect(entry(selftest, 0, "page").rules).toHaveLength(2);
    expect(entry(selftest, 0, "page").address).toEqual([{ high: 51, low: 12, from: 11 }]);
    expect(selftest.levels[4]?.tableBytes).toBe(4096);
  });

  it("reads protections back from the bits that the rules write", () => {
    expect(variant(spec, "native").protections.reads).toMatchObject([
      { protection: "read", tests: [{ mask: 1n << 61n, value: 1n << 61n, negated: false }] },
      { protection: "write", tests: [{ mask: 1n << 62n, value: 1n << 62n, negated: false }] },
    ]);
  });
});

describe("vtdss", () => {
  const plain = (): VariantModel => variant("../../specs/vtdss.yaml", "vtdss");

  it("has leaves of 4 KiB, 2 MiB and 1 GiB", () => {
    expect(sizes(plain(), 4)).toBe(0x40201000n);
    expect(entry(plain(), 2, "large-page").fixed).toBe(0x80n);
    expect(entry(plain(), 0, "page").tests).toEqual([]);
  });

  it("refuses read-only leaves below nested translations with the erratum", () => {
    expect(plain().protections.refusals).toMatchObject([
      { ifAll: ["read"], unlessAny: ["write"], features: ["vtdss_force_writeable"], error: "EINVAL" },
    ]);
  });

  it("marks flushed tables in bit 10", () => {
    expect(plain().features.filter(({ effect }) => effect === "mark-flushed")).toMatchObject([
      { mask: 0x400n },
    ]);
    expect(entry(plain(), 1, "table").fixed).toBe(3n);
    expect(plain().root).toMatchObject([
      { holds: "top-address", plus: 0 },
      { holds: "top-level", plus: -1 },
    ]);
  });
});

describe("specs of no hardware", () => {
  it("tiny3: a choice of values becomes tests that exclude the others", () => {
    const { tests, fixed } = entry(variant("tiny3.yaml", "tiny3"), 0, "page");
    const accepted = Array.from({ length: 16 }, (_, item) => BigInt(item)).filter((item) =>
      tests.every(({ mask, value, negated }) => ((item & mask) === value) !== negated),
    );
    expect(accepted.map((item) => (item >> 1n) & 7n)).toEqual([2n, 3n, 6n]);
    expect(fixed).toBe(0b101n);
  });

  it("tiny3: counts differ per level", () => {
    const { levels } = variant("tiny3.yaml", "tiny3");
    expect(levels.map(({ sizesLg2 }) => sizesLg2)).toEqual([[12, 16], [21, 23], []]);
    expect(levels[2]).toMatchObject({ label: "root", indexBits: 4, tableBytes: 128 });
  });

  it("split32: addresses in pieces, and a variant without them", () => {
    const wide = variant("split32.yaml", "wide");
    expect(entry(wide, 0, "page").address).toEqual([
      { high: 31, low: 12, from: 12 },
      { high: 7, low: 4, from: 32 },
    ]);
    expect(wide.item).toEqual({ bits: 32, bytesLg2: 2, endian: "big", slotBytesLg2: 2, offset: 0 });
    expect(wide.levels.map(({ sizesLg2 }) => sizesLg2)).toEqual([
      [12, 16],
      [20, 24],
    ]);
    const plain = variant("split32.yaml", "plain");
    expect(plain.levels.map(({ sizesLg2 }) => sizesLg2)).toEqual([[12, 16], [20]]);
    expect(plain.oa.maxLg2).toBe(32);
  });

  it("paired64: slots that are larger than items, and tables that are as large as their slots", () => {
    const second = variant("paired64.yaml", "second");
    expect(second.item).toEqual({ bits: 64, bytesLg2: 3, endian: "big", slotBytesLg2: 4, offset: 8 });
    expect(second.levels.map(({ tableBytes }) => tableBytes)).toEqual([8192, 4096, 512]);
    const first = variant("paired64.yaml", "first");
    expect(first.item).toEqual({ bits: 64, bytesLg2: 3, endian: "little", slotBytesLg2: 4, offset: 0 });
    const sparse = variant("paired64.yaml", "sparse");
    expect(sparse.item).toEqual({ bits: 32, bytesLg2: 2, endian: "little", slotBytesLg2: 6, offset: 20 });
    expect(sparse.levels.map(({ tableBytes }) => tableBytes)).toEqual([32768, 16384, 2048]);
  });
});

describe("what is made from the language", () => {
  it("the committed JSON Schema is the language's", () => {
    expect(readFileSync(path("../../docs/spec.schema.json"), "utf8")).toBe(jsonSchemaText());
  });

  it("every property of the JSON Schema is described", () => {
    const bare: string[] = [];
    const visit = (schema: unknown, at: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === "properties" || key === "patternProperties") {
          for (const [name, member] of Object.entries(
            value as Record<string, { readonly description?: string }>,
          )) {
            if (member.description === undefined) bare.push(`${at}.${name}`);
            visit(member, `${at}.${name}`);
          }
        } else visit(value, at);
      }
    };
    visit(JSON.parse(jsonSchemaText()), "");
    expect(bare).toEqual([]);
  });

  it("the starter has no problems and resolves", () => {
    const { spec, problems } = loadSpec("my-format.yaml", starterSpec("my-format", "spec.schema.json"));
    expect(problems).toEqual([]);
    expect(spec === undefined ? [] : resolve(spec).variants.map(({ name }) => name)).toEqual(["my-format"]);
  });

  it("a model dumps to the same JSON every time", () => {
    const text = dumpModel(model("tiny3.yaml"));
    expect(text).toBe(dumpModel(model("tiny3.yaml")));
    expect(text.startsWith('{\n  "modelVersion": 1,\n  "format": "tiny3"')).toBe(true);
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).toContain('"mask": "0xf"');
  });
});
