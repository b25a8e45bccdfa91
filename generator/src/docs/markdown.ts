import { commentText } from "../specialise/comment-text.js";

/** Text of a spec as prose on one line of Markdown: nothing in it is markup, except code between backticks. */
export function prose(text: string | undefined): string {
  return commentText(text ?? "").replaceAll(/[\\|<*[\]]/g, (character) => `\\${character}`);
}

export function code(name: string): string {
  return `\`${name}\``;
}

/** A table, or nothing if it has no rows. Columns without any text are left out. Cells are Markdown already. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const columns = heads.flatMap((_, at) => (rows.some((row) => (row[at] ?? "") !== "") ? [at] : []));
  const line = (cells: readonly string[]): string =>
    `| ${columns.map((at) => cells[at] ?? "").join(" | ")} |`;
  return [line(heads), `|${columns.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}
