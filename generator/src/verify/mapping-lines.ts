import type { Mapping } from "@generic-pt/core";
import { hex } from "./hex.js";
import type { Json, JsonObject } from "./recording.js";

interface Run {
  readonly va: bigint;
  readonly leafSize: bigint;
  readonly oa: bigint;
  readonly attributes: bigint;
  leaves: bigint;
}

/**
 * Mappings as recordings write them down: [va, leaf size, oa, attributes], with a fifth element where that many
 * equal leaves follow each other in VA and in OA. Runs are as long as they can be, however the mappings were cut.
 */
export function mappingLines(mappings: Iterable<Mapping>): Json[] {
  const sorted = [...mappings].sort((a, b) => (a.va < b.va ? -1 : a.va > b.va ? 1 : 0));
  const runs: Run[] = [];
  for (const { va, length, oa, leafSize, attributes } of sorted) {
    const run = runs.at(-1);
    const leaves = length / leafSize;
    const bytes = run === undefined ? 0n : run.leaves * run.leafSize;
    if (
      run !== undefined &&
      run.leafSize === leafSize &&
      run.attributes === attributes &&
      run.va + bytes === va &&
      run.oa + bytes === oa
    )
      run.leaves += leaves;
    else runs.push({ va, leafSize, oa, attributes, leaves });
  }
  return runs.map(({ va, leafSize, oa, attributes, leaves }) => {
    const line = [hex(va), hex(leafSize), hex(oa), hex(attributes)];
    return leaves === 1n ? line : [...line, Number(leaves)];
  });
}

/** Number of leaves per leaf size, the size as lg2. */
export function leafCounts(mappings: Iterable<Mapping>): JsonObject {
  const counts: Record<string, number> = {};
  for (const { length, leafSize } of mappings) {
    const sizeLg2 = String(leafSize.toString(2).length - 1);
    counts[sizeLg2] = (counts[sizeLg2] ?? 0) + Number(length / leafSize);
  }
  return counts;
}
