import type { Sample } from "./loops.js";

/** Who takes part in a workload. */
export interface Contestant {
  readonly name: string;
  /** So slow that a few iterations must do. */
  readonly slow: boolean;
  /** Goes to a part, 0 to 1, of its places, so that no two visit what the other has just brought into the cache. */
  start(part: number): void;
  /** Before every sample: which of the two tables comes next. */
  prepare(which: 0 | 1): void;
  /** Continues where it stopped on that table. */
  run(which: 0 | 1, iterations: number): Sample | Promise<Sample>;
}
