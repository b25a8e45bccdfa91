import { readdirSync, readFileSync } from "node:fs";
import { type RootFields, rootOfRegisters, type TableConfig, topOf } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import { resolve } from "../model/resolve.js";
import { traitsOf } from "../model/traits.js";
import { loadSpec } from "../spec/load.js";
import { readingText } from "./reading-text.js";

const folder = new URL("../../../specs/", import.meta.url);
const variants = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .flatMap((name) => {
    const { spec } = loadSpec(name, readFileSync(new URL(name, folder), "utf8"));
    if (spec === undefined) throw new Error(`${name} has errors`);
    const model = resolve(spec);
    return model.variants.map((variant) => ({
      name: `${model.format}/${variant.name}`,
      variant,
      traits: traitsOf(model, variant),
    }));
  })
  .filter(({ variant }) => variant.root.length > 0);

/** The arguments of a call as they stand in a README. */
function argumentsOf(call: string): readonly [RootFields, TableConfig?] {
  return new Function(`return [${call}]`)() as readonly [RootFields, TableConfig?];
}

describe.each(variants)("the README of $name", ({ variant, traits }) => {
  const text = readingText(variant);
  const expected = { address: 0x8188_0000n, topLevel: variant.top.highest };

  it("opens the table that it speaks of from root fields", () => {
    const [root, config = {}] = argumentsOf(text.rootCall);
    expect(topOf(traits, root, config)).toEqual(expected);
  });

  it("opens the same table from registers, where there are any", () => {
    expect(text.registerCall === "").toBe(variant.registers.length === 0);
    if (text.registerCall === "") return;
    const [registers, config = {}] = argumentsOf(text.registerCall);
    const { root, features, topLevel = config.topLevel } = rootOfRegisters(traits, registers);
    expect(topOf(traits, root, { ...(topLevel === undefined ? {} : { topLevel }) })).toEqual(expected);
    const [, { features: named = [] } = {}] = argumentsOf(text.rootCall);
    expect(new Set([...features, ...(config.features ?? [])])).toEqual(new Set(named));
  });

  it("says of each field and register what it holds", () => {
    expect(text.rootRows.map(({ name }) => name)).toEqual(variant.root.map(({ name }) => name));
    expect(text.registerRows.length).toBe(variant.registers.flatMap(({ fields }) => fields).length);
  });
});
