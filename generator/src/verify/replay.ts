import { Arena, addressOf, type PageTable, PtError } from "@generic-pt/core";
import { expectation } from "./corrections.js";
import { type AppliedCorrection, type Failure, Findings } from "./findings.js";
import { type FormatsMap, planTable, type TablePlan } from "./formats-map.js";
import { hex } from "./hex.js";
import { normaliseInit, observeFinal, observeInit } from "./observe-table.js";
import { performStep, type Session } from "./perform-step.js";
import type { InitList, InitStep, Json, Recording } from "./recording.js";
import { type Ruling, ruleOn } from "./rulings.js";
import { isObject } from "./shape.js";
import type { TableFactory } from "./table-factory.js";
import { TableMemory } from "./table-memory.js";

/** What a replay found; undefined instead: the package is not there. */
export interface ReplayResult {
  readonly steps: number;
  readonly failures: readonly Failure[];
  readonly corrections: readonly AppliedCorrection[];
}

/** What a replay works with. */
export interface ReplayContext {
  readonly factory: TableFactory;
  readonly map: FormatsMap;
  readonly rulings: readonly Ruling[];
  /** A recording is given up after this many failures. */
  readonly maxFailures: number;
  readonly arenaBytes: number;
}

/** Replays one table's life and compares every result. Undefined: there is no package for the format. */
export function replayRecording(recorded: Recording, context: ReplayContext): ReplayResult | undefined {
  const plan = planTable(context.map, context.factory, recorded.format, recorded.config);
  if (plan === undefined) return undefined;
  const ruled = ruleOn(recorded, context.rulings);
  const recording = ruled?.recording ?? recorded;
  const findings = new Findings(context.maxFailures);
  if (ruled !== undefined) findings.corrections.push({ id: ruled.ruling.id });
  const opened = openTable(plan, context, new Arena({ bytes: context.arenaBytes }));
  if (opened instanceof PtError) {
    findings.compare("init", undefined, { ret: 0 }, { ret: opened.errno });
  } else {
    const expected = normaliseInit(recording.init, plan.feature);
    findings.compare("init", undefined, expected, observeInit(opened.table, expected, plan.implied));
    replaySteps(recording, opened, plan, findings);
    if (!findings.full) replayEnd(recording, opened, findings);
  }
  return { steps: recording.steps.length, failures: findings.failures, corrections: findings.corrections };
}

/** Makes every table of a list of creations and compares what that reported. */
export function replayInitList(list: InitList, context: ReplayContext): ReplayResult | undefined {
  const findings = new Findings(context.maxFailures);
  let arena: Arena | undefined;
  for (const [index, step] of list.steps.entries()) {
    if (findings.full) break;
    const plan = planTable(context.map, context.factory, list.format, step.config);
    if (plan === undefined) return undefined;
    // The first table of an arena has the recorded address; one that was never used serves again.
    if (arena === undefined || arena.peakBytes > 0) arena = new Arena({ bytes: context.arenaBytes });
    replayInit(step, index, openTable(plan, context, arena), plan, findings);
    if (arena.liveTables > 0)
      findings.compare("init", index, { tables_left: 0 }, { tables_left: arena.liveTables });
  }
  return { steps: list.steps.length, failures: findings.failures, corrections: findings.corrections };
}

function replayInit(
  step: InitStep,
  index: number,
  opened: Session | PtError,
  plan: TablePlan,
  findings: Findings,
): void {
  if (opened instanceof PtError) {
    findings.compare("init", index, { ret: step.outcome.ret ?? 0 }, { ret: opened.errno });
    return;
  }
  const { ret, top_entries } = step.outcome;
  const expected = isObject(step.outcome.init) ? normaliseInit(step.outcome.init, plan.feature) : undefined;
  if (expected === undefined) {
    findings.compare("init", index, { ret: ret ?? 0 }, { ret: 0 });
  } else {
    findings.compare("init", index, expected, observeInit(opened.table, expected, plan.implied));
    findings.compare(
      "init",
      index,
      { top_entries: top_entries ?? 0 },
      { top_entries: opened.table.topItems },
    );
  }
  opened.table.destroy();
}

function openTable(plan: TablePlan, context: ReplayContext, arena: Arena): Session | PtError {
  const invalidations: Json[] = [];
  const invalidate = (startHi: number, startLo: number, lastHi: number, lastLo: number) => {
    invalidations.push([hex(addressOf(startHi, startLo)), hex(addressOf(lastHi, lastLo))]);
  };
  let table: PageTable;
  try {
    table = context.factory.open(plan.format, plan.model.name, plan.config, arena, invalidate);
    if (plan.refused !== undefined) {
      table.destroy();
      return new PtError(plan.refused, "the map of formats says that the configuration is refused");
    }
  } catch (error) {
    if (error instanceof PtError) return error;
    throw error;
  }
  if (plan.pageSizes !== undefined) table.pageSizes = table.pageSizes & plan.pageSizes;
  return { table, arena, memory: new TableMemory(table, plan.model, plan.config.parameters), invalidations };
}

function replaySteps(recording: Recording, session: Session, plan: TablePlan, findings: Findings): void {
  const flushesWithoutGaps = plan.model.features.some(
    ({ name, effect }) => effect === "flush-without-gaps" && session.table.features.includes(name),
  );
  for (const [index, step] of recording.steps.entries()) {
    if (findings.full) return;
    try {
      const { outcome, dirtyLeaves } = performStep(session, step);
      const expected = expectation(step, { flushesWithoutGaps, dirtyLeaves });
      for (const id of expected.corrections) findings.corrections.push({ id, step: index });
      findings.compare(step.op, index, expected.outcome, outcome);
    } catch (error) {
      findings.threw(step.op, index, error);
      return;
    }
  }
}

function replayEnd(recording: Recording, session: Session, findings: Findings): void {
  try {
    findings.compare("final", undefined, recording.final, observeFinal(session.table, session.memory));
    findings.compare("deinit", undefined, recording.deinit, { tables_freed: session.table.destroy() });
    const { liveTables } = session.arena;
    if (liveTables > 0)
      findings.compare("deinit", undefined, { tables_left: 0 }, { tables_left: liveTables });
  } catch (error) {
    findings.threw("final", undefined, error);
  }
}
