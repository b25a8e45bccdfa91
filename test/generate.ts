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

/** Writes a package, and removes from its folder what is not of it. */
export function writePackage(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) writeText(join(folder, name), text);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (!files.has(name.replaceAll("\\", "/")) && statSync(file).isFile()) rmSync(file);
  }
}

/** A file that is right already is not touched: another run of tests may be reading it. */
function writeText(file: string, text: string): void {
  if (isText(file, text)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
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
  const started = performance.now();
  // Where the packages look for it from their place in the repository.
  writeText(join(outputFolder, "tsconfig.base.json"), '{ "extends": "../tsconfig.base.json" }\n');
  for (const model of testedFormats()) {
    for (const style of styles)
      writePackage(packageFolder(style, model.format), packageFiles(model, { style }));
  }
  console.log("generated", performance.now() - started);
}
