import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Option } from "commander";
import { type Change, isBreaking } from "../diff/change.js";
import { diffFormats, wholeFormat } from "../diff/diff-formats.js";
import type { FormatModel } from "../model/model.js";
import { resolve } from "../model/resolve.js";
import { findSpecs } from "../spec/files.js";
import { loadSpec } from "../spec/load.js";
import type { Problem } from "../spec/problem.js";
import type { AddCommand } from "./add-command.js";
import { CommandError } from "./command-error.js";
import { diffJson, diffText, type SpecDiff } from "./diff-output.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { type FolderAtRef, folderAtRef } from "./git-specs.js";
import { formatOf, reportProblems, specFiles } from "./load-formats.js";
import type { Terminal } from "./terminal.js";
import { findWorkspace } from "./workspace.js";

interface DiffOptions {
  readonly against?: string;
  readonly specs?: string;
  readonly all?: true;
  readonly explain?: true;
  readonly json?: true;
  readonly failOn: "any" | "breaking" | "never";
}

export const addDiff: AddCommand = (program, terminal, finish) => {
  program
    .command("diff")
    .summary("tell what a change of a spec means")
    .description(
      "Compares two versions of a spec by what they mean, and says of each change whether it breaks programs that use " +
        "the package, and tables in memory that one version wrote and the other reads.",
    )
    .argument("[specs...]", "the old and the new spec; with --against, specs, default: all of the workspace")
    .option("--against <ref>", "compare with the same files in a commit, branch or tag of git")
    .option("--specs <folder>", "folder of the specs; default: specs of the workspace")
    .option("--all", "show changes of nothing but documentation too")
    .option("--explain", "say why each change is what it is")
    .addOption(
      new Option("--fail-on <changes>", "which changes make exit code 1")
        .choices(["any", "breaking", "never"])
        .default("breaking"),
    )
    .option("--json", "print the changes as JSON")
    .addHelpText(
      "after",
      examples(
        "diff old/example64.yaml specs/example64.yaml",
        "diff --against main",
        "diff --against v1.2 --explain example64",
      ),
    )
    .action((specs: string[], options: DiffOptions) => finish(diff(specs, options, terminal)));
};

function diff(specs: readonly string[], options: DiffOptions, terminal: Terminal): ExitCode {
  const pairs =
    options.against === undefined ? twoSpecs(specs, options) : specsAgainst(specs, options.against, options);
  const loaded = pairs.map(({ old, now }) => ({ old: old && load(old), now: now && load(now) }));
  const versions = loaded.flatMap(({ old, now }) => [old, now].flatMap((version) => version ?? []));
  const problems = versions
    .flatMap((version) => version.problems)
    .filter(({ severity }) => severity === "error");
  if (problems.length > 0) {
    const text = (name: string): string | undefined => versions.find(({ file }) => file === name)?.text;
    reportProblems({ formats: [], problems, text }, options.json ?? false, terminal);
    return exitCodes.unusable;
  }
  const diffs = loaded.map(({ old, now }) => specDiff(old, now));
  terminal.out(
    options.json
      ? diffJson(diffs)
      : diffText(diffs, { all: options.all ?? false, explain: options.explain ?? false }, terminal),
  );
  return exitCode(diffs, options.failOn);
}

function exitCode(diffs: readonly SpecDiff[], failOn: DiffOptions["failOn"]): ExitCode {
  const changes = diffs.flatMap((each) => each.changes);
  const isFinding = { any: changes.length > 0, breaking: changes.some(isBreaking), never: false }[failOn];
  return isFinding ? exitCodes.findings : exitCodes.ok;
}

/** The text of a spec, and what it is called in messages. */
interface Version {
  readonly file: string;
  readonly text: string;
}

/** Two versions of one spec; one of them is absent if the spec was added or removed. */
interface Pair {
  readonly old?: Version;
  readonly now?: Version;
}

function twoSpecs(specs: readonly string[], { specs: folder }: DiffOptions): readonly Pair[] {
  const [old, now, ...more] = specs;
  if (old === undefined || now === undefined || more.length > 0)
    throw new CommandError("diff takes two specs, the old one and the new one; or --against a git ref");
  return [{ old: named(old, folder), now: named(now, folder) }];
}

/** A path as it is, whatever its name; else the spec of a format in the folder. */
function named(name: string, folder: string | undefined): Version {
  if (existsSync(name)) {
    const [file, ...more] = findSpecs(name);
    if (file !== name || more.length > 0) throw new CommandError(`${name} is a folder: name two specs`);
    return fileVersion(name);
  }
  return fileVersion(oneSpec(name, folder));
}

function oneSpec(name: string, folder: string | undefined): string {
  const workspace = findWorkspace({ orOwn: true, ...(folder === undefined ? {} : { specs: folder }) });
  return specFiles([name], workspace.specs)[0] ?? name;
}

function fileVersion(file: string): Version {
  return { file, text: readFileSync(file, "utf8") };
}

function specsAgainst(
  specs: readonly string[],
  ref: string,
  { specs: folder }: DiffOptions,
): readonly Pair[] {
  if (specs.length > 0) {
    return specs.map((name) => {
      const file = oneSpec(name, folder);
      const at = folderAtRef(dirname(file), ref);
      if (!at.names.includes(basename(file))) throw new CommandError(`${file} is not there at ${ref}`);
      return { old: versionAt(at, dirname(file), basename(file), ref), now: fileVersion(file) };
    });
  }
  const all = findWorkspace(folder === undefined ? {} : { specs: folder }).specs;
  const at = folderAtRef(all, ref);
  const here = findSpecs(all);
  const removed = at.names.filter((name) => !here.some((file) => basename(file) === name));
  return [
    ...here.map((file) => ({
      ...(at.names.includes(basename(file)) ? { old: versionAt(at, all, basename(file), ref) } : {}),
      now: fileVersion(file),
    })),
    ...removed.map((name) => ({ old: versionAt(at, all, name, ref) })),
  ];
}

function versionAt(at: FolderAtRef, folder: string, name: string, ref: string): Version {
  return { file: `${ref}:${folder === "." ? "" : `${folder}/`}${name}`, text: at.read(name) };
}

interface Loaded extends Version {
  readonly problems: readonly Problem[];
  readonly model?: FormatModel;
}

function load(version: Version): Loaded {
  const { file, text } = version;
  // A copy of a spec may have any name; what a spec calls itself is all that counts.
  const [, format] = /^format:\s*([\w-]+)/m.exec(text) ?? [];
  const { spec, problems } = loadSpec(format === undefined ? file : `${format}.yaml`, text);
  if (spec === undefined) return { ...version, problems: problems.map((problem) => ({ ...problem, file })) };
  return { ...version, problems: [], model: resolve(spec) };
}

function specDiff(old: Loaded | undefined, now: Loaded | undefined): SpecDiff {
  const model = now?.model ?? old?.model;
  return {
    format: model?.format ?? formatOf(now?.file ?? old?.file ?? ""),
    ...(old === undefined ? {} : { old: old.file }),
    ...(now === undefined ? {} : { new: now.file }),
    changes: changesOf(old?.model, now?.model),
  };
}

function changesOf(old: FormatModel | undefined, now: FormatModel | undefined): readonly Change[] {
  if (old !== undefined && now !== undefined) return diffFormats(old, now);
  return [wholeFormat(old === undefined ? "added" : "removed")];
}
