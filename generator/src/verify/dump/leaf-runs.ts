import type { Mapping } from "@generic-pt/core";
import type { Failure } from "../findings.js";
import type { TableView } from "../table-factory.js";
import { rangeText } from "./range-text.js";

/** A walk that finds more runs than this, or more damage, is given up: no listing is as long. */
const mostRuns = 2 ** 20;

/** What a walk over a whole table found. */
export interface LeafRuns {
  /** Rising in VA. */
  readonly runs: readonly Mapping[];
  readonly failures: readonly Failure[];
}

/** Walks a table from `first` to `last`; damaged items become failures, at most so many. */
export function collectRuns(
  table: TableView,
  range: { readonly firstVa?: bigint; readonly lastVa?: bigint },
  maxFailures: number,
): LeafRuns {
  const runs: Mapping[] = [];
  const failures: Failure[] = [];
  let faults = 0;
  const mappings = table.mappings(range.firstVa ?? 0n, range.lastVa, ({ va, length, level, code }) => {
    if (faults++ < maxFailures)
      failures.push({
        op: "walk",
        field: `${rangeText(va, length)}, level ${level}`,
        actual: faultText(code),
      });
    // The iteration goes on over all of a damaged table otherwise, without a run to stop at.
    if (faults > mostRuns) throw new GivenUp();
  });
  try {
    for (const mapping of mappings) {
      if (runs.length === mostRuns) throw new GivenUp();
      runs.push(mapping);
    }
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error;
    failures.push({ op: "walk", field: "length", actual: `more than ${mostRuns} runs or faults: given up` });
  }
  return { runs, failures };
}

class GivenUp extends Error {
  override readonly name = "GivenUp";
}

function faultText(code: string): string {
  const texts: Readonly<Record<string, string>> = {
    EFAULT: "EFAULT: the item points to a table that is not in the dump",
    EBADMSG: "EBADMSG: the item has a reserved pattern",
    ELOOP: "ELOOP: the item leads back to a table above it",
  };
  return texts[code] ?? code;
}

/** The run that covers an address; undefined if none does. */
export function runAt(runs: readonly Mapping[], va: bigint): Mapping | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const run = runs[middle];
    if (run !== undefined && run.va <= va) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  return run !== undefined && va < run.va + run.length ? run : undefined;
}
