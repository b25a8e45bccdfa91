import { hex } from "./hex.js";
import type { Json } from "./recording.js";

/** First and last VA to invalidate, both included. */
export interface FlushRange {
  readonly first: bigint;
  readonly last: bigint;
}

const endOfSpace = (1n << 64n) - 1n;

/** From `bytes` bytes at `va`; no bytes give what the arithmetic of unsigned 64-bit words gives. */
export function flushRange(va: bigint, bytes: bigint): FlushRange {
  return { first: va, last: (va + bytes - 1n) & endOfSpace };
}

/** One range that covers all. */
export function coveringRange(ranges: readonly FlushRange[]): FlushRange[] {
  return ranges.reduce<FlushRange[]>((pending, range) => [widen(pending[0], range)], []);
}

/** How "the VA after" is computed: exactly, or in 64-bit words, where the space's end is followed by zero. */
export type Arithmetic = "exact" | "wrapping";

/** One pending range at a time; a range that neither overlaps nor continues it flushes it first. */
export function rangesWithoutGaps(ranges: readonly FlushRange[], arithmetic: Arithmetic): FlushRange[] {
  const flushed: FlushRange[] = [];
  for (const range of ranges) {
    const pending = flushed.at(-1);
    if (pending !== undefined && !apart(pending, range, arithmetic))
      flushed[flushed.length - 1] = widen(pending, range);
    else flushed.push(range);
  }
  return flushed;
}

/** As a recording lists them; undefined where it would leave the member out. A range of nothing is not told. */
export function flushList(ranges: readonly FlushRange[]): Json | undefined {
  const told = ranges.filter(({ first, last }) => first <= last);
  return told.length === 0 ? undefined : told.map(({ first, last }) => [hex(first), hex(last)]);
}

function widen(pending: FlushRange | undefined, range: FlushRange): FlushRange {
  if (pending === undefined) return range;
  let { first, last } = pending;
  if (range.first < first) first = range.first;
  if (range.last > last) last = range.last;
  return { first, last };
}

function apart(pending: FlushRange, range: FlushRange, arithmetic: Arithmetic): boolean {
  const after = ({ last }: FlushRange) => (arithmetic === "exact" ? last + 1n : (last + 1n) & endOfSpace);
  return range.first > after(pending) || after(range) < pending.first;
}
