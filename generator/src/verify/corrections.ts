import { coveringRange, flushList, flushRange, rangesWithoutGaps } from "./flush-ranges.js";
import { hex } from "./hex.js";
import { sameJson } from "./json-difference.js";
import type { Json, Outcome, Range, Step } from "./recording.js";
import { isArray } from "./shape.js";
import type { Leaf } from "./table-memory.js";

/** What a correction may know besides the step: facts about the table, never where the recording came from. */
export interface StepFacts {
  /** The table flushes a pending range before it takes one that is apart from it. */
  readonly flushesWithoutGaps: boolean;
  /** The dirty leaves that touched the range before the step, in VA order. */
  readonly dirtyLeaves: readonly Leaf[];
}

/**
 * A recorded behaviour that is a defect. A step shows it if its field has exactly the value that the defect
 * produces; then the corrected value is the only one that passes. `undefined` stands for an absent field.
 */
export interface Correction {
  /** Heading of its section in docs/deviations.md. */
  readonly id: string;
  readonly reason: string;
  readonly field: "flush" | "dirty";
  /** Whether the correction speaks about this kind of step at all. */
  readonly about: (step: Step) => boolean;
  readonly defect: (step: Step, facts: StepFacts) => Json | undefined;
  readonly corrected: (step: Step, facts: StepFacts) => Json | undefined;
}

/** What a step is expected to return, and the ids of the corrections that made a difference. */
export interface Expectation {
  readonly outcome: Outcome;
  readonly corrections: readonly string[];
}

const unmapOfNothing = {
  id: "unmap-of-nothing",
  reason: "An unmap that removed nothing leaves nothing stale behind: it must not flush, or widen a flush.",
};

const dirtyContiguous = {
  id: "dirty-contiguous",
  reason:
    "A contiguous leaf that is dirty is dirty up to its end; leaving its last item out of the report loses " +
    "written pages, and leaving it out of the flush loses later writes.",
};

/** All corrections; docs/deviations.md describes each. */
export const corrections: readonly Correction[] = [
  {
    ...unmapOfNothing,
    field: "flush",
    about: (step) => step.op === "unmap" && step.outcome.unmapped === "0x0",
    defect: (step) => (step.op === "unmap" ? flushList([flushRange(step.va, 0n)]) : undefined),
    corrected: () => undefined,
  },
  {
    ...unmapOfNothing,
    field: "flush",
    about: (step) => step.op === "unmap_gather" && !step.queued,
    defect: (step, facts) => gatherFlush(step, facts, true),
    corrected: (step, facts) => gatherFlush(step, facts, false),
  },
  {
    ...dirtyContiguous,
    field: "dirty",
    about: (step) => step.op === "read_and_clear_dirty" && step.outcome.ret === 0 && step.bitmap,
    defect: (step, facts) => pieceList(pieces(step, facts, shortPiece)),
    corrected: (step, facts) => pieceList(pieces(step, facts, piece)),
  },
  {
    ...dirtyContiguous,
    field: "flush",
    about: (step) => step.op === "read_and_clear_dirty" && step.outcome.ret === 0 && step.clear,
    defect: (step, facts) => dirtyFlush(pieces(step, facts, shortPiece)),
    corrected: (step, facts) => dirtyFlush(pieces(step, facts, piece)),
  },
];

/** The outcome that a step must have: as recorded, but for the defects that it shows. */
export function expectation(step: Step, facts: StepFacts): Expectation {
  const ids = new Set<string>();
  let outcome = step.outcome;
  for (const correction of corrections) {
    if (!correction.about(step)) continue;
    const defect = correction.defect(step, facts);
    const corrected = correction.corrected(step, facts);
    if (sameJson(defect, corrected) || !sameJson(defect, step.outcome[correction.field])) continue;
    ids.add(correction.id);
    outcome = withField(outcome, correction.field, corrected);
  }
  return { outcome, corrections: [...ids] };
}

function withField(outcome: Outcome, field: string, value: Json | undefined): Outcome {
  const { [field]: _old, ...others } = outcome;
  return value === undefined ? others : { ...others, [field]: value };
}

/** The flush of several unmaps; `empty`: those that removed nothing count as well. */
function gatherFlush(step: Step, facts: StepFacts, empty: boolean): Json | undefined {
  if (step.op !== "unmap_gather" || !isArray(step.outcome.unmapped)) return undefined;
  const unmapped = step.outcome.unmapped.map((bytes) => BigInt(String(bytes)));
  const ranges = step.ranges
    .map(({ va }, index) => ({ va, length: unmapped[index] ?? 0n }))
    .filter(({ length }) => empty || length > 0n)
    .map(({ va, length }) => flushRange(va, length));
  if (!facts.flushesWithoutGaps) return flushList(coveringRange(ranges));
  return flushList(rangesWithoutGaps(ranges, empty ? "wrapping" : "exact"));
}

type PieceOf = (leaf: Leaf, va: bigint, end: bigint) => Range;

function pieces(step: Step, facts: StepFacts, pieceOf: PieceOf): Range[] {
  if (step.op !== "read_and_clear_dirty") return [];
  return facts.dirtyLeaves.map((leaf) => pieceOf(leaf, step.va, step.va + step.length));
}

/** The part of a contiguous leaf that was asked for; a single item counts whole, from where the request starts. */
function piece(leaf: Leaf, va: bigint, end: bigint): Range {
  const start = va > leaf.va ? va : leaf.va;
  if (leaf.size === leaf.itemSize) return { va: start, length: leaf.size };
  const leafEnd = leaf.va + leaf.size;
  return { va: start, length: (end < leafEnd ? end : leafEnd) - start };
}

/** The defect: items are counted up to the one asked for last or the leaf's last one, which is left out itself. */
function shortPiece(leaf: Leaf, va: bigint, end: bigint): Range {
  const start = va > leaf.va ? va : leaf.va;
  if (leaf.size === leaf.itemSize) return { va: start, length: leaf.size };
  const lastItem = (leaf.va + leaf.size) / leaf.itemSize - 1n;
  const endItem = (end + leaf.itemSize - 1n) / leaf.itemSize;
  const items = (endItem < lastItem ? endItem : lastItem) - start / leaf.itemSize;
  return { va: start, length: items * leaf.itemSize };
}

function pieceList(found: readonly Range[]): Json {
  return found.map(({ va, length }) => [hex(va), hex(length)]);
}

/** Dirty state is flushed as one range, whatever the table's policy for unmaps. */
function dirtyFlush(found: readonly Range[]): Json | undefined {
  return flushList(coveringRange(found.map(({ va, length }) => flushRange(va, length))));
}
