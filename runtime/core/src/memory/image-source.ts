import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";

/** Where the bytes of a memory image come from. */
export interface ImageSource {
  /**
   * Fills `into` from physical `address` on. False if not all of that is in the image; what `into` holds then does
   * not matter.
   */
  read(address: bigint, into: Uint8Array): boolean;
}

/** A piece of physical memory. */
export interface MemorySegment {
  /** Physical address of the first byte. */
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

const addressSpace = 1n << 64n;

/** An image made of segments held in memory. A read may run across segments that touch. */
export class SegmentSource implements ImageSource {
  /** Rising, without overlaps. */
  private readonly segments: readonly MemorySegment[];

  /** Throws if segments overlap or leave the 64-bit address space. */
  constructor(segments: Iterable<MemorySegment>) {
    const sorted = Array.from(segments)
      .filter(({ bytes }) => bytes.length > 0)
      .sort((a, b) => (a.address < b.address ? -1 : 1));
    let free = 0n;
    for (const { address, bytes } of sorted) {
      if (address < 0n) throw new PtError(EINVAL, `segment at ${address}: an address cannot be negative`);
      if (address < free)
        throw new PtError(EINVAL, `segment at 0x${address.toString(16)} overlaps the one before it`);
      free = address + BigInt(bytes.length);
      if (free > addressSpace)
        throw new PtError(EINVAL, `segment at 0x${address.toString(16)} leaves the 64-bit address space`);
    }
    this.segments = sorted;
  }

  read(address: bigint, into: Uint8Array): boolean {
    let index = this.lastAtOrBelow(address);
    for (let done = 0; done < into.length; index++) {
      const segment = this.segments[index];
      const from = segment === undefined ? -1n : address + BigInt(done) - segment.address;
      if (segment === undefined || from < 0n || from >= BigInt(segment.bytes.length)) return false;
      const piece = segment.bytes.subarray(Number(from), Number(from) + into.length - done);
      into.set(piece, done);
      done += piece.length;
    }
    return true;
  }

  /** Index of the last segment that begins at or below the address, or -1. */
  private lastAtOrBelow(address: bigint): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.segments[middle].address <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
