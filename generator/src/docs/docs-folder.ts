import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Drift, findDriftAmong, packageFilesIn } from "../package/drift.js";
import { type WrittenFiles, writeFiles } from "../package/write-files.js";

/** The name of the page that puts all formats side by side. */
export const familyFile = "README.md";

/** How that page begins, by which its folder is known. */
const familyMark = "<!-- Made by `generic-pt docs`";

/** The folder holds something else than pages of formats, which writing would destroy. */
export class ForeignDocs extends Error {
  override readonly name = "ForeignDocs";

  constructor(folder: string) {
    super(`${folder} holds files that are no generated pages of formats: they would be deleted`);
  }
}

/**
 * Makes a folder hold exactly these pages and pictures; where only some formats are `chosen`, those of others stay as
 * they are. Throws {@link ForeignDocs} before any change if the folder is something else.
 */
export function writeDocs(
  expected: ReadonlyMap<string, string>,
  folder: string,
  chosen: readonly string[] = [],
): WrittenFiles {
  const all = packageFilesIn(folder);
  if (all.length > 0 && !holdsDocs(folder)) throw new ForeignDocs(folder);
  // The family page first: it makes a half-written folder ours.
  return writeFiles(expected, folder, new Set(all.filter((file) => isAbout(file, chosen))), familyFile);
}

/** Compares pages and pictures with what is in their folder, which need not exist. */
export function findDocsDrift(
  expected: ReadonlyMap<string, string>,
  folder: string,
  chosen: readonly string[] = [],
): Drift {
  return findDriftAmong(
    expected,
    folder,
    packageFilesIn(folder).filter((file) => isAbout(file, chosen)),
  );
}

/** Whether a folder is there and holds pages of formats. */
export function holdsDocs(folder: string): boolean {
  const path = join(folder, familyFile);
  return existsSync(path) && readFileSync(path, "utf8").startsWith(familyMark);
}

/** Whether a file is the family page or belongs to one of some formats; none: all. */
function isAbout(file: string, formats: readonly string[]): boolean {
  if (formats.length === 0 || file === familyFile) return true;
  return formats.some((format) => file === `${format}.md` || file.startsWith(`${format}/`));
}
