import type { Mapping, TableTraits } from "@generic-pt/core";
import { didYouMean } from "../../spec/closest.js";
import { CommandError } from "../command-error.js";
import { rangeOf } from "./manifest-tables.js";
import { type AddressRange, hex, parseAssignment, parseRange, parseSize } from "./number-text.js";
import type { OpenedTable } from "./opened-table.js";
import { rightsText } from "./rights.js";

/** What a dump is narrowed to, as the options say it. */
export interface FilterOptions {
  readonly range?: string;
  readonly oa?: string;
  readonly size?: string;
  readonly rights?: string;
  readonly ownRights?: string;
  readonly field?: readonly string[];
}

/** What a dump is narrowed to. */
export interface DumpFilter {
  /** VAs to look at. */
  readonly range: AddressRange;
  /** It asks for more than a range. */
  readonly isNarrow: boolean;
  /** The part of a run that is meant; undefined: none of it. */
  take(mapping: Mapping): Mapping | undefined;
}

/** Throws {@link CommandError} for what the format cannot have. */
export function dumpFilter(table: OpenedTable, options: FilterOptions): DumpFilter {
  const { traits } = table;
  const oa = options.oa === undefined ? undefined : parseRange("--oa", options.oa);
  const sizes = options.size?.split(",").map((text) => leafSize(traits, text));
  const tests = [
    ...(options.rights === undefined ? [] : [rightsTest(traits, options.rights, "effective")]),
    ...(options.ownRights === undefined ? [] : [rightsTest(traits, options.ownRights, "protection")]),
    ...(options.field ?? []).map((text) => fieldTest(table, text)),
    ...(sizes === undefined ? [] : [({ leafSize }: Mapping) => sizes.includes(leafSize)]),
  ];
  return {
    range: rangeOf(table, options),
    isNarrow: oa !== undefined || tests.length > 0,
    take(mapping) {
      if (!tests.every((test) => test(mapping))) return undefined;
      return oa === undefined ? mapping : cutToOa(mapping, oa);
    },
  };
}

/** The part of a run whose OAs are in the range: reverse look-up. */
function cutToOa(mapping: Mapping, { first, last }: AddressRange): Mapping | undefined {
  const end = mapping.oa + mapping.length - 1n;
  const from = mapping.oa > first ? mapping.oa : first;
  const to = end < last ? end : last;
  if (from > to) return undefined;
  return { ...mapping, va: mapping.va + (from - mapping.oa), oa: from, length: to - from + 1n };
}

function leafSize({ levels, format }: TableTraits, text: string): bigint {
  const size = parseSize("--size", text);
  if (levels.some(({ sizesLg2 }) => sizesLg2.some((lg2) => 1n << BigInt(lg2) === size))) return size;
  throw new CommandError(`--size: ${format} has no leaves of ${text.trim()}`);
}

/** Letters alone may come in any order; what has dashes stands for itself. */
function inOrder(text: string): string {
  if (!/^[rwxuk]+$/.test(text)) return text;
  return [..."rwxuk"].filter((letter) => text.includes(letter)).join("");
}

/** `r-x u` as it is shown, or letters that must all be there. */
function rightsTest(
  traits: TableTraits,
  text: string,
  which: "effective" | "protection",
): (mapping: Mapping) => boolean {
  const option = which === "effective" ? "--rights" : "--own-rights";
  const [, access = "", mode = ""] = /^([rwx-]*) ?([uk]?)$/.exec(inOrder(text.trim())) ?? [];
  const sample = rightsText(traits, 0);
  const [shown = "", shownMode] = sample.split(" ");
  const all = rightsText(traits, allProtections);
  const possible = new Set(`${sample}${all}rw`);
  const isExact = access.includes("-");
  const isWrong =
    access + mode === "" ||
    [...access].some((letter) => letter !== "-" && !possible.has(letter)) ||
    (mode !== "" && shownMode === undefined) ||
    (isExact && access.length !== shown.length);
  if (isWrong)
    throw new CommandError(
      `${option}: "${text}" is no rights of ${traits.format}; write them as "${rightsText(traits, 1)}", or the letters that must be there`,
    );
  return (mapping) => {
    const [has = "", hasMode] = rightsText(traits, mapping[which]).split(" ");
    if (mode !== "" && mode !== hasMode) return false;
    return isExact ? has === access : [...access].every((letter) => has.includes(letter));
  };
}

const allProtections = 63;

function fieldTest({ view, traits }: OpenedTable, text: string): (mapping: Mapping) => boolean {
  const [name, value] = parseAssignment("--field", text);
  const names = [...new Set(traits.fields.map((field) => field.name))];
  if (!names.includes(name))
    throw new CommandError(`--field: ${traits.format} has no field "${name}"; ${didYouMean(name, names)}`);
  const widest = Math.max(
    ...traits.fields.filter((field) => field.name === name).map(({ high, low }) => high - low + 1),
  );
  if (value >> BigInt(widest) !== 0n)
    throw new CommandError(
      `--field: ${name} has ${widest} bit${widest === 1 ? "" : "s"}, and cannot be ${hex(value)}`,
    );
  return ({ level, attributes }) => view.decode(level, attributes).fields[name] === value;
}
