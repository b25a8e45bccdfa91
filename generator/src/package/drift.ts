import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diffLines } from "./line-diff.js";

/** How a package on disk differs from what its spec generates. Paths are relative to its folder, with `/`. */
export interface Drift {
  /** Files with another content. */
  readonly stale: readonly StaleFile[];
  /** Files that are not there. */
  readonly missing: readonly string[];
  /** Files that generation does not produce. */
  readonly orphaned: readonly string[];
}

export interface StaleFile {
  readonly file: string;
  /** From what is on disk to what belongs there, shortened. */
  readonly diff: string;
}

/** Compares the files a package must have with its folder, which need not exist. */
export function findDrift(expected: ReadonlyMap<string, string>, folder: string): Drift {
  return findDriftAmong(expected, folder, packageFilesIn(folder));
}

/** The same for the files of a folder that generation answers for. */
export function findDriftAmong(
  expected: ReadonlyMap<string, string>,
  folder: string,
  files: readonly string[],
): Drift {
  const present = new Set(files);
  const stale: StaleFile[] = [];
  const missing: string[] = [];
  for (const [file, text] of expected) {
    if (!present.has(file)) {
      missing.push(file);
      continue;
    }
    const actual = readFileSync(join(folder, file), "utf8");
    if (actual !== text) stale.push({ file, diff: diffLines(actual, text) });
  }
  return { stale, missing, orphaned: [...present].filter((file) => !expected.has(file)) };
}

export function hasDrifted({ stale, missing, orphaned }: Drift): boolean {
  return stale.length + missing.length + orphaned.length > 0;
}

/** Folders that other tools fill. */
const foreignFolders: ReadonlySet<string> = new Set(["dist", "node_modules"]);

/** The files of a package that belong to generation, sorted; none if there is no such folder. */
export function packageFilesIn(folder: string): readonly string[] {
  const filesBelow = (path: string): readonly string[] =>
    entriesOf(join(folder, path)).flatMap((entry) => {
      const name = `${path}${entry.name}`;
      if (entry.isDirectory()) return foreignFolders.has(name) ? [] : filesBelow(`${name}/`);
      return name.endsWith(".tsbuildinfo") ? [] : [name];
    });
  return [...filesBelow("")].sort();
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

const readEntries = (folder: string) => readdirSync(folder, { withFileTypes: true });
