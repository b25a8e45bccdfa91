import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageFilesIn } from "./drift.js";

/** What writing a package changed; paths are relative to its folder. */
export interface WrittenPackage {
  readonly written: readonly string[];
  /** Files that generation does not produce any more. */
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** The folder of a package holds something else, which writing would destroy. */
export class ForeignFolder extends Error {
  override readonly name = "ForeignFolder";

  constructor(folder: string, packageName: string) {
    super(`${folder} is not a generated package ${packageName}: its files would be deleted`);
  }
}

const manifest = "package.json";

/**
 * Makes a folder hold exactly these files. Files that are right stay untouched, so that nothing which watches them
 * wakes up. Throws {@link ForeignFolder} before any change if the folder is something else than this package.
 */
export function writePackage(expected: ReadonlyMap<string, string>, folder: string): WrittenPackage {
  const present = new Set(packageFilesIn(folder));
  checkOwnership(expected, folder, present);
  const removed = [...present].filter((file) => !expected.has(file));
  for (const file of removed) {
    rmSync(join(folder, file));
    removeEmptyParents(folder, file);
  }
  const written: string[] = [];
  // The manifest first: it makes a half-written folder this package's.
  const manifestFirst = [...expected].sort(([a], [b]) => Number(b === manifest) - Number(a === manifest));
  for (const [file, text] of manifestFirst) {
    const path = join(folder, file);
    if (present.has(file) && readFileSync(path, "utf8") === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    written.push(file);
  }
  return { written: written.sort(), removed, unchanged: expected.size - written.length };
}

function checkOwnership(
  expected: ReadonlyMap<string, string>,
  folder: string,
  present: ReadonlySet<string>,
): void {
  if (present.size === 0) return;
  const own = nameIn(expected.get(manifest));
  const there = present.has(manifest) ? nameIn(readFileSync(join(folder, manifest), "utf8")) : undefined;
  if (there !== own) throw new ForeignFolder(folder, String(own));
}

/** The name in a package.json. A damaged one is nobody's. */
function nameIn(text: string | undefined): unknown {
  try {
    return (JSON.parse(text ?? "") as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}

function removeEmptyParents(folder: string, file: string): void {
  for (let parent = dirname(file); parent !== "."; parent = dirname(parent)) {
    const path = join(folder, parent);
    if (readdirSync(path).length > 0) return;
    rmdirSync(path);
  }
}
