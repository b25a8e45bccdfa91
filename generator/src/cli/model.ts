import { dumpModel } from "../model/dump.js";
import type { AddCommand } from "./add-command.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { chooseVariant, loadFormat } from "./load-formats.js";
import type { Terminal } from "./terminal.js";
import { findWorkspace } from "./workspace.js";

interface ModelOptions {
  readonly variant?: string;
  readonly specs?: string;
}

export const addModel: AddCommand = (program, terminal, finish) => {
  program
    .command("model")
    .summary("show what a spec resolves to")
    .description(
      "Prints the model of a format as JSON: every shift, mask, size and level as a plain number, in a stable\n" +
        "order, so that two versions of a spec can be compared.",
    )
    .argument("<format>", "name of a format, or path of a spec")
    .option("--variant <name>", "only this variant")
    .option("--specs <folder>", "folder of the specs")
    .addHelpText("after", examples("model example64", "model example64 --variant wide > wide.json"))
    .action((format: string, options: ModelOptions) => finish(model(format, options, terminal)));
};

function model(format: string, { specs, variant }: ModelOptions, terminal: Terminal): ExitCode {
  const workspace = findWorkspace({ orOwn: true, ...(specs === undefined ? {} : { specs }) });
  const loaded = loadFormat(format, workspace.specs, true, terminal);
  if (loaded === undefined) return exitCodes.findings;
  const variants = variant === undefined ? loaded.model.variants : [chooseVariant(loaded.model, variant)];
  terminal.out(dumpModel({ ...loaded.model, variants }).trimEnd());
  return exitCodes.ok;
}
