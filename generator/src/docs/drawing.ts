import { type Face, textWidth } from "./text-width.js";

/** Names of the colours, so that all pictures agree. */
export const ink = {
  text: "#1f2328",
  faint: "#59636e",
  line: "#57606a",
  paper: "#ffffff",
  must: "#dde1e6",
  address: "#cfe3fb",
  right: "#d3efd7",
  feature: "#fde3c0",
  dirty: "#fdf1b0",
  plain: "#ffffff",
  unused: "#f3f4f6",
  mark: "#0a58ca",
} as const;

interface TextOptions {
  readonly size?: number;
  readonly face?: Face;
  readonly fill?: string;
  readonly anchor?: "start" | "middle" | "end";
  /** Read from bottom to top; x and y are still the middle of the baseline's run, or its start. */
  readonly upright?: boolean;
}

/** Where something lies: left, top, right, bottom. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The room of one line of text. */
export interface TextBox extends Box {
  readonly text: string;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** Text as XML holds it; characters that XML cannot hold become question marks. */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A picture that grows shape by shape, from the back to the front, and remembers where its texts are. */
export class Drawing {
  readonly texts: TextBox[] = [];
  private readonly shapes: string[] = [];

  readonly width: number;
  private readonly title: string;
  private readonly description: string;

  constructor(width: number, title: string, description: string) {
    this.width = width;
    this.title = title;
    this.description = description;
  }

  rect({ left, top, right, bottom }: Box, fill: string, stroke?: string, dashed = false): void {
    const edge = stroke === undefined ? "" : ` stroke="${stroke}"${dashed ? ' stroke-dasharray="4 3"' : ""}`;
    this.shapes.push(
      `<rect x="${round(left)}" y="${round(top)}" width="${round(right - left)}" height="${round(bottom - top)}" fill="${fill}"${edge}/>`,
    );
  }

  /** A line through points. */
  line(points: readonly (readonly [x: number, y: number])[], stroke: string, arrow = false): void {
    const path = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
    this.shapes.push(
      `<path d="${path}" fill="none" stroke="${stroke}"${arrow ? ' marker-end="url(#arrow)"' : ""}/>`,
    );
  }

  text(x: number, y: number, text: string, options: TextOptions = {}): void {
    if (text === "") return;
    const { size = 11, face = "sans", fill = ink.text, anchor = "middle", upright = false } = options;
    const length = textWidth(text, size, face);
    const before = anchor === "start" ? 0 : anchor === "middle" ? length / 2 : length;
    const [ascent, descent] = [size * 0.76, size * 0.22];
    this.texts.push(
      upright
        ? { text, left: x - ascent, right: x + descent, top: y - (length - before), bottom: y + before }
        : { text, left: x - before, right: x + (length - before), top: y - ascent, bottom: y + descent },
    );
    const attributes = [
      `x="${round(x)}" y="${round(y)}"`,
      `font-size="${size}"`,
      ...(face === "mono" ? ['class="mono"'] : []),
      ...(face === "bold" ? ['font-weight="600"'] : []),
      ...(fill === ink.text ? [] : [`fill="${fill}"`]),
      ...(anchor === "middle" ? [] : [`text-anchor="${anchor}"`]),
      ...(upright ? [`transform="rotate(-90 ${round(x)} ${round(y)})"`] : []),
    ];
    this.shapes.push(`<text ${attributes.join(" ")}>${xmlText(text)}</text>`);
  }

  /** The picture, `height` pixels high, on paper of its own, so that it can be read on a dark page. */
  svg(height: number): string {
    const [width, high] = [round(this.width), round(height)];
    return [
      "<!-- Made by `generic-pt docs`. Do not edit. -->",
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${high}" viewBox="0 0 ${width} ${high}" role="img" aria-labelledby="title description">`,
      `<title id="title">${xmlText(this.title)}</title>`,
      `<desc id="description">${xmlText(this.description)}</desc>`,
      "<style>",
      'text { font-family: "Segoe UI", "Helvetica Neue", Helvetica, Arial, sans-serif; }',
      '.mono { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }',
      "</style>",
      '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse">' +
        `<path d="M0 0.8 L8 4 L0 7.2 Z" fill="${ink.mark}"/></marker></defs>`,
      `<rect width="${width}" height="${high}" rx="6" fill="${ink.paper}" stroke="#d0d7de"/>`,
      `<g fill="${ink.text}" text-anchor="middle" stroke-width="1">`,
      ...this.shapes,
      "</g>",
      "</svg>",
      "",
    ].join("\n");
  }
}

/** Pairs of texts that lie on each other. */
export function overlappingTexts(texts: readonly TextBox[]): readonly (readonly [string, string])[] {
  return texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter(
        (other) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom,
      )
      .map((other): [string, string] => [one.text, other.text]),
  );
}
