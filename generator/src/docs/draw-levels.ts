import { byteSize } from "../model/byte-size.js";
import type { ItemModel, LevelModel, VariantModel } from "../model/model.js";
import { Drawing, ink } from "./drawing.js";
import { listText } from "./field-values.js";
import { indexOf, leafSizesText, sizeText, usedLevels } from "./sizes-text.js";
import { fitted, textWidth, wrapped } from "./text-width.js";

const pictureWidth = 940;
const margin = 20;
const barTop = 40;
const barBottom = 92;
const tableTop = 150;
const tableBottom = 270;
const rowHeight = 20;

/** One part of the VA, and what it chooses from. */
interface Column {
  readonly left: number;
  readonly right: number;
  /** Undefined for the offset into the page. */
  readonly level: LevelModel | undefined;
  readonly high: number;
  readonly low: number;
}

/** How a VA is cut into indices, and the tables that they lead through, from the top to the page. */
export function drawLevels(variant: VariantModel): Drawing & { readonly height: number } {
  const levels = [...usedLevels(variant)].reverse();
  const drawing = new Drawing(pictureWidth, "From the address to the page", description(variant, levels));
  const columns = columnsOf(variant, levels);
  const [first] = columns;
  drawing.text(margin, 21, "VA", { size: 13, face: "bold", anchor: "start" });
  drawing.text(margin + 28, 21, `${variant.va.maxLg2} bits${signText(variant)}`, {
    fill: ink.faint,
    anchor: "start",
  });
  let bottom = tableBottom;
  for (const column of columns) {
    drawPart(drawing, column, variant);
    const isOptional = column.level !== undefined && column.level.level > variant.top.lowest;
    drawTable(drawing, column, variant, isOptional);
    bottom = Math.max(bottom, drawFacts(drawing, column, variant));
  }
  for (const [at, column] of columns.entries()) {
    const next = columns[at + 1];
    if (next !== undefined) drawLink(drawing, boxOf(column), boxOf(next), rowOf(column, variant));
  }
  if (first !== undefined) {
    const box = boxOf(first);
    drawing.text(box.left, tableTop - 22, "top", { size: 10, anchor: "start", fill: ink.mark });
    drawing.line(
      [
        [box.left + 6, tableTop - 18],
        [box.left + 6, tableTop],
      ],
      ink.mark,
      true,
    );
  }
  const notes = notesOf(variant, levels).flatMap((note) => wrapped(note, 10.5, pictureWidth - 2 * margin));
  for (const [at, line] of notes.entries())
    drawing.text(margin, bottom + 24 + at * 15, line, { size: 10.5, anchor: "start", fill: ink.faint });
  return Object.assign(drawing, { height: bottom + (notes.length === 0 ? 14 : 22 + notes.length * 15) });
}

function columnsOf(variant: VariantModel, levels: readonly LevelModel[]): readonly Column[] {
  const width = Math.min(200, (pictureWidth - 2 * margin) / (levels.length + 1));
  const parts = [
    ...levels.map((level) => ({
      level,
      high: indexOf(level, variant).high,
      low: level.itemLg2,
    })),
    { level: undefined, high: variant.granuleLg2 - 1, low: 0 },
  ];
  const start = (pictureWidth - width * parts.length) / 2;
  return parts.map((part, at) => ({ ...part, left: start + at * width, right: start + (at + 1) * width }));
}

/** The table under a part of the VA. */
function boxOf({ left, right }: Column): { readonly left: number; readonly right: number } {
  const middle = (left + right) / 2;
  const half = Math.min(48, (right - left) / 2 - 16);
  return { left: middle - half, right: middle + half };
}

/** Middle of the item that the index chooses: lower from table to table, so that arrows do not look alike. */
function rowOf({ level }: Column, { levels }: VariantModel): number {
  const step = level === undefined ? 1 : (level.level + 1) % 2;
  return tableTop + 44 + step * rowHeight + (levels.length > 0 ? rowHeight / 2 : 0);
}

function drawPart(drawing: Drawing, { left, right, level, high, low }: Column, variant: VariantModel): void {
  const middle = (left + right) / 2;
  drawing.rect(
    { left, top: barTop, right, bottom: barBottom },
    level === undefined ? ink.unused : ink.address,
    ink.line,
  );
  const number = { size: 9, face: "mono", fill: ink.faint } as const;
  drawing.text(left + 2, barTop - 4, `${high}`, { ...number, anchor: "start" });
  if (high > low) drawing.text(right - 2, barTop - 4, `${low}`, { ...number, anchor: "end" });
  const name = level === undefined ? "offset" : `level ${level.level}`;
  const label = level?.label === undefined ? "" : fitted(`“${level.label}”`, 11, right - left - 6);
  const most = level !== undefined && indexOf(level, variant).isMost ? "up to " : "";
  const bits = `${most}${high - low + 1} bit${high === low ? "" : "s"}`;
  drawing.text(middle, barTop + (label === "" ? 24 : 17), name, { face: "bold", size: 11 });
  drawing.text(middle, barTop + 31, label, { fill: ink.faint });
  drawing.text(middle, barTop + (label === "" ? 40 : 45), bits, { size: 10, fill: ink.faint });
  drawing.line(
    [
      [middle, barBottom],
      [middle, rowOf({ left, right, level, high, low }, variant) - rowHeight / 2],
    ],
    ink.mark,
    true,
  );
}

function drawTable(drawing: Drawing, column: Column, variant: VariantModel, isOptional: boolean): void {
  const { left, right } = boxOf(column);
  const middle = rowOf(column, variant);
  const isPage = column.level === undefined;
  const index = (column.left + column.right) / 2;
  drawing.rect(
    { left, top: tableTop, right, bottom: tableBottom },
    isPage ? ink.unused : ink.paper,
    ink.line,
    isOptional,
  );
  drawing.rect(
    { left, top: middle - rowHeight / 2, right, bottom: middle + rowHeight / 2 },
    isPage ? ink.right : ink.address,
    ink.line,
  );
  // The box is drawn over the arrow that ends in it.
  drawing.line(
    [
      [index, tableTop],
      [index, middle - rowHeight / 2],
    ],
    ink.mark,
    true,
  );
  const count = column.level === undefined ? 2 ** variant.granuleLg2 : indexOf(column.level, variant).used;
  const last = count - 1;
  const small = { size: 9, face: "mono", fill: ink.faint, anchor: "start" } as const;
  drawing.text(left + 4, tableTop + 12, "0", small);
  if (last > 0) drawing.text(left + 4, tableBottom - 5, `${last}`, small);
  const kinds = new Set(column.level?.kinds.map(({ kind }) => kind) ?? []);
  const text = isPage ? "byte" : kinds.has("table") ? "pointer" : "leaf";
  drawing.text((left + right) / 2, middle + 4, text, { size: 10.5 });
}

/** From an item to the start of the table that it points to. */
function drawLink(
  drawing: Drawing,
  from: { readonly right: number },
  to: { readonly left: number },
  row: number,
): void {
  const turn = (from.right + to.left) / 2;
  drawing.line(
    [
      [from.right, row],
      [turn, row],
      [turn, tableTop + 8],
      [to.left, tableTop + 8],
    ],
    ink.mark,
    true,
  );
}

/** Lines below a table; the y of the last. */
function drawFacts(drawing: Drawing, column: Column, variant: VariantModel): number {
  const { left, right, level } = column;
  const width = right - left - 8;
  const lines = level === undefined ? ["page", sizeText(variant.granuleLg2)] : factsOf(level, variant);
  const shown = lines.flatMap((line) =>
    textWidth(line, 10.5) > width ? wrapped(line, 10.5, width) : [line],
  );
  for (const [at, line] of shown.entries())
    drawing.text((left + right) / 2, tableBottom + 18 + at * 15, fitted(line, 10.5, width), {
      size: 10.5,
      ...(at === 0 ? {} : { fill: ink.faint }),
    });
  return tableBottom + 18 + (shown.length - 1) * 15;
}

function factsOf(level: LevelModel, variant: VariantModel): readonly string[] {
  const { items, used, isMost } = indexOf(level, variant);
  const bytes = used * 2 ** variant.item.slotBytesLg2;
  const sizes = leafSizesText([level]);
  return [
    `${isMost ? "up to " : ""}${used < items ? `${used} of ` : ""}${items} item${items === 1 ? "" : "s"}`,
    level.tableBytes <= bytes
      ? byteSize(BigInt(bytes))
      : `${byteSize(BigInt(bytes))} of ${byteSize(BigInt(level.tableBytes))}`,
    sizes.length === 0 ? "no leaves" : "leaves of",
    ...(sizes.length > 6 ? [...sizes.slice(0, 5), `and ${sizes.length - 5} more`] : sizes),
  ];
}

function signText({ va }: VariantModel): string {
  return va.extendsSigns ? `; sign-extended to ${va.wordBits} where the feature is on` : "";
}

/** What lies between items. */
function slotNotes({ bytesLg2, slotBytesLg2, offset }: ItemModel): readonly string[] {
  if (slotBytesLg2 === bytesLg2) return [];
  const own = 2 ** bytesLg2;
  return [
    `An item takes ${own} bytes, from byte ${offset} of a slot of ${2 ** slotBytesLg2}; what else lies in the slot is not looked at.`,
  ];
}

/** Tops that differ, slots, and stars. */
function notesOf(variant: VariantModel, levels: readonly LevelModel[]): readonly string[] {
  const { top, item, va } = variant;
  const tops = levels.map(({ level }) => level).filter((level) => level >= top.lowest);
  return [
    ...slotNotes(item),
    ...(tops.length > 1
      ? [
          `The top may be the table of level ${listText([...tops].reverse(), "or")}; those above it (dashed) are then not there.`,
        ]
      : []),
    ...levels.flatMap((level) => {
      const { items, used } = indexOf(level, variant);
      return used === items
        ? []
        : [`VAs of ${va.maxLg2} bits use ${used} of the ${items} items of level ${level.level}.`];
    }),
    ...levels.flatMap(({ level, indexBits, topIndexBits }) =>
      topIndexBits === undefined || level < top.lowest || level === top.highest
        ? []
        : [
            `As the top, the table of level ${level} may be indexed by up to ${topIndexBits} bits instead of ${indexBits}: tables are concatenated.`,
          ],
    ),
    ...(levels.some(({ optionalSizes }) => optionalSizes.length > 0) ? ["* With a feature only."] : []),
  ];
}

/** The picture in words. */
function description(variant: VariantModel, levels: readonly LevelModel[]): string {
  const parts = levels.map((one) => {
    const { high, items, used, isMost } = indexOf(one, variant);
    const bits = high === one.itemLg2 ? `bit ${high} chooses` : `bits ${high}..${one.itemLg2} choose`;
    const count = used < items ? `${used} of the ${items}` : `${isMost ? "up to " : ""}${items}`;
    return `${bits} one of ${count} items of level ${one.level}${one.label === undefined ? "" : ` (${one.label})`}`;
  });
  return `${parts.join("; ")}; bits ${variant.granuleLg2 - 1}..0 are the offset into the smallest page.`;
}
