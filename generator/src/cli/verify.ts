import { interpretedFactory } from "../interpret/interpreted-factory.js";
import { findSpecs } from "../spec/files.js";
import { hasErrors } from "../spec/problem.js";
import { jsonReport, textReport } from "../verify/report.js";
import type { TableFactory } from "../verify/table-factory.js";
import { type FileResult, type VerifyResult, verifyPaths } from "../verify/verify.js";
import type { AddCommand } from "./add-command.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { generatedFactory } from "./generated-packages.js";
import { formatOf, loadFiles, reportProblems } from "./load-formats.js";
import { recordedFormats } from "./recorded-formats.js";
import type { Terminal } from "./terminal.js";
import { findWorkspace } from "./workspace.js";

interface VerifyCommandOptions {
  readonly interpreted?: true;
  readonly specs?: string;
  readonly packages?: string;
  readonly json?: true;
}

export const addVerify: AddCommand = (program, terminal, finish) => {
  program
    .command("verify")
    .summary("replay recordings, compare dumps")
    .description(
      "Replays recordings of page tables on the generated packages and compares every result: return values,\n" +
        "flushes, freed tables and table memory. Compares dumps, folders with a manifest.json, with what the\n" +
        "packages find in their memory. The last line is `N passed, M failed`.",
    )
    .argument("<paths...>", "recordings (.json, .json.gz), dumps, or folders of them")
    .option("--interpreted", "replay on the models of the specs; needs no packages, leaves out dumps")
    .option("--specs <folder>", "folder of the specs; default: specs of the workspace")
    .option("--packages <folder>", "folder of the built packages; default: generated of the workspace")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("verify recordings/", "verify --interpreted recordings/example64.json"))
    .action(async (paths: string[], options: VerifyCommandOptions) =>
      finish(await verify(paths, options, terminal)),
    );
};

async function verify(
  paths: readonly string[],
  options: VerifyCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { interpreted = false, json = false, specs, packages } = options;
  const workspace = findWorkspace({
    orOwn: true,
    ...(specs === undefined ? {} : { specs }),
    ...(packages === undefined ? {} : { packages }),
  });
  const needed = recordedFormats(paths);
  const files = findSpecs(workspace.specs).filter((file) => needed.has(formatOf(file)));
  const loaded = loadFiles(files);
  if (hasErrors(loaded.problems)) {
    reportProblems(loaded, json, terminal);
    return exitCodes.findings;
  }
  const models = loaded.formats.map(({ model }) => model);
  const factory = interpreted
    ? interpretedFactory(models)
    : await generatedFactory(models, workspace.packages);
  const result = replay(paths, factory, terminal);
  terminal.out(json ? jsonReport(result).trimEnd() : textReport(result));
  if (result.failed > 0) return exitCodes.findings;
  if (result.passed > 0) return exitCodes.ok;
  terminal.err("generic-pt: nothing was verified: there is no recording or dump of a known format");
  return exitCodes.unusable;
}

function replay(paths: readonly string[], factory: TableFactory, { status }: Terminal): VerifyResult {
  if (status === undefined) return verifyPaths(paths, factory);
  const progress = ({ file }: FileResult, done: number, total: number): void =>
    status(`${done + 1}/${total} ${file}`.slice(0, (process.stderr.columns ?? 80) - 1));
  try {
    return verifyPaths(paths, factory, { progress });
  } finally {
    status("");
  }
}
