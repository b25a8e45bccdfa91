import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "./line-diff.js";

const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join("");
const everything = { context: 1000, maxLines: 100_000 };

/** What a complete diff makes of the text it was computed from. */
function apply(diff: string, keep: "-" | "+"): string {
  const shown = diff.split("\n").slice(1);
  let text = "";
  let kept = false;
  for (const line of shown) {
    if (!line.startsWith("\\")) {
      kept = line[0] === " " || line[0] === keep;
      if (kept) text += `${line.slice(1)}\n`;
    } else if (kept) text = text.slice(0, -1);
  }
  return text;
}

describe("diffLines", () => {
  it("says nothing of equal texts", () => {
    expect(diffLines("a\nb\n", "a\nb\n")).toBe("");
  });

  it("shows a changed line with what is around it", () => {
    const before = lines("1", "2", "3", "4", "5", "6", "7");
    expect(diffLines(before, before.replace("4", "four"))).toBe(
      ["@@ -2,5 +2,5 @@", " 2", " 3", "-4", "+four", " 5", " 6"].join("\n"),
    );
  });

  it("groups changes that are near each other, and only these", () => {
    const before = lines(..."abcdefghijklmnopqrst");
    const after = before.replace("c\n", "").replace("f\n", "F\n").replace("s\n", "s\nx\n");
    expect(diffLines(before, after, { context: 1 })).toBe(
      [
        "@@ -2,6 +2,5 @@",
        " b",
        "-c",
        " d",
        " e",
        "-f",
        "+F",
        " g",
        "@@ -19,2 +18,3 @@",
        " s",
        "+x",
        " t",
      ].join("\n"),
    );
  });

  it("shows empty texts, missing line ends and carriage returns", () => {
    expect(diffLines("", "a\n")).toBe("@@ -0,0 +1,1 @@\n+a");
    expect(diffLines("a\n", "")).toBe("@@ -1,1 +0,0 @@\n-a");
    expect(diffLines("a\n", "a")).toBe("@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file");
    expect(diffLines("a\r\n", "a\n")).toBe("@@ -1,1 +1,1 @@\n-a\\r\n+a");
  });

  it("stays short", () => {
    const many = Array.from({ length: 50 }, (_, number) => `line ${number}`);
    const diff = diffLines(lines(...many), lines(...many.map((text) => `${text}!`)), { maxLines: 10 });
    expect(diff.split("\n")).toHaveLength(11);
    expect(diff.split("\n").at(-1)).toBe("... 91 more lines");
  });

  it("takes texts that differ everywhere as replaced", () => {
    const many = Array.from({ length: 5000 }, (_, number) => `${number}`);
    const diff = diffLines(lines(...many), lines(...many.map((text) => `${text}!`)), everything);
    expect(diff.split("\n")).toHaveLength(10_001);
  });

  it("leads from one text to the other, whatever they are", () => {
    const text = fc
      .tuple(fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 30 }), fc.boolean())
      .map(([parts, ended]) => (parts.length === 0 ? "" : parts.join("\n") + (ended ? "\n" : "")));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before, after, everything);
        if (before === after) return diff === "";
        return apply(diff, "-") === before && apply(diff, "+") === after;
      }),
      { numRuns: 500 },
    );
  });
});
