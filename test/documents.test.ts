import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dumpModel } from "../generator/src/model/dump.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpec } from "../generator/src/spec/load.js";

const root = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** Fenced blocks with their language. */
function blocksOf(document: string): readonly { readonly language: string; readonly text: string }[] {
  return [...document.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language, text]) => ({ language, text }));
}

describe("docs/how-a-format-becomes-code.md", () => {
  const document = read("docs/how-a-format-becomes-code.md");
  const spec = loadSpec("specs/vtdss.yaml", read("specs/vtdss.yaml")).spec;
  if (!spec) throw new Error("specs/vtdss.yaml has errors");
  const sources: Readonly<Record<string, string>> = {
    yaml: read("specs/vtdss.yaml"),
    json: dumpModel(resolve(spec)),
    ts: read("generator/src/algorithms/translate.ts") + read("generated/vtdss/src/vtdss/arena/translate.ts"),
  };
  const blocks = blocksOf(document);

  it("quotes each stage", () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(["yaml", "json", "ts"]));
  });

  it.each(blocks)("quotes $language text that is really there: $text", ({ language, text }) => {
    expect(sources[language]).toContain(text);
  });
});

describe("relative links", () => {
  it.each([
    "README.md",
    "CHANGELOG.md",
    "docs/formats/README.md",
    "docs/house.md",
    "docs/format-in-fifteen-minutes.md",
    "docs/cli.md",
    "docs/diff.md",
    "docs/reading-tables.md",
    "docs/how-a-format-becomes-code.md",
    "docs/spec-language.md",
    "docs/lint.md",
    "docs/recordings.md",
    "docs/deviations.md",
    "docs/performance.md",
    "bench/native/README.md",
  ])("of %s lead somewhere", (path) => {
    const targets = [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target);
    for (const target of targets) {
      expect(() => readFileSync(new URL(target, new URL(path, root)))).not.toThrow(/ENOENT/);
    }
  });
});
