import { writeSync } from "node:fs";
import { isatty } from "node:tty";
import { CommandError } from "./command-error.js";
import { printableLines } from "./printable.js";
import { createColors, type Terminal } from "./terminal.js";

const [out, err] = [1, 2];
const streamNames: Readonly<Record<number, string>> = { [out]: "standard output", [err]: "standard error" };
/** Terminals that are narrower get longer lines than they have. */
const leastColumns = 40;
const usualColumns = 80;
/** Milliseconds until a reader that is behind is offered the rest again. */
const retryDelay = 5;

/**
 * The streams of this process. Colour, progress and broken lines are for people: only terminals get them. Writing waits
 * for whoever reads: what is printed is never held in memory. It throws {@link CommandError} where it is impossible.
 */
export function processTerminal(): Terminal {
  const colour = wantsColour(out);
  const errColour = wantsColour(err);
  return {
    out: (text) => write(out, `${printableLines(text, colour)}\n`),
    err: (text) => write(err, `${printableLines(text, errColour)}\n`),
    colour,
    paint: createColors(colour),
    errColour,
    errPaint: createColors(errColour),
    columns: isatty(out)
      ? Math.max(leastColumns, process.stdout.columns || usualColumns)
      : Number.POSITIVE_INFINITY,
    ...(isatty(err)
      ? { status: (line: string) => write(err, `\r\u001b[K${printableLines(line, false)}`) }
      : {}),
  };
}

function write(stream: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(stream, bytes, done);
    } catch (error) {
      const code = error instanceof Error ? Reflect.get(error, "code") : undefined;
      // Whoever reads our output may stop reading, as `head` does: that is no failure.
      if (code === "EPIPE") process.exit();
      if (code !== "EAGAIN") throw cannotWrite(stream, error);
      pause(retryDelay);
    }
  }
}

function cannotWrite(stream: number, cause: unknown): CommandError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new CommandError(`${streamNames[stream]} cannot be written: ${message}`, { cause });
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function wantsColour(stream: number): boolean {
  const { NO_COLOR, TERM } = process.env;
  return isatty(stream) && (NO_COLOR ?? "") === "" && TERM !== "dumb";
}
