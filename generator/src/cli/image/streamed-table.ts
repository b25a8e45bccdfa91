import type { Terminal } from "../terminal.js";
import { wrapped } from "./line-width.js";

/** A row: cells that stand in columns, then text that takes what is left of the line, and more lines if it must. */
export interface Row {
  readonly cells: readonly string[];
  readonly tail: string;
  readonly paint?: (line: string) => string;
}

/** So many rows decide how wide the columns are. */
const sampleRows = 500;
/** Milliseconds for which rows are held back from somebody who watches. */
const patience = 300;
/** Less room than that is no room for text. */
const leastTail = 20;
const gap = "  ";

/** Prints rows while they are being found. Columns become wider where a later row needs it, and never narrower. */
export class StreamedTable {
  private readonly terminal: Terminal;
  private readonly widths: number[] = [];
  private held: Row[] | undefined = [];
  private readonly start = performance.now();

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  add(row: Row): void {
    for (const [column, cell] of row.cells.entries())
      this.widths[column] = Math.max(this.widths[column] ?? 0, cell.length);
    if (this.held === undefined) {
      this.print(row);
      return;
    }
    this.held.push(row);
    const isWaitedFor = this.terminal.status !== undefined && performance.now() > this.start + patience;
    if (this.held.length >= sampleRows || isWaitedFor) this.flush();
  }

  /** Prints what is held back. */
  flush(): void {
    const { held = [] } = this;
    this.held = undefined;
    for (const row of held) this.print(row);
  }

  private print({ cells, tail, paint = (line) => line }: Row): void {
    const start = cells.map((cell, column) => cell.padEnd(this.widths[column] ?? 0)).join(gap);
    const { columns } = this.terminal;
    const room = columns - start.length - gap.length;
    const lines =
      tail.length <= room
        ? [`${start}${gap}${tail}`]
        : room >= leastTail
          ? wrapped([tail], " ".repeat(start.length + gap.length), columns)
          : [start, ...wrapped([tail], "    ", columns)];
    const [first = "", ...rest] = lines;
    const whole = first.startsWith(start) ? first : start + first.slice(start.length);
    this.terminal.out([whole, ...rest].map((line) => paint(line.trimEnd())).join("\n"));
  }
}
