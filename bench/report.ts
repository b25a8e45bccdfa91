import type { Timing } from "./measure.js";

/** One workload of one format, measured. */
export interface Measured {
  readonly format: string;
  readonly workload: string;
  readonly what: string;
  readonly timings: readonly Timing[];
}

/** A time with three digits, and its unit. */
export function printTime(ns: number): string {
  const [value, unit] = ns < 1e3 ? [ns, "ns"] : ns < 1e6 ? [ns / 1e3, "µs"] : [ns / 1e6, "ms"];
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}

function printRatio(ratio: number): string {
  return ratio.toFixed(ratio < 100 ? 2 : 0);
}

/** A workload as a table of at most 80 columns: median, quartiles, ratios to C and to the unrolled code. */
export function printWorkload({ format, workload, what, timings }: Measured): string {
  const rows: string[][] = [["", "", "median", "quartiles", "/ C", "/ unrolled"]];
  const halves = timings.some(({ second }) => second) ? (["map", "unmap"] as const) : ([""] as const);
  for (const half of halves) {
    const timeOf = ({ first, second }: Timing) => (half === "unmap" ? second : first);
    const of = (name: string) => {
      const timing = timings.find(({ contestant }) => contestant === name);
      return timing && timeOf(timing)?.median;
    };
    for (const timing of timings) {
      const spread = timeOf(timing);
      if (!spread) continue;
      const ratio = (to: number | undefined) => (to ? printRatio(spread.median / to) : "-");
      rows.push([
        timing.contestant,
        half,
        printTime(spread.median),
        `${printTime(spread.low)} .. ${printTime(spread.high)}`,
        ratio(of("C")),
        ratio(of("unrolled")),
      ]);
    }
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("  ")
      .trimEnd(),
  );
  return [`${format}: ${workload}`, `  ${what}`, ...lines.map((line) => `  ${line}`), ""].join("\n");
}
