import type { Failure } from "./findings.js";
import type { Json } from "./recording.js";
import type { FileResult, VerifyResult } from "./verify.js";

/** Long values are tables of a recording; their beginning is enough to find them. */
const longestValue = 200;

/** The report for a terminal; its last line is `N passed, M failed`. */
export function textReport(result: VerifyResult): string {
  const lines = result.files.filter(({ status }) => status === "failed").flatMap(fileLines);
  for (const [name, count] of Object.entries(result.unsupported).sort(([a], [b]) => (a < b ? -1 : 1)))
    lines.push(`unsupported: ${count} × ${name}`);
  lines.push(...dumpLines(result));
  for (const { dump, reason } of result.unsupportedDumps) lines.push(`unsupported dump ${dump}: ${reason}`);
  if (result.corrected > 0) lines.push(`of these, ${result.corrected} corrected (docs/deviations.md)`);
  lines.push(`${result.passed} passed, ${result.failed} failed`);
  return lines.join("\n");
}

/** The same for programs. Undefined values are absent: a field that is expected not to be there has no `expected`. */
export function jsonReport(result: VerifyResult): string {
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

/** What was compared, dump by dump: a table that is in no list says little by passing. */
function dumpLines({ files }: VerifyResult): string[] {
  const dumps = new Map<string, { listed: string[]; walked: string[] }>();
  for (const { dump, table, compared } of files) {
    if (dump === undefined || table === undefined || compared === undefined) continue;
    const tables = dumps.get(dump) ?? { listed: [], walked: [] };
    dumps.set(dump, tables);
    const rows = Object.entries(compared).filter(([, count]) => count > 0);
    if (rows.length === 0) tables.walked.push(table);
    else tables.listed.push(`${table} (${rows.map(([kind, count]) => `${count} ${kind}`).join(", ")})`);
  }
  return [...dumps].flatMap(([dump, { listed, walked }]) => [
    ...(listed.length > 0 ? [`dump ${dump}: compared ${listed.join(", ")}`] : []),
    ...(walked.length > 0
      ? [`dump ${dump}: nothing listed, only walked for damage: ${walked.join(", ")}`]
      : []),
  ]);
}

function fileLines({ file, failures }: FileResult): string[] {
  return [`FAILED ${file}`, ...failures.flatMap(failureLines)];
}

function failureLines({ step, op, field, expected, actual }: Failure): string[] {
  const place = step === undefined ? op : `step ${step} (${op})`;
  if (op === "read" || field === "exception") return [`  ${place}: ${shown(actual)}`];
  return [`  ${place}: ${field}`, `    expected ${shown(expected)}`, `    actual   ${shown(actual)}`];
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "(absent)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}...` : text;
}
