import { type ImageSource, type Mapping, PtError } from "@generic-pt/core";
import { type ImageFile, openImage } from "@generic-pt/core/files";
import type { VariantModel } from "../../model/model.js";
import { exceptionText, type Failure } from "../findings.js";
import { MalformedRecording } from "../shape.js";
import type { TableFactory, TableView } from "../table-factory.js";
import { checkFaults, checkSamples } from "./check-samples.js";
import { compareListing } from "./compare-listing.js";
import { checkCounts } from "./counts.js";
import { type DumpFormat, type DumpFormats, findDumpFormat } from "./dump-formats.js";
import type { CheckedTable, ComparedRows, DumpedTableResult, DumpResult } from "./dump-result.js";
import { collectRuns } from "./leaf-runs.js";
import { type DumpList, readLists } from "./lists.js";
import { type DumpedTable, manifestName, readManifest } from "./manifest.js";
import { endlessWalk, type ReachedTables, reachTables } from "./reached-tables.js";
import { rootFields } from "./root-fields.js";

/** What dumps are checked with. */
export interface DumpContext {
  readonly factory: TableFactory;
  readonly dumps: DumpFormats;
  /** A list of a table is given up after this many failures. */
  readonly maxFailures: number;
}

/**
 * Checks every table of a dump: its mappings against the listings in both directions, each sample, each fault, and the
 * counts that the manifest states. Throws {@link MalformedRecording} for a dump that cannot be read.
 */
export function verifyDump(folder: string, context: DumpContext): DumpResult {
  const { factory, dumps, maxFailures } = context;
  const manifest = readManifest(folder);
  const format = findDumpFormat(dumps, manifest.format);
  const model = format === undefined ? undefined : factory.model(format.package, format.variant);
  if (format === undefined || model === undefined)
    return { kind: "unsupported", reason: `format ${JSON.stringify(manifest.format)} has no package yet` };
  if (factory.view === undefined)
    return { kind: "unsupported", reason: "only packages read memory images, not --interpreted" };
  const recorder = dumps.recorders[format.recorder];
  if (recorder === undefined) throw new Error(`there is no recorder ${format.recorder}`);
  const lists = readLists(folder, recorder, manifest.tables);
  const image = openDump(folder);
  try {
    const checked = new Map<string, CheckedTable>();
    const open = opener(factory, format, model, image.source);
    const tables = manifest.tables.map((table): DumpedTableResult => {
      const listed = lists.get(table.name) ?? [];
      const compared = comparedRows(listed);
      try {
        const opened = open(table);
        const facts = checkWalk(table, opened, maxFailures);
        if (facts.checked !== undefined) checked.set(table.name, facts.checked);
        const runs = facts.checked?.runs;
        const failures =
          runs === undefined ? [] : listed.flatMap((list) => checkList(list, runs, opened.view, maxFailures));
        return { table: table.name, failures: [...facts.failures, ...failures], compared };
      } catch (error) {
        if (error instanceof MalformedRecording) throw error;
        return { table: table.name, failures: [exception(error)], compared };
      }
    });
    return { kind: "checked", tables: checkCounts(tables, manifest.counts, recorder, checked) };
  } finally {
    image.close();
  }
}

/** The memory of a dump. What is wrong with its files is wrong with the dump. */
function openDump(folder: string): ImageFile {
  try {
    return openImage(folder);
  } catch (error) {
    if (error instanceof PtError) throw new MalformedRecording("", error.message);
    throw error;
  }
}

interface OpenedTable {
  readonly view: TableView;
  reach(): ReachedTables;
}

function opener(
  factory: TableFactory,
  { package: name, config = {} }: DumpFormat,
  model: VariantModel,
  source: ImageSource,
): (table: DumpedTable) => OpenedTable {
  return (table) => {
    const { root } = table;
    const topLevel = table.levels - 1;
    const features = [...new Set([...(config.features ?? []), ...registerFeatures(model, table)])];
    const whole = { ...config, features, topLevel };
    const view = factory.view?.(name, model.name, source, rootFields(model, root, topLevel), whole);
    if (view === undefined) throw new Error("images cannot be read");
    return { view, reach: () => reachTables(view, model, source, root, whole) };
  };
}

/** Features of every table to which the register points that points to this one. */
function registerFeatures({ registers }: VariantModel, { name, register }: DumpedTable): readonly string[] {
  const known = registers.find((one) => one.name === register);
  if (known !== undefined) return known.features;
  if (register === undefined || registers.length === 0) return [];
  throw new MalformedRecording(
    manifestName,
    `table ${JSON.stringify(name)}: ${JSON.stringify(register)} is none of the registers ${registers.map((one) => one.name).join(", ")}`,
  );
}

/** What a walk alone tells: damage, and whether there are as many tables as the manifest says. */
function checkWalk(
  table: DumpedTable,
  { view, reach }: OpenedTable,
  maxFailures: number,
): { readonly checked?: CheckedTable; readonly failures: readonly Failure[] } {
  const reached = reach();
  const endless = endlessWalk(reached);
  if (endless !== undefined) return { failures: [{ op: "walk", field: "length", actual: endless }] };
  const { runs, failures } = collectRuns(view, table, maxFailures);
  const { tableCount: expected } = table;
  const actual = reached.addresses.size;
  const miscounted: Failure[] =
    expected === undefined || expected === actual
      ? []
      : [{ op: "walk", field: "tableCount", expected, actual }];
  return { checked: { runs, reached }, failures: [...failures, ...miscounted] };
}

function checkList(
  list: DumpList,
  runs: readonly Mapping[],
  table: TableView,
  maxFailures: number,
): readonly Failure[] {
  switch (list.description.kind) {
    case "mappings":
      return compareListing(list, runs, table, maxFailures);
    case "samples":
      return checkSamples(list, runs, table, maxFailures);
    case "faults":
      return checkFaults(list, runs, table, maxFailures);
  }
}

function comparedRows(lists: readonly DumpList[]): ComparedRows {
  const rows = { mappings: 0, samples: 0, faults: 0 };
  for (const list of lists) rows[list.description.kind] += list.rows.length;
  return rows;
}

function exception(error: unknown): Failure {
  return { op: "walk", field: "exception", actual: exceptionText(error) };
}
