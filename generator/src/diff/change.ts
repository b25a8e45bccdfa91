import type { RuleId } from "./rules.js";

/** What a change does to one audience. */
export type Effect = "breaking" | "compatible";

/** A verdict with its reason, one sentence. */
export interface Verdict {
  readonly effect: Effect;
  readonly why: string;
}

/** Two directions; a change is breaking if either fails. */
export interface TablesVerdict extends Verdict {
  /** The new package finds in every table that the old one read what the old one found. */
  readonly newReadsOld: boolean;
  /** The old package finds what the new one put into tables, as long as nobody asked for what only the new one has. */
  readonly oldReadsNew: boolean;
}

/** One difference between two models of a format, in the field's words. */
export interface Change {
  readonly rule: RuleId;
  /** Variants that have it; absent if all that are in both models do, or if it is about the format. */
  readonly variants?: readonly string[];
  /** With `variants`: how many both models have. */
  readonly ofVariants?: number;
  readonly text: string;
  /** Nothing but words for people changed. */
  readonly documentation: boolean;
  /** Programs that use the generated package. */
  readonly consumers: Verdict;
  /** Tables in memory that one package wrote and the other reads. */
  readonly tables: TablesVerdict;
}

/** A difference before it is judged. */
export interface Draft {
  readonly rule: RuleId;
  /** What it is about, where that is no level. */
  readonly subject?: string;
  readonly level?: number;
  readonly what: string;
}

export function isBreaking({ consumers, tables }: Pick<Change, "consumers" | "tables">): boolean {
  return consumers.effect === "breaking" || tables.effect === "breaking";
}
