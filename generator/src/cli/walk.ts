import type { AddCommand } from "./add-command.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { accessNames, judge, parseAccesses } from "./image/access.js";
import { addImageOptions, type ImageOptions, imageHelp } from "./image/image-options.js";
import { parseAddress } from "./image/number-text.js";
import { checkWithin, withTable } from "./image/opened-table.js";
import { walkJson } from "./image/walk-json.js";
import { walkText } from "./image/walk-text.js";
import type { Terminal } from "./terminal.js";

interface WalkOptions extends ImageOptions {
  readonly access?: string;
  readonly json?: true;
}

export const addWalk: AddCommand = (program, terminal, finish) => {
  const command = program
    .command("walk")
    .summary("follow one address through a table")
    .description(
      "Follows one VA through a table in a memory image, level by level, to its leaf or to the first fault, and " +
        "explains both. Exit code 1: the address faults, or an access is denied.",
    )
    .argument("<image>", imageHelp)
    .argument("<va>", "the address, decimal or 0x hexadecimal");
  addImageOptions(command)
    .option("--access <kinds>", `tell whether it is allowed to ${accessNames.join(", ")} there (a list)`)
    .option("--json", "print the walk as JSON")
    .addHelpText(
      "after",
      examples(
        "walk dump/ 0x7f12_3456_7000 --format example64",
        "walk core.elf 0x1000 --format example64 --register base=0x81882000",
        "walk raw.bin 0x1000 --base 0x8000 --format example64 --root 0x9000",
      ),
    )
    .action(async (image: string, va: string, options: WalkOptions) =>
      finish(await walk(image, va, options, terminal)),
    );
};

function walk(image: string, text: string, options: WalkOptions, terminal: Terminal): Promise<ExitCode> {
  const va = parseAddress("VA", text);
  return withTable(image, options, (table) => {
    const accesses = options.access === undefined ? [] : parseAccesses(options.access, table.traits);
    checkWithin(table, va);
    const found = table.view.walk(va);
    const verdicts = accesses.map((access) => judge(found, access));
    terminal.out(
      options.json ? walkJson(table, found, verdicts) : walkText(table, found, verdicts, terminal),
    );
    const isFine = found.fault === undefined && verdicts.every(({ allowed }) => allowed);
    return isFine ? exitCodes.ok : exitCodes.findings;
  });
}
