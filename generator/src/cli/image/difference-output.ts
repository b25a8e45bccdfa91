import type { Difference, DifferenceKind } from "./table-differences.js";

/** Where differences go, one by one. */
export interface DifferenceOutput {
  add(difference: Difference): void;
  /** `isCut`: there were more than were asked for. */
  end(totals: DifferenceTotals, isCut: boolean): void;
}

/** What a comparison adds up to. */
export class DifferenceTotals {
  differences = 0;
  readonly bytes = new Map<DifferenceKind, bigint>();

  count({ kind, length }: Difference): void {
    this.differences += 1;
    this.bytes.set(kind, (this.bytes.get(kind) ?? 0n) + length);
  }
}
