import { addressOf, EINVAL, EOPNOTSUPP, PtError } from "@generic-pt/core";
import { Findings } from "../findings.js";
import { type PageCountRules, planTable } from "../formats-map.js";
import { hex } from "../hex.js";
import { leafCounts, mappingLines } from "../mapping-lines.js";
import type { Json, JsonObject, Outcome } from "../recording.js";
import type { ReplayContext, ReplayResult } from "../replay.js";
import { isArray, isObject, MalformedRecording } from "../shape.js";
import { translatedText } from "../translated-text.js";
import type { PageCountRecording, PageCountStep, ReadDirtyPagesStep } from "./page-count-recording.js";
import { mapPages, type PageSession, unmapPages } from "./perform-pages.js";
import { refusalOf, Tops } from "./tops.js";

/**
 * Replays a recording of an interface that takes page sizes and counts: what its calls do is made of the table's own
 * operations. Undefined: there is no package for the format.
 */
export function replayPageCounts(
  recording: PageCountRecording,
  context: ReplayContext,
): ReplayResult | undefined {
  const plan = planTable(context.map, context.factory, recording.format, recording.config);
  if (plan === undefined) return undefined;
  const rules = plan.pageCounts;
  if (rules === undefined)
    throw new MalformedRecording("config.fmt", "the map of formats has no rules for page sizes and counts");
  const findings = new Findings(context.maxFailures);
  const topAddresses = recordedTops(recording.init, rules);
  const opened = refusalOf(() =>
    Tops.open(plan, lg2Of(topAddresses.length), context.factory, context.arenaBytes),
  );
  if (opened instanceof PtError) {
    findings.compare("init", undefined, { ret: 0 }, { ret: opened.errno });
  } else {
    const pageSizes = narrow(opened, BigInt(String(recording.init.pgsize_bitmap)));
    findings.compare(
      "init",
      undefined,
      { ...recording.init, registers: topAddresses },
      observeInit(opened, pageSizes, rules),
    );
    const session = { tops: opened, model: plan.model, rules, pageSizes };
    replaySteps(recording, session, findings);
    if (!findings.full) replayEnd(recording, session, findings);
  }
  return { steps: recording.steps.length, failures: findings.failures, corrections: [] };
}

/** Addresses of the top tables, as the registers hold them. */
function recordedTops({ registers }: JsonObject, { top }: PageCountRules): readonly string[] {
  const value = isObject(registers) ? registers[top] : undefined;
  const addresses = isArray(value) ? value : [value];
  return addresses.map((address) => {
    if (typeof address !== "string")
      throw new MalformedRecording(`init.registers.${top}`, "the address of the top table is missing");
    // The bits below are flags.
    return hex(BigInt(address) & ~0xfffn);
  });
}

function lg2Of(count: number): number {
  const lg2 = Math.log2(count);
  if (!Number.isInteger(lg2))
    throw new MalformedRecording("init.registers", `${count} tops share no VAs evenly`);
  return lg2;
}

/** Leaves the tables the recorded page sizes, as far as they have them, and returns what is left. */
function narrow({ list, first }: Tops, recorded: bigint): bigint {
  const pageSizes = first.table.pageSizes & recorded;
  if (pageSizes !== 0n) for (const { table } of list) table.pageSizes = pageSizes;
  return pageSizes;
}

function observeInit(
  { list, first, vaBits }: Tops,
  pageSizes: bigint,
  { lastLevel }: PageCountRules,
): Outcome {
  const { topLevel, oaBits } = first.table;
  const observed: Outcome = {
    pgsize_bitmap: hex(pageSizes),
    ias: vaBits,
    oas: oaBits,
    registers: list.map(({ table }) => hex(table.topAddress)),
  };
  if (lastLevel === undefined) return observed;
  return { ...observed, start_level: lastLevel - topLevel, pgd_bits: Math.log2(first.table.topItems) };
}

function replaySteps({ steps }: PageCountRecording, session: PageSession, findings: Findings): void {
  for (const [index, step] of steps.entries()) {
    if (findings.full) return;
    try {
      findings.compare(step.op, index, step.outcome, performStep(session, step));
    } catch (error) {
      findings.threw(step.op, index, error);
      return;
    }
  }
}

function performStep(session: PageSession, step: PageCountStep): Outcome {
  const { tops } = session;
  switch (step.op) {
    case "map_pages":
      return mapPages(session, step);
    case "unmap_pages":
      return unmapPages(session, step);
    case "iova_to_phys": {
      const { table, memory, origin } = tops.at(step.va);
      return { phys: translatedText(table, memory, step.va - origin) };
    }
    case "read_and_clear_dirty":
      return readDirty(tops, step);
    case "check":
      return { tables: tops.arena.liveTables, leaves: leafCounts(tops.mappings()) };
    case "note":
      return {};
  }
}

/** A range must be mapped as a whole, and lie in the first VAs even where the table translates the last ones. */
function readDirty(tops: Tops, { va, length, clear }: ReadDirtyPagesStep): Outcome {
  const { table, origin } = tops.at(va);
  const refused = { ret: EINVAL, dirty: [] };
  if (length === 0n || (va + length - 1n) >> BigInt(tops.vaBits) !== 0n) return refused;
  const inner = va - origin;
  let mapped = inner;
  for (const run of table.mappings(inner, inner + length - 1n)) {
    if (run.va > mapped) return refused;
    mapped = run.va + run.length;
  }
  if (mapped < inner + length) return refused;
  const dirty: Json[] = [];
  const sink = {
    dirty(vaHi: number, vaLo: number, bytesHi: number, bytesLo: number): void {
      dirty.push([hex(addressOf(vaHi, vaLo) + origin), hex(addressOf(bytesHi, bytesLo))]);
    },
  };
  const gather = table.gather();
  const done = refusalOf(() => table.readAndClearDirty(inner, length, sink, { clear, gather }));
  gather.sync();
  // Without dirty tracking nothing is dirty.
  const ret = done instanceof PtError && done.errno !== EOPNOTSUPP ? done.errno : 0;
  return { ret, dirty };
}

function replayEnd(
  { final, deinit }: PageCountRecording,
  { tops, rules }: PageSession,
  findings: Findings,
): void {
  try {
    findings.compare("final", undefined, final, {
      top_level: tops.first.table.topLevel,
      tables_live: tops.arena.liveTables,
      mappings: mappingLines(tops.mappings(BigInt(rules.keptBits ?? 0))),
      tables: tops.dump(),
    });
    findings.compare("deinit", undefined, deinit, { tables_freed: tops.destroy() });
    const { liveTables } = tops.arena;
    if (liveTables > 0)
      findings.compare("deinit", undefined, { tables_left: 0 }, { tables_left: liveTables });
  } catch (error) {
    findings.threw("final", undefined, error);
  }
}
