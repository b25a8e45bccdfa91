import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { docsFiles } from "../generator/src/docs/docs-files.js";
import { alternativesText, fieldTests, ownersOf, testsTexts } from "../generator/src/docs/field-values.js";
import { itemPictures, type Role } from "../generator/src/docs/item-picture.js";
import type { FormatModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpec } from "../generator/src/spec/load.js";

function load(name: string): FormatModel {
  const { spec } = loadSpec(name, readFileSync(new URL(`../specs/${name}`, import.meta.url), "utf8"));
  if (spec === undefined) throw new Error(`${name} has errors`);
  return resolve(spec);
}

/** The cells of the rows below a head that starts so. */
function tableUnder(page: string, head: string): readonly (readonly string[])[] {
  const lines = page.slice(page.indexOf(`\n| ${head} |`) + 1).split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(2, end).map((line) => line.slice(2, -2).split(" | "));
}

function pageOf(model: FormatModel): string {
  return docsFiles([model]).get(`${model.format}.md`) ?? "";
}

describe("bits that are other fields in other encodings", () => {
  const model = load("armv7s.yaml");
  const [full] = model.variants;
  if (full === undefined) throw new Error("no variant");

  it("are read by the names that they have where the reading is meant", () => {
    const rows = tableUnder(pageOf(model), "protection | only in | a leaf has it if");
    const own = rows
      .filter(([, , , variants]) => variants !== "all but `armv7s`")
      .map((row) => row.slice(0, 3));
    expect(own).toEqual([
      ["`read`", "`page`, `large-page`", "`page-access` = 1"],
      ["`read`", "`section`, `supersection`", "`section-access` = 1"],
      ["`write`", "`page`, `large-page`", "`page-read-only` = 0, `page-access` = 1"],
      ["`write`", "`section`, `supersection`", "`section-read-only` = 0, `section-access` = 1"],
      ["`cache`", "", "`cacheable` = 1, `bufferable` = 1"],
      ["`noexec`", "`page`", "`page-noexec` = 1"],
      ["`noexec`", "`large-page`", "`large-noexec` = 1"],
      ["`noexec`", "`section`, `supersection`", "`section-noexec` = 1"],
      ["`noexec`", "`section`, `supersection`", "`section-user` = 0, `privileged-noexec` = 1"],
      ["`mmio`", "`page`", "`page-type` = 0, `cacheable` = 0, `bufferable` = 1"],
      [
        "`mmio`",
        "`large-page`, `section`, `supersection`",
        "`memory-type` = 0, `cacheable` = 0, `bufferable` = 1",
      ],
      ["`priv`", "`page`, `large-page`", "`page-user` = 0"],
      ["`priv`", "`section`, `supersection`", "`section-user` = 0"],
    ]);
  });

  it("have the colours of what they are in the encoding", () => {
    const pictures = itemPictures(full);
    const roles = (encoding: string, bits: readonly number[]): readonly (Role | undefined)[] => {
      const segments = pictures.find((one) => one.encoding === encoding)?.segments ?? [];
      return bits.map((bit) => segments.find(({ high, low }) => bit <= high && bit >= low)?.role);
    };
    // TEX[0] of a page is bit 6; of others bit 12. XN of a large page is bit 15, of a section bit 4.
    expect(roles("page", [0, 4, 5, 6, 9])).toEqual(["right", "right", "right", "right", "right"]);
    expect(roles("page", [7, 8])).toEqual(["field", "field"]);
    expect(roles("large-page", [6, 7, 8])).toEqual(["unused", "unused", "unused"]);
    expect(roles("large-page", [4, 5, 9, 12, 15])).toEqual(["right", "right", "right", "right", "right"]);
    // The domain of a section, bits 8..5.
    expect(roles("section", [5, 6, 7, 8, 9])).toEqual(["field", "field", "field", "field", "field"]);
    expect(roles("section", [0, 4, 10, 11, 12, 15])).toEqual([
      "right",
      "right",
      "right",
      "right",
      "right",
      "right",
    ]);
  });
});

it("says which table items restrict, where not all do", () => {
  // The upper pointers of this format have no rights.
  const rows = tableUnder(pageOf(load("x86_pae.yaml")), "a table item with | only in");
  expect(rows.map(([, where]) => where)).toEqual(["`table`", "`table`", "`table`"]);
});

describe("a value that several fields make together", () => {
  const fields = [
    { name: "low", high: 0, low: 0 },
    { name: "high", high: 1, low: 1 },
    { name: "wide", high: 5, low: 4 },
  ];
  const owners = ownersOf(fields, 32);

  it("is one that any of them may keep from being", () => {
    const model = load("ppc64_radix.yaml");
    expect(tableUnder(pageOf(model), "protection | a leaf has it if")[0]).toEqual([
      "`read`",
      "`write` = 1 or `read` = 1",
    ]);
  });

  it("stands out beside other conditions, and is not said field by field", () => {
    const tests = [
      { mask: 3n, value: 1n, negated: true },
      { mask: 0x30n, value: 0x20n, negated: false },
    ];
    expect(testsTexts(tests, owners)).toEqual(["`wide` = 2", "either `low` = 0 or `high` = 1"]);
    expect(fieldTests(tests, owners).map(({ name }) => name)).toEqual(["wide"]);
    expect(alternativesText([{ mask: 0x31n, value: 0x10n, negated: true }], owners)).toEqual([
      "`low` = 1 or `wide` ≠ 1",
    ]);
  });
});

it("a row that needs a feature is not said of a variant without it", () => {
  const model = load("armv8.yaml");
  const page = pageOf(model);
  const features = new Set(model.variants.flatMap((variant) => variant.features.map(({ name }) => name)));
  let seen = 0;
  for (const line of page.split("\n").filter((one) => one.startsWith("|") && !one.startsWith("| ---"))) {
    const cells = line.slice(2, -2).split(" | ");
    const needed = [...features].filter((name) =>
      cells.slice(0, -1).some((cell) => cell.includes(`with \`${name}\``) || cell === `\`${name}\``),
    );
    for (const name of needed) {
      seen++;
      const lacking = model.variants.filter((variant) => !variant.features.some((one) => one.name === name));
      const last = cells.at(-1) ?? "";
      if (lacking.length === 0) continue;
      expect(last, line).toMatch(/^(all but )?`/);
      for (const variant of lacking)
        expect(last.includes(`\`${variant.name}\``) === last.startsWith("all but"), line).toBe(true);
    }
  }
  expect(seen).toBeGreaterThan(4);
});
