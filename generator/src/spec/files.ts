import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type LoadedSpec, loadSpec } from "./load.js";
import type { Problem } from "./problem.js";

export interface SpecFile extends LoadedSpec {
  readonly file: string;
  readonly text: string;
}

export interface SpecFiles {
  readonly files: readonly SpecFile[];
  /** The problems of all files, in their order. */
  readonly problems: readonly Problem[];
}

/** The spec files that `path` means: a file, or a folder's *.yaml without its subfolders, sorted. */
export function findSpecs(path: string): readonly string[] {
  const stat = statSync(path);
  if (stat.isFile()) return [path];
  if (!stat.isDirectory()) throw new Error(`${path} is no regular file`);
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map(({ name }) => join(path, name))
    .sort();
}

/** Loads every spec that `paths` mean. Throws only if a file cannot be read. */
export function loadSpecs(paths: readonly string[]): SpecFiles {
  const names = [...new Set(paths.flatMap(findSpecs))];
  const files = names.map((file) => {
    const text = readFileSync(file, "utf8");
    return { file, text, ...loadSpec(file, text) };
  });
  return { files, problems: files.flatMap(({ problems }) => problems) };
}
