import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type ParsedNode,
} from "yaml";

/** Keys and list positions that lead from the top of a file to a value. */
export type Path = readonly (string | number)[];

/** Half-open, in characters of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a path's last key or its value stands; the nearest enclosing thing that exists, if it does not. */
export interface Positions {
  key(path: Path): Span;
  value(path: Path): Span;
  /** Whether the file itself has a value at this path. */
  has(path: Path): boolean;
  /** 1-based. */
  lineAndColumn(offset: number): { readonly line: number; readonly column: number };
}

interface Found {
  readonly key: Span | undefined;
  readonly value: Span;
  readonly depth: number;
}

export function positionsOf(document: Document.Parsed<ParsedNode>, lines: LineCounter): Positions {
  const find = (path: Path): Found => {
    let node: Node | null | undefined = document.contents;
    let found: Found = { key: undefined, value: spanOf(node) ?? { start: 0, end: 0 }, depth: 0 };
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      let key: Span | undefined;
      if (isMap(node)) {
        const pair = node.items.find(
          (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
        );
        if (pair === undefined) return found;
        key = spanOf(pair.key as Node);
        node = pair.value as Node | null;
      } else if (isSeq(node)) {
        if (node.items[Number(step)] === undefined) return found;
        node = node.items[Number(step)] as Node;
      } else return found;
      const value = spanOf(node) ?? key ?? found.value;
      found = { key, value, depth: found.depth + 1 };
    }
    return found;
  };
  return {
    key: (path) => {
      const found = find(path);
      return found.key ?? found.value;
    },
    value: (path) => {
      const found = find(path);
      // A missing value is reported at the name of what should hold it, not at everything that it does hold.
      return found.depth < path.length
        ? (found.key ?? { start: found.value.start, end: found.value.start + 1 })
        : found.value;
    },
    has: (path) => find(path).depth === path.length,
    lineAndColumn: (offset) => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
  };
}

function spanOf(node: Node | null | undefined): Span | undefined {
  const range = node?.range;
  return range === undefined || range === null ? undefined : { start: range[0], end: range[1] };
}
