import { byteSize } from "../model/byte-size.js";
import type { VariantModel } from "../model/model.js";
import type { AddCommand } from "./add-command.js";
import { CommandError } from "./command-error.js";
import { bitRange, type EntryExplanation, explainEntry, type LevelExplanation } from "./entry-explanation.js";
import { examples } from "./examples.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { hex } from "./image/number-text.js";
import { chooseVariant, loadFormat } from "./load-formats.js";
import type { Terminal } from "./terminal.js";
import { textTable } from "./text-table.js";
import { findWorkspace } from "./workspace.js";

interface ExplainOptions {
  readonly level?: string;
  readonly variant?: string;
  readonly parameter: readonly string[];
  readonly specs?: string;
  readonly json?: true;
}

export const addExplain: AddCommand = (program, terminal, finish) => {
  program
    .command("explain")
    .summary("take a raw entry apart")
    .description(
      "Shows what the bits of one raw entry mean: every field, and what the entry is at each level.",
    )
    .argument("<format>", "name of a format, or path of a spec")
    .argument("<entry>", "the entry as a number, decimal or 0x hexadecimal")
    .option("--level <number>", "only at this level; default: at every level")
    .option("--variant <name>", "variant of the format; default: its first")
    .option(
      "--parameter <name=value>",
      "a parameter that the table was created with; may be repeated",
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option("--specs <folder>", "folder of the specs; default: specs of the workspace")
    .option("--json", "print the explanation as JSON")
    .addHelpText(
      "after",
      examples("explain example64 0x6000000040007e01", "explain example64 0x401 --level 2 --json"),
    )
    .action((format: string, entry: string, options: ExplainOptions) =>
      finish(explain(format, entry, options, terminal)),
    );
};

function explain(format: string, entry: string, options: ExplainOptions, terminal: Terminal): ExitCode {
  const { specs, json = false } = options;
  const workspace = findWorkspace({ orOwn: true, ...(specs === undefined ? {} : { specs }) });
  const loaded = loadFormat(format, workspace.specs, json, terminal);
  if (loaded === undefined) return exitCodes.findings;
  const variant = chooseVariant(loaded.model, options.variant);
  const explanation = explainEntry(
    loaded.model,
    variant,
    parseEntry(entry, variant),
    chooseLevels(options.level, variant),
    parseParameters(options.parameter),
  );
  terminal.out(json ? asJson(explanation) : asText(explanation, terminal));
  return exitCodes.ok;
}

const numberPattern = /^(0x[0-9a-f]+|[0-9]+)$/i;

function parseEntry(text: string, { item, name }: VariantModel): bigint {
  if (!numberPattern.test(text)) throw new CommandError(`"${text}" is no number; write it as 123 or 0x7b`);
  const entry = BigInt(text);
  if (entry >> BigInt(item.bits) !== 0n)
    throw new CommandError(`${text} does not fit into the ${item.bits} bits of an entry of ${name}`);
  return entry;
}

function chooseLevels(text: string | undefined, { levels }: VariantModel): readonly number[] {
  const all = levels.map(({ level }) => level);
  if (text === undefined) return all;
  const level = /^[0-9]+$/.test(text) ? Number(text) : -1;
  if (!all.includes(level))
    throw new CommandError(`there is no level "${text}"; levels are 0 to ${levels.length - 1}`);
  return [level];
}

function parseParameters(texts: readonly string[]): Readonly<Record<string, bigint>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
      if (name === undefined || value === undefined || !numberPattern.test(value))
        throw new CommandError(`"${text}" is no parameter; write it as name=0x7b`);
      return [name, BigInt(value)];
    }),
  );
}

function asJson({ fields, ...rest }: EntryExplanation): string {
  const whole = {
    ...rest,
    fields: fields.map(({ name = null, ...field }) => ({ name, ...field })),
  };
  return JSON.stringify(whole, (_, value: unknown) => (typeof value === "bigint" ? hex(value) : value), 2);
}

function asText({ format, variant, raw, fields, levels }: EntryExplanation, { paint }: Terminal): string {
  const fieldTable = textTable([
    ["field", "bits", "value", "meaning", "description"],
    ...fields.map(({ name, high, low, value, meaning, doc }) => [
      name ?? "-",
      bitRange(high, low),
      value < 10n ? `${value}` : hex(value),
      meaning,
      doc ?? "",
    ]),
  ]);
  const hasDirty = levels.some(({ dirty }) => dirty !== undefined);
  const levelTable = textTable([
    ["level", "kind", "encoding", "address", "size", "protections", ...(hasDirty ? ["dirty"] : [])],
    ...levels.map((level) => [...levelRow(level), ...(hasDirty ? [yesNo(level.dirty)] : [])]),
  ]);
  const withHeading = (table: string): string => table.replace(/^.*/, (heading) => paint.bold(heading));
  const title = `${format === variant ? format : `${format}/${variant}`} ${hex(raw)}`;
  return [paint.bold(title), "", withHeading(fieldTable), "", withHeading(levelTable)].join("\n");
}

function levelRow({ level, label, kind, encoding, address, size, protections }: LevelExplanation): string[] {
  return [
    label === undefined ? `${level}` : `${level} (${label})`,
    kind,
    encoding,
    address === undefined ? "-" : hex(address),
    size === undefined ? "-" : byteSize(size),
    protections?.join(" ") || "-",
  ];
}

function yesNo(value: boolean | undefined): string {
  return value === undefined ? "-" : value ? "yes" : "no";
}
