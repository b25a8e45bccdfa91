import { isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { type Positions, positionsOf } from "./positions.js";
import { type Problem, problemAt } from "./problem.js";

export interface YamlText {
  /** Absent if the text is no YAML, or not one that can be used. */
  readonly value?: unknown;
  readonly positions: Positions;
  readonly problems: readonly Problem[];
}

// Far more than any spec, and little enough that the parser's worst case stays a matter of seconds.
const maxLength = 1 << 18;
const maxAliases = 100;
const maxDepth = 24;
const maxReported = 100;

/** YAML to plain values, with the place of each. Any text gives an answer in bounded time. */
export function readYaml(file: string, text: string): YamlText {
  const lines = new LineCounter();
  const start = { start: 0, end: 0 };
  const noPositions: Positions = {
    key: () => start,
    value: () => start,
    has: () => false,
    lineAndColumn: () => ({ line: 1, column: 1 }),
  };
  const refuse = (message: string, fix: string): YamlText => ({
    positions: noPositions,
    problems: [problemAt(file, noPositions, start, { rule: "yaml-syntax", severity: "error", message, fix })],
  });
  if (text.length > maxLength)
    return refuse("the file is larger than 256 KiB", "a spec is a few kilobytes of text");
  if (nesting(text) > maxNesting)
    return refuse("the file is nested too deeply", "a spec has only a few levels");
  try {
    return read(file, text, lines);
  } catch (error) {
    // The parser recurses: only absurd input ends here.
    return refuse(
      `the file cannot be read as YAML: ${error instanceof Error ? error.message : "unknown"}`,
      "simplify it",
    );
  }
}

const syntaxFix = 'quote text that contains ": " or " #", and check brackets and indentation';

const maxNesting = 1000;

/** An upper bound of the nesting on any one line: the parser's time grows with its square. */
function nesting(text: string): number {
  let deepest = 0;
  for (const line of text.split("\n")) {
    const opened = line.length > maxNesting ? (line.match(/[[{]|[-?:] /g)?.length ?? 0) : 0;
    if (opened > deepest) deepest = opened;
  }
  return deepest;
}

function read(file: string, text: string, lines: LineCounter): YamlText {
  // Duplicate keys are found below, in linear time.
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const positions = positionsOf(document, lines);
  const problems: Problem[] = [];
  const report = (start: number, end: number, rule: string, message: string, fix: string): void => {
    problems.push(problemAt(file, positions, { start, end }, { rule, severity: "error", message, fix }));
  };
  for (const { pos, message } of [...document.errors, ...document.warnings].slice(0, maxReported)) {
    report(pos[0], pos[1], "yaml-syntax", firstLine(message), syntaxFix);
  }
  visit(document, {
    Alias(_, alias) {
      if (problems.length >= maxReported || alias.resolve(document) !== undefined) return;
      const [start, end] = alias.range ?? [0, 0];
      report(
        start,
        end,
        "yaml-syntax",
        `no anchor "&${alias.source}" stands before this alias`,
        "add the anchor",
      );
    },
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const [start, end] = key.range ?? [0, 0];
        if (seen.has(name) && problems.length < maxReported) {
          report(start, end, "duplicate-key", `the key "${name}" stands here twice`, "keep one of the two");
        }
        seen.add(name);
      }
    },
  });
  if (problems.some(({ rule }) => rule === "yaml-syntax")) return { positions, problems };
  if (!isMap(document.contents)) {
    report(0, 0, "yaml-syntax", "a spec is a map of keys", 'start with "format: <name>"');
    return { positions, problems };
  }
  const value: unknown = document.toJS({ maxAliasCount: maxAliases });
  if (isTooDeep(value, maxDepth)) {
    const message = "the file is nested too deeply, or contains itself";
    report(0, 0, "yaml-syntax", message, "a spec has only a few levels");
    return { positions, problems };
  }
  return { value, positions, problems };
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}

/** Deeper than `budget`; visits what aliases share once per depth at most, and ends on cycles. */
function isTooDeep(value: unknown, budget: number, checked = new Map<object, number>()): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (budget === 0) return true;
  const before = checked.get(value);
  if (before !== undefined && before <= budget) return false;
  // Marked only after its members passed, so that a cycle runs out of budget.
  if (Object.values(value).some((member) => isTooDeep(member, budget - 1, checked))) return true;
  checked.set(value, budget);
  return false;
}
