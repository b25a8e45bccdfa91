import { expect, it } from "vitest";
import type { FormatModel } from "../../generator/src/model/model.js";
import { subjectsOf } from "../subjects.js";
import { styles, testedFormats } from "../tested-formats.js";
import { configurations, refusals } from "./configurations.js";
import { combinations } from "./matrix.js";
import { conformance } from "./suite.js";

/** Files that the suite is spread over, so that they can be run at the same time. */
export const parts = 8;

/** The variants that are the business of part `part`: every format with those alone, without formats that have none. */
export function formatsOf(formats: readonly FormatModel[], part: number): readonly FormatModel[] {
  let number = 0;
  return formats
    .map((format) => ({ ...format, variants: format.variants.filter(() => number++ % parts === part) }))
    .filter(({ variants }) => variants.length > 0);
}

/** Runs the suite on every class of each variant of some formats, and sees to it that it ran on all that the list shows. */
export async function conformanceOf(
  formats: readonly FormatModel[],
  folderOf?: (style: string, format: string) => string,
): Promise<void> {
  let checks = 0;
  const count = () => {
    checks++;
  };
  for (const format of formats) {
    for (const style of styles) {
      const folder = folderOf?.(style, format.format);
      for (const subject of await subjectsOf(format, style, folder))
        conformance(subject, configurations(subject.variant), refusals(subject.variant), count);
    }
  }
  it("runs on every combination that the list shows", () => {
    const listed = combinations(formats, styles).map((each) => each.checks);
    expect(checks).toBe(listed.reduce((sum, each) => sum + each, 0));
  });
}

/** One part of the suite. */
export async function runPart(part: number): Promise<void> {
  await conformanceOf(formatsOf(testedFormats(), part));
}
