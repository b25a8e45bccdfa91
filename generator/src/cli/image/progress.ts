import type { Terminal } from "../terminal.js";

/** Milliseconds between two looks at the world. */
const interval = 50;

/** Lets a long loop show how far it is. Call `step` once per turn. */
export class Progress {
  private readonly terminal: Terminal;
  private next: number;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
    this.next = performance.now() + interval;
  }

  step(line: () => string): void {
    const { status } = this.terminal;
    if (status === undefined || performance.now() < this.next) return;
    status(line());
    this.next = performance.now() + interval;
  }

  /** Removes the line. */
  end(): void {
    this.terminal.status?.("");
  }
}
