import { createColors } from "picocolors";
import type { Problem } from "./problem.js";

export interface PrintOptions {
  readonly colour: boolean;
  /** The text of a file, to show the lines that problems stand on. */
  text(file: string): string | undefined;
}

/**
 * Problems as text for people, in the form that editors and CI systems recognise:
 * `file:line:column: error[rule]: message`, the line with the place underlined, and the fix.
 */
export function printProblems(problems: readonly Problem[], { colour, text }: PrintOptions): string {
  const paint = createColors(colour);
  const lines = new Map<string, readonly string[]>();
  const lineOf = ({ file, line }: Problem): string | undefined => {
    let known = lines.get(file);
    if (known === undefined) {
      known = text(file)?.split(/\r?\n/) ?? [];
      lines.set(file, known);
    }
    return known[line - 1];
  };
  return problems
    .map((problem) => {
      const { file, line, column, severity, rule, message, fix } = problem;
      const kind = severity === "error" ? paint.red(`error[${rule}]`) : paint.yellow(`warning[${rule}]`);
      const shown = lineOf(problem);
      return [
        `${paint.bold(`${file}:${line}:${column}`)}: ${kind}: ${message}`,
        ...(shown === undefined ? [] : excerpt(shown, problem, paint.red)),
        `  ${paint.cyan("fix:")} ${fix}`,
        "",
      ].join("\n");
    })
    .join("\n");
}

const longestExcerpt = 200;

function excerpt(
  shown: string,
  { column, endColumn }: Problem,
  paint: (text: string) => string,
): readonly string[] {
  if (shown.length > longestExcerpt) return [];
  const end = Math.min(endColumn ?? column + 1, shown.length + 1);
  // Tabs stay tabs, so that the underline stands below what it means whatever their width.
  const indent = shown.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  return [`    ${shown}`, `    ${indent}${paint("^".repeat(Math.max(1, end - column)))}`];
}

/** `2 errors, 1 warning`, or undefined if there is nothing to say. */
export function summary(problems: readonly Problem[]): string | undefined {
  const count = (severity: Problem["severity"]): string | undefined => {
    const number = problems.filter((problem) => problem.severity === severity).length;
    return number === 0 ? undefined : `${number} ${severity}${number === 1 ? "" : "s"}`;
  };
  const parts = [count("error"), count("warning")].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(", ");
}
