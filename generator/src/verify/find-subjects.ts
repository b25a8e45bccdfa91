import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { isManifest, manifestName } from "./dump/manifest.js";
import { findFiles } from "./read-documents.js";
import type { Json } from "./recording.js";

/** Something to verify: a file of documents, or the folder of a dump. */
export interface Subject {
  readonly kind: "file" | "dump";
  readonly path: string;
}

/**
 * What there is to verify in files and folders. The other files beside a dump's manifest belong to the dump. Throws if
 * a path cannot be read.
 */
export function findSubjects(paths: readonly string[]): Subject[] {
  const files = findFiles(paths);
  const dumps = new Set(files.filter(isDumpManifest).map((file) => dirname(file)));
  const seen = new Set<string>();
  return files.flatMap((path): Subject[] => {
    const folder = dirname(path);
    if (!dumps.has(folder)) return [{ kind: "file", path }];
    if (seen.has(folder)) return [];
    seen.add(folder);
    return [{ kind: "dump", path: folder }];
  });
}

/** A file of that name that is no JSON is a dump too: a broken one. */
function isDumpManifest(file: string): boolean {
  if (basename(file) !== manifestName) return false;
  const text = readFileSync(file, "utf8");
  try {
    return isManifest(JSON.parse(text) as Json);
  } catch {
    return true;
  }
}
