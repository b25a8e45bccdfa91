import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What writing changed; paths are relative to the folder. */
export interface WrittenFiles {
  readonly written: readonly string[];
  /** Files that generation does not produce any more. */
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * Makes the files of a folder that generation answers for, `present`, be exactly the expected ones. Files that are
 * right stay untouched, so that nothing which watches them wakes up. `first` is written before all others.
 */
export function writeFiles(
  expected: ReadonlyMap<string, string>,
  folder: string,
  present: ReadonlySet<string>,
  first: string,
): WrittenFiles {
  const removed = [...present].filter((file) => !expected.has(file));
  for (const file of removed) {
    rmSync(join(folder, file));
    removeEmptyParents(folder, file);
  }
  const written: string[] = [];
  const inOrder = [...expected].sort(([a], [b]) => Number(b === first) - Number(a === first));
  for (const [file, text] of inOrder) {
    const path = join(folder, file);
    if (present.has(file) && readFileSync(path, "utf8") === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    written.push(file);
  }
  return { written: written.sort(), removed, unchanged: expected.size - written.length };
}

function removeEmptyParents(folder: string, file: string): void {
  for (let parent = dirname(file); parent !== "."; parent = dirname(parent)) {
    const path = join(folder, parent);
    if (readdirSync(path).length > 0) return;
    rmdirSync(path);
  }
}
