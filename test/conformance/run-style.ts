import { afterAll, expect, it } from "vitest";
import type { Style } from "../../generator/src/specialise/specialise.js";
import { testedFormats } from "../generate.js";
import { subjectsOf } from "../subjects.js";
import { configurations, refusals } from "./configurations.js";
import { combinations } from "./matrix.js";
import { conformance } from "./suite.js";

/** Runs the suite on every format in one style. */
export async function runStyle(style: Style): Promise<void> {
  const formats = testedFormats();
  let count = 0;
  for (const format of formats) {
    for (const { name, variant, binding, create } of await subjectsOf(format, style)) {
      const shared = binding === "shared";
      const thorough = style === "unrolled" && !shared;
      const tested = { name, variant, shared, thorough, open: create };
      count += conformance(tested, configurations(variant), refusals(variant));
    }
  }
  it("runs on every combination there is", () => {
    expect(count).toBe(combinations(formats, [style]).length);
  });
  afterAll(() => {
    console.log(`conformance, ${style}: ${count} of format × variant × configuration × binding`);
  });
}
