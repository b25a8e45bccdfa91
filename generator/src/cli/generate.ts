import { Option } from "commander";
import { findDocsDrift, holdsDocs } from "../docs/docs-folder.js";
import { PackageThreads } from "../package/package-threads.js";
import { hasErrors } from "../spec/problem.js";
import type { Style } from "../specialise/specialise.js";
import type { AddCommand } from "./add-command.js";
import { type CheckedDocs, checkPackages } from "./check-packages.js";
import { CommandError } from "./command-error.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { type GenerateOptions, generatePackages, type KeptSpecialisations } from "./generate-packages.js";
import { type LoadedFormat, loadFiles, reportProblems, specFiles } from "./load-formats.js";
import type { Terminal } from "./terminal.js";
import { watchSpecs } from "./watch-specs.js";
import { findWorkspace } from "./workspace.js";
import { writePackages } from "./write-packages.js";

export const addGenerate: AddCommand = (program, terminal, finish) => {
  program
    .command("generate")
    .summary("make packages from specs")
    .description("Makes one package per format. Files that are right already are not touched.")
    .argument("[formats...]", "names of formats, or paths of specs; default: all")
    .option("--specs <folder>", "folder of the specs; default: specs of the workspace")
    .option("--out <folder>", "folder of the packages; default: generated of the workspace")
    .addOption(
      new Option("--style <style>", "fast code with one function per level, or small code")
        .choices(["unrolled", "recursive"] satisfies Style[])
        .default("unrolled" satisfies Style),
    )
    .option("--check", "write nothing; fail if a package is not what its spec generates")
    .option("--watch", "stay, and make a package again whenever its spec is saved")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("generate", "generate example64 --watch", "generate --check"))
    .action(async (formats: string[], options: GenerateOptions) =>
      finish(await generate(formats, options, terminal)),
    );
};

async function generate(
  formats: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.watch && (options.check || options.json))
    throw new CommandError(`--watch does not go together with ${options.check ? "--check" : "--json"}`);
  const start = performance.now();
  const { specs, packages, docs } = findWorkspace({
    ...(options.specs === undefined ? {} : { specs: options.specs }),
    ...(options.out === undefined ? {} : { packages: options.out }),
  });
  const task = { folder: packages, chosen: formats, options, start, terminal };
  const files = specFiles(formats, specs);
  // They get ready while the specs are read. Who watches is faster alone: what was learnt from one save serves the next.
  const threads = options.watch ? undefined : PackageThreads.start(files.length);
  const kept: KeptSpecialisations = new Map();
  try {
    const loaded = loadFiles(files);
    reportProblems(loaded, options.json ?? false, terminal);
    const failed = hasErrors(loaded.problems);
    if (failed && !options.watch) return exitCodes.findings;
    if (!failed) {
      // All are made before the first is written: an error leaves everything as it was.
      const made = await generatePackages(loaded.formats, packages, options.style, threads ?? kept);
      if (options.check) {
        const isWhole = formats.length === 0 && options.specs === undefined && options.out === undefined;
        const pages = isWhole ? await checkDocs(loaded.formats, docs) : undefined;
        return checkPackages({ ...task, packages: made }, pages);
      }
      writePackages({ ...task, packages: made });
    }
  } finally {
    await threads?.close();
  }
  if (options.watch) await watchSpecs(specs, task, kept);
  return exitCodes.ok;
}

/** The workspace's pages, if it has any. */
async function checkDocs(formats: readonly LoadedFormat[], folder: string): Promise<CheckedDocs | undefined> {
  if (!holdsDocs(folder)) return undefined;
  const { docsFiles } = await import("../docs/docs-files.js");
  return { folder, drift: findDocsDrift(docsFiles(formats.map(({ model }) => model)), folder) };
}
