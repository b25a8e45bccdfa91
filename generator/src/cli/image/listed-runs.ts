import type { Mapping, TableFault } from "@generic-pt/core";
import type { DumpFilter } from "./dump-filters.js";
import type { AnyView } from "./image-packages.js";
import { runsOf } from "./table-runs.js";

/** One row of a dump. */
export type ListedRun = ListedMapping | ListedFault;

export interface ListedMapping {
  readonly va: bigint;
  readonly length: bigint;
  /** Where runs were merged, its leaf size is the smallest, and its attributes are those of the first. */
  readonly mapping: Mapping;
  readonly largest: bigint;
  /** How many leaves of each size it is. */
  readonly leaves: ReadonlyMap<bigint, bigint>;
  /** Runs with different attributes were merged. */
  readonly isMixed: boolean;
  readonly fault?: undefined;
}

export interface ListedFault {
  readonly va: bigint;
  readonly length: bigint;
  readonly fault: TableFault;
  readonly mapping?: undefined;
}

/**
 * What the filter leaves of a table, in rising order. Faults pass it: what they hide is not known. `seen` is told where
 * the search is, which may find nothing for long.
 */
export function* filteredRuns(
  view: AnyView,
  filter: DumpFilter,
  seen: (va: bigint) => void,
): Generator<ListedRun> {
  for (const { va, length, fault, mapping } of runsOf(view, filter.range)) {
    seen(va);
    if (fault !== undefined) yield { va, length, fault };
    const taken = mapping && filter.take(mapping);
    if (taken !== undefined) yield listed(taken);
  }
}

/** Merges neighbours that translate without a step and allow the same, whatever their leaves and attributes. */
export function* mergedRuns(runs: Iterable<ListedRun>): Generator<ListedRun> {
  let pending: ListedMapping | undefined;
  for (const run of runs) {
    const merged = run.fault === undefined && pending !== undefined ? merge(pending, run) : undefined;
    if (merged === undefined && pending !== undefined) yield pending;
    if (run.fault !== undefined) {
      pending = undefined;
      yield run;
    } else pending = merged ?? run;
  }
  if (pending !== undefined) yield pending;
}

function listed(mapping: Mapping): ListedMapping {
  const { va, length, leafSize } = mapping;
  const leaves = new Map([[leafSize, (va + length - 1n) / leafSize - va / leafSize + 1n]]);
  return { va, length, mapping, largest: leafSize, leaves, isMixed: false };
}

function merge(a: ListedMapping, b: ListedMapping): ListedMapping | undefined {
  const [one, other] = [a.mapping, b.mapping];
  const follows = one.va + one.length === other.va && one.oa + one.length === other.oa;
  if (!follows || one.effective !== other.effective) return undefined;
  const length = one.length + other.length;
  const sizes = [one.leafSize, other.leafSize, a.largest, b.largest].sort((x, y) => Number(x - y));
  const [leafSize = 0n, largest = leafSize] = [sizes[0], sizes.at(-1)];
  return {
    va: a.va,
    length,
    mapping: { ...one, length, leafSize },
    largest,
    leaves: added(a.leaves, b.leaves),
    isMixed: true,
  };
}

function added(
  some: ReadonlyMap<bigint, bigint>,
  more: ReadonlyMap<bigint, bigint>,
): ReadonlyMap<bigint, bigint> {
  const all = new Map(some);
  for (const [size, count] of more) all.set(size, (all.get(size) ?? 0n) + count);
  return all;
}

/** What a dump adds up to. */
export class DumpTotals {
  runs = 0;
  faults = 0;
  /** Found, but not asked for. */
  hiddenFaults = 0;
  bytes = 0n;
  /** Leaves by size. */
  leaves: ReadonlyMap<bigint, bigint> = new Map();

  /** Counts a row. */
  count(run: ListedRun): void {
    this.runs += 1;
    if (run.fault !== undefined) {
      this.faults += 1;
      return;
    }
    this.bytes += run.length;
    this.leaves = added(this.leaves, run.leaves);
  }
}
