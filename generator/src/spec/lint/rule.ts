import type { Section, Spec, VariantSpec } from "../language.js";
import type { Path } from "../positions.js";

/** What a rule may look at, and where it puts what it finds. */
export interface LintContext {
  /** One variant with everything merged in. */
  readonly spec: VariantSpec;
  readonly variant: string;
  /** The file as it stands, with all variants. */
  readonly whole: Spec;
  readonly file: string;
  /** Whether this is the first variant: rules about the file as a whole report once. */
  readonly isFirst: boolean;
  /** `path` is one of the merged spec; the place in the text follows from it. */
  report(path: Path, message: string, fix: string, at?: "key" | "value"): void;
}

/** One thing that the schema cannot see. */
export interface LintRule {
  readonly id: string;
  readonly severity: "error" | "warning";
  /** The rule is skipped while one of these sections has errors of its own. */
  readonly needs: readonly Section[];
  /** The rule is skipped if one of these found something: it would only repeat it in other words. */
  readonly after?: readonly string[];
  /** What is wrong, in a sentence. */
  readonly meaning: string;
  check(context: LintContext): void;
}
