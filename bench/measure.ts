import type { Contestant } from "./contestant.js";
import type { Sample } from "./loops.js";
import { type Spread, spreadOf } from "./statistics.js";
import type { Workload } from "./workloads.js";

/** How long and how often is measured. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds that a sample should take. */
  readonly sampleMs: number;
}

/** Nanoseconds per operation of one contestant. */
export interface Timing {
  readonly contestant: string;
  readonly iterations: number;
  /** The operation, or its first half. */
  readonly first: Spread;
  /** Its second half, if it has one. */
  readonly second?: Spread;
}

/** Contestants of one workload did not do the same. */
export class DifferentWork extends Error {
  override readonly name = "DifferentWork";
}

const milliseconds = 1e6;
/** Rounds for a contestant whose shortest sample already takes very long. */
const fewRounds = 3;
const veryLong = 300 * milliseconds;

/**
 * Measures every contestant in every round, each round beginning with another one and on the other of the two tables.
 * Throws {@link DifferentWork} if their results differ.
 */
export async function measure(
  workload: Workload,
  contestants: readonly Contestant[],
  effort: Effort,
): Promise<readonly Timing[]> {
  await compare(workload, contestants);
  const lanes: {
    readonly contestant: Contestant;
    readonly iterations: number;
    readonly samples: Sample[];
    readonly rounds: number;
  }[] = [];
  for (const contestant of contestants) {
    const least = contestant.slow ? 1 : workload.leastIterations;
    const { iterations, elapsed } = await calibrate(contestant, least, effort.sampleMs * milliseconds);
    const rounds = elapsed > veryLong ? Math.min(fewRounds, effort.rounds) : effort.rounds;
    lanes.push({ contestant, iterations, samples: [], rounds });
  }
  for (let round = 0; round < effort.rounds; round++) {
    const which = round % 2 === 0 ? 0 : 1;
    for (let turn = 0; turn < lanes.length; turn++) {
      const { contestant, iterations, samples, rounds } = lanes[(round + turn) % lanes.length];
      if (round >= rounds) continue;
      contestant.prepare(which);
      samples.push(await contestant.run(which, iterations));
    }
  }
  return lanes.map(({ contestant, iterations, samples }) => {
    const perOperation = 1 / (iterations * workload.perIteration);
    const first = spreadOf(samples.map(({ firstNs }) => firstNs * perOperation));
    const second = spreadOf(samples.map(({ secondNs }) => secondNs * perOperation));
    return {
      contestant: contestant.name,
      iterations,
      first,
      ...(second.high === 0 ? {} : { second }),
    };
  });
}

/** A few iterations of everyone on both tables, from the same places. */
async function compare(workload: Workload, contestants: readonly Contestant[]): Promise<void> {
  const iterations = workload.kind === "translate" ? 512 : 1;
  for (const which of [0, 1] as const) {
    let expected: number | undefined;
    for (const contestant of contestants) {
      const { sum } = await contestant.run(which, iterations);
      expected ??= sum;
      if (sum !== expected)
        throw new DifferentWork(
          `${workload.name}: ${contestants[0].name} gives ${expected}, ${contestant.name} ${sum}`,
        );
    }
  }
}

/** Iterations that take about as long as wanted; warms the contestant up on both tables. */
async function calibrate(
  contestant: Contestant,
  least: number,
  wanted: number,
): Promise<{ readonly iterations: number; readonly elapsed: number }> {
  let iterations = least;
  for (;;) {
    // The faster of two, so that a pause of the machine does not count.
    let elapsed = Number.POSITIVE_INFINITY;
    for (const which of [0, 1] as const) {
      contestant.prepare(which);
      const { wholeNs } = await contestant.run(which, iterations);
      elapsed = Math.min(elapsed, wholeNs);
    }
    if (elapsed >= wanted / 2) {
      const scaled = Math.max(least, Math.round((iterations * wanted) / elapsed));
      return { iterations: scaled, elapsed: (elapsed * scaled) / iterations };
    }
    iterations *= elapsed < wanted / 16 ? 8 : 2;
  }
}
