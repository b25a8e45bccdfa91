import type { Measured, Result } from "./measured.js";
import { targets } from "./targets.js";

const width = 760;
const labelWidth = 250;
const right = 24;
const top = 64;
const barHeight = 9;
const groupGap = 9;
/** lg2 of the ratios at the ends of the axis. */
const lowest = -2;
const highest = 6;

const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 14px; font-weight: 600; }
  .faint { fill: #59636e; }
  .axis { stroke: #d1d9e0; } .one { stroke: #59636e; }
  .first { fill: #0969da; } .second { fill: #1a7f37; } .third { fill: #9a6700; }
  .spread { stroke: #1f2328; stroke-width: 1.5; }
  .target { stroke: #cf222e; stroke-width: 2; }
  .other { fill: none; stroke: #1f2328; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .faint { fill: #9198a1; }
    .axis { stroke: #3d444d; } .one { stroke: #9198a1; }
    .first { fill: #4493f8; } .second { fill: #3fb950; } .third { fill: #d29922; }
    .spread { stroke: #f0f6fc; } .target { stroke: #f85149; } .other { stroke: #f0f6fc; }
  }`;
const colours = ["first", "second", "third"] as const;

interface Row {
  readonly label: string;
  readonly workload: string;
  /** Per format that was measured beside C. */
  readonly bars: readonly { readonly format: string; readonly own: Result; readonly recursive?: Result }[];
}

/** Ratios to C of the unrolled code (bars from 1, quartiles), of the recursive code (rings), and the targets, as SVG. */
export function plotRatios(all: readonly Measured[]): string {
  const formats = [...new Set(all.map(({ format }) => format))];
  const rows = rowsOf(all);
  const heights = rows.map(({ bars }) => bars.length * barHeight + groupGap);
  const bottom = top + heights.reduce((sum, height) => sum + height, 0);
  const parts = [...legend(formats), ...axis(bottom)];
  let y = top + groupGap / 2;
  rows.forEach((row, at) => {
    parts.push(...drawRow(row, y, formats));
    y += heights[at];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 24}" role="img">
<title>Time of the generated code as a multiple of C</title>
<style>${style}
</style>
${parts.join("\n")}
</svg>
`;
}

function rowsOf(all: readonly Measured[]): readonly Row[] {
  const rows = new Map<string, { workload: string; bars: Row["bars"][number][] }>();
  for (const { format, workload, halves } of all) {
    for (const { name, results } of halves) {
      const find = (contestant: string) => results.find((result) => result.contestant === contestant);
      const own = find("unrolled");
      const recursive = find("recursive");
      if (own?.toC === undefined) continue;
      const label = name === "" ? workload : `${workload}: ${name}`;
      const row = rows.get(label) ?? { workload, bars: [] };
      row.bars.push({ format, own, ...(recursive ? { recursive } : {}) });
      rows.set(label, row);
    }
  }
  return Array.from(rows, ([label, row]) => ({ label, ...row }));
}

function x(ratio: number): number {
  const lg2 = Math.min(highest, Math.max(lowest, Math.log2(ratio)));
  return (
    Math.round((labelWidth + ((lg2 - lowest) / (highest - lowest)) * (width - labelWidth - right)) * 10) / 10
  );
}

function line(kind: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

function text(kind: string, atX: number, atY: number, anchor: string, content: string): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<text class="${kind}" x="${atX}" y="${atY}" text-anchor="${anchor}">${escaped}</text>`;
}

function legend(formats: readonly string[]): readonly string[] {
  const parts = [
    text("title", 12, 20, "start", "Time as a multiple of C: unrolled code, median and quartiles"),
  ];
  let at = 12;
  formats.forEach((format, index) => {
    parts.push(`<rect class="${colourOf(index)}" x="${at}" y="31" width="12" height="9"/>`);
    parts.push(text("", at + 17, 40, "start", format));
    at += 32 + format.length * 7;
  });
  parts.push(
    `<circle class="other" cx="${at + 6}" cy="36" r="3"/>`,
    text("", at + 15, 40, "start", "recursive"),
  );
  parts.push(line("target", at + 86, 30, at + 86, 42), text("", at + 93, 40, "start", "target"));
  return parts;
}

function axis(bottom: number): readonly string[] {
  const parts: string[] = [];
  for (let lg2 = lowest; lg2 <= highest; lg2++) {
    const at = x(2 ** lg2);
    parts.push(line(lg2 === 0 ? "one" : "axis", at, top, at, bottom));
    parts.push(text("faint", at, bottom + 15, "middle", lg2 < 0 ? `1/${2 ** -lg2}` : String(2 ** lg2)));
  }
  return parts;
}

function drawRow({ label, workload, bars }: Row, y: number, formats: readonly string[]): readonly string[] {
  const middle = y + (bars.length * barHeight) / 2;
  const parts = [text("", labelWidth - 10, middle + 4, "end", label)];
  bars.forEach(({ format, own, recursive }, at) => {
    if (!own.toC) return;
    const barY = y + at * barHeight;
    const centre = barY + (barHeight - 2) / 2;
    const [from, to] = [x(1), x(own.toC.median)].sort((a, b) => a - b);
    const kind = colourOf(formats.indexOf(format));
    parts.push(
      `<rect class="${kind}" x="${from}" y="${barY}" width="${Math.max(1, to - from).toFixed(1)}" height="${barHeight - 2}"/>`,
      line("spread", x(own.toC.low), centre, x(own.toC.high), centre),
    );
    if (recursive?.toC)
      parts.push(`<circle class="other" cx="${x(recursive.toC.median)}" cy="${centre}" r="3"/>`);
  });
  const goal = targets.find((one) => one.measure === "ratio to C" && workload.startsWith(one.workload));
  if (goal) parts.push(line("target", x(goal.limit), y - 2, x(goal.limit), y + bars.length * barHeight));
  return parts;
}

function colourOf(index: number): string {
  return colours[index % colours.length];
}
