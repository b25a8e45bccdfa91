import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FormatModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { packageFiles } from "../generator/src/package/package-files.js";
import { loadSpecs } from "../generator/src/spec/files.js";
import type { Style } from "../generator/src/specialise/specialise.js";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Where packages for tests are written; git does not see it. */
export const outputFolder = path("../.generic-pt/");

export const styles: readonly Style[] = ["unrolled", "recursive"];

/** The models of the shipped specs and of those that exist for tests. */
export function testedFormats(): readonly FormatModel[] {
  return loadSpecs([path("../specs"), path("specs")]).files.map(({ file, spec }) => {
    if (!spec) throw new Error(`${file} has errors`);
    return resolve(spec);
  });
}

/** Folder of a format's package in a style. */
export function packageFolder(style: Style, format: string): string {
  return join(outputFolder, style, format);
}

/** Writes a package. Files that are right already are not touched: a second run of tests may be reading them. */
export function writePackage(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const file = join(folder, name);
    if (isText(file, text)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (!files.has(name.replaceAll("\\", "/")) && statSync(file).isFile()) rmSync(file);
  }
}

function isText(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8") === text;
  } catch {
    return false;
  }
}

/** Before any test: every format in every style, as the generator makes it now. */
export default function generate(): void {
  for (const model of testedFormats()) {
    for (const style of styles)
      writePackage(packageFolder(style, model.format), packageFiles(model, { style }));
  }
}
