import type { TableTraits, WalkStep } from "@generic-pt/core";
import { printable } from "../printable.js";
import { wrapped } from "./line-width.js";
import { hex } from "./number-text.js";
import type { OpenedTable } from "./opened-table.js";

/** `1 (PD)`: the number of a level and what the manual calls it. */
export function levelName({ levels }: TableTraits, level: number): string {
  const label = levels[level]?.label;
  return label === undefined ? `${level}` : `${level} (${label})`;
}

/** Hexadecimal digits of the widest VA. */
export function vaDigits({ view }: Pick<OpenedTable, "view">): number {
  const last = view.upperHalf?.last ?? view.aperture.last;
  return last.toString(16).length;
}

/** What a table item does to what lies below it: `takes write`, `imposes noexec`. */
export function restrictionText({ takes, imposes }: WalkStep, names: (bits: number) => string): string {
  return [
    ...(takes === 0 ? [] : [`takes ${names(takes)}`]),
    ...(imposes === 0 ? [] : [`imposes ${names(imposes)}`]),
  ].join(", ");
}

/** Which table is looked into. */
export function rootLines(
  { root, traits, topLevel, origin }: OpenedTable,
  columns: number,
): readonly string[] {
  const line = `root ${hex(root)}, level ${levelName(traits, topLevel)}, from ${printable(origin)}`;
  return wrapped([line], "", columns);
}
