import { type FormatsMap, shippedFormatsMap } from "../verify/formats-map.js";
import { findFiles, readDocuments } from "../verify/read-documents.js";

/** The packages that a replay of these files will ask for. What is no recording is left to the replay to judge. */
export function recordedFormats(
  paths: readonly string[],
  map: FormatsMap = shippedFormatsMap(),
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of findFiles(paths))
    for (const format of formatsIn(file)) names.add(packageOf(format, map));
  return names;
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
