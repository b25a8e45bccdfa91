import { type Change, isBreaking } from "../diff/change.js";
import { wrapped } from "./image/line-width.js";
import type { Terminal } from "./terminal.js";

/** What became of one spec. */
export interface SpecDiff {
  readonly format: string;
  /** Where the two were read; absent where there is none. */
  readonly old?: string;
  readonly new?: string;
  readonly changes: readonly Change[];
}

export interface DiffText {
  /** Changes of nothing but documentation as well. */
  readonly all: boolean;
  /** Why each verdict is what it is. */
  readonly explain: boolean;
}

export function diffJson(specs: readonly SpecDiff[]): string {
  const changes = specs.flatMap((spec) => spec.changes);
  const { breaking, compatible, documentation } = counts(changes);
  return JSON.stringify({ breaking, compatible, documentation, specs }, undefined, 2);
}

export function diffText(specs: readonly SpecDiff[], options: DiffText, terminal: Terminal): string {
  return specs.map((spec) => specText(spec, options, terminal)).join("\n\n");
}

interface Counts {
  readonly breaking: number;
  readonly compatible: number;
  readonly documentation: number;
}

function counts(changes: readonly Change[]): Counts {
  const documentation = changes.filter((change) => change.documentation).length;
  const breaking = changes.filter(isBreaking).length;
  return { breaking, compatible: changes.length - breaking - documentation, documentation };
}

/** As wide as what stands below them. */
const headings = ["consumers ", "new reads old", "old reads new", "change"] as const;
const gap = "  ";

function specText({ format, changes }: SpecDiff, { all, explain }: DiffText, terminal: Terminal): string {
  const { paint } = terminal;
  const shown = changes.filter((change) => all || !change.documentation);
  // What breaks stands first.
  const sorted = [...shown.filter(isBreaking), ...shown.filter((change) => !isBreaking(change))];
  const table = sorted.length === 0 ? [] : [paint.bold(headings.join(gap))];
  const rows = sorted.flatMap((change) => rowLines(change, explain, terminal));
  return [`${paint.bold(format)}: ${summary(counts(changes), all)}`, ...table, ...rows].join("\n");
}

function summary({ breaking, compatible, documentation }: Counts, all: boolean): string {
  const parts = [
    ...(breaking > 0 ? [`${breaking} breaking`] : []),
    ...(compatible > 0 ? [`${compatible} compatible`] : []),
    ...(documentation > 0
      ? [`${documentation} of documentation only${all ? "" : " (--all shows them)"}`]
      : []),
  ];
  return parts.join(", ") || "no changes";
}

function rowLines(change: Change, explain: boolean, { paint, columns }: Terminal): readonly string[] {
  const { consumers, tables } = change;
  const cells = [
    { text: consumers.effect, isBad: consumers.effect === "breaking" },
    { text: tables.newReadsOld ? "yes" : "no", isBad: !tables.newReadsOld },
    { text: tables.oldReadsNew ? "yes" : "no", isBad: !tables.oldReadsNew },
  ];
  const start = cells.map((cell, at) => {
    const padding = " ".repeat(Math.max(0, (headings[at]?.length ?? 0) - cell.text.length));
    return `${cell.isBad ? paint.red(cell.text) : cell.text}${padding}${gap}`;
  });
  const width = headings.slice(0, -1).reduce((sum, heading) => sum + heading.length + gap.length, 0);
  const indent = " ".repeat(width);
  const [first = "", ...more] = wrapped([wholeText(change)], indent, columns);
  const reasons = explain ? [`consumers: ${consumers.why}`, `tables: ${tables.why}`] : [];
  return [
    `${start.join("")}${first.trimStart()}`,
    ...more,
    ...reasons.flatMap((reason) => wrapped([reason], "    ", columns)),
  ];
}

/** Of many variants it is good to know whether they are most. */
function wholeText({ text, variants, ofVariants = 0 }: Change): string {
  if (variants === undefined) return text;
  const names = variants.join(", ");
  return ofVariants > 3
    ? `${text} [${variants.length} of ${ofVariants} variants: ${names}]`
    : `${text} [${names}]`;
}
