import { fileURLToPath } from "node:url";
import { EINVAL, EOPNOTSUPP, Protection } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import { loadSpecs } from "../spec/files.js";
import type { FormatModel, VariantModel } from "./model.js";
import { resolve } from "./resolve.js";
import { classOf, ruleClasses } from "./rule-classes.js";
import { traitsOf } from "./traits.js";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const models: readonly FormatModel[] = loadSpecs([
  path("../../../specs"),
  path("../../../test/specs"),
]).files.flatMap(({ spec }) => (spec ? [resolve(spec)] : []));

function find(format: string, variant: string): { format: FormatModel; variant: VariantModel } {
  const model = models.find((each) => each.format === format);
  const found = model?.variants.find(({ name }) => name === variant);
  if (!model || !found) throw new Error(`there is no ${format}/${variant}`);
  return { format: model, variant: found };
}

function traits(format: string, variant: string) {
  const found = find(format, variant);
  return traitsOf(found.format, found.variant);
}

describe("traits", () => {
  it("say by number what the model says by name", () => {
    const vtdss = traits("vtdss", "vtdss");
    expect(vtdss.top).toEqual({ lowest: 2, highest: 4, otherwise: EOPNOTSUPP });
    expect(vtdss.requiredProtection).toBe(Protection.READ | Protection.WRITE);
    expect(vtdss.refusals).toEqual([
      {
        ifAll: Protection.READ,
        unlessAny: Protection.WRITE,
        features: ["vtdss_force_writeable"],
        withoutFeatures: [],
        errno: EINVAL,
      },
    ]);
    expect(vtdss.reads.map(({ protection }) => protection)).toEqual([Protection.READ, Protection.WRITE]);
    expect(traits("tiny3", "tiny3").requiredProtection).toBe(0);
  });

  it("hold what decides over addresses", () => {
    const native = traits("amdv1", "native");
    expect([native.vaMaxLg2, native.oaMaxLg2, native.topNarrowsVa]).toEqual([64, 52, true]);
    expect(native.dirty).toEqual({ mask: 0x40n, value: 0x40n, negated: false });
    expect(native.tableAddressLg2).toBe(52);
    expect(native.parameters).toEqual([
      { name: "encryption", feature: "amdv1_encrypt_tables", within: 0xffffffffff000n },
    ]);
    // Frames of 2^12 in item bits 49..18.
    expect(traits("tiny3", "tiny3").tableAddressLg2).toBe(44);
    expect(traits("split32", "wide").tableAddressLg2).toBe(32);
  });

  it("list encodings in the order of their numbers", () => {
    expect(traits("split32", "wide").levels[1]?.encodings).toEqual([
      { name: "empty", kind: "empty" },
      { name: "table", kind: "table" },
      { name: "section", kind: "leaf" },
      { name: "super-section", kind: "leaf" },
    ]);
  });

  it("tell which bits a table item gets while a feature is on", () => {
    const bits = traits("vtdss", "vtdss").features.map(({ name, pointerBits }) => [name, pointerBits]);
    expect(Object.fromEntries(bits)).toMatchObject({ dma_incoherent: 1n << 10n, flush_range: 0n });
  });

  it("refuse a model with an errno that nobody knows", () => {
    const { format, variant } = find("vtdss", "vtdss");
    const odd = { ...variant, top: { ...variant.top, otherwise: "EODD" } };
    expect(() => traitsOf(format, odd)).toThrow("EODD is the name of no errno");
  });

  it.each(models.flatMap(({ format, variants }) => variants.map(({ name }) => [format, name] as const)))(
    "have the rules of %s/%s by class",
    (format, name) => {
      const { variant } = find(format, name);
      const { leafRules, tableRules } = traits(format, name);
      const classes = ruleClasses(variant);
      expect([leafRules.length, tableRules.length]).toEqual([classes.leaf.length, classes.table.length]);
      for (const { kinds } of variant.levels) {
        for (const { kind, rules } of kinds) {
          if (kind !== "leaf" && kind !== "table") continue;
          const own = kind === "leaf" ? leafRules : tableRules;
          const written = own[classOf(classes[kind], rules)]?.map(({ mask, value }) => [mask, value]);
          expect(written).toEqual(rules.map(({ mask, value }) => [mask, value]));
        }
      }
    },
  );
});
