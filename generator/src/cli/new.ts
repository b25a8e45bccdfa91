import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSpec } from "../spec/load.js";
import { starterSpec } from "../spec/starter.js";
import type { AddCommand } from "./add-command.js";
import { CommandError } from "./command-error.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import type { Terminal } from "./terminal.js";
import { findRoot } from "./workspace.js";

interface NewOptions {
  readonly out?: string;
}

export const addNew: AddCommand = (program, terminal, finish) => {
  program
    .command("new")
    .summary("start a spec")
    .description("Writes a small commented spec to start a format from. It never overwrites a file.")
    .argument("<format>", "name of the format: small letters, digits, - and _")
    .option("--out <folder>", "where to write; default: the specs of the workspace, or the current folder")
    .addHelpText("after", examples("new example64", "new example64 --out drafts"))
    .action((format: string, options: NewOptions) => finish(newSpec(format, options, terminal)));
};

function newSpec(format: string, { out }: NewOptions, terminal: Terminal): ExitCode {
  const text = starterSpec(format);
  // What the name breaks is the only thing that can be wrong with it.
  const [problem] = loadSpec(`${format}.yaml`, text).problems;
  if (problem !== undefined) throw new CommandError(`"${format}" is no name of a format: ${problem.message}`);
  const root = findRoot();
  const folder = out ?? (root === undefined ? "." : join(root, "specs"));
  const file = join(folder, `${format}.yaml`);
  if (existsSync(file)) throw new CommandError(`${file} is there already; it was not changed`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  terminal.out(`wrote ${file}`);
  terminal.out(`check it with: generic-pt lint ${file}`);
  return exitCodes.ok;
}
