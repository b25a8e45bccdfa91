import { loadSpecs } from "../spec/files.js";
import { printProblems, summary } from "../spec/print-problems.js";
import { hasErrors } from "../spec/problem.js";
import type { AddCommand } from "./add-command.js";
import { CommandError } from "./command-error.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { specFiles } from "./load-formats.js";
import type { Terminal } from "./terminal.js";
import { findWorkspace } from "./workspace.js";

interface LintOptions {
  readonly json?: true;
}

export const addLint: AddCommand = (program, terminal, finish) => {
  program
    .command("lint")
    .summary("check specs")
    .description("Checks specs and shows every problem in them, with its place, its reason and what to do.")
    .argument("[files...]", "specs, or folders of specs; default: the specs of the workspace")
    .option("--json", "print the problems as JSON")
    .addHelpText("after", examples("lint", "lint specs/example64.yaml", "lint --json drafts/"))
    .action((files: string[], options: LintOptions) => finish(lint(files, options, terminal)));
};

function lint(files: readonly string[], { json }: LintOptions, terminal: Terminal): ExitCode {
  const loaded = loadSpecs(files.length > 0 ? files : specFiles([], findWorkspace({ orOwn: true }).specs));
  const { problems } = loaded;
  if (loaded.files.length === 0) throw new CommandError(`no specs (*.yaml) in ${files.join(", ")}`);
  if (json) {
    const errors = problems.filter(({ severity }) => severity === "error").length;
    const counts = { files: loaded.files.length, errors, warnings: problems.length - errors };
    terminal.out(JSON.stringify({ ...counts, problems }, undefined, 2));
  } else {
    const texts = new Map(loaded.files.map(({ file, text }) => [file, text]));
    if (problems.length > 0)
      terminal.out(printProblems(problems, { colour: terminal.colour, text: (file) => texts.get(file) }));
    const count = loaded.files.length;
    terminal.out(`${count} spec${count === 1 ? "" : "s"}, ${summary(problems) ?? "no problems"}`);
  }
  return hasErrors(problems) ? exitCodes.findings : exitCodes.ok;
}
