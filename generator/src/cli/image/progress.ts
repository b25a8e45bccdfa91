import type { Terminal } from "../terminal.js";

/** Milliseconds between two looks at the world. */
const interval = 50;

/**
 * Lets a long loop show how far it is, and notice that nobody reads its output any more. Call `step` once per turn and
 * await what it returns, if it returns anything.
 */
export class Progress {
  private readonly terminal: Terminal;
  private next: number;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
    this.next = performance.now() + interval;
  }

  step(line: () => string): Promise<void> | undefined {
    if (performance.now() < this.next) return undefined;
    this.terminal.status?.(line());
    return new Promise((resolve) => {
      setImmediate(() => {
        this.next = performance.now() + interval;
        resolve();
      });
    });
  }

  /** Removes the line. */
  end(): void {
    this.terminal.status?.("");
  }
}
