import { byteSize } from "../model/byte-size.js";
import type { ItemModel, LevelModel, OaModel, VaModel, VariantModel } from "../model/model.js";
import { levelsText, listText } from "./field-values.js";
import { code, markdownTable, prose } from "./markdown.js";
import { indexOf, leafSizesText, sizesText, sizeText, usedLevels } from "./sizes-text.js";

import { bitsText } from "./tables-of-items.js";

/** The numbers that a variant is made of: what they are, and the number. */
export function factRows(variant: VariantModel): readonly (readonly string[])[] {
  const { item, granuleLg2, va, oa, top, dirty, features } = variant;
  const halves = features.filter(({ effect }) => effect === "sign-extended").map(({ name }) => code(name));
  return [
    ["item", itemText(item)],
    ["granule", sizeText(granuleLg2)],
    ["VA", vaText(va)],
    ["OA", oaText(oa)],
    ["top table", `level ${levelsText(range(top.lowest, top.highest))}; any other is ${code(top.otherwise)}`],
    [
      "VA wider than a fixed top",
      va.beyondTop === "narrow" ? "the VA is narrowed" : `is ${code("EOPNOTSUPP")}`,
    ],
    ...(va.hasOrigin ? [["where a table's VAs are", "the first or the last that there are"]] : []),
    ["upper half of VAs", halves.length === 0 ? "none" : `with ${listText(halves, "or")}`],
    ["dirty", dirty === undefined ? "not tracked" : "tracked in leaves"],
  ];
}

/** Where items lie side by side, their width says it all. */
export function itemText({ bits, bytesLg2, endian, slotBytesLg2, offset }: ItemModel): string {
  const own = `${bits} bits, ${endian}-endian`;
  if (slotBytesLg2 === bytesLg2) return own;
  const last = offset + 2 ** bytesLg2 - 1;
  return `${own}, bytes ${offset} to ${last} of a slot of ${2 ** slotBytesLg2} bytes; the others are never written`;
}

function upToBits(most: number, widths: readonly number[] | undefined): string {
  return widths === undefined ? `up to ${most} bits` : `${listText(widths, "or")} bits`;
}

function oaText({ maxLg2, widths, unchecked }: OaModel): string {
  const text = upToBits(maxLg2, widths);
  return unchecked === undefined
    ? text
    : `${text}; of tables with ${listText(unchecked, "or")} bits, map compares no OA`;
}

function vaText({ maxLg2, minLg2, widths, withinOa, otherwise }: VaModel): string {
  return [
    widths === undefined ? `${minLg2} to ${maxLg2} bits` : upToBits(maxLg2, widths),
    ...(withinOa ? ["no more than the OA has"] : []),
    `wider is ${code(otherwise)}`,
  ].join(", ");
}

export function range(low: number, high: number): readonly number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, at) => low + at);
}

/** Levels from the top down. */
export function levelTable(variant: VariantModel): string {
  return markdownTable(
    [
      "level",
      "in the manual",
      "VA bits",
      "items",
      "table",
      "one item covers",
      "leaf sizes",
      "items may be",
      "citation",
    ],
    [...usedLevels(variant)]
      .reverse()
      .map((level) => [
        `${level.level}`,
        prose(level.label),
        indexText(level, variant),
        countText(level, variant),
        tableText(level, variant),
        sizeText(level.itemLg2),
        leafSizesText([level]).join(", ") || "none",
        level.kinds.map(({ name }) => code(name)).join(", "),
        prose(level.cite),
      ]),
  );
}

function indexText(level: LevelModel, variant: VariantModel): string {
  const { high, highAsTop, isMost } = indexOf(level, variant);
  const text = `${isMost ? "up to " : ""}${bitsText(high, level.itemLg2)}`;
  return highAsTop === undefined ? text : `${text}, up to ${bitsText(highAsTop, level.itemLg2)} as the top`;
}

/** Tables that are concatenated have more items as the top; VAs that are narrow use fewer. */
function countText(level: LevelModel, variant: VariantModel): string {
  const { items, used, isMost } = indexOf(level, variant);
  if (isMost) return `up to ${items}`;
  if (used < items) return `${used} of ${items} used by ${variant.va.maxLg2}-bit VAs`;
  return level.topIndexBits === undefined
    ? `${items}`
    : `${items}, up to ${2 ** level.topIndexBits} as the top`;
}

function tableText(level: LevelModel, variant: VariantModel): string {
  const own = byteSize(BigInt(level.tableBytes));
  if (level.topIndexBits === undefined) return own;
  const most = `up to ${byteSize(BigInt(level.tableBytes) << BigInt(level.topIndexBits - level.indexBits))}`;
  return indexOf(level, variant).isMost ? most : `${own}, ${most} as the top`;
}

/** Every size with the encoding that gives it. */
export function sizeRows(variant: VariantModel): readonly (readonly string[])[] {
  return usedLevels(variant).flatMap((level) =>
    level.kinds
      .filter(({ kind }) => kind === "leaf")
      .flatMap(({ name, contiguous, cite }) => {
        const counts = (contiguous?.countsLg2 ?? [0]).filter((lg2) =>
          level.sizesLg2.includes(level.itemLg2 + lg2),
        );
        if (counts.length === 0) return [];
        return [
          [
            `${level.level}`,
            sizesText(counts.map((lg2) => level.itemLg2 + lg2)).join(", "),
            sizesText(counts, (lg2) => `${2 ** lg2}`).join(", "),
            code(name),
            contiguous === undefined ? "" : contiguous.items === "same" ? "all the same" : "each its own OA",
            neededFeature(level, contiguous?.feature),
            prose(cite),
          ],
        ];
      }),
  );
}

function neededFeature({ optionalSizes }: LevelModel, feature: string | undefined): string {
  return optionalSizes.some((size) => size.feature === feature) && feature !== undefined ? code(feature) : "";
}

/** Sizes that encodings have and nothing maps. */
export function exceptionRows({ sizeExceptions = [] }: VariantModel): readonly (readonly string[])[] {
  return sizeExceptions.map(({ lg2, why, cite }) => [sizeText(lg2), prose(why), prose(cite)]);
}
