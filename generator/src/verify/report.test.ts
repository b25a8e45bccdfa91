import { expect, test } from "vitest";
import { jsonReport, textReport } from "./report.js";
import type { VerifyResult } from "./verify.js";

const result: VerifyResult = {
  passed: 3,
  failed: 1,
  corrected: 2,
  unsupported: { transcript: 4, "dump manifest": 1 },
  unsupportedDumps: [],
  files: [
    {
      file: "a.json",
      status: "failed",
      steps: 7,
      corrections: [],
      failures: [
        { step: 2, op: "unmap", field: "flush[0][1]", expected: "0xfff", actual: "0x1fff" },
        { op: "final", field: "tables[3]", actual: { level: 0 } },
        { step: 4, op: "map", field: "exception", actual: "RangeError: no" },
      ],
    },
  ],
};

test("the text report names every failure and ends with the count", () => {
  expect(textReport(result).split("\n")).toEqual([
    "FAILED a.json",
    "  step 2 (unmap): flush[0][1]",
    "    expected 0xfff",
    "    actual   0x1fff",
    "  final: tables[3]",
    "    expected (absent)",
    '    actual   {"level":0}',
    "  step 4 (map): RangeError: no",
    "unsupported: 1 × dump manifest",
    "unsupported: 4 × transcript",
    "of these, 2 corrected (docs/deviations.md)",
    "3 passed, 1 failed",
  ]);
});

test("the JSON report is the result", () => {
  expect(JSON.parse(jsonReport(result))).toEqual(result);
});
