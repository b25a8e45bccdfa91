import type { Timing } from "./measure.js";
import { ratioOf, type Spread, spreadOf } from "./statistics.js";
import type { Workload } from "./workloads.js";

/** What one contestant took for a workload, or for one half of it. */
export interface Result {
  readonly contestant: string;
  readonly iterations: number;
  /** Nanoseconds per operation, per round. */
  readonly ns: readonly number[];
  readonly time: Spread;
  /** Times longer than C; missing where there is no C. */
  readonly toC?: Spread;
  /** Times longer than the unrolled code; missing where it was not measured. */
  readonly toUnrolled?: Spread;
}

/** One workload of one format, measured. */
export interface Measured {
  readonly format: string;
  readonly workload: string;
  readonly what: string;
  /** Map and unmap where they were measured each for itself; else one without a name. */
  readonly halves: readonly { readonly name: string; readonly results: readonly Result[] }[];
}

export const nameOfC = "C";
const reference = "unrolled";

/** Medians, spreads and ratios of a workload's timings. */
export function summarise(format: string, workload: Workload, timings: readonly Timing[]): Measured {
  const hasHalves = timings.some(({ second }) => second.length > 0);
  const halves = hasHalves
    ? ([
        ["map", ({ first }: Timing) => first],
        ["unmap", ({ second }: Timing) => second],
      ] as const)
    : ([["", ({ first }: Timing) => first]] as const);
  return {
    format,
    workload: workload.name,
    what: workload.what,
    halves: halves.map(([name, nsOf]) => {
      const nsOfName = (contestant: string) => {
        const timing = timings.find((other) => other.contestant === contestant);
        return timing && nsOf(timing);
      };
      const c = nsOfName(nameOfC);
      const unrolled = nsOfName(reference);
      return {
        name,
        results: timings.map((timing) => ({
          contestant: timing.contestant,
          iterations: timing.iterations,
          ns: nsOf(timing),
          time: spreadOf(nsOf(timing)),
          ...(c ? { toC: ratioOf(nsOf(timing), c) } : {}),
          ...(unrolled ? { toUnrolled: ratioOf(nsOf(timing), unrolled) } : {}),
        })),
      };
    }),
  };
}
