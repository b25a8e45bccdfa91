import type { Colors } from "picocolors/types.js";

export { createColors } from "picocolors";

/** Where a command writes. Every text is one or more whole lines; the last line end is added. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Messages about the work: problems, warnings, errors. */
  err(text: string): void;
  /** Colours for `out`. */
  readonly paint: Colors;
  /** Whether `paint` does anything. */
  readonly colour: boolean;
  /** The same for `err`. */
  readonly errPaint: Colors;
  readonly errColour: boolean;
  /** Lines for people are no longer than this; Infinity where a program reads them, which wants a row to be a line. */
  readonly columns: number;
  /** Replaces the line that it wrote before, "" removes it; absent where nobody watches. */
  readonly status?: (line: string) => void;
}
