import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Drift, findDriftAmong, packageFilesIn } from "../package/drift.js";
import { type WrittenFiles, writeFiles } from "../package/write-files.js";

/** The name of the page that puts all formats side by side. */
export const familyFile = "README.md";

/** How every page and picture begins, by which it is told from files of others. */
const madeMark = "<!-- Made by `generic-pt docs`";

/** The folder holds something else than pages of formats: it was hardly meant. */
export class ForeignDocs extends Error {
  override readonly name = "ForeignDocs";

  constructor(folder: string) {
    super(
      `${folder} holds files that are no generated pages of formats: choose another folder, or an empty one`,
    );
  }
}

/**
 * Makes a folder hold these pages and pictures, and no others that were made; where only some formats are `chosen`, those
 * of others stay as they are. Files that were not made stay in any case. Throws {@link ForeignDocs} before any change if the folder is something else.
 */
export function writeDocs(
  expected: ReadonlyMap<string, string>,
  folder: string,
  chosen: readonly string[] = [],
): WrittenFiles {
  const all = packageFilesIn(folder);
  if (all.length > 0 && !holdsDocs(folder)) throw new ForeignDocs(folder);
  // The family page first: it makes a half-written folder ours.
  return writeFiles(expected, folder, new Set(answeredFor(expected, folder, chosen)), familyFile);
}

/** Compares pages and pictures with what is in their folder, which need not exist. */
export function findDocsDrift(
  expected: ReadonlyMap<string, string>,
  folder: string,
  chosen: readonly string[] = [],
): Drift {
  return findDriftAmong(expected, folder, answeredFor(expected, folder, chosen));
}

/** Whether a folder is there and holds pages of formats. */
export function holdsDocs(folder: string): boolean {
  return isMade(folder, familyFile);
}

/** The files of a folder that must be there, or that were made about the chosen formats. */
function answeredFor(
  expected: ReadonlyMap<string, string>,
  folder: string,
  chosen: readonly string[],
): readonly string[] {
  return packageFilesIn(folder).filter(
    (file) => expected.has(file) || (isAbout(file, chosen) && isMade(folder, file)),
  );
}

function isMade(folder: string, file: string): boolean {
  if (!file.endsWith(".md") && !file.endsWith(".svg")) return false;
  const path = join(folder, file);
  // Links that lead nowhere are nobody's page.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  return readFileSync(path, "utf8").startsWith(madeMark);
}

/** Whether a file is the family page or belongs to one of some formats; none: all. */
function isAbout(file: string, formats: readonly string[]): boolean {
  if (formats.length === 0 || file === familyFile) return true;
  return formats.some((format) => file === `${format}.md` || file.startsWith(`${format}/`));
}
