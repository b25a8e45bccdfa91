import { parseArgs } from "node:util";

export interface Options {
  readonly json: boolean;
  readonly help: boolean;
  readonly only: string;
  /** Names of contestants; empty: all. */
  readonly contestants: readonly string[];
  readonly rounds: number;
  readonly sampleMs: number;
  readonly plot: string | undefined;
  readonly writeDocs: boolean;
}

export const help = `npm run bench -- [options]

Measures the generated code beside the same work in C, and prints ratios; bundles it, and prints sizes.

  --only <pattern>   only what matches, as "<format>: <workload>" or "<format>: bundle"
  --contestants <names>  only these, by their names with semicolons between
  --rounds <n>       samples of each contestant; default 31
  --sample <ms>      length of a sample; default 3
  --quick            7 rounds of 1 ms
  --json             print everything measured as JSON
  --plot <file>      write the ratios as an SVG
  --write-docs       rewrite the results in docs/performance.md and docs/performance.svg
  --help
`;

/** A command line that cannot be meant. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

function countOf(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 10000)
    throw new UsageError(`--${name} ${text}: a whole number from 1 to 10000 is expected`);
  return number;
}

/** Throws {@link UsageError}. */
export function readOptions(args: readonly string[]): Options {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const quick = values.quick ?? false;
  // Sizes stand in a table of their own.
  const partly = (values.only !== undefined && values.only !== "bundle") || values.contestants !== undefined;
  if (values["write-docs"] && partly)
    throw new UsageError('--write-docs wants all results: leave --only (but "bundle") and --contestants out');
  return {
    json: values.json ?? false,
    help: values.help ?? false,
    only: values.only ?? "",
    contestants: values.contestants?.split(";").map((name) => name.trim()) ?? [],
    rounds: countOf("rounds", values.rounds, quick ? 7 : 31),
    sampleMs: countOf("sample", values.sample, quick ? 1 : 3),
    plot: values.plot,
    writeDocs: values["write-docs"] ?? false,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean" },
      help: { type: "boolean" },
      only: { type: "string" },
      contestants: { type: "string" },
      rounds: { type: "string" },
      sample: { type: "string" },
      quick: { type: "boolean" },
      plot: { type: "string" },
      "write-docs": { type: "boolean" },
    },
  }).values;
}
