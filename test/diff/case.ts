import type { Change } from "../../generator/src/diff/change.js";
import type { RuleId } from "../../generator/src/diff/rules.js";
import type { Edits } from "./changed-spec.js";

/** Verdicts: programs, the new package on old tables, the old package on new tables. */
export const [fine, broken] = ["compatible", "breaking"] as const;

export type Expected = readonly [
  RuleId,
  text: string,
  consumers: Change["consumers"]["effect"],
  newReadsOld: boolean,
  oldReadsNew: boolean,
];

export interface Case {
  /** The change, and the same one taken back. */
  readonly there: readonly Expected[];
  readonly back: readonly Expected[];
  readonly edits: Edits;
  /** What both have beside it. */
  readonly given?: Edits;
}
