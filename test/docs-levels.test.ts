import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawLevels } from "../generator/src/docs/draw-levels.js";
import { levelTable } from "../generator/src/docs/tables-of-levels.js";
import type { VariantModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpec } from "../generator/src/spec/load.js";

const file = new URL("../specs/armv8.yaml", import.meta.url);
const { spec } = loadSpec("armv8.yaml", readFileSync(file, "utf8"));
const variants = spec === undefined ? [] : resolve(spec).variants;

function variantOf(name: string): VariantModel {
  const found = variants.find((variant) => variant.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** The VA bits, the items and the bytes of the table, as the table says of a level. */
function rowOf(variant: VariantModel, level: number): readonly string[] {
  const rows = levelTable(variant).split("\n").slice(2);
  const cells = rows.map((row) => row.slice(2, -2).split(" | ")).find(([own]) => own === `${level}`);
  return cells?.slice(2, 5) ?? [];
}

const textsOf = (variant: VariantModel): readonly string[] =>
  drawLevels(variant).texts.map(({ text }) => text);

describe("a top table that VAs do not reach all of", () => {
  it.each([
    // 48 - 42, 32 - 30 and 48 - 47 bits of VA are left for it.
    {
      name: "s1-64k",
      level: 2,
      bits: "47..42",
      used: 64,
      items: 1024,
      va: 48,
      size: "64 KiB",
      part: "512 B",
    },
    { name: "lpae-s1", level: 2, bits: "31..30", used: 4, items: 512, va: 32, size: "4 KiB", part: "32 B" },
    { name: "s1-16k", level: 3, bits: "47", used: 2, items: 32, va: 48, size: "16 KiB", part: "16 B" },
  ])("of $name is said to be used in part", ({ name, level, bits, used, items, va, size, part }) => {
    const variant = variantOf(name);
    expect(rowOf(variant, level)).toEqual([bits, `${used} of ${items} used by ${va}-bit VAs`, size]);
    const texts = textsOf(variant);
    expect(texts).toContain(`VAs of ${va} bits use ${used} of the ${items} items of level ${level}.`);
    expect(texts).toContain(`${used - 1}`);

    expect(texts.join(" ")).toContain(`${used} of ${items} items`);
    expect(texts.join(" ")).toContain(`${part} of ${size}`);
    const drawing = drawLevels(variant);
    expect(drawing.svg(drawing.height)).toContain(`one of ${used} of the ${items} items of level ${level}`);
  });

  it("is said of no table that they do reach", () => {
    expect(rowOf(variantOf("s1-64k-lva"), 2)).toEqual(["51..42", "1024", "64 KiB"]);
    expect(textsOf(variantOf("s1-64k-lva")).join(" ")).not.toContain(" use ");
  });
});

describe("tables that are concatenated", () => {
  it("are the highest level's alone where that is always the top, and the picture agrees", () => {
    const variant = variantOf("s2-4k-lpa2");
    // Sixteen tables of 512 items: 52 bits of VA less the 39 of an item.
    expect(rowOf(variant, 3)).toEqual(["up to 51..39", "up to 8192", "up to 64 KiB"]);
    const texts = textsOf(variant);
    for (const text of ["51", "39", "up to 13 bits", "8191", "up to 8192 items"])
      expect(texts).toContain(text);
  });

  it("of a lower level are there as the top only", () => {
    expect(rowOf(variantOf("s2-4k-lpa2"), 2)).toEqual([
      "38..30, up to 42..30 as the top",
      "512, up to 8192 as the top",
      "4 KiB, up to 64 KiB as the top",
    ]);
  });
});
