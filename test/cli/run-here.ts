import { stripVTControlCharacters } from "node:util";
import { runProgram } from "../../generator/src/cli/program.js";
import { createColors, type Terminal } from "../../generator/src/cli/terminal.js";

export interface RunHere {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What was shown as progress. */
  readonly status: readonly string[];
}

/** A command line in this process, which is quick, with the sources. `isTerminal`: somebody watches. */
export async function runHere(args: readonly string[], isTerminal = false): Promise<RunHere> {
  const written = { out: "", err: "" };
  const status: string[] = [];
  const paint = createColors(isTerminal);
  const terminal: Terminal = {
    out: (text) => {
      written.out += `${text}\n`;
    },
    err: (text) => {
      written.err += `${text}\n`;
    },
    colour: isTerminal,
    paint,
    errColour: isTerminal,
    columns: isTerminal ? 80 : Number.POSITIVE_INFINITY,
    errPaint: paint,
    ...(isTerminal ? { status: (line: string) => status.push(line) } : {}),
  };
  return { code: await runProgram(args, terminal), ...written, status };
}

/** The same with `--json`, parsed. */
export async function runJson<T>(
  args: readonly string[],
): Promise<{ readonly code: number; readonly json: T }> {
  const { code, out, err } = await runHere([...args, "--json"]);
  if (err !== "") throw new Error(err);
  return { code, json: JSON.parse(out) as T };
}

/** Lines that a terminal of 80 columns would break, all but paths. */
export function tooLong(text: string): readonly string[] {
  const plain = stripVTControlCharacters(text);
  return plain.split("\n").filter((line) => line.length > 80 && !/^[AB]: /.test(line));
}
