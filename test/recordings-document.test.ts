import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { corrections } from "../generator/src/verify/corrections.js";
import { planTable, shippedFormatsMap } from "../generator/src/verify/formats-map.js";
import { pageCountShapes } from "../generator/src/verify/page-counts/page-count-shapes.js";
import { parseRecording } from "../generator/src/verify/parse-recording.js";
import type { Json } from "../generator/src/verify/recording.js";
import { operationShapes } from "../generator/src/verify/recording-shapes.js";
import { replayRecording } from "../generator/src/verify/replay.js";
import { shippedRulings } from "../generator/src/verify/rulings.js";
import { naiveFactory } from "./naive-page-table.js";

function document(name: string): string {
  return readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8");
}

test("the documented example passes", () => {
  const [, section = ""] = document("recordings.md").split(/^## An example\n|^## Dumps\n/m);
  const lines = section.split("\n").filter((line) => line.startsWith("    "));
  const parsed = parseRecording(JSON.parse(lines.join("\n")) as Json);
  if (parsed.kind !== "recording") throw new Error(parsed.kind);
  const map = shippedFormatsMap();
  expect(planTable(map, naiveFactory, parsed.format, parsed.config)).toBeDefined();
  const context = { factory: naiveFactory, map, rulings: [], maxFailures: 5, arenaBytes: 2 ** 20 };
  expect(replayRecording(parsed, context)).toEqual({ steps: 3, failures: [], corrections: [] });
});

test("every operation is documented", () => {
  const text = document("recordings.md");
  const operations = [...Object.keys(operationShapes), ...Object.keys(pageCountShapes)];
  for (const operation of operations) expect(text).toContain(`| \`${operation}\` |`);
});

test("every correction and ruling has a section, and every section has one", () => {
  const sections = [...document("deviations.md").matchAll(/^## ([a-z-]+)$/gm)].map(([, id]) => id);
  const ids = new Set([...corrections, ...shippedRulings()].map(({ id }) => id));
  expect(new Set(sections)).toEqual(ids);
});
