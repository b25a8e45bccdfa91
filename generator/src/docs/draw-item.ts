import { Drawing, ink } from "./drawing.js";
import type { ItemPicture, Role, Segment } from "./item-picture.js";
import { fitted, textWidth, wrapped } from "./text-width.js";

const bitWidth = 28;
const rowBits = 32;
const margin = 22;
const nameSize = 11;
const lineHeight = 14;
const longestUpright = 104;
const digitsHeight = 17;
const numbersHeight = 16;

export const pictureWidth = 2 * margin + rowBits * bitWidth;

const looks: Readonly<Record<Role, { readonly fill: string; readonly legend: string }>> = {
  must: { fill: ink.must, legend: "decides what the item is" },
  address: { fill: ink.address, legend: "address" },
  dirty: { fill: ink.dirty, legend: "dirty" },
  right: { fill: ink.right, legend: "protection" },
  feature: { fill: ink.feature, legend: "feature" },
  field: { fill: ink.plain, legend: "other field" },
  any: { fill: ink.unused, legend: "any value" },
  unused: { fill: ink.unused, legend: "in no field" },
};

/** The part of a segment that one row shows, and the texts in it. */
interface Cell {
  readonly segment: Segment;
  readonly high: number;
  readonly low: number;
  readonly width: number;
  readonly lines: readonly string[];
  readonly isUpright: boolean;
  /** Below the name where it is not digits. */
  readonly value: string;
  readonly height: number;
}

/** An item's bits in rows of 32, the highest first, as manuals draw them. */
export function drawItem(picture: ItemPicture): Drawing & { readonly height: number } {
  const title = `Bits of the ${picture.kind === "table" ? "table pointer" : `${picture.kind} item`} "${picture.encoding}"`;
  const drawing = new Drawing(pictureWidth, title, description(picture));
  drawing.text(margin, 22, picture.encoding, { size: 13, face: "bold", anchor: "start" });
  const after = margin + textWidth(picture.encoding, 13, "bold") + 10;
  if (picture.kind !== picture.encoding)
    drawing.text(after, 22, picture.kind, { fill: ink.faint, anchor: "start" });
  let y = 30;
  for (let row = picture.bits / rowBits - 1; row >= 0; row--) {
    const cells = cellsOf(picture, row);
    const height = Math.max(...cells.map((cell) => cell.height));
    for (const cell of cells) drawCell(drawing, cell, row, y + numbersHeight, height);
    y += numbersHeight + height + 6;
  }
  return Object.assign(drawing, { height: drawLegend(drawing, picture, y + 14) + 14 });
}

function cellsOf({ segments, kind }: ItemPicture, row: number): readonly Cell[] {
  const [highest, lowest] = [row * rowBits + rowBits - 1, row * rowBits];
  return segments
    .filter(({ high, low }) => high >= lowest && low <= highest)
    .map((segment) => {
      const [high, low] = [Math.min(segment.high, highest), Math.max(segment.low, lowest)];
      const width = (high - low + 1) * bitWidth;
      const hasDigits = [...segment.digits.keys()].some((bit) => bit <= high && bit >= low);
      const value = textWidth(segment.value, nameSize) <= width - 4 ? segment.value : "";
      // A value that is wider than its cell stands beside the name.
      const beside = value === "" ? segment.value : "";
      const words = [segment.name, held(segment, high, low, kind), beside].filter((text) => text !== "");
      const isUpright = beside !== "" || words.some((text) => textWidth(text, nameSize) > width - 6);
      const lines = isUpright ? uprightLines(words, width) : words;
      const body = isUpright
        ? Math.max(...lines.map((line) => textWidth(line, nameSize))) + 12
        : lines.length * lineHeight + 10;
      const below = (hasDigits ? digitsHeight : 0) + (value === "" ? 0 : digitsHeight);
      return { segment, high, low, width, lines, isUpright, value, height: Math.max(34, body + below) };
    });
}

/** As many lines as there is room for; parts of names stay whole as long as they can. */
function uprightLines(words: readonly string[], width: number): readonly string[] {
  const room = Math.max(1, Math.floor((width - 2) / 13));
  const lines = words.flatMap((word) =>
    wrapped(word.replaceAll("-", "- "), nameSize, longestUpright).map((line) => line.replaceAll("- ", "-")),
  );
  const joined =
    lines.length <= room ? lines : [...lines.slice(0, room - 1), lines.slice(room - 1).join(" ")];
  return joined.map((line) => fitted(line, nameSize, longestUpright));
}

/** `OA 31..12`: which address bits some bits of a segment hold. */
function held(segment: Segment, high: number, low: number, kind: ItemPicture["kind"]): string {
  const { from, codeLow } = segment;
  if (from === undefined) return "";
  const [first, last] = [from + low - segment.low, from + high - segment.low];
  const what = `${kind === "table" ? "next table" : "OA"} ${first === last ? last : `${last}..${first}`}`;
  return codeLow !== undefined && codeLow <= high && codeLow >= low ? `${what} and size` : what;
}

function drawCell(drawing: Drawing, cell: Cell, row: number, top: number, height: number): void {
  const { segment, high, low, width, lines, isUpright, value } = cell;
  const left = margin + (row * rowBits + rowBits - 1 - high) * bitWidth;
  const [right, bottom, middle] = [left + width, top + height, left + width / 2];
  drawing.rect({ left, top, right, bottom }, looks[segment.role].fill, ink.line);
  for (let x = left + bitWidth; x < right; x += bitWidth) {
    drawing.line(
      [
        [x, top],
        [x, top + 4],
      ],
      ink.line,
    );
    if (segment.value === "")
      drawing.line(
        [
          [x, bottom - 4],
          [x, bottom],
        ],
        ink.line,
      );
  }
  const number = { size: 9, face: "mono", fill: ink.faint } as const;
  if (high === low) drawing.text(middle, top - 4, `${high}`, number);
  else {
    drawing.text(left + 2, top - 4, `${high}`, { ...number, anchor: "start" });
    drawing.text(right - 2, top - 4, `${low}`, { ...number, anchor: "end" });
  }
  let floor = bottom;
  for (const [bit, { digit, isWritten }] of segment.digits) {
    if (bit > high || bit < low) continue;
    floor = bottom - digitsHeight;
    const x = left + (high - bit + 0.5) * bitWidth;
    const look = isWritten ? ({ face: "mono", fill: ink.mark } as const) : ({ face: "mono" } as const);
    drawing.text(x, bottom - 6, digit, { size: 12, ...look });
  }
  if (value !== "") {
    drawing.text(middle, floor - 6, value, { fill: ink.text });
    floor -= digitsHeight;
  }
  const centre = (top + floor) / 2;
  for (const [at, line] of lines.entries()) {
    const offset = (at - (lines.length - 1) / 2) * (isUpright ? 13 : lineHeight);
    if (isUpright) drawing.text(middle + offset + 4, centre, line, { upright: true });
    else drawing.text(middle, centre + offset + 4, line);
  }
}

/** The colours and digits that the picture uses; the y of its last line. */
function drawLegend(drawing: Drawing, { segments }: ItemPicture, y: number): number {
  const digits = segments.flatMap((segment) => [...segment.digits.values()]);
  const entries: { readonly role?: Role; readonly mark?: string; readonly text: string }[] = [
    ...(Object.keys(looks) as Role[])
      .filter((role) => segments.some((segment) => segment.role === role))
      .map((role) => ({ role, text: looks[role].legend })),
    ...(digits.some(({ isWritten }) => !isWritten) ? [{ mark: ink.text, text: "must be" }] : []),
    ...(digits.some(({ isWritten }) => isWritten) ? [{ mark: ink.mark, text: "written so" }] : []),
  ];
  let [x, line] = [margin, y];
  for (const { role, mark, text } of entries) {
    const needed = 18 + textWidth(text, 10) + 16;
    if (x + needed > pictureWidth - margin) [x, line] = [margin, line + 16];
    if (role !== undefined)
      drawing.rect({ left: x, top: line - 9, right: x + 12, bottom: line + 2 }, looks[role].fill, ink.line);
    else
      drawing.text(x + 6, line, "1", {
        size: 12,
        face: "mono",
        ...(mark === undefined ? {} : { fill: mark }),
      });
    drawing.text(x + 18, line, text, { size: 10, anchor: "start", fill: ink.faint });
    x += needed;
  }
  return line;
}

/** The picture in words, for who cannot see it. */
function description({ segments, kind }: ItemPicture): string {
  const parts = segments.map((segment) => {
    const { high, low, role, name, value, digits } = segment;
    const bits = high === low ? `bit ${high}` : `bits ${high}..${low}`;
    const number = [...digits].sort(([a], [b]) => b - a).map(([, { digit }]) => digit);
    const what =
      [name, held(segment, high, low, kind)].filter((text) => text !== "").join(", ") || looks[role].legend;
    return `${bits}: ${what}${number.length === 0 ? "" : ` = ${number.join("")}`}${value === "" ? "" : ` ${value}`}`;
  });
  return `${parts.join("; ")}.`;
}
