import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Change } from "../../generator/src/diff/change.js";
import { diffFormats, wholeFormat } from "../../generator/src/diff/diff-formats.js";
import { isCompared, membersOf } from "../../generator/src/diff/drafts-unknown.js";
import { type RuleId, rules } from "../../generator/src/diff/rules.js";
import { broken, type Expected, fine } from "./case.js";
import { baseText, edited, goodModel } from "./changed-spec.js";
import { configurationCases } from "./configuration-cases.js";
import { entryCases } from "./entry-cases.js";
import { featureCases } from "./feature-cases.js";

const base = goodModel(baseText);

const cases = [...configurationCases, ...entryCases, ...featureCases];

function shortForm({ rule, text, variants, consumers, tables }: Change): Expected {
  const whole = variants === undefined ? text : `${text} [${variants.join(", ")}]`;
  return [rule, whole, consumers.effect, tables.newReadsOld, tables.oldReadsNew];
}

describe("a change is named and judged:", () => {
  const named = cases.map((one) => ({ ...one, name: one.there.map(([, text]) => text).join("; ") }));

  it.each(named)("$name", ({ edits, given = {}, there, back }) => {
    const [old, now] = [edited(baseText, given), edited(edited(baseText, given), edits)].map(goodModel);
    const forth = diffFormats(old, now);
    for (const expected of there) expect(forth.map(shortForm)).toContainEqual(expected);
    const returned = diffFormats(now, old).map(shortForm);
    for (const expected of back) expect(returned).toContainEqual(expected);
    for (const { consumers, tables } of forth) {
      expect(tables.effect).toBe(tables.newReadsOld && tables.oldReadsNew ? "compatible" : "breaking");
      expect([consumers.why, tables.why].every((why) => why.endsWith("."))).toBe(true);
    }
  });

  it("a format that comes or goes", () => {
    expect(shortForm(wholeFormat("added"))).toEqual(["format-added", "format added", fine, true, true]);
    expect(shortForm(wholeFormat("removed"))).toEqual([
      "format-removed",
      "format removed",
      broken,
      false,
      true,
    ]);
  });

  it("a member of the model that nothing here knows", () => {
    const grown = (value: number) => ({
      ...base,
      variants: base.variants.map((variant) => ({ ...variant, novel: value })),
    });
    expect(diffFormats(grown(1), grown(2)).map(shortForm)).toEqual([
      ["unknown", "novel changed", broken, false, false],
    ]);
    expect(diffFormats(grown(1), grown(1))).toEqual([]);
  });

  it("with every rule that there is", () => {
    const tested = cases.flatMap(({ there, back }) => [...there, ...back].map(([rule]) => rule));
    const elsewhere: readonly RuleId[] = ["format-added", "format-removed", "unknown", "reading"];
    expect(new Set([...tested, ...elsewhere])).toEqual(new Set(Object.keys(rules)));
  });
});

describe("no change", () => {
  it("is in a spec that says the same in other words", () => {
    const same = edited(baseText, {
      granule: 4096,
      levels: [
        { levels: 0, "index-bits": 9, label: "last" },
        ...[1, 2].map((level) => ({ levels: level, "index-bits": 9 })),
      ],
      "fields.write": { bits: 1 },
      "fields.address": { bits: "47..12" },
    });
    expect(diffFormats(base, goodModel(same))).toEqual([]);
  });

  it("is left out because the comparison does not know a member", () => {
    const folder = new URL("../../specs/", import.meta.url);
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => readFileSync(new URL(name, folder), "utf8"));
    const members = new Set([base, ...texts.map(goodModel)].flatMap((model) => [...membersOf(model)]));
    expect([...members].filter((key) => !isCompared(key))).toEqual([]);
  });
});

it("a change of a part is said once for all variants that use it", () => {
  const text = readFileSync(new URL("../../specs/armv8.yaml", import.meta.url), "utf8");
  const part = "granule-64k:\n    granule: 64KiB\n";
  const now = text.replace(part, `${part}    oa: { max: 47 }\n`);
  const [change, ...more] = diffFormats(goodModel(text), goodModel(now));
  expect(more).toEqual([]);
  expect(change).toMatchObject({
    text: "OA 48 → 47 bits",
    variants: ["s1-64k", "s2-64k"],
    ofVariants: goodModel(text).variants.length,
  });
});

it("a change that one variant has names it", () => {
  const now = goodModel(edited(baseText, { "variants.narrow.oa.max": 42 }));
  expect(diffFormats(base, now).map(shortForm)).toEqual([
    ["oa-widened", "OA 40 → 42 bits [narrow]", fine, true, true],
  ]);
});
