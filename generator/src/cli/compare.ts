import { didYouMean } from "../spec/closest.js";
import type { AddCommand } from "./add-command.js";
import { CommandError } from "./command-error.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { Attributes } from "./image/attributes.js";
import { DifferenceJson } from "./image/difference-json.js";
import { type DifferenceOutput, DifferenceTotals } from "./image/difference-output.js";
import { DifferenceText } from "./image/difference-text.js";
import { addImageOptions, type ImageOptions, imageHelp, repeated } from "./image/image-options.js";
import { rangeOf } from "./image/manifest-tables.js";
import { hex, parseLimit } from "./image/number-text.js";
import { type OpenedTable, withTable } from "./image/opened-table.js";
import { Progress } from "./image/progress.js";
import { type Difference, differencesOf } from "./image/table-differences.js";
import { runsOf } from "./image/table-runs.js";
import type { Terminal } from "./terminal.js";

interface CompareOptions extends ImageOptions {
  readonly registerB?: readonly string[];
  readonly rootB?: string;
  readonly tableB?: string;
  readonly topLevelB?: string;
  readonly baseB?: string;
  readonly range?: string;
  readonly ignore?: string;
  readonly limit?: string;
  readonly json?: true;
}

export const addCompare: AddCommand = (program, terminal, finish) => {
  const command = program
    .command("compare")
    .summary("tell what two tables do differently")
    .description(
      "Compares two tables, A and B, in two memory images or in one: what only one of them maps, and what they map " +
        "elsewhere, with other rights, in other leaves or with other attributes. Exit code 1: they differ.",
    )
    .argument("<imageA>", imageHelp)
    .argument("<imageB>", "the same for the other table");
  addImageOptions(command)
    .option("--register-b <name=value>", "as --register, for B alone", repeated)
    .option("--root-b <address>", "as --root, for B alone")
    .option("--table-b <name>", "as --table, for B alone")
    .option("--top-level-b <number>", "as --top-level, for B alone")
    .option("--base-b <address>", "as --base, for B alone")
    .option("--range <range>", "only VAs first..last, or first+size")
    .option("--ignore <what>", "a list of elsewhere, rights, leaf, attributes, and names of fields")
    .option("--limit <rows>", "stop after so many rows")
    .option("--json", "print the differences as JSON")
    .addHelpText(
      "after",
      examples(
        "compare before/ after/ --format example64",
        "compare dump/ dump/ --format example64 --table disk --table-b network",
        "compare before/ after/ --format example64 --ignore accessed,dirty",
      ),
    )
    .action(async (imageA: string, imageB: string, options: CompareOptions) =>
      finish(await compare(imageA, imageB, options, terminal)),
    );
};

function compare(
  imageA: string,
  imageB: string,
  options: CompareOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withTable(imageA, options, (a) =>
    withTable(imageB, optionsOfB(options), (b) => compareTables(a, b, options, terminal)),
  );
}

/** What says where the table is, said for B alone, stands for all that says it for both. */
function optionsOfB(options: CompareOptions): ImageOptions {
  const { registerB, rootB, tableB, topLevelB, baseB, root, table, topLevel, base, register, ...rest } =
    options;
  const isOwn = rootB !== undefined || tableB !== undefined || registerB !== undefined;
  const level = topLevelB ?? (isOwn ? undefined : topLevel);
  const [ownRoot, ownTable] = isOwn ? [rootB, tableB] : [root, table];
  const ownRegister = isOwn ? registerB : register;
  const ownBase = baseB ?? base;
  return {
    ...rest,
    suffix: "-b",
    ...(ownRegister === undefined ? {} : { register: ownRegister }),
    ...(ownRoot === undefined ? {} : { root: ownRoot }),
    ...(ownTable === undefined ? {} : { table: ownTable }),
    ...(level === undefined ? {} : { topLevel: level }),
    ...(ownBase === undefined ? {} : { base: ownBase }),
  };
}

function compareTables(
  a: OpenedTable,
  b: OpenedTable,
  options: CompareOptions,
  terminal: Terminal,
): ExitCode {
  const { traits } = a;
  const limit = parseLimit(options.limit);
  const ignored = parseIgnored(options.ignore, a);
  const totals = new DifferenceTotals();
  const found = differencesOf(runsOf(a.view, rangeOf(a, options)), runsOf(b.view, rangeOf(b, options)), {
    traits,
    a: new Attributes(a.view, traits),
    b: new Attributes(b.view, traits),
    ignored,
  });
  const output = options.json ? new DifferenceJson(a, b, terminal) : new DifferenceText(a, b, terminal);
  const isCut = print(found, limit, totals, output, terminal);
  output.end(totals, isCut);
  return totals.differences > 0 ? exitCodes.findings : exitCodes.ok;
}

function parseIgnored(text: string | undefined, { traits }: OpenedTable): ReadonlySet<string> {
  const names = text?.split(",").map((name) => name.trim()) ?? [];
  const known = ["elsewhere", "rights", "leaf", "attributes", ...traits.fields.map(({ name }) => name)];
  for (const name of names)
    if (!known.includes(name))
      throw new CommandError(
        `--ignore: "${name}" cannot be ignored; ${didYouMean(name, [...new Set(known)])}`,
      );
  return new Set(names);
}

/** Whether there were more rows than the limit. */
function print(
  differences: Iterable<Difference>,
  limit: number,
  totals: DifferenceTotals,
  output: DifferenceOutput,
  terminal: Terminal,
): boolean {
  const progress = new Progress(terminal);
  try {
    for (const difference of differences) {
      if (totals.differences >= limit) return true;
      totals.count(difference);
      output.add(difference);
      progress.step(() => `${totals.differences} differences, ${hex(difference.va)}`);
    }
    return false;
  } finally {
    progress.end();
  }
}
