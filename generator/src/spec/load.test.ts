import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSpec } from "./load.js";
import { starterSpec } from "./starter.js";

const sound = starterSpec("sample", "spec.schema.json");
const load = (text: string) => loadSpec("sample.yaml", text);
const rules = (text: string): readonly string[] => load(text).problems.map(({ rule }) => rule);

/** The starter with one piece replaced; the piece must be there. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, sound);
}

describe("loadSpec", () => {
  it("reports every problem of a file in one run, in the order of the text", () => {
    const text = changed(
      ["granule: 4KiB", "granule: 3KiB"],
      ["dirty: { bits: 6", "dirty: { bit: 6"],
      ["if: write, set", "if: writ, set"],
      ["holds: top-address", "holds: top-adress"],
    );
    expect(load(text).spec).toBeUndefined();
    expect(rules(text)).toEqual([
      "size-not-power-of-two",
      "missing-key",
      "unknown-key",
      "unknown-protection",
      "wrong-value",
    ]);
  });

  it("speaks once about a base that is wrong in every variant, where it stands", () => {
    const text = `${changed(["max: 39", "max: 48"])}variants:\n  one: { title: One }\n  two: { title: Two }\n`;
    const { problems } = load(text);
    expect(problems).toMatchObject([{ rule: "va-uncovered", line: 12 }]);
  });

  it("reports a variant's mistake in its override", () => {
    const text = `${sound}variants:\n  one: { title: One }\n  two: { va: { max: 48 } }\n`;
    const { problems } = load(text);
    const line = text.split("\n").findIndex((content) => content.includes("two:")) + 1;
    expect(problems).toMatchObject([{ rule: "va-uncovered", line, column: 21 }]);
  });

  it("reports what an override removes too much", () => {
    expect(rules(`${sound}variants:\n  one: { granule: null }\n`)).toEqual(["missing-key"]);
    expect(rules(`${sound}variants:\n  one: { fields: { dirty: null } }\n`)).toEqual(["unknown-field"]);
  });

  it("lets a variant remove a feature with all that needs it", () => {
    const rule = "- { feature: flush-range, set: { write: 1 }, on: table }\n    - { if: write";
    expect(
      rules(`${changed(["- { if: write", rule])}variants:\n  one: { features: { flush-range: null } }\n`),
    ).toEqual([]);
  });

  it("keeps the base's place in the order of an overridden entry", () => {
    const text = `${sound}variants:\n  one: { entries: { page: { doc: Overridden. } } }\n`;
    expect(load(text).problems).toEqual([]);
  });

  it("accepts aliases and Windows line ends", () => {
    expect(
      rules(
        changed(["output: [", "output: &pieces ["], ["next: [{ bits: 51..12, from: 12 }]", "next: *pieces"]),
      ),
    ).toEqual([]);
    expect(rules(sound.replaceAll("\n", "\r\n"))).toEqual([]);
  });

  it.each([
    ["", "yaml-syntax"],
    ["just text", "yaml-syntax"],
    ["- a\n- list\n", "yaml-syntax"],
    ["a: &a [*a]\n", "yaml-syntax"],
    ["a: b\n---\nc: d\n", "yaml-syntax"],
    ["\u0000\u0001\u0002", "yaml-syntax"],
    ["__proto__: { polluted: true }\n", "unknown-key"],
  ])("refuses %j", (text, rule) => {
    expect(rules(text)).toContain(rule);
    expect(load(text).spec).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("ends quickly on hostile files", () => {
    const laughs = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"];
    for (let i = 1; i < 10; i++)
      laughs.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    const hostile = [
      laughs.join("\n"),
      "[".repeat(500_000),
      "{a: ".repeat(200_000),
      "- ".repeat(400_000),
      Array.from({ length: 20_000 }, (_, i) => `key${i}: ${i}`).join("\n"),
      "x".repeat(2 << 20),
      Array.from({ length: 900 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      `fields:\n${Array.from({ length: 15_000 }, (_, i) => `  Bad${i}: 1`).join("\n")}`,
    ];
    for (const text of hostile) {
      const start = performance.now();
      expect(load(text).problems.length).toBeGreaterThan(0);
      expect(performance.now() - start).toBeLessThan(8000);
    }
  });

  it("never throws, and has a spec only without errors", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: "binary", maxLength: 300 })),
        (text) => {
          expect(load(text).spec).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
    // Damaged specs reach further than noise does.
    const lines = sound.split("\n");
    fc.assert(
      fc.property(
        fc.nat({ max: sound.length - 1 }),
        fc.nat({ max: lines.length - 1 }),
        fc.constantFrom("", "0", "99", "-", "null", "[", "}", ": ", "63..0", "level", "\t", "{}"),
        fc.boolean(),
        (at, line, insert, drop) => {
          const kept = drop ? lines.filter((_, index) => index !== line).join("\n") : sound;
          const { spec, problems } = load(kept.slice(0, at) + insert + kept.slice(at));
          expect(spec === undefined).toBe(problems.some(({ severity }) => severity === "error"));
          for (const problem of problems) {
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.column).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
