import { Arena, FlushGather, rootOf, TableState } from "@generic-pt/core";
import type { BenchFormat } from "./formats.js";
import type { Course } from "./loops.js";
import { vasOf, wordsOf } from "./places.js";
import type { TablePackage } from "./table-package.js";
import type { Step, Workload } from "./workloads.js";

/** Where the two tables lie: arena, and first VA that is used. */
export const grounds = [
  { arenaBase: 0x100000, vaBase: 2 ** 45 },
  { arenaBase: 0x1_8000_0000, vaBase: 2 ** 46 },
] as const;

/** One of the two tables that a workload is measured on. All contestants in this process work on its memory. */
export interface Scene {
  readonly arena: Arena;
  /** The state that the scene was made with. */
  readonly state: TableState;
  /** A contestant's own view of the table, and its own position in the places. */
  readonly course: () => Course;
}

const readWrite = 3;

/** Prepares a table for a workload. Throws Error if the package cannot do what the workload needs. */
export function setScene(format: BenchFormat, table: TablePackage, workload: Workload, which: 0 | 1): Scene {
  const { arenaBase, vaBase } = grounds[which];
  const config = format.configs[which];
  const arena = new Arena({ bytes: workload.arenaBytes, base: BigInt(arenaBase) });
  const state = table.createState(arena, config);
  state.gather = newGather(arena);
  for (const step of workload.steps(vaBase)) takeStep(table, state, step);
  const numbers = vasOf(workload.places(vaBase));
  const vas = wordsOf(numbers);
  const oas = wordsOf(numbers.map((va) => va + workload.toOa));
  const bigints = numbers.map(BigInt);
  const doubles = Float64Array.from(numbers);
  const results = new Int32Array(2 * workload.length);
  const statuses = new Int32Array(workload.length);
  const root = rootOf(table.traits, arena.address(state.top), state.topLevel, state.config.vaBits);
  return {
    arena,
    state,
    course: () => {
      const own = TableState.open(table.traits, arena, root, config);
      own.gather = newGather(arena);
      return {
        state: own,
        vas,
        oas,
        numbers: doubles,
        bigints,
        results,
        statuses,
        count: numbers.length,
        cursor: 0,
      };
    },
  };
}

let invalidations = 0;

function newGather(arena: Arena): FlushGather {
  return new FlushGather(arena, "whole", () => {
    invalidations++;
  });
}

/** So that nobody can find out that the invalidations are for nothing. */
export function countInvalidations(): number {
  return invalidations;
}

function takeStep(table: TablePackage, state: TableState, step: Step): void {
  const count = step.kind === "install" ? step.count : 1;
  const stride = step.kind === "install" ? step.stride : 0;
  for (let at = 0; at < count; at++) {
    const [vaLo, vaHi] = wordsOf([step.va + at * stride]);
    const [oaLo, oaHi] = wordsOf([step.oa + at * stride]);
    const mapped = table.map(state, vaHi, vaLo, oaHi, oaLo, 0, step.length, readWrite);
    if (mapped !== 0) throw new Error(`the scene cannot be mapped: ${mapped}`);
    if (step.kind === "install") {
      const unmapped = table.unmap(state, vaHi, vaLo, 0, step.length);
      if (unmapped !== 0) throw new Error(`the scene cannot be unmapped: ${unmapped}`);
    }
    state.gather.sync();
  }
}

/** Stores into every number of a state, so that none counts as a constant. */
export function unsettle(state: TableState): void {
  const fields = state as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== "number") continue;
    fields[name] = value ^ 1;
    fields[name] = value;
  }
}
