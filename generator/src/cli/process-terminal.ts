import type { WriteStream } from "node:tty";
import { createColors, type Terminal } from "./terminal.js";

/** The streams of this process. Colour and progress are for people: only terminals get them. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  const colour = wantsColour(stdout);
  const errColour = wantsColour(stderr);
  return {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    colour,
    paint: createColors(colour),
    errColour,
    errPaint: createColors(errColour),
    ...(stderr.isTTY ? { status: (line: string) => stderr.write(`\r\u001b[K${line}`) } : {}),
  };
}

function wantsColour(stream: WriteStream): boolean {
  const { NO_COLOR, TERM } = process.env;
  return stream.isTTY === true && (NO_COLOR ?? "") === "" && TERM !== "dumb";
}
