/**
 * The loops that are timed. Every contestant imports this module for itself, under an address of its own: what the
 * engine learns of the operation that one calls must not slow another's.
 */
import type { DirtyBitmap, TableState } from "@generic-pt/core";

/** What one sample gives. */
export interface Sample {
  /** Nanoseconds of the operation, or of its first half. */
  readonly firstNs: number;
  /** Nanoseconds of its second half; 0 if it has none. */
  readonly secondNs: number;
  /** Nanoseconds with all that is not timed. */
  readonly wholeNs: number;
  /** The same for all contestants that did the same. */
  readonly sum: number;
}

/** Where a contestant works on one of its two tables, and where it stands. */
export interface Course {
  readonly state: TableState;
  /** Low word first. */
  readonly vas: Int32Array;
  readonly oas: Int32Array;
  readonly numbers: Float64Array;
  readonly bigints: readonly bigint[];
  readonly results: Int32Array;
  readonly statuses: Int32Array;
  /** Places. */
  readonly count: number;
  cursor: number;
}

export type Translate = (s: TableState, vaHi: number, vaLo: number) => number;
export type Batch = (s: TableState, vas: Int32Array, oas: Int32Array, statuses: Int32Array) => number;
export type MapRange = (
  s: TableState,
  vaHi: number,
  vaLo: number,
  oaHi: number,
  oaLo: number,
  lengthHi: number,
  lengthLo: number,
  protection: number,
) => number;
export type UnmapRange = (
  s: TableState,
  vaHi: number,
  vaLo: number,
  lengthHi: number,
  lengthLo: number,
) => number;

const now = (): number => performance.now() * 1e6;
const once = (start: number, sum: number): Sample => {
  const firstNs = now() - start;
  return { firstNs, secondNs: 0, wholeNs: firstNs, sum };
};
const readWrite = 3;

export function translateWords(translate: Translate, course: Course, iterations: number): Sample {
  const { state, vas, count } = course;
  let at = course.cursor;
  let sum = 0;
  const start = now();
  for (let done = 0; done < iterations; done++) {
    if (translate(state, vas[2 * at + 1], vas[2 * at]) === 0) sum = (sum + state.oaLo) | 0;
    if (++at === count) at = 0;
  }
  const sample = once(start, sum >>> 0);
  course.cursor = at;
  return sample;
}

export function translateNumbers(
  translate: (s: TableState, va: number) => number,
  course: Course,
  iterations: number,
): Sample {
  const { state, numbers, count } = course;
  let at = course.cursor;
  let sum = 0;
  const start = now();
  for (let done = 0; done < iterations; done++) {
    const oa = translate(state, numbers[at]);
    if (oa >= 0) sum = (sum + (oa | 0)) | 0;
    if (++at === count) at = 0;
  }
  const sample = once(start, sum >>> 0);
  course.cursor = at;
  return sample;
}

const scratch = new BigUint64Array(1);
const scratchWords = new Int32Array(scratch.buffer);

export function translateBigints<T>(
  translate: (table: T, va: bigint) => bigint | undefined,
  table: T,
  course: Course,
  iterations: number,
): Sample {
  const { bigints, count } = course;
  let at = course.cursor;
  let sum = 0;
  const start = now();
  for (let done = 0; done < iterations; done++) {
    const oa = translate(table, bigints[at]);
    if (oa !== undefined) {
      scratch[0] = oa;
      sum = (sum + scratchWords[0]) | 0;
    }
    if (++at === count) at = 0;
  }
  const sample = once(start, sum >>> 0);
  course.cursor = at;
  return sample;
}

/** An iteration is a batch of `size` VAs. */
export function translateBatches(translate: Batch, course: Course, iterations: number, size: number): Sample {
  const { state, vas, results, statuses, count } = course;
  const batches = Array.from({ length: Math.floor(count / size) }, (_, at) =>
    vas.subarray(2 * at * size, 2 * (at + 1) * size),
  );
  let sum = 0;
  const start = now();
  for (let done = 0; done < iterations; done++) {
    if (course.cursor >= batches.length) course.cursor = 0;
    sum += translate(state, batches[course.cursor], results, statuses);
    course.cursor++;
  }
  return once(start, sum);
}

export function pairs(
  map: MapRange,
  unmap: UnmapRange,
  course: Course,
  iterations: number,
  length: number,
): Sample {
  const { state, vas, oas, count } = course;
  const { gather } = state;
  let at = course.cursor;
  let sum = 0;
  const start = now();
  for (let done = 0; done < iterations; done++) {
    const vaHi = vas[2 * at + 1];
    const vaLo = vas[2 * at];
    map(state, vaHi, vaLo, oas[2 * at + 1], oas[2 * at], 0, length, readWrite);
    gather.sync();
    sum += state.doneLo;
    unmap(state, vaHi, vaLo, 0, length);
    gather.sync();
    sum += state.doneLo;
    if (++at === count) at = 0;
  }
  const sample = once(start, sum);
  course.cursor = at;
  return sample;
}

/** What `pairs` does, through the BigInt face. */
export function bigintPairs(
  table: {
    map(va: bigint, oa: bigint, length: bigint, protection: number): bigint;
    unmap(va: bigint, length: bigint): bigint;
  },
  course: Course,
  iterations: number,
  length: bigint,
  toOa: bigint,
): Sample {
  const { bigints, count } = course;
  let at = course.cursor;
  let sum = 0n;
  const start = now();
  for (let done = 0; done < iterations; done++) {
    const va = bigints[at];
    sum += table.map(va, va + toOa, length, readWrite);
    sum += table.unmap(va, length);
    if (++at === count) at = 0;
  }
  const sample = once(start, Number(sum));
  course.cursor = at;
  return sample;
}

/** Maps ranges one after the other, then unmaps them in the same order; every place once before the next round. */
export function ranges(
  map: MapRange,
  unmap: UnmapRange,
  course: Course,
  iterations: number,
  length: number,
): Sample {
  const { state, vas, oas, count } = course;
  const { gather } = state;
  let firstNs = 0;
  let secondNs = 0;
  let sum = 0;
  for (let left = iterations; left > 0; ) {
    const chunk = Math.min(left, count - course.cursor);
    const end = course.cursor + chunk;
    const start = now();
    for (let at = course.cursor; at < end; at++) {
      map(state, vas[2 * at + 1], vas[2 * at], oas[2 * at + 1], oas[2 * at], 0, length, readWrite);
      gather.sync();
      sum += state.doneLo;
    }
    const middle = now();
    for (let at = course.cursor; at < end; at++) {
      unmap(state, vas[2 * at + 1], vas[2 * at], 0, length);
      gather.sync();
      sum += state.doneLo;
    }
    secondNs += now() - middle;
    firstNs += middle - start;
    course.cursor = end === count ? 0 : end;
    left -= chunk;
  }
  return { firstNs, secondNs, wholeNs: firstNs + secondNs, sum };
}

/** Whether a page is dirty before it is read: the same for everyone, half of them. */
function isMarked(page: number): boolean {
  return Math.imul(page, 0x9e3779b1) < 0;
}

/** Reads and clears the dirty state of ranges of 4 KiB leaves; marking them again is not timed. */
export function dirty(
  readDirty: UnmapRange,
  setDirty: Translate,
  bitmapFor: (va: bigint) => DirtyBitmap,
  course: Course,
  iterations: number,
  length: number,
): Sample {
  const { state, vas, bigints, count } = course;
  const { gather } = state;
  const pages = length / 4096;
  const begin = now();
  let firstNs = 0;
  let sum = 0;
  for (let left = iterations; left > 0; ) {
    const chunk = Math.min(left, count - course.cursor);
    const end = course.cursor + chunk;
    for (let at = course.cursor; at < end; at++)
      for (let page = 0; page < pages; page++)
        if (isMarked(page)) setDirty(state, vas[2 * at + 1], (vas[2 * at] + page * 4096) | 0);
    const bitmaps: DirtyBitmap[] = [];
    for (let at = course.cursor; at < end; at++) bitmaps.push(bitmapFor(bigints[at]));
    state.clears = true;
    state.reports = true;
    const start = now();
    for (let at = course.cursor; at < end; at++) {
      const bitmap = bitmaps[at - course.cursor];
      state.sink = bitmap;
      readDirty(state, vas[2 * at + 1], vas[2 * at], 0, length);
      gather.sync();
      const { bits } = bitmap;
      for (let word = 0; word < bits.length; word++) sum = (sum + bits[word]) >>> 0;
    }
    firstNs += now() - start;
    course.cursor = end === count ? 0 : end;
    left -= chunk;
  }
  return { firstNs, secondNs: 0, wholeNs: now() - begin, sum };
}

/** Visits every run of a range; an iteration is the whole range. */
export function iterate(
  mappings: (first: bigint, last: bigint) => Iterable<{ readonly oa: bigint }>,
  course: Course,
  iterations: number,
  length: bigint,
): Sample {
  const [first] = course.bigints;
  const last = first + length - 1n;
  let sum = 0;
  const start = now();
  for (let done = 0; done < iterations; done++)
    for (const { oa } of mappings(first, last)) if (oa > 0n) sum++;
  return once(start, sum);
}
