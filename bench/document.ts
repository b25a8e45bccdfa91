import { type Bundle, bundleTable } from "./bundle.js";
import type { Measured, Result } from "./measured.js";
import { printRatio, printTime } from "./report.js";
import type { Spread } from "./statistics.js";
import { outcomesOf, type Target } from "./targets.js";

type Section = "results" | "bundles";

/** Where numbers come from, in words. */
export type Surroundings = string;

/** The document with its results replaced. Throws Error if it has no place for them. */
export function withResults(document: string, all: readonly Measured[], surroundings: Surroundings): string {
  return withSection(document, "results", resultsOf(all, surroundings));
}

/** The document with its sizes of bundles replaced. Throws Error if it has no place for them. */
export function withBundles(document: string, all: readonly Bundle[]): string {
  return withSection(document, "bundles", bundleTable(all));
}

function withSection(document: string, section: Section, text: string): string {
  const begin = `<!-- ${section}: written by \`npm run bench -- --write-docs\` -->`;
  const end = `<!-- end of ${section} -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the document has no lines\n${begin}\n${end}`);
  return `${document.slice(0, from)}${begin}\n\n${text}\n\n${document.slice(to)}`;
}

function resultsOf(all: readonly Measured[], surroundings: Surroundings): string {
  const formats = [...new Set(all.map(({ format }) => format))];
  return [
    `Measured with ${surroundings}.`,
    "### Targets",
    "What misses its target is marked ✗.",
    targetTable(all, formats),
    ...formats.flatMap((format) => [
      `### \`${format}\``,
      timeTable(all.filter((measured) => measured.format === format)),
    ]),
  ].join("\n\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

const limits: Readonly<Record<Target["measure"], string>> = {
  "ratio to C": "at most n times C",
  "ns above the word lane": "bigints: at most n ns above unrolled",
  "times faster": "unrolled: at least n times faster than the BigInt walk",
};

/** A line per target and operation, a column per format; what misses its target is marked. */
function targetTable(all: readonly Measured[], formats: readonly string[]): string {
  const lines = new Map<string, Map<string, string>>();
  for (const { target, format, workload, half, value, isMet } of outcomesOf(all)) {
    const operation = half === "" ? workload : `${workload}: ${half}`;
    const limit = limits[target.measure].replace(" n ", ` ${target.limit} `);
    const key = row([operation, limit]).slice(0, -2);
    const cells = lines.get(key) ?? new Map<string, string>();
    cells.set(format, `${printRatio(value)}${isMet ? "" : " ✗"}`);
    lines.set(key, cells);
  }
  if (lines.size === 0) return "None of them could be judged.";
  return [
    row(["operation", "target", ...formats]),
    row(["---", "---", ...formats.map(() => "--:")]),
    ...Array.from(lines, ([key, cells]) => `${key} ${row(formats.map((format) => cells.get(format) ?? ""))}`),
  ].join("\n");
}

const others = ["recursive", "unrolled, numbers", "unrolled, bigints", "BigInt walk", "interpreted"] as const;

function timeTable(all: readonly Measured[]): string {
  const lines = all.flatMap(({ workload, halves }) =>
    halves.map(({ name, results }) => {
      const find = (contestant: string) => results.find((result) => result.contestant === contestant);
      return row([
        name === "" ? workload : `${workload}: ${name}`,
        time(find("C")),
        time(find("unrolled")),
        spread(find("unrolled")?.toC),
        ...others.map((contestant) => time(find(contestant))),
      ]);
    }),
  );
  return [
    row([
      "operation",
      "C",
      "unrolled",
      "ratio to C (quartiles)",
      ...others.map((name) => name.replace("unrolled, ", "")),
    ]),
    row(["---", "--:", "--:", "--:", ...others.map(() => "--:")]),
    ...lines,
  ].join("\n");
}

function time(result: Result | undefined): string {
  return result ? printTime(result.time.median) : "";
}

function spread(ratio: Spread | undefined): string {
  return ratio ? `**${printRatio(ratio.median)}** (${printRatio(ratio.low)}–${printRatio(ratio.high)})` : "";
}
