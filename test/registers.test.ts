import { expect, it } from "vitest";
import { registerTests } from "./registers.js";
import { imageSubjectsOf, subjectsOf } from "./subjects.js";
import { styles, testedFormats } from "./tested-formats.js";

let variants = 0;
for (const format of testedFormats()) {
  for (const style of styles) {
    const writers = (await subjectsOf(format, style)).filter(({ binding }) => binding === "arena");
    const readers = await imageSubjectsOf(format, style);
    for (const [n, reader] of readers.entries()) {
      if (reader.variant.registers.length === 0) continue;
      variants++;
      registerTests(writers[n], reader);
    }
  }
}

it("some formats have registers", () => {
  expect(variants).toBeGreaterThan(styles.length);
});
