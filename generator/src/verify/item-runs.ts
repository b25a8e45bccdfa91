import { hex } from "./hex.js";
import type { Json, JsonObject } from "./recording.js";

/** From here on a rising run is shorter to write down than its items. */
const shortestRisingRun = 3;

/**
 * Writes down items by index: `"5"` one item, `"5*16"` sixteen equal ones from index 5, `"5+8"` eight that start
 * with the first value and rise by the second. `items` must be in rising order of the index.
 */
export function itemRuns(items: ReadonlyMap<number, bigint>): JsonObject {
  const runs: Record<string, Json> = {};
  const entries = [...items];
  for (let at = 0; at < entries.length; ) {
    const [index, value] = entries[at] ?? [0, 0n];
    const next = entries[at + 1];
    const step = next !== undefined && next[0] === index + 1 ? next[1] - value : -1n;
    const length = step < 0n ? 1 : runLength(entries, at, step);
    if (step === 0n) {
      runs[`${index}*${length}`] = hex(value);
      at += length;
    } else if (step > 0n && length >= shortestRisingRun) {
      runs[`${index}+${length}`] = [hex(value), hex(step)];
      at += length;
    } else {
      runs[`${index}`] = hex(value);
      at += 1;
    }
  }
  return runs;
}

function runLength(entries: readonly (readonly [number, bigint])[], from: number, step: bigint): number {
  let length = 1;
  for (let at = from + 1; at < entries.length; at++, length++) {
    const [index, value] = entries[at] ?? [0, 0n];
    const [beforeIndex, before] = entries[at - 1] ?? [0, 0n];
    if (index !== beforeIndex + 1 || value - before !== step) break;
  }
  return length;
}
