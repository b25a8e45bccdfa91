import { outcomeDifferences } from "./json-difference.js";
import type { Json, Outcome } from "./recording.js";

/** One value that is not as it should be. */
export interface Failure {
  /** Index in `steps`; absent: the whole table. */
  readonly step?: number;
  /** The operation, or `init`, `final`, `deinit`. */
  readonly op: string;
  readonly field: string;
  /** Absent: the field should not be there. */
  readonly expected?: Json;
  readonly actual?: Json;
}

/** A correction that decided over a step, or over the whole recording. */
export interface AppliedCorrection {
  readonly id: string;
  readonly step?: number;
}

/** What a report says about an exception. */
export function exceptionText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Collects failures, and says when it is enough. */
export class Findings {
  readonly failures: Failure[] = [];
  readonly corrections: AppliedCorrection[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  get full(): boolean {
    return this.failures.length >= this.limit;
  }

  compare(op: string, step: number | undefined, expected: Outcome, actual: Outcome): void {
    for (const difference of outcomeDifferences(expected, actual)) {
      this.add({
        ...(step === undefined ? {} : { step }),
        op,
        field: difference.field,
        ...(difference.expected === undefined ? {} : { expected: difference.expected }),
        ...(difference.actual === undefined ? {} : { actual: difference.actual }),
      });
    }
  }

  /** An operation that should return ended with an exception. */
  threw(op: string, step: number | undefined, error: unknown): void {
    this.add({
      ...(step === undefined ? {} : { step }),
      op,
      field: "exception",
      actual: exceptionText(error),
    });
  }

  private add(failure: Failure): void {
    if (!this.full) this.failures.push(failure);
  }
}
