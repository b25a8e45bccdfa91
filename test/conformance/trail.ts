/** What a failure is about: the input in hand, and the last operation. */
export class Trail {
  input: unknown;
  operation: readonly unknown[] = [];

  /** For a report; empty before anything was done. */
  toString(): string {
    const at = this.input === undefined ? [] : [`at ${inWords(this.input)}`];
    const after = this.operation.length === 0 ? [] : [`after ${this.operation.map(inWords).join(" ")}`];
    return [...at, ...after].join(", ");
  }
}

function inWords(value: unknown): string {
  if (typeof value === "bigint") return `0x${value.toString(16)}`;
  if (typeof value !== "object") return String(value);
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? inWords(part) : part));
}
