import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { byteSize } from "../model/byte-size.js";
import { resolve } from "../model/resolve.js";
import { loadSpec } from "../spec/load.js";
import { explainEntry } from "./entry-explanation.js";
import { textTable } from "./text-table.js";

function explain(name: string, raw: bigint, levels: readonly number[], variantName?: string) {
  const text = readFileSync(new URL(`../../../test/specs/${name}.yaml`, import.meta.url), "utf8");
  const { spec } = loadSpec(`${name}.yaml`, text);
  if (spec === undefined) throw new Error(`${name} has errors`);
  const format = resolve(spec);
  const variant = format.variants.find((other) => other.name === (variantName ?? format.variants[0]?.name));
  if (variant === undefined) throw new Error(`${name} has no variant ${variantName}`);
  return explainEntry(format, variant, raw, levels);
}

describe("explainEntry", () => {
  it("shows the pieces of an address that have no name", () => {
    const { fields, levels } = explain("split32", 0x12345056n, [0]);
    expect(levels).toEqual([
      {
        level: 0,
        kind: "leaf",
        encoding: "page",
        address: 0x512345000n,
        size: 4096n,
        protections: ["read", "write"],
        dirty: false,
      },
    ]);
    expect(fields.map(({ name, high, low, value, meaning }) => [name, high, low, value, meaning])).toEqual([
      ["kind", 1, 0, 2n, "read"],
      ["writable", 2, 2, 1n, "write"],
      ["changed", 3, 3, 0n, "clean"],
      [undefined, 7, 4, 5n, "OA, bits 35..32"],
      ["privileged", 9, 9, 0n, "no priv"],
      [undefined, 31, 12, 0x12345n, "OA, bits 31..12"],
    ]);
  });

  it("says where levels differ", () => {
    const { levels } = explain("split32", 0x00100401n, [0, 1]);
    expect(
      levels.map(({ level, kind, encoding, address, size }) => [level, kind, encoding, address, size]),
    ).toEqual([
      [0, "leaf", "large-page", 0x100000n, 65536n],
      [1, "table", "table", 0x100400n, undefined],
    ]);
  });

  it("points at bits that mean nothing, in runs", () => {
    const { fields } = explain("tiny3", (0xfn << 52n) | (1n << 8n), [0]);
    const stray = fields.filter(({ name }) => name === undefined);
    expect(stray).toEqual([
      { name: undefined, high: 8, low: 8, value: 1n, meaning: "set, and in no field of the spec" },
      { name: undefined, high: 55, low: 52, value: 15n, meaning: "set, and in no field of the spec" },
    ]);
  });

  it("knows reserved patterns and labels", () => {
    const { levels } = explain("tiny3", 0xfn, [2]);
    expect(levels).toEqual([{ level: 2, label: "root", kind: "reserved", encoding: "trap" }]);
  });

  it("follows the variant", () => {
    const { fields } = explain("split32", 0x12345036n, [0], "plain");
    expect(fields.filter(({ name }) => name === undefined).map(({ meaning }) => meaning)).toEqual([
      "set, and in no field of the spec",
      "OA, bits 31..12",
    ]);
  });
});

describe("byteSize", () => {
  it.each([
    [0n, "0 B"],
    [1n, "1 B"],
    [4096n, "4 KiB"],
    [1536n, "1536 B"],
    [65536n, "64 KiB"],
    [1n << 30n, "1 GiB"],
    [1n << 63n, "8 EiB"],
  ])("%s is %s", (bytes, text) => {
    expect(byteSize(bytes)).toBe(text);
  });
});

describe("textTable", () => {
  it("aligns, and leaves no blanks at the end", () => {
    expect(
      textTable([
        ["a", "long", ""],
        ["longer", "b", ""],
      ]),
    ).toBe("a       long\nlonger  b");
  });
});
