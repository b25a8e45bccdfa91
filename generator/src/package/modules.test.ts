import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { VariantModel } from "../model/model.js";
import { resolve } from "../model/resolve.js";
import { loadSpecs } from "../spec/files.js";
import { Specialisations } from "./modules.js";

const file = fileURLToPath(new URL("../../../test/specs/tiny3.yaml", import.meta.url));
const [{ spec }] = loadSpecs([file]).files;
if (!spec) throw new Error(`${file} has errors`);
const [variant] = resolve(spec).variants;

const withLabel = (label: string): VariantModel => ({
  ...variant,
  levels: variant.levels.map((level) => ({ ...level, label })),
});
const textOf = (specialisations: Specialisations, of: VariantModel): string =>
  specialisations
    .of(of, "image")
    .map(({ text }) => text)
    .join("\n");

describe("specialisations", () => {
  it("are kept from one making to the next while the variant's code stays the same", () => {
    const first = new Specialisations("unrolled");
    const modules = first.of(variant, "image");
    const second = new Specialisations("unrolled", first);
    const retitled: VariantModel = { ...variant, title: "Another title" };
    expect(second.of(retitled, "image")).toBe(modules);
    expect(new Specialisations("unrolled", second).of(variant, "image")).toBe(modules);
  });

  it("are made anew for another level, and for another style", () => {
    const first = new Specialisations("unrolled");
    expect(textOf(first, withLabel("before"))).toContain("(before)");
    const second = new Specialisations("unrolled", first);
    expect(textOf(second, withLabel("after"))).toContain("(after)");
    expect(textOf(second, withLabel("after"))).not.toContain("(before)");
    const recursive = new Specialisations("recursive", first);
    expect(textOf(recursive, variant)).toBe(textOf(new Specialisations("recursive"), variant));
  });

  it("are forgotten once a making did not use them", () => {
    const first = new Specialisations("unrolled");
    const modules = first.of(variant, "image");
    const second = new Specialisations("unrolled", first);
    const third = new Specialisations("unrolled", second);
    expect(third.of(variant, "image")).not.toBe(modules);
  });
});
