import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";

/** Random access to a run of bytes, such as a file. */
export interface ByteReader {
  /** How many bytes there are, at most 2^53 - 1. */
  readonly size: number;
  /**
   * Fills `into` from byte `position` on. Throws a PtError: EINVAL if that is not within `size`, EIO if the bytes cannot
   * be had after all, EBADF once the reader is closed. What `into` holds after an error does not matter.
   */
  read(position: number, into: Uint8Array): void;
}

/** Throws EINVAL unless the bytes lie within the reader. */
export function checkWithin(reader: ByteReader, position: number, bytes: number): void {
  if (!(Number.isSafeInteger(position) && position >= 0 && position + bytes <= reader.size))
    throw new PtError(EINVAL, `${bytes} bytes from ${position} on are not within ${reader.size} bytes`);
}

/** Bytes that are held in memory. */
export class HeldBytes implements ByteReader {
  readonly size: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  read(position: number, into: Uint8Array): void {
    checkWithin(this, position, into.length);
    into.set(this.bytes.subarray(position, position + into.length));
  }
}
