import {
  type Arena,
  addressOf,
  type FlushGather,
  type PageTable,
  PtError,
  protectionOf,
} from "@generic-pt/core";
import { hex } from "./hex.js";
import { leafCounts } from "./mapping-lines.js";
import type { Json, Outcome, ReadDirtyStep, Step, UnmapGatherStep } from "./recording.js";
import type { Leaf, TableMemory } from "./table-memory.js";
import { translatedText } from "./translated-text.js";

/** A table that is being worked on. */
export interface Session {
  readonly table: PageTable;
  readonly arena: Arena;
  readonly memory: TableMemory;
  /** Every invalidated range since creation, first and last VA. */
  readonly invalidations: readonly Json[];
}

/** What a step did. */
export interface Observation {
  readonly outcome: Outcome;
  readonly dirtyLeaves: readonly Leaf[];
}

const addressSpace = 1n << 64n;

/** Does what the step says and reports the outcome by the names that recordings use. */
export function performStep(session: Session, step: Step): Observation {
  const { table, arena } = session;
  switch (step.op) {
    case "map": {
      const before = table.topLevel;
      const protection = protectionOf(step.protections);
      return plain(
        withGather(session, table.gather(), (gather) => {
          const { ret, done } = attempt(() => table.map(step.va, step.oa, step.length, protection, gather));
          const grown = table.topLevel === before ? {} : { new_top_level: table.topLevel };
          return { ret, mapped: hex(done ?? 0n), ...grown };
        }),
      );
    }
    case "unmap":
      return plain(
        withGather(session, table.gather(), (gather) => ({
          unmapped: hex(table.unmap(step.va, step.length, gather)),
        })),
      );
    case "unmap_gather":
      return plain(unmapAll(session, step));
    case "iova_to_phys":
      return plain({ phys: translatedText(table, session.memory, step.va) });
    case "set_dirty":
      return plain({ ret: attempt(() => table.setDirty(step.va)).ret });
    case "read_and_clear_dirty":
      return readDirty(session, step);
    case "alloc_limit":
      arena.failAfter(step.allow);
      return plain({});
    case "check":
      return plain({
        tables: arena.liveTables,
        leaves: leafCounts(table.mappings()),
        top_level: table.topLevel,
      });
    case "note":
      return plain({});
  }
}

function plain(outcome: Outcome): Observation {
  return { outcome, dirtyLeaves: [] };
}

/** 0 or the error number of a call, and the bytes it did. Errors that are no PtError are for the caller. */
function attempt(call: () => unknown): { ret: number; done?: bigint } {
  try {
    const done = call();
    return typeof done === "bigint" ? { ret: 0, done } : { ret: 0 };
  } catch (error) {
    if (!(error instanceof PtError)) throw error;
    return error.done === undefined ? { ret: error.errno } : { ret: error.errno, done: error.done };
  }
}

/** Runs an operation with a gather, syncs it, and adds to the outcome what that flushed and freed. */
function withGather(session: Session, gather: FlushGather, work: (gather: FlushGather) => Outcome): Outcome {
  const told = session.invalidations.length;
  const freedBefore = gather.tablesFreed;
  const outcome = work(gather);
  gather.sync();
  const flush = session.invalidations.slice(told);
  const freed = gather.tablesFreed - freedBefore;
  return {
    ...outcome,
    ...(flush.length > 0 ? { flush } : {}),
    ...(freed > 0 ? { tables_freed: freed } : {}),
  };
}

function unmapAll(session: Session, step: UnmapGatherStep): Outcome {
  return withGather(session, session.table.gather(step.queued), (gather) => ({
    unmapped: step.ranges.map(({ va, length }) => hex(session.table.unmap(va, length, gather))),
  }));
}

function readDirty(session: Session, step: ReadDirtyStep): Observation {
  const { table, memory } = session;
  const end = step.va + step.length;
  const dirtyLeaves =
    step.length === 0n || end > addressSpace
      ? []
      : [...memory.leaves(step.va, end - 1n)].filter((leaf) => leaf.dirty);
  const dirty: Json[] = [];
  const sink = {
    dirty(vaHi: number, vaLo: number, bytesHi: number, bytesLo: number): void {
      dirty.push([hex(addressOf(vaHi, vaLo)), hex(addressOf(bytesHi, bytesLo))]);
    },
  };
  const outcome = withGather(session, table.gather(), (gather) => {
    const { ret } = attempt(() =>
      table.readAndClearDirty(step.va, step.length, step.bitmap ? sink : undefined, {
        clear: step.clear,
        gather,
      }),
    );
    const leaves = dirtyLeaves.map(({ va, size }) => [hex(va), hex(size)]);
    return { ret, dirty, ...(ret === 0 ? { dirty_leaves: leaves } : {}) };
  });
  return { outcome, dirtyLeaves };
}
