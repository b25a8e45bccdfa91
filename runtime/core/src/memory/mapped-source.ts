import { hex } from "../contract/address-check.js";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import type { ByteReader } from "./byte-reader.js";
import type { ImageSource } from "./image-source.js";

/** A piece of physical memory whose bytes lie in a file, or in whatever a reader reads. */
export interface MappedPiece {
  /** Physical address of the first byte. */
  readonly address: bigint;
  readonly reader: ByteReader;
  /** Where in the reader the piece's bytes begin. */
  readonly position: number;
  /** How many bytes of it the reader has. */
  readonly fileBytes: number;
  /** How many bytes it has in memory, those that the reader does not have being zeros; default `fileBytes`. */
  readonly memoryBytes?: bigint;
  /** What to call it in errors. */
  readonly name?: string;
}

/** A range of physical memory. */
export interface MemoryRange {
  /** Physical address of the first byte. */
  readonly address: bigint;
  /** In bytes. */
  readonly length: bigint;
}

/** A piece that has been checked. */
interface Extent {
  readonly start: bigint;
  readonly bytes: bigint;
  readonly reader: ByteReader;
  readonly position: number;
  readonly fileBytes: number;
  readonly name: string | undefined;
}

const addressSpace = 1n << 64n;

/**
 * An image made of pieces of files. A read may run across pieces that touch; several pieces may show the same bytes of
 * a file. Reading costs one search among the pieces, and what the readers cost.
 */
export class MappedSource implements ImageSource {
  /** Rising, without overlaps, none empty. */
  private readonly extents: readonly Extent[];

  /**
   * Throws EINVAL if pieces overlap, leave the 64-bit address space or their reader, or have more bytes in the file
   * than in memory.
   */
  constructor(pieces: Iterable<MappedPiece>) {
    const extents = Array.from(pieces, checkedExtent).filter(({ bytes }) => bytes > 0n);
    extents.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    for (let index = 1; index < extents.length; index++) {
      const [below, above] = [extents[index - 1], extents[index]];
      if (below.start + below.bytes > above.start)
        throw new PtError(EINVAL, `${described(below)} and ${described(above)} overlap`);
    }
    this.extents = extents;
  }

  /** The memory that there is, rising; pieces that touch are one range. */
  ranges(): readonly MemoryRange[] {
    const ranges: { address: bigint; length: bigint }[] = [];
    for (const { start, bytes } of this.extents) {
      const last = ranges.at(-1);
      if (last !== undefined && last.address + last.length === start) last.length += bytes;
      else ranges.push({ address: start, length: bytes });
    }
    return ranges;
  }

  /** Throws what the readers throw. */
  read(address: bigint, into: Uint8Array): boolean {
    let index = this.lastAtOrBelow(address);
    for (let done = 0; done < into.length; index++) {
      if (index < 0 || index >= this.extents.length) return false;
      const extent = this.extents[index];
      const from = address + BigInt(done) - extent.start;
      if (from < 0n || from >= extent.bytes) return false;
      const left = extent.bytes - from;
      const count = left < into.length - done ? Number(left) : into.length - done;
      readExtent(extent, from, into.subarray(done, done + count));
      done += count;
    }
    return true;
  }

  /** Index of the last extent that begins at or below the address, or -1. */
  private lastAtOrBelow(address: bigint): number {
    let low = 0;
    let high = this.extents.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.extents[middle].start <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Reads bytes that lie within the extent, `from` counting from its start. */
function readExtent(extent: Extent, from: bigint, into: Uint8Array): void {
  const inFile = from < extent.fileBytes ? Math.min(into.length, extent.fileBytes - Number(from)) : 0;
  if (inFile > 0) extent.reader.read(extent.position + Number(from), into.subarray(0, inFile));
  into.fill(0, inFile);
}

function checkedExtent(piece: MappedPiece): Extent {
  const { address, reader, position, fileBytes, name } = piece;
  if (typeof address !== "bigint")
    throw new PtError(EINVAL, `${name ?? "the piece"}: its address must be a bigint, not ${typeof address}`);
  const extent = {
    start: address,
    bytes: piece.memoryBytes ?? BigInt(fileBytes),
    reader,
    position,
    fileBytes,
    name,
  };
  if (address < 0n) throw new PtError(EINVAL, `${described(extent)}: an address cannot be negative`);
  if (address + extent.bytes > addressSpace)
    throw new PtError(EINVAL, `${described(extent)} leaves the 64-bit address space`);
  if (extent.bytes < fileBytes)
    throw new PtError(
      EINVAL,
      `${described(extent)} has more bytes in the file, ${fileBytes}, than in memory`,
    );
  const isPlace = [position, fileBytes].every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!isPlace || position + fileBytes > reader.size) {
    const place = `bytes ${position} to ${position + fileBytes}`;
    throw new PtError(EINVAL, `${described(extent)}: ${place} are not within the file's ${reader.size}`);
  }
  return extent;
}

function described({ start, bytes, name }: Extent): string {
  return `${name ?? "the piece"} at ${start < 0n ? start : hex(start)} (${bytes} bytes)`;
}
