import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lintRules } from "../../generator/src/spec/lint/rules.js";
import { loadSpec } from "../../generator/src/spec/load.js";
import { syntaxRules } from "../../generator/src/spec/syntax-rules.js";

const folder = new URL(".", import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const ids = [...syntaxRules, ...lintRules].map(({ id }) => id);

interface Expected {
  readonly rule: string;
  readonly line: number;
  readonly column: number;
}

/** `#   ^ rule-id` stands below the column it means; `#< rule-id` means column 1. */
function markers(text: string): readonly Expected[] {
  const expected: Expected[] = [];
  let line = 0;
  for (const [index, content] of text.split("\n").entries()) {
    const marker = /^#( *\^|<) ([a-z0-9-]+)$/.exec(content);
    if (marker === null) line = index + 1;
    else
      expected.push({
        rule: marker[2] ?? "",
        line,
        column: marker[1] === "<" ? 1 : content.indexOf("^") + 1,
      });
  }
  return expected;
}

describe("every lint rule", () => {
  it.each(fixtures)("is found where its fixture says: %s", (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const expected = markers(text);
    expect(expected.map(({ rule }) => rule)).toContain(name.replace(".yaml", ""));
    const { problems, spec } = loadSpec(name, text);
    expect(problems.map(({ rule, line, column }) => ({ rule, line, column }))).toEqual(expected);
    for (const { message, fix } of problems) {
      expect(message).not.toBe("");
      expect(fix).not.toBe("");
    }
    expect(spec === undefined).toBe(problems.some(({ severity }) => severity === "error"));
  });

  it.each([
    ["entry-unreachable", "small", '"small" is never reached at level 1, 2:'],
    ["entry-not-encodable", "large", '"large" at level 1, 2, with no protection, reads back as "guard"'],
  ])("names the levels and what is written: %s", (rule, entry, words) => {
    const text = readFileSync(new URL(`${rule}.yaml`, folder), "utf8");
    const { problems } = loadSpec(`${rule}.yaml`, text);
    const messages = problems.filter(({ message }) => message.includes(`"${entry}"`));
    expect(messages.map(({ message }) => message).join("\n")).toContain(words);
  });

  it("refuses leaves that an earlier entry takes at some addresses", () => {
    const name = "entry-ambiguous.yaml";
    const text = readFileSync(new URL(name, folder), "utf8").replace("user: 9", "user: 12");
    const found = loadSpec(name, text).problems.filter(({ rule }) => rule === "entry-not-encodable");
    expect(found.map(({ message }) => message)).toEqual([
      'what is written for "page" at level 0, with no protection, at some addresses, reads back as "guard"',
    ]);
  });

  it("has a fixture, and every fixture a rule", () => {
    expect(fixtures.map((name) => name.replace(".yaml", "")).sort()).toEqual([...ids].sort());
  });

  it("has an id of its own", () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("stands in the catalogue, and the catalogue has no other", () => {
    const catalogue = readFileSync(new URL("../../docs/lint.md", import.meta.url), "utf8");
    const headings = [...catalogue.matchAll(/^### `([a-z0-9-]+)`/gm)].map(([, id]) => id);
    expect(headings.sort()).toEqual([...ids].sort());
    const words = catalogue.replaceAll(/\s+/g, " ");
    for (const { id, meaning } of syntaxRules) expect(words).toContain(`### \`${id}\` Error. ${meaning}`);
    for (const { id, severity, meaning } of lintRules) {
      expect(words).toContain(`### \`${id}\` ${severity === "error" ? "Error" : "Warning"}. ${meaning}`);
    }
  });
});
