import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseFirstLine, parseRecording } from "./parse-recording.js";
import type { Json, Parsed } from "./recording.js";
import { isObject, MalformedRecording } from "./shape.js";

/** One document: a file, or a member of a pack. */
export interface Document {
  /** Path as given or found; of a member, followed by `#` and its name. */
  readonly file: string;
  /** Throws {@link MalformedRecording}. */
  parse(): Parsed;
}

/** What is looked at in a folder. */
const documentName = /\.jsonl?(\.gz)?$/;

/** Every file below the paths, folders searched in the order of their names. Throws if a path cannot be read. */
export function findFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}

/** The documents in a file. Throws {@link MalformedRecording} if it cannot be read as what its name says. */
export function readDocuments(file: string): Document[] {
  const text = readText(file);
  if (/\.jsonl(\.gz)?$/.test(file))
    return [{ file, parse: () => parseFirstLine(parseJson(text.slice(0, lineEnd(text)))) }];
  if (!documentName.test(file) && !/^\s*[{[]/.test(text))
    return [{ file, parse: () => ({ kind: "unsupported", name: "not a recording" }) }];
  const document = parseJson(text);
  if (!isObject(document) || document.pack !== 1 || !isObject(document.files))
    return [{ file, parse: () => parseRecording(document) }];
  return Object.entries(document.files).map(([name, content]) => ({
    file: `${file}#${name}`,
    parse: () => parseRecording(parseJson(String(content))),
  }));
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return documentName.test(entry.name) ? [path] : [];
  });
}

function readText(file: string): string {
  const bytes = readFileSync(file);
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return (zipped ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (error) {
    throw new MalformedRecording("", `damaged gzip file: ${messageOf(error)}`);
  }
}

function lineEnd(text: string): number {
  const end = text.indexOf("\n");
  return end < 0 ? text.length : end;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new MalformedRecording("", `no JSON: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
