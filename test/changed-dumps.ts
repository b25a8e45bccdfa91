import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Json } from "../generator/src/verify/recording.js";
import { textReport } from "../generator/src/verify/report.js";
import { type VerifyResult, verifyPaths } from "../generator/src/verify/verify.js";
import { openTable } from "./open-table.js";
import { unpackDump } from "./packed-dumps.js";

/** Where dumps are unpacked; it is removed after the tests. */
export const scratch = mkdtempSync(join(tmpdir(), "dumps-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Verifies a copy of a dump in which one file is other than it was, or missing. */
export function verifyChanged(
  name: string,
  file: string,
  change: (bytes: Buffer) => Buffer | string | undefined,
  factory = openTable,
): VerifyResult {
  const folder = unpackDump(name, scratch, "copy");
  const changed = change(readFileSync(join(folder, file)));
  if (changed === undefined) rmSync(join(folder, file));
  else writeFileSync(join(folder, file), changed);
  return verifyPaths([folder], factory);
}

/** The same for a change of what a JSON file says. */
export function verifyEdited(name: string, file: string, edit: (document: Lists) => void): VerifyResult {
  return verifyChanged(name, file, (bytes) => {
    const document = JSON.parse(bytes.toString("utf8")) as Lists;
    edit(document);
    return JSON.stringify(document);
  });
}

/** A file of lists of rows; a manifest has other members too. */
export interface Lists {
  [list: string]: Json[][];
}

export function row(document: Lists, list: string, va: string): Json[] {
  const found = document[list]?.find(([first]) => first === va);
  if (found === undefined) throw new Error(`no row ${va} in ${list}`);
  return found;
}

/** The report without what is said about tables that are right. */
export function failuresIn(result: VerifyResult): string {
  return textReport(result)
    .replaceAll(scratch, "")
    .split("\n")
    .filter((line) => !line.startsWith("dump "))
    .join("\n");
}
