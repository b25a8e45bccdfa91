import { describe, expect, it } from "vitest";
import { closest, didYouMean } from "./closest.js";
import { printProblems, summary } from "./print-problems.js";
import type { Problem } from "./problem.js";

const problem: Problem = {
  rule: "unknown-key",
  severity: "error",
  file: "sample.yaml",
  line: 2,
  column: 2,
  endColumn: 7,
  message: 'unknown key "granu"',
  fix: 'did you mean "granule"?',
};

describe("printProblems", () => {
  it("shows the place, the line and the fix", () => {
    const text = () => "format: sample\n\tgranu: 4KiB\n";
    expect(printProblems([problem], { colour: false, text })).toBe(
      'sample.yaml:2:2: error[unknown-key]: unknown key "granu"\n' +
        "    \tgranu: 4KiB\n" +
        "    \t^^^^^\n" +
        '  fix: did you mean "granule"?\n',
    );
  });

  it("does without the text, and colours on request", () => {
    const printed = printProblems([{ ...problem, severity: "warning" }], {
      colour: true,
      text: () => undefined,
    });
    expect(printed).toContain("\u001b[33mwarning[unknown-key]\u001b[39m");
    expect(printed).not.toContain("^");
  });

  it("counts", () => {
    expect(summary([problem, problem, { ...problem, severity: "warning" }])).toBe("2 errors, 1 warning");
    expect(summary([])).toBeUndefined();
  });
});

describe("closest", () => {
  it("finds typing mistakes and nothing far away", () => {
    expect(closest("granul", ["format", "granule"])).toBe("granule");
    expect(closest("table_size", ["table-size"])).toBe("table-size");
    expect(closest("raed", ["read", "write"])).toBe("read");
    expect(closest("elephant", ["read", "write"])).toBeUndefined();
    expect(closest("x".repeat(1000), ["read"])).toBeUndefined();
  });

  it("lists what there is instead", () => {
    expect(didYouMean("elephant", ["read", "write"])).toBe("use one of: read, write");
    expect(didYouMean("elephant", [])).toContain("none");
  });
});
