import type { Measured } from "./measured.js";
import { outcomesOf, type Target } from "./targets.js";

/** A time with three digits, and its unit. */
export function printTime(ns: number): string {
  const [value, unit] = ns < 999.5 ? [ns, "ns"] : ns < 999.5e3 ? [ns / 1e3, "µs"] : [ns / 1e6, "ms"];
  return `${threeDigits(value)} ${unit}`;
}

/** A ratio with three digits. */
export function printRatio(ratio: number | undefined): string {
  return ratio === undefined ? "-" : threeDigits(ratio);
}

function threeDigits(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

/** Rows below each other: the first `texts` columns begin, the others end at the same place. */
export function alignColumns(rows: readonly (readonly string[])[], texts: number): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column < texts ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A workload as a table of at most 80 columns: median, quartiles, ratios to C and to the unrolled code. */
export function printWorkload({ format, workload, what, halves }: Measured): string {
  const rows = halves.flatMap(({ name, results }) =>
    results.map(({ contestant, time, toC, toUnrolled }) => [
      name === "" ? contestant : `${name}, ${contestant}`,
      printTime(time.median),
      `${printTime(time.low)} .. ${printTime(time.high)}`,
      printRatio(toC?.median),
      printRatio(toUnrolled?.median),
    ]),
  );
  const table = alignColumns([["", "median", "quartiles", "/ C", "/ unrolled"], ...rows], 1);
  return `${format}: ${workload}\n  ${what}\n${table.replaceAll(/^/gm, "  ")}\n`;
}

const limits: Readonly<Record<Target["measure"], string>> = {
  "ratio to C": "<= n x C",
  "ns above the word lane": "<= words + n ns",
  "times faster": ">= n x faster",
};

/** Every target that can be judged, and whether it was met; empty if there is none. */
export function printTargets(all: readonly Measured[]): string {
  const outcomes = outcomesOf(all);
  if (outcomes.length === 0) return "";
  const rows = outcomes.map(({ target, format, workload, half, value, isMet }) => [
    format,
    half === "" ? workload : `${workload}: ${half}`,
    limits[target.measure].replace("n", String(target.limit)),
    printRatio(value),
    isMet ? "met" : "MISSED",
  ]);
  return `Targets\n${alignColumns(rows, 3).replaceAll(/^/gm, "  ")}\n`;
}
