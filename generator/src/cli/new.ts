import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { jsonSchemaText } from "../spec/json-schema.js";
import { loadSpec } from "../spec/load.js";
import { starterSpec } from "../spec/starter.js";
import type { AddCommand } from "./add-command.js";
import { CommandError } from "./command-error.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import type { Terminal } from "./terminal.js";
import { findRoot, specsName } from "./workspace.js";

interface NewOptions {
  readonly out?: string;
}

export const addNew: AddCommand = (program, terminal, finish) => {
  program
    .command("new")
    .summary("start a spec")
    .description(
      "Writes a small commented spec to start a format from, and beside it the JSON Schema with which editors\n" +
        "complete and check it, unless the workspace has that already. It never overwrites a spec.",
    )
    .argument("<format>", "name of the format: small letters, digits, - and _")
    .option(
      "--out <folder>",
      "where to write; default: the specs of the workspace, or a new folder specs here",
    )
    .addHelpText("after", examples("new example64", "new example64 --out drafts"))
    .action((format: string, options: NewOptions) => finish(newSpec(format, options, terminal)));
};

function newSpec(format: string, { out }: NewOptions, terminal: Terminal): ExitCode {
  const root = findRoot();
  const folder = out ?? join(root ?? ".", specsName);
  const file = join(folder, `${format}.yaml`);
  const schema = findSchema(root, folder);
  const text = starterSpec(format, schema ?? schemaName);
  // What the name breaks is the only thing that can be wrong with it.
  const [problem] = loadSpec(`${format}.yaml`, text).problems;
  if (problem !== undefined) throw new CommandError(`"${format}" is no name of a format: ${problem.message}`);
  if (existsSync(file)) throw new CommandError(`${file} is there already; it was not changed`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  terminal.out(`wrote ${file}`);
  if (schema === undefined) {
    writeFileSync(join(folder, schemaName), jsonSchemaText());
    terminal.out(`wrote ${join(folder, schemaName)}, which editors complete and check it with`);
  }
  terminal.out(`check it with: generic-pt lint ${file}`);
  return exitCodes.ok;
}

const schemaName = "spec.schema.json";

/** The schema that the workspace has among its documents, as a spec in the folder refers to it. */
function findSchema(root: string | undefined, folder: string): string | undefined {
  const file = join(root ?? ".", "docs", schemaName);
  return existsSync(file) ? relative(folder, file).split(sep).join("/") : undefined;
}
