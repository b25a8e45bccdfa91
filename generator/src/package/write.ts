import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFilesIn } from "./drift.js";
import { type WrittenFiles, writeFiles } from "./write-files.js";

/** The folder of a package holds something else, which writing would destroy. */
export class ForeignFolder extends Error {
  override readonly name = "ForeignFolder";
}

const manifest = "package.json";

/** How every generated source begins. */
const madeMark = "// Made by generic-pt ";

/**
 * Makes a folder hold exactly these files. Throws {@link ForeignFolder} before any change if the folder is something
 * else than this package, or has files in it that were not generated.
 */
export function writePackage(expected: ReadonlyMap<string, string>, folder: string): WrittenFiles {
  const present = new Set(packageFilesIn(folder));
  checkOwnership(expected, folder, present);
  // The manifest first: it makes a half-written folder this package's.
  return writeFiles(expected, folder, present, manifest);
}

function checkOwnership(
  expected: ReadonlyMap<string, string>,
  folder: string,
  present: ReadonlySet<string>,
): void {
  if (present.size === 0) return;
  const own = nameIn(expected.get(manifest));
  const there = present.has(manifest) ? nameIn(readFileSync(join(folder, manifest), "utf8")) : undefined;
  if (there !== own)
    throw new ForeignFolder(`${folder} is not a generated package ${own}: its files would be deleted`);
  for (const file of present) {
    const path = join(folder, file);
    if (!expected.has(file) && !readFileSync(path, "utf8").startsWith(madeMark))
      throw new ForeignFolder(`${path} was not generated, and would be deleted: move it out of the package`);
  }
}

/** The name in a package.json. A damaged one is nobody's. */
function nameIn(text: string | undefined): unknown {
  try {
    return (JSON.parse(text ?? "") as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}
