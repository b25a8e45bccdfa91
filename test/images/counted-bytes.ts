import { type ByteReader, PtError } from "@generic-pt/core";

/** Bytes in memory, or a size without bytes (all zeros), that count what is asked of them. */
export class CountedBytes implements ByteReader {
  readonly size: number;
  reads = 0;
  readBytes = 0;
  largestRead = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, size = bytes.length) {
    this.bytes = bytes;
    this.size = size;
  }

  read(position: number, into: Uint8Array): void {
    if (position < 0 || position + into.length > this.size)
      throw new Error(`${into.length} bytes at ${position} asked of a reader of ${this.size}`);
    this.reads++;
    this.readBytes += into.length;
    this.largestRead = Math.max(this.largestRead, into.length);
    into.fill(0);
    into.set(this.bytes.subarray(position, position + into.length));
  }
}

/** The PtError that an action ends in; undefined if it does not. Any other error is thrown on. */
export function ptErrorOf(action: () => unknown): PtError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof PtError) return error;
    throw error;
  }
}
