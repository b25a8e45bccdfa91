import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dumpModel } from "../generator/src/model/dump.js";
import type { FormatModel } from "../generator/src/model/model.js";
import { packageFilesIn } from "../generator/src/package/drift.js";
import { packageFiles } from "../generator/src/package/package-files.js";
import { writePackage } from "../generator/src/package/write.js";
import type { Style } from "../generator/src/specialise/specialise.js";
import { outputFolder, packageFolder, styles, testedFormats } from "./tested-formats.js";

const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * Before any test: every format in every style, as the generator makes it now. What was made from the same generator and
 * the same model, and was not touched since, is left as it is: most runs are of a single file.
 */
export default function generate(): void {
  const generator = fingerprint([
    ...filesBelow(join(root, "generator/src")).filter((file) => !file.endsWith(".test.ts")),
    ...["generator/LICENSE", "generator/package.json", "package-lock.json"].map((file) => join(root, file)),
  ]);
  for (const model of testedFormats()) {
    for (const style of styles) makeIfChanged(model, style, generator);
  }
}

function makeIfChanged(model: FormatModel, style: Style, generator: string): void {
  const folder = packageFolder(style, model.format);
  const note = join(outputFolder, "made", style, model.format);
  const present = () => {
    const files = packageFilesIn(folder).map((file) => join(folder, file));
    return [generator, fingerprint([dumpModel(model)], String), fingerprint(files)].join("\n");
  };
  if (textOf(note) === present()) return;
  writePackage(packageFiles(model, { style }), folder);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, present());
}

/** What tells texts from others; by default they are those of files, whose names count as well. */
function fingerprint(
  names: readonly string[],
  read = (name: string): string => `${name}\n${readFileSync(name, "utf8")}`,
): string {
  const hash = createHash("sha256");
  for (const name of [...names].sort()) hash.update(`${read(name)}\0`);
  return hash.digest("hex");
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Undefined for a file that is not there. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
