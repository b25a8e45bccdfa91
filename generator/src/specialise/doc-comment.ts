import { byteSize } from "../model/byte-size.js";
import type { LevelModel } from "../model/model.js";
import { commentText } from "./comment-text.js";

/** What a level is, in one line. */
export function levelDoc({ level, itemLg2, indexBits, label, cite }: LevelModel): string {
  const bits = indexBits === 1 ? `bit ${itemLg2}` : `bits ${itemLg2 + indexBits - 1}..${itemLg2}`;
  const named = label ? ` (${label})` : "";
  const source = cite ? ` [${cite}]` : "";
  return `Level ${level}${named}: VA ${bits}, ${byteSize(1n << BigInt(itemLg2))} per item.${source}`;
}

/** A doc comment of the paragraphs, lines broken at 110 columns. */
export function docComment(paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap(linesOf);
  if (lines.length === 0) return "";
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}\n`).join("")} */\n`;
}

/** The same few paragraphs stand over thousands of functions. */
const broken = new Map<string, readonly string[]>();
const mostBroken = 1000;

function linesOf(paragraph: string): readonly string[] {
  let lines = broken.get(paragraph);
  if (lines === undefined) {
    lines = breakLines(commentText(paragraph), 106);
    if (broken.size >= mostBroken) broken.clear();
    broken.set(paragraph, lines);
  }
  return lines;
}

function breakLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
