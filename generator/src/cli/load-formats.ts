import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { FormatModel, VariantModel } from "../model/model.js";
import { resolve } from "../model/resolve.js";
import { didYouMean } from "../spec/closest.js";
import { findSpecs, loadSpecs } from "../spec/files.js";
import type { Spec } from "../spec/language.js";
import { printProblems, summary } from "../spec/print-problems.js";
import { hasErrors, type Problem } from "../spec/problem.js";
import { CommandError } from "./command-error.js";
import type { Terminal } from "./terminal.js";

/** The model of a spec file, as far as the problems in its folder allow. */
export interface LoadedFormat {
  readonly file: string;
  readonly model: FormatModel;
}

export interface LoadedFormats {
  /** Empty if any of the specs has errors. */
  readonly formats: readonly LoadedFormat[];
  readonly problems: readonly Problem[];
  /** The text of a spec. */
  text(file: string): string | undefined;
}

/**
 * Loads specs by the names of their formats or by their paths; without names, all of the folder. Throws
 * {@link CommandError} for a name that stands for none.
 */
export function loadFormats(names: readonly string[], folder: string): LoadedFormats {
  return loadFiles(specFiles(names, folder));
}

/** Loads specs by the paths of their files. */
export function loadFiles(paths: readonly string[]): LoadedFormats {
  const { files, problems } = loadSpecs(paths);
  const text = (name: string) => files.find(({ file }) => file === name)?.text;
  if (hasErrors(problems)) return { formats: [], problems, text };
  const formats = files.flatMap(({ file, spec }) =>
    spec === undefined ? [] : [{ file, model: model(file, spec) }],
  );
  return { formats, problems, text };
}

/** The one format that a name or a path means; undefined if its spec has errors, which were reported. */
export function loadFormat(
  name: string,
  folder: string,
  json: boolean,
  terminal: Terminal,
): LoadedFormat | undefined {
  const loaded = loadFormats([name], folder);
  if (hasErrors(loaded.problems)) reportProblems(loaded, json, terminal);
  return loaded.formats[0];
}

/** The variant of a name, or the first. Throws {@link CommandError} if there is none of that name. */
export function chooseVariant({ format, variants }: FormatModel, name: string | undefined): VariantModel {
  const found = name === undefined ? variants[0] : variants.find((variant) => variant.name === name);
  if (found !== undefined) return found;
  const known = variants.map((variant) => variant.name);
  throw new CommandError(`${format} has no variant "${name}"; ${didYouMean(String(name), known)}`);
}

function model(file: string, spec: Spec): FormatModel {
  try {
    return resolve(spec);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The files of specs that `names` mean. */
export function specFiles(names: readonly string[], folder: string): readonly string[] {
  const there = findSpecs(folder);
  if (names.length > 0) return names.map((name) => specFile(name, folder, there));
  if (there.length === 0) throw new CommandError(`${folder}: there is no spec in this folder`);
  return there;
}

/** The name of the format whose spec a file is: lint sees to it. */
export function formatOf(file: string): string {
  return basename(file, ".yaml");
}

function specFile(name: string, folder: string, there: readonly string[]): string {
  const isPath = /\.ya?ml$/.test(name) || /[\\/]/.test(name);
  const file = isPath ? name : join(folder, `${name}.yaml`);
  if (existsSync(file)) return file;
  if (isPath) throw new CommandError(`${name}: no such file or folder`);
  const known = there.map(formatOf);
  throw new CommandError(`no spec of a format "${name}" in ${folder}; ${didYouMean(name, known)}`);
}

/**
 * Problems of specs on the way to something else: as text among the messages, or, if they are errors, as the JSON
 * that takes the place of the result.
 */
export function reportProblems({ problems, text }: LoadedFormats, json: boolean, terminal: Terminal): void {
  if (json && hasErrors(problems)) terminal.out(JSON.stringify({ problems }, undefined, 2));
  if (json || problems.length === 0) return;
  terminal.err(printProblems(problems, { colour: terminal.errColour, text }));
  terminal.err(`generic-pt: ${summary(problems)}`);
}
