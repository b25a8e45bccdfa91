import { join } from "node:path";
import type { Drift } from "../package/drift.js";
import type { Terminal } from "./terminal.js";

/** One change of a spec changes most files: a few differences show what it is. */
const shownDifferences = 3;

/** What differs in a folder, and the first differences. */
export function printDrift(folder: string, drift: Drift, { out, paint }: Terminal): void {
  const path = (file: string): string => join(folder, file);
  for (const file of drift.missing) out(`${paint.red("missing ")} ${path(file)}`);
  for (const file of drift.orphaned) out(`${paint.red("orphaned")} ${path(file)}`);
  for (const { file } of drift.stale) out(`${paint.red("stale   ")} ${path(file)}`);
  for (const { file, diff } of drift.stale.slice(0, shownDifferences)) {
    out(
      [
        "",
        paint.bold(`--- ${path(file)}`),
        paint.bold("+++ as its spec generates it"),
        ...coloured(diff),
      ].join("\n"),
    );
  }
  const more = drift.stale.length - shownDifferences;
  if (more > 0) out(`\n... and ${more} more stale file${more === 1 ? "" : "s"} in ${folder}`);

  function coloured(diff: string): readonly string[] {
    return diff.split("\n").map((line) => {
      if (line.startsWith("@@")) return paint.cyan(line);
      return line.startsWith("-") ? paint.red(line) : line.startsWith("+") ? paint.green(line) : line;
    });
  }
}
