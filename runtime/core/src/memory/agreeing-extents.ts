import { hex } from "../contract/address-check.js";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import type { ByteReader } from "./byte-reader.js";

/** A range of memory and where a file has its bytes. */
export interface FileExtent {
  readonly start: bigint;
  readonly end: bigint;
  /** Where the file has the byte at `start`; undefined: the range is zeros. */
  readonly position: bigint | undefined;
  /** What to call it in errors. */
  readonly name: string;
}

/** Bytes that are compared at most, over all overlaps: a kernel's image, of which dumps have a second copy, is smaller. */
const mostCompared = 1n << 27n;
/** What one comparison counts for at least, so that many small ones end as well. */
const leastCompared = 1n << 12n;
const chunk = 1 << 16;

/**
 * Extents without overlaps, rising, that show the same memory. A dump may have one range several times: as aliases
 * of the same bytes, or as copies, which are compared. Throws EINVAL where two disagree, and where there is too much
 * to compare. None may be empty.
 */
export function agreeingExtents(extents: readonly FileExtent[], reader: ByteReader): readonly FileExtent[] {
  const rising = [...extents].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const comparison = new Comparison(reader);
  const merged: FileExtent[] = [];
  for (const extent of rising) {
    // What lies at or above its start is without gaps, since everything there began at or below it.
    for (let index = merged.length - 1; index >= 0 && merged[index].end > extent.start; index--)
      comparison.check(merged[index], extent);
    const last = merged.at(-1);
    const start = last !== undefined && last.end > extent.start ? last.end : extent.start;
    if (start >= extent.end) continue;
    const rest = { ...extent, start, position: positionOf(extent, start) };
    if (last !== undefined && last.end === start && positionOf(last, start) === rest.position)
      merged[merged.length - 1] = { ...last, end: rest.end };
    else merged.push(rest);
  }
  return merged;
}

function positionOf({ start, position }: FileExtent, address: bigint): bigint | undefined {
  return position === undefined ? undefined : position + (address - start);
}

function higher(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

/** Compares extents where they overlap, until that has cost too much. */
class Comparison {
  private readonly reader: ByteReader;
  private left = mostCompared;
  private readonly bytesA = new Uint8Array(chunk);
  private readonly bytesB = new Uint8Array(chunk);

  constructor(reader: ByteReader) {
    this.reader = reader;
  }

  check(a: FileExtent, b: FileExtent): void {
    const start = higher(a.start, b.start);
    const end = a.end + b.end - higher(a.end, b.end);
    // The same bytes of the file, or zeros both.
    if (start >= end || positionOf(a, start) === positionOf(b, start)) return;
    const both = `${a.name} and ${b.name} both have the ${end - start} bytes at ${hex(start)}`;
    this.left -= end - start > leastCompared ? end - start : leastCompared;
    if (this.left < 0n)
      throw new PtError(EINVAL, `${both}: more such overlaps than are compared (${mostCompared} bytes)`);
    for (let from = start; from < end; from += BigInt(chunk)) {
      const bytes = end - from < chunk ? Number(end - from) : chunk;
      const differing = this.firstDifference(positionOf(a, from), positionOf(b, from), bytes);
      if (differing >= 0)
        throw new PtError(EINVAL, `${both}, and disagree about the byte at ${hex(from + BigInt(differing))}`);
    }
  }

  private firstDifference(a: bigint | undefined, b: bigint | undefined, bytes: number): number {
    const viewA = this.filled(this.bytesA, a, bytes);
    const viewB = this.filled(this.bytesB, b, bytes);
    let index = 0;
    while (index < bytes && viewA[index] === viewB[index]) index++;
    return index < bytes ? index : -1;
  }

  private filled(buffer: Uint8Array, position: bigint | undefined, bytes: number): Uint8Array {
    const view = buffer.subarray(0, bytes);
    if (position === undefined) view.fill(0);
    else this.reader.read(Number(position), view);
    return view;
  }
}
