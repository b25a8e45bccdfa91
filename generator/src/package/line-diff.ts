/** Up to so many edits are looked for one by one; texts that differ more are shown as replaced. */
const maxEdits = 300;

export interface DiffOptions {
  /** Unchanged lines around a change; default 2. */
  readonly context?: number;
  /** Lines of the result, headings included; default 24. */
  readonly maxLines?: number;
}

type Change = " " | "-" | "+";

interface DiffLine {
  readonly change: Change;
  readonly text: string;
}

/** The difference of two texts as a unified diff without file names; empty if there is none. */
export function diffLines(before: string, after: string, options: DiffOptions = {}): string {
  if (before === after) return "";
  const { context = 2, maxLines = 24 } = options;
  const lines = hunks(compare(splitLines(before), splitLines(after)), context);
  const hidden = lines.length - maxLines;
  if (hidden > 0) lines.splice(maxLines, hidden, `... ${hidden} more lines`);
  return lines.join("\n");
}

/** Lines keep their ends, so that a missing last one is a difference too. */
function splitLines(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function compare(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const same = (text: string): DiffLine => ({ change: " ", text });
  return [
    ...before.slice(0, head).map(same),
    ...edits(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

/**
 * The shortest edit (Myers, "An O(ND) difference algorithm"): per number of edits, how far each diagonal
 * `x - y` reaches, then back along the way that arrived.
 */
function edits(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const limit = Math.min(before.length + after.length, maxEdits);
  const reached: Map<number, number>[] = [];
  let frontier = new Map([[1, 0]]);
  for (let count = 0; count <= limit; count++) {
    const next = new Map<number, number>();
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      let x = arrival(frontier, diagonal, count);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return wayBack(before, after, reached, count);
    }
    reached.push(next);
    frontier = next;
  }
  return [...before.map(removed), ...after.map(added)];
}

const removed = (text: string): DiffLine => ({ change: "-", text });
const added = (text: string): DiffLine => ({ change: "+", text });

const unreached = -1;

/** Whether the best way to a diagonal is by an added line, i.e. from the diagonal above. */
function isByAddition(frontier: ReadonlyMap<number, number>, diagonal: number, count: number): boolean {
  if (diagonal === -count) return true;
  if (diagonal === count) return false;
  return (frontier.get(diagonal - 1) ?? unreached) < (frontier.get(diagonal + 1) ?? unreached);
}

function arrival(frontier: ReadonlyMap<number, number>, diagonal: number, count: number): number {
  if (isByAddition(frontier, diagonal, count)) return frontier.get(diagonal + 1) ?? 0;
  return (frontier.get(diagonal - 1) ?? 0) + 1;
}

function wayBack(
  before: readonly string[],
  after: readonly string[],
  reached: readonly ReadonlyMap<number, number>[],
  total: number,
): readonly DiffLine[] {
  const backwards: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let count = total; count > 0; count--) {
    const frontier = reached[count - 1] ?? new Map();
    const isAddition = isByAddition(frontier, x - y, count);
    const fromDiagonal = x - y + (isAddition ? 1 : -1);
    const fromX = frontier.get(fromDiagonal) ?? 0;
    const startX = isAddition ? fromX : fromX + 1;
    for (; x > startX; x--, y--) backwards.push({ change: " ", text: before[x - 1] ?? "" });
    backwards.push(isAddition ? added(after[y - 1] ?? "") : removed(before[x - 1] ?? ""));
    x = fromX;
    y = fromX - fromDiagonal;
  }
  for (; x > 0; x--) backwards.push({ change: " ", text: before[x - 1] ?? "" });
  return backwards.reverse();
}

/** Changes that are near each other stand together, each group below a heading with its line numbers. */
function hunks(lines: readonly DiffLine[], context: number): string[] {
  const changed = lines.flatMap(({ change }, index) => (change === " " ? [] : [index]));
  const groups: { first: number; last: number }[] = [];
  for (const index of changed) {
    const group = groups.at(-1);
    if (group !== undefined && index - group.last <= 2 * context + 1) group.last = index;
    else groups.push({ first: index, last: index });
  }
  const text: string[] = [];
  let at = 0;
  let [oldLine, newLine] = [1, 1];
  for (const { first, last } of groups) {
    for (; at < Math.max(0, first - context); at++) {
      oldLine++;
      newLine++;
    }
    const shown = lines.slice(at, last + context + 1);
    at += shown.length;
    const oldCount = shown.filter(({ change }) => change !== "+").length;
    const newCount = shown.filter(({ change }) => change !== "-").length;
    text.push(`@@ -${span(oldLine, oldCount)} +${span(newLine, newCount)} @@`, ...shown.flatMap(printed));
    oldLine += oldCount;
    newLine += newCount;
  }
  return text;
}

/** Of nothing, a unified diff gives the line before it. */
function span(line: number, count: number): string {
  return count === 0 ? `${line - 1},0` : `${line},${count}`;
}

function printed({ change, text }: DiffLine): readonly string[] {
  const ended = text.endsWith("\n");
  // A carriage return would not be seen, and is often the whole difference.
  const line = `${change}${(ended ? text.slice(0, -1) : text).replaceAll("\r", "\\r")}`;
  return ended ? [line] : [line, "\\ No newline at end of file"];
}
