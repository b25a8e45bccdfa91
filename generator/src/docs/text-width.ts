/**
 * Widths of text without a font at hand. The tables hold advance widths of a wide sans-serif face, in thousandths of the
 * size: whatever face a reader has, text takes at most the room that was planned for it.
 */

export type Face = "sans" | "bold" | "mono";

const monoWidth = 602;
const otherWidth = 1000;

const groups: readonly (readonly [characters: string, width: number])[] = [
  ["ijlI|'", 295],
  [" .,;:", 337],
  ["ft-/\\", 392],
  ["r()[]J", 411],
  ['"', 460],
  ["s_*", 521],
  ["cz?", 550],
  ["vxykLF", 600],
  ["abdeghnopquPYTSEZ0123456789$", 640],
  ["ACBVXKR", 700],
  ["DGHNOQU", 790],
  ["+=<>~#×−≠≥≤→·", 838],
  ["“”", 520],
  ["mMW%@&", 985],
  ["w", 818],
];

const widths = new Map(
  groups.flatMap(([characters, width]) => [...characters].map((one): [string, number] => [one, width])),
);

/** Pixels that a line takes at most. */
export function textWidth(text: string, size: number, face: Face = "sans"): number {
  if (face === "mono") return ([...text].length * monoWidth * size) / 1000;
  let sum = 0;
  for (const character of text) sum += widths.get(character) ?? otherWidth;
  return (sum * size * (face === "bold" ? 1.12 : 1)) / 1000;
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fitted(text: string, size: number, width: number, face: Face = "sans"): string {
  if (textWidth(text, size, face) <= width) return text;
  for (let length = text.length - 1; length > 0; length--) {
    const shorter = `${text.slice(0, length).trimEnd()}…`;
    if (textWidth(shorter, size, face) <= width) return shorter;
  }
  return "";
}

/** Lines no wider than `width`, broken at blanks; a single word may be wider. */
export function wrapped(text: string, size: number, width: number, face: Face = "sans"): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size, face) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(line);
  return lines;
}
