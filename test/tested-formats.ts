import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FormatModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpecs } from "../generator/src/spec/files.js";
import type { Style } from "../generator/src/specialise/specialise.js";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Where packages for tests are written; git does not see it. */
export const outputFolder = path("../.generic-pt/");

export const styles: readonly Style[] = ["unrolled", "recursive"];

/** The models of the shipped specs. */
export function shippedFormats(): readonly FormatModel[] {
  return formatsIn([path("../specs")]);
}

/** The same and those of specs that exist for tests. */
export function testedFormats(): readonly FormatModel[] {
  return formatsIn([path("../specs"), path("specs")]);
}

function formatsIn(folders: readonly string[]): readonly FormatModel[] {
  return loadSpecs(folders).files.map(({ file, spec }) => {
    if (!spec) throw new Error(`${file} has errors`);
    return resolve(spec);
  });
}

/** Folder of a format's package in a style. */
export function packageFolder(style: Style, format: string): string {
  return join(outputFolder, style, format);
}
