import { basename, join, resolve } from "node:path";
import { type DumpFormats, shippedDumpFormats } from "./dump/dump-formats.js";
import type { ComparedRows } from "./dump/dump-result.js";
import { manifestName } from "./dump/manifest.js";
import { verifyDump } from "./dump/verify-dump.js";
import { findSubjects, type Subject } from "./find-subjects.js";
import { type AppliedCorrection, exceptionText, type Failure } from "./findings.js";
import { type FormatsMap, shippedFormatsMap } from "./formats-map.js";
import { replayPageCounts } from "./page-counts/replay-page-counts.js";
import { readDocuments } from "./read-documents.js";
import type { Parsed } from "./recording.js";
import { type ReplayContext, type ReplayResult, replayInitList, replayRecording } from "./replay.js";
import { type Ruling, shippedRulings } from "./rulings.js";
import { MalformedRecording } from "./shape.js";
import type { TableFactory } from "./table-factory.js";

/** How {@link verifyPaths} works; every member has a default. */
export interface VerifyOptions {
  /** Failures after which a file is given up; default 5. */
  readonly maxFailures?: number;
  /** Bytes of table memory per recording; default 32 MiB. */
  readonly arenaBytes?: number;
  /** Default: the one that comes with the toolchain. */
  readonly map?: FormatsMap;
  /** Default: those that come with the toolchain. */
  readonly rulings?: readonly Ruling[];
  /** Default: those that come with the toolchain. */
  readonly dumps?: DumpFormats;
  /** Called after each document; `done` files of `total` were finished before it. */
  readonly progress?: (result: FileResult, done: number, total: number) => void;
}

/** What became of one document, or of one table of a dump. */
export interface FileResult {
  /** Of a dump: its folder, followed by `#` and the name of the table. */
  readonly file: string;
  readonly status: "passed" | "failed" | "unsupported";
  /** Of an unsupported one: under which name it is counted. */
  readonly unsupported?: string;
  /** Name of the dump that it is, or that it is of. */
  readonly dump?: string;
  /** Name of the table of a dump. */
  readonly table?: string;
  /** Of a table of a dump: rows it was compared with. All 0: it was only walked for damage. */
  readonly compared?: ComparedRows;
  readonly steps: number;
  readonly failures: readonly Failure[];
  readonly corrections: readonly AppliedCorrection[];
}

/** What became of all. */
export interface VerifyResult {
  /** Including those that passed with corrections. */
  readonly passed: number;
  readonly failed: number;
  readonly corrected: number;
  /** Documents per name. */
  readonly unsupported: Readonly<Record<string, number>>;
  /** Dumps that could not be checked, and why. */
  readonly unsupportedDumps: readonly { readonly dump: string; readonly reason: string }[];
  readonly files: readonly FileResult[];
}

/**
 * Replays every recording in the files and folders and compares what it claims with what the tables do; compares every
 * dump with the tables that are in its memory.
 */
export function verifyPaths(
  paths: readonly string[],
  factory: TableFactory,
  options: VerifyOptions = {},
): VerifyResult {
  const context: VerifyContext = {
    factory,
    map: options.map ?? shippedFormatsMap(),
    rulings: options.rulings ?? shippedRulings(),
    dumps: options.dumps ?? shippedDumpFormats(),
    maxFailures: options.maxFailures ?? 5,
    arenaBytes: options.arenaBytes ?? 32 * 2 ** 20,
  };
  const subjects = findSubjects(paths);
  const results: FileResult[] = [];
  for (const [done, subject] of subjects.entries()) {
    for (const result of verifySubject(subject, context)) {
      results.push(result);
      options.progress?.(result, done, subjects.length);
    }
  }
  return summarise(results);
}

interface VerifyContext extends ReplayContext {
  readonly dumps: DumpFormats;
}

function verifySubject({ kind, path }: Subject, context: VerifyContext): FileResult[] {
  return kind === "dump" ? verifyTables(path, context) : verifyFile(path, context);
}

function verifyTables(folder: string, context: VerifyContext): FileResult[] {
  const dump = basename(resolve(folder));
  try {
    const result = verifyDump(folder, context);
    if (result.kind === "unsupported") return [{ ...unsupported(folder, result.reason), dump }];
    return result.tables.map(({ table, failures, compared }) => ({
      file: `${folder}#${table}`,
      status: failures.length > 0 ? "failed" : "passed",
      dump,
      table,
      compared,
      steps: 0,
      failures,
      corrections: [],
    }));
  } catch (error) {
    return [{ ...broken(join(folder, manifestName), error), dump }];
  }
}

function verifyFile(file: string, context: ReplayContext): FileResult[] {
  try {
    return readDocuments(file).map((document) => verifyDocument(document.file, document.parse, context));
  } catch (error) {
    return [broken(file, error)];
  }
}

function verifyDocument(file: string, parse: () => Parsed, context: ReplayContext): FileResult {
  try {
    const parsed = parse();
    if (parsed.kind === "unsupported") return unsupported(file, parsed.name);
    const result = replay(parsed, context);
    return result === undefined ? unsupported(file, `format ${parsed.format}`) : replayed(file, result);
  } catch (error) {
    return broken(file, error);
  }
}

function replay(
  parsed: Exclude<Parsed, { readonly kind: "unsupported" }>,
  context: ReplayContext,
): ReplayResult | undefined {
  switch (parsed.kind) {
    case "recording":
      return replayRecording(parsed, context);
    case "init list":
      return replayInitList(parsed, context);
    case "page-count recording":
      return replayPageCounts(parsed, context);
  }
}

function replayed(file: string, result: ReplayResult): FileResult {
  return { file, status: result.failures.length > 0 ? "failed" : "passed", ...result };
}

function unsupported(file: string, name: string): FileResult {
  return { file, status: "unsupported", unsupported: name, steps: 0, failures: [], corrections: [] };
}

function broken(file: string, error: unknown): FileResult {
  const failure: Failure =
    error instanceof MalformedRecording
      ? { op: "read", field: error.place === "" ? "file" : error.place, actual: error.message }
      : { op: "replay", field: "exception", actual: exceptionText(error) };
  return { file, status: "failed", steps: 0, failures: [failure], corrections: [] };
}

function summarise(files: readonly FileResult[]): VerifyResult {
  const names: Record<string, number> = {};
  const unsupportedDumps: { dump: string; reason: string }[] = [];
  for (const { unsupported: name, dump } of files) {
    if (name === undefined) continue;
    if (dump === undefined) names[name] = (names[name] ?? 0) + 1;
    else unsupportedDumps.push({ dump, reason: name });
  }
  const passed = files.filter(({ status }) => status === "passed");
  return {
    passed: passed.length,
    failed: files.filter(({ status }) => status === "failed").length,
    corrected: passed.filter(({ corrections }) => corrections.length > 0).length,
    unsupported: names,
    unsupportedDumps,
    files,
  };
}
