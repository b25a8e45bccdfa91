import { isAtLevel, type Walk, type WalkStep } from "@generic-pt/core";
import { rangeMask } from "../../spec/match.js";
import type { AnyView } from "./image-packages.js";
import { levelName, vaDigits } from "./names.js";
import { neighboursOf } from "./nearest-mapped.js";
import { hex, paddedHex } from "./number-text.js";
import { heldText, type OpenedTable } from "./opened-table.js";
import { rightsText } from "./rights.js";

const words: Readonly<Record<string, string>> = {
  ENOENT: "nothing is mapped",
  EBADMSG: "a reserved pattern",
  EFAULT: "a table outside the image",
  ELOOP: "a table that leads back to itself",
  ERANGE: "no address of the table",
};

/** What an errno of a walk means, in a few words. */
export function faultWords(code: string): string {
  return words[code] ?? "an error";
}

/** What a fault means and what to look at next, in sentences of a line or so. */
export function explainFault(table: OpenedTable, walk: Walk): readonly string[] {
  const { fault, steps } = walk;
  if (fault === undefined) return [];
  const step = steps.at(-1);
  switch (fault.code) {
    case "ENOENT":
      return step === undefined ? [] : [...emptyText(table, step, walk.va), ...neighbourText(table, walk.va)];
    case "EBADMSG":
      return step === undefined ? [] : reservedText(table, step);
    case "EFAULT":
      return outsideText(table, step);
    default:
      return [fault.message, ...halvesText(table)];
  }
}

function emptyText(table: OpenedTable, step: WalkStep, va: bigint): readonly string[] {
  const { itemLg2 } = table.traits.levels[step.level] ?? { itemLg2: 0 };
  const first = (va >> BigInt(itemLg2)) << BigInt(itemLg2);
  const digits = vaDigits(table);
  const last = paddedHex(first + (1n << BigInt(itemLg2)) - 1n, digits);
  return [
    `${itemText(table, step)} is empty (${hex(step.entry.raw)}).`,
    ...(step.entry.raw === 0n
      ? []
      : ["Hardware takes no notice of it, but software keeps something there:", ...fixesOf(table, step)]),
    `Nothing is mapped at ${paddedHex(first, digits)}-${last}.`,
  ];
}

function neighbourText(table: OpenedTable, va: bigint): readonly string[] {
  const { below, above, isCut } = neighboursOf(table.view, va, table.range);
  const digits = vaDigits(table);
  const { traits } = table;
  const lines = [
    ...(below === undefined
      ? []
      : [
          `Nearest below: up to ${paddedHex(below.va + below.length - 1n, digits)} (${rightsText(traits, below.effective)}).`,
        ]),
    ...(above === undefined
      ? []
      : [`Nearest above: from ${paddedHex(above.va, digits)} (${rightsText(traits, above.effective)}).`]),
  ];
  if (isCut) return [...lines, "The search for what is mapped around it was given up: it takes long."];
  return lines.length > 0 ? lines : ["The table maps nothing at all."];
}

function reservedText(table: OpenedTable, step: WalkStep): readonly string[] {
  const { entry } = step;
  const fixes = fixesOf(table, step);
  return [
    `${itemText(table, step)} has a pattern that is reserved:`,
    `${hex(entry.raw)} is no valid item of this level.`,
    ...(fixes.length > 0
      ? fixes
      : ["No single field makes it so: is it a table of this format at all, and of this level?"]),
  ];
}

/** The single fields that would have to be different. */
function fixesOf({ view, traits }: OpenedTable, { level, entry }: WalkStep): readonly string[] {
  const { raw } = entry;
  const here = traits.fields.filter((field) => isAtLevel(field, level));
  // A field that holds another whole, as an address holds its low bits, is not to blame for that one.
  const narrow = here.filter(
    (field) =>
      !here.some((other) => {
        const isWithin = field.low <= other.low && other.high <= field.high;
        return isWithin && other.high - other.low < field.high - field.low;
      }),
  );
  return narrow.flatMap(({ name, high, low }) => {
    const mask = rangeMask({ high, low });
    const value = (raw & mask) >> BigInt(low);
    const kind = kindOf(view, level, high === low ? raw ^ mask : raw & ~mask);
    if (kind === "reserved" || kind === "empty") return [];
    return [`${name} is ${hex(value)}; with ${high === low ? 1n - value : 0n} it would be a ${kind}.`];
  });
}

function kindOf(view: AnyView, level: number, raw: bigint): string {
  return view.decode(level, raw).kind;
}

function outsideText(table: OpenedTable, step: WalkStep | undefined): readonly string[] {
  if (step === undefined) return ["The image does not hold the top table."];
  return [
    `${itemText(table, step)} points to a table`,
    `at ${hex(step.entry.address ?? 0n)}, which the image does not hold.`,
    `It holds ${heldText(table.image)}: the memory was not dumped whole,`,
    "or this is no table of the format.",
  ];
}

function halvesText({ view, traits }: OpenedTable): readonly string[] {
  const { first, last } = view.aperture;
  if (view.upperHalf !== undefined)
    return [
      `VAs are ${hex(first)}-${hex(last)}`,
      `and ${hex(view.upperHalf.first)}-${hex(view.upperHalf.last)}.`,
    ];
  const extending = traits.features.find(({ effect }) => effect === "sign-extended");
  return extending === undefined ? [] : [`With --feature ${extending.name} there is an upper half.`];
}

function itemText(table: OpenedTable, { level, index, itemAddress }: WalkStep): string {
  return `Item ${index} of level ${levelName(table.traits, level)} at ${hex(itemAddress)}`;
}
