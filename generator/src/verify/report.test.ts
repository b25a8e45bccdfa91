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

test("dumps are told apart: what was compared, what was only walked, what has no package", () => {
  const table = { status: "passed", dump: "d", steps: 0, corrections: [], failures: [] } as const;
  const none = { mappings: 0, samples: 0, faults: 0 };
  const dumps: VerifyResult = {
    passed: 3,
    failed: 0,
    corrected: 0,
    unsupported: {},
    unsupportedDumps: [{ dump: "e", reason: "it has no package" }],
    files: [
      { ...table, file: "d#a", table: "a", compared: { ...none, mappings: 2, faults: 1 } },
      { ...table, file: "d#b", table: "b", compared: none },
      { ...table, file: "d#c", table: "c", compared: { ...none, samples: 3 } },
    ],
  };
  expect(textReport(dumps).split("\n")).toEqual([
    "dump d: compared a (2 mappings, 1 faults), c (3 samples)",
    "dump d: nothing listed, only walked for damage: b",
    "unsupported dump e: it has no package",
    "3 passed, 0 failed",
  ]);
});

test("the JSON report is the result", () => {
  expect(JSON.parse(jsonReport(result))).toEqual(result);
});
