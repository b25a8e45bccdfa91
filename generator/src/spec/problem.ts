import type { Positions, Span } from "./positions.js";

/** Something wrong in a spec, where it stands and what to do about it. */
export interface Problem {
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Behind the last character, on the same line; absent if the place is a point. */
  readonly endColumn?: number;
  readonly message: string;
  readonly fix: string;
}

/** What a problem says, apart from where it stands. */
export type Finding = Pick<Problem, "rule" | "severity" | "message" | "fix">;

/** The one way from a place in the text to a problem. */
export function problemAt(
  file: string,
  positions: Pick<Positions, "lineAndColumn">,
  span: Span,
  finding: Finding,
): Problem {
  const start = positions.lineAndColumn(span.start);
  const end = positions.lineAndColumn(span.end);
  const isOneLine = end.line === start.line && end.column > start.column;
  return { ...finding, file, ...start, ...(isOneLine ? { endColumn: end.column } : {}) };
}

/** In the order of the text; errors before warnings at the same place; the same problem once. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  const distinct = problems.filter((problem) => {
    const identity = `${problem.line}:${problem.column}:${problem.rule}:${problem.message}`;
    return !seen.has(identity) && seen.add(identity);
  });
  return distinct.sort(
    (a, b) =>
      a.line - b.line ||
      a.column - b.column ||
      a.severity.localeCompare(b.severity) ||
      a.rule.localeCompare(b.rule),
  );
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}
