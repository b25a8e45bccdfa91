import { type DumpFormats, findDumpFormat, shippedDumpFormats } from "../verify/dump/dump-formats.js";
import { readManifest } from "../verify/dump/manifest.js";
import { findSubjects } from "../verify/find-subjects.js";
import { type FormatsMap, shippedFormatsMap } from "../verify/formats-map.js";
import { readDocuments } from "../verify/read-documents.js";

/**
 * The packages that a verification of these files will ask for. What is neither recording nor dump is left to the
 * verification to judge.
 */
export function recordedFormats(
  paths: readonly string[],
  map: FormatsMap = shippedFormatsMap(),
  dumps: DumpFormats = shippedDumpFormats(),
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, path } of findSubjects(paths)) {
    if (kind === "dump") for (const name of packagesOfDump(path, dumps)) names.add(name);
    else for (const format of formatsIn(path)) names.add(packageOf(format, map));
  }
  return names;
}

function packagesOfDump(folder: string, dumps: DumpFormats): readonly string[] {
  try {
    const format = findDumpFormat(dumps, readManifest(folder).format);
    return format === undefined ? [] : [format.package];
  } catch {
    return [];
  }
}

function formatsIn(file: string): readonly string[] {
  try {
    return readDocuments(file).flatMap((document) => {
      const parsed = document.parse();
      return parsed.kind === "unsupported" ? [] : [parsed.format];
    });
  } catch {
    return [];
  }
}

function packageOf(format: string, { formats }: FormatsMap): string {
  return Object.hasOwn(formats, format) ? (formats[format]?.package ?? format) : format;
}
