import type { AddCommand } from "./add-command.js";
import { CommandError } from "./command-error.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { dumpFilter, type FilterOptions } from "./image/dump-filters.js";
import { DumpJson } from "./image/dump-json.js";
import { type DumpOutput, DumpText } from "./image/dump-text.js";
import { addImageOptions, type ImageOptions, imageHelp, repeated } from "./image/image-options.js";
import { DumpTotals, filteredRuns, type ListedRun, mergedRuns } from "./image/listed-runs.js";
import { hex, parseLimit } from "./image/number-text.js";
import { withTable } from "./image/opened-table.js";
import { Progress } from "./image/progress.js";
import type { Terminal } from "./terminal.js";

interface DumpOptions extends ImageOptions, FilterOptions {
  readonly faults: string;
  readonly merge?: true;
  readonly limit?: string;
  readonly json?: true;
}

export const addDump: AddCommand = (program, terminal, finish) => {
  const command = program
    .command("dump")
    .summary("list what a table maps")
    .description(
      "Lists everything that a table in a memory image maps, as runs of consecutive VAs and OAs with their rights " +
        "and attributes. With --oa, the VAs that lead to an OA. Exit code 1: there are damaged items.",
    )
    .argument("<image>", imageHelp);
  addImageOptions(command)
    .option("--range <range>", "only VAs first..last, or first+size")
    .option("--oa <range>", "only what maps to these OAs: first..last, first+size, or one address")
    .option("--size <sizes>", "only leaves of these sizes, such as 4KiB,2MiB")
    .option("--rights <rights>", 'only where these rights remain: "r-x u" as shown, or letters, such as wx')
    .option("--own-rights <rights>", "the same for what the leaves themselves say")
    .option("--field <name=value>", "only leaves whose field has the value; may be repeated", repeated)
    .option("--faults <which>", "damaged items: also, only or none", "also")
    .option("--merge", "merge runs that differ in leaf size and attributes only")
    .option("--limit <rows>", "stop after so many rows")
    .option("--json", "print the rows as JSON")
    .addHelpText(
      "after",
      examples(
        "dump dump/ --format example64",
        "dump core.elf --format example64 --register base=0x8188 --rights wx",
        "dump dump/ --format example64 --table network --oa 0x1234_5678",
      ),
    )
    .action(async (image: string, options: DumpOptions) => finish(await dump(image, options, terminal)));
};

const faultChoices: readonly string[] = ["also", "only", "none"];

function dump(image: string, options: DumpOptions, terminal: Terminal): Promise<ExitCode> {
  if (!faultChoices.includes(options.faults))
    throw new CommandError(`--faults: "${options.faults}" is none of ${faultChoices.join(", ")}`);
  const limit = parseLimit(options.limit);
  return withTable(image, options, (table) => {
    const filter = dumpFilter(table, options);
    const totals = new DumpTotals();
    const output = options.json
      ? new DumpJson(table, terminal)
      : new DumpText(table, terminal, filter.isNarrow || options.faults === "only");
    const progress = new Progress(terminal);
    const seen = (va: bigint) => progress.step(() => `${totals.runs} rows, ${hex(va)}`);
    const chosen = chosenRuns(filteredRuns(table.view, filter, seen), totals, options.faults);
    let isCut: boolean;
    try {
      isCut = print(options.merge ? mergedRuns(chosen) : chosen, limit, totals, output);
    } finally {
      progress.end();
    }
    output.end(totals, isCut);
    return totals.faults + totals.hiddenFaults > 0 ? exitCodes.findings : exitCodes.ok;
  });
}

function* chosenRuns(runs: Iterable<ListedRun>, totals: DumpTotals, faults: string): Generator<ListedRun> {
  for (const run of runs) {
    if (run.fault !== undefined && faults === "none") totals.hiddenFaults += 1;
    if (faults !== (run.fault === undefined ? "only" : "none")) yield run;
  }
}

/** Whether there were more rows than the limit. */
function print(runs: Iterable<ListedRun>, limit: number, totals: DumpTotals, output: DumpOutput): boolean {
  for (const run of runs) {
    if (totals.runs >= limit) return true;
    totals.count(run);
    output.add(run);
  }
  return false;
}
