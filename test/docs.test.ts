import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { docsFiles } from "../generator/src/docs/docs-files.js";
import { drawItem } from "../generator/src/docs/draw-item.js";
import { drawLevels } from "../generator/src/docs/draw-levels.js";
import { overlappingTexts, type TextBox } from "../generator/src/docs/drawing.js";
import { itemPictures } from "../generator/src/docs/item-picture.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpec } from "../generator/src/spec/load.js";
import { newSpecs } from "./new-formats.js";
import { expectWellFormed } from "./well-formed.js";

const root = new URL("../", import.meta.url);
const texts = new Map<string, string>(Object.entries(newSpecs));
for (const folder of ["specs/", "test/specs/"])
  for (const name of readdirSync(new URL(folder, root)))
    if (name.endsWith(".yaml")) texts.set(name, readFileSync(new URL(folder + name, root), "utf8"));

function load(): ReturnType<typeof resolve>[] {
  return [...texts].map(([name, text]) => {
    const { spec } = loadSpec(name, text);
    if (spec === undefined) throw new Error(`${name} has errors`);
    return resolve(spec);
  });
}

const models = load();
const files = docsFiles(models);
const pageOf = (format: string): string => files.get(`${format}.md`) ?? "";

it("the same specs give the same bytes", () => {
  expect(docsFiles(load())).toEqual(files);
});

it("some formats are made as they are among all", () => {
  const [first] = models;
  if (first === undefined) throw new Error("no format");
  const some = docsFiles(models, [first]);
  expect([...some.keys()].filter((file) => file.endsWith(".md"))).toEqual([
    "README.md",
    `${first.format}.md`,
  ]);
  for (const [file, text] of some) expect(text).toBe(files.get(file));
});

describe.each(models.map((model) => ({ name: model.format, model })))(
  "the page of $name",
  ({ name, model }) => {
    const page = pageOf(name);

    it("speaks of everything that the model has", () => {
      const named = model.variants.flatMap((variant) => [
        variant.name,
        ...[variant.fields, variant.features, variant.parameters, variant.root, variant.registers].flatMap(
          (list) => list.map((one) => one.name),
        ),
        ...variant.levels.flatMap(({ kinds }) => kinds.map((kind) => kind.name)),
        ...variant.protections.reads.map(({ protection }) => protection),
      ]);
      for (const one of named) expect(page).toContain(`\`${one}\``);
      for (const { cite } of model.variants.flatMap(({ fields, registers }) => [...fields, ...registers]))
        if (cite !== undefined) expect(page).toContain(cite.replaceAll(/[\\|<*[\]]/g, "\\$&"));
      for (const { why } of model.variants.flatMap(({ sizeExceptions = [] }) => sizeExceptions))
        expect(page).toContain(why);
    });

    it("shows every picture that there is, and no other", () => {
      const shown = [...page.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file]) => file);
      const made = [...files.keys()].filter((file) => file.startsWith(`${name}/`));
      expect(new Set(shown)).toEqual(new Set(made));
    });

    it("has tables whose rows are as wide as their heads", () => {
      for (const block of page
        .trimEnd()
        .split("\n\n")
        .filter((text) => text.startsWith("|"))) {
        const widths = block.split("\n").map((row) => row.replaceAll(/\\[\\|]/g, "").split("|").length);
        expect(new Set(widths).size, block).toBe(1);
      }
    });

    it("stands in the table of all formats", () => {
      const family = files.get("README.md") ?? "";
      for (const variant of model.variants)
        expect(family).toContain(`| [\`${name}\`](${name}.md) | \`${variant.name}\` |`);
    });
  },
);

describe.each(
  models.flatMap((model) =>
    model.variants.map((variant) => ({ name: `${model.format}/${variant.name}`, variant })),
  ),
)("pictures of $name", ({ variant }) => {
  function expectGood(drawing: {
    readonly texts: readonly TextBox[];
    readonly width: number;
    readonly height: number;
  }): void {
    expect(overlappingTexts(drawing.texts)).toEqual([]);
    expect(drawing.width).toBeLessThanOrEqual(1000);
    for (const { text, left, right, top, bottom } of drawing.texts)
      expect(left >= 0 && right <= drawing.width && top >= 0 && bottom <= drawing.height, text).toBe(true);
  }

  it("have room for their texts", () => {
    expectGood(drawLevels(variant));
    for (const picture of itemPictures(variant)) expectGood(drawItem(picture));
  });

  it("name every index of the VA", () => {
    const drawn = drawLevels(variant).texts.map(({ text }) => text);
    for (const { level } of variant.levels.filter(({ level }) => level <= variant.top.highest))
      expect(drawn).toContain(`level ${level}`);
    expect(drawn).toContain("offset");
  });

  it("show every bit once, with what it must be", () => {
    const pictures = itemPictures(variant);
    for (const { level, kinds } of variant.levels.filter(({ level }) => level <= variant.top.highest))
      for (const kind of kinds) {
        const own = pictures.filter(
          ({ encoding, levels }) => encoding === kind.name && levels.includes(level),
        );
        expect(own).toHaveLength(1);
        const segments = own[0]?.segments ?? [];
        let above: number = variant.item.bits;
        for (const { high, low } of segments) {
          expect(high).toBe(above - 1);
          above = low;
        }
        expect(above).toBe(0);
        for (const { high, low, digits, value } of segments)
          for (let bit = low; bit <= high; bit++) {
            const test = kind.tests.find((one) => !one.negated && (one.mask >> BigInt(bit)) & 1n);
            if (test === undefined || value !== "") continue;
            expect(digits.get(bit)).toEqual({
              digit: (test.value >> BigInt(bit)) & 1n ? "1" : "0",
              isWritten: false,
            });
          }
      }
  });
});

it.each([...files].filter(([file]) => file.endsWith(".svg")))("%s is well-formed XML", (_, text) => {
  expectWellFormed(text);
});
