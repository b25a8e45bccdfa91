import { join, resolve } from "node:path";
import { findDocsDrift, writeDocs } from "../docs/docs-folder.js";
import { hasDrifted } from "../package/drift.js";
import { hasErrors } from "../spec/problem.js";
import type { AddCommand } from "./add-command.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { since } from "./generate-packages.js";
import { type LoadedFormat, loadFiles, reportProblems, specFiles } from "./load-formats.js";
import { printDrift } from "./print-drift.js";
import type { Terminal } from "./terminal.js";
import { findWorkspace } from "./workspace.js";

interface DocsOptions {
  readonly specs?: string;
  readonly out?: string;
  readonly check?: true;
  readonly json?: true;
}

export const addDocs: AddCommand = (program, terminal, finish) => {
  program
    .command("docs")
    .summary("make pages and pictures of formats")
    .description(
      "Makes a page per format, with pictures of its levels and items, and a page that puts all formats side by\n" +
        "side. Files that are right already are not touched. Of other files, only pages and pictures that it made\n" +
        "before are removed.",
    )
    .argument("[formats...]", "names of formats, or paths of specs; default: all")
    .option("--specs <folder>", "folder of the specs; default: specs of the workspace")
    .option("--out <folder>", "folder of the pages; default: docs/formats of the workspace")
    .option("--check", "write nothing; fail if a page or picture is not what the specs make")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("docs", "docs example64", "docs --check"))
    .action(async (formats: string[], options: DocsOptions) =>
      finish(await docs(formats, options, terminal)),
    );
};

async function docs(names: readonly string[], options: DocsOptions, terminal: Terminal): Promise<ExitCode> {
  const start = performance.now();
  const { specs, docs: folder } = findWorkspace({
    ...(options.specs === undefined ? {} : { specs: options.specs }),
    ...(options.out === undefined ? {} : { docs: options.out }),
  });
  // The family page is about all formats, whichever were asked for.
  const inFolder = specFiles([], specs);
  const chosen = (names.length === 0 ? [] : specFiles(names, specs)).map(
    (file) => inFolder.find((other) => resolve(other) === resolve(file)) ?? file,
  );
  const loaded = loadFiles([...new Set([...inFolder, ...chosen])]);
  reportProblems(loaded, options.json ?? false, terminal);
  if (hasErrors(loaded.problems)) return exitCodes.findings;
  // Loaded on demand, as few commands need templates.
  const { docsFiles } = await import("../docs/docs-files.js");
  const modelsOf = (files: readonly string[]) =>
    loaded.formats.filter(({ file }: LoadedFormat) => files.includes(file)).map(({ model }) => model);
  const all = modelsOf(inFolder);
  const shown = chosen.length === 0 ? all : modelsOf(chosen);
  const files = docsFiles(all, shown);
  const formats = chosen.length === 0 ? [] : shown.map(({ format }) => format);

  if (options.check) {
    const drift = findDocsDrift(files, folder, formats);
    const ok = !hasDrifted(drift);
    const fix = ok ? [] : [fixOf(names, options)];
    if (options.json) printJson({ ok, folder, ...drift, fix, milliseconds: since(start) });
    else {
      printDrift(folder, drift, terminal);
      terminal.out(
        ok
          ? `${folder}: ${files.size} files are up to date, ${since(start)} ms`
          : `${terminal.paint.cyan("fix:")} ${fix.join(" && ")}`,
      );
    }
    return ok ? exitCodes.ok : exitCodes.findings;
  }
  const result = writeDocs(files, folder, formats);
  const { written, removed, unchanged } = result;
  if (options.json) printJson({ folder, ...result, milliseconds: since(start) });
  else {
    for (const file of removed) terminal.out(`removed ${join(folder, file)}`);
    terminal.out(
      `${folder}: ${[
        `${written.length} file${written.length === 1 ? "" : "s"} written`,
        ...(removed.length === 0 ? [] : [`${removed.length} removed`]),
        `${unchanged} unchanged`,
        `${since(start)} ms`,
      ].join(", ")}`,
    );
  }
  return exitCodes.ok;

  function printJson(value: object): void {
    terminal.out(JSON.stringify(value, undefined, 2));
  }
}

/** The command that makes everything right. */
function fixOf(names: readonly string[], { specs, out }: DocsOptions): string {
  return [
    "generic-pt docs",
    ...names,
    ...(specs === undefined ? [] : [`--specs ${specs}`]),
    ...(out === undefined ? [] : [`--out ${out}`]),
  ].join(" ");
}
