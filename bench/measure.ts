import type { Contestant } from "./contestant.js";
import type { Sample } from "./loops.js";
import type { Workload } from "./workloads.js";

/** How long and how often is measured. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds that a sample should take: shorter than what a busy machine gives a process at a time. */
  readonly sampleMs: number;
}

/** Nanoseconds per operation of one contestant, per round. */
export interface Timing {
  readonly contestant: string;
  readonly iterations: number;
  /** The operation, or its first half. */
  readonly first: readonly number[];
  /** Its second half; empty if it has none. */
  readonly second: readonly number[];
}

/** Contestants of one workload did not do the same. */
export class DifferentWork extends Error {
  override readonly name = "DifferentWork";
}

const milliseconds = 1e6;
/** How long a contestant runs before it is measured, at least. */
const warmUp = 30 * milliseconds;
/** A contestant whose samples would take longer in all is measured in fewer rounds. */
const budget = 3000 * milliseconds;
const fewestRounds = 3;

interface Lane {
  readonly contestant: Contestant;
  readonly iterations: number;
  readonly rounds: number;
  readonly samples: Sample[];
}

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
  contestants.forEach((contestant, at) => {
    contestant.start(at / contestants.length);
  });
  const lanes: Lane[] = [];
  for (const contestant of contestants) lanes.push(await enterLane(workload, contestant, effort));
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
    const operations = iterations * workload.perIteration;
    const halves = samples.some(({ secondNs }) => secondNs > 0);
    return {
      contestant: contestant.name,
      iterations,
      first: samples.map(({ firstNs }) => firstNs / operations),
      second: halves ? samples.map(({ secondNs }) => secondNs / operations) : [],
    };
  });
}

async function enterLane(workload: Workload, contestant: Contestant, effort: Effort): Promise<Lane> {
  const least = contestant.slow ? 1 : workload.leastIterations;
  const nsPerIteration = await warm(contestant, least);
  const iterations = Math.max(least, Math.round((effort.sampleMs * milliseconds) / nsPerIteration));
  const affordable = Math.max(fewestRounds, Math.floor(budget / (iterations * nsPerIteration)));
  return { contestant, iterations, rounds: Math.min(effort.rounds, affordable), samples: [] };
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

/** Runs a contestant on both tables until the engine has had time to compile it; answers what an iteration takes. */
async function warm(contestant: Contestant, least: number): Promise<number> {
  for (let iterations = least; ; iterations *= 2) {
    // The faster of two, so that a pause of the machine does not count.
    let elapsed = Number.POSITIVE_INFINITY;
    for (const which of [0, 1] as const) {
      contestant.prepare(which);
      const { wholeNs } = await contestant.run(which, iterations);
      elapsed = Math.min(elapsed, wholeNs);
    }
    if (elapsed >= warmUp) return elapsed / iterations;
  }
}
