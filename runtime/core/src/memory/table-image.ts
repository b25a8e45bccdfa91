import { addressOf } from "../contract/address-pair.js";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import type { ImageSource } from "./image-source.js";
import { type MemorySegment, SegmentSource } from "./segment-source.js";
import type { TableReader } from "./table-reader.js";

/** Tables of these levels can be held. */
const levels = 8;
/** The least memory of a level: what the largest tables below a top take, 64 KiB. */
const leastLg2 = 16;
/** The most common: concatenated tops take up to 1 MiB. */
const usualLg2 = 20;
/** The smallest frame: 64 bytes. */
const smallestLg2 = 6;
/** Spreads table numbers over frames; odd, near 2^32 divided by the golden ratio. */
const spread = 0x9e3779b1;

/** How a {@link TableImage} is made. */
export interface TableImageOptions {
  /** Memory for the tables of one level, in bytes: a power of two of at least 64 KiB; default 1 MiB. */
  readonly bytesPerLevel?: number;
}

/**
 * Reads tables out of a memory image of any size. Each level has its own cache of frames, as large as the largest
 * table asked for at that level; a table can be in one frame only.
 */
export class TableImage implements TableReader {
  readonly words: Int32Array;
  private readonly source: ImageSource;
  private readonly bytes: Uint8Array;
  private readonly levelLg2: number;
  /** Per level: lg2 of its frames' bytes. */
  private readonly frameLg2 = new Uint8Array(levels).fill(smallestLg2);
  // What each frame holds: address and size of a table; size 0: nothing. A level's frames begin at its index times the
  // number of smallest frames it could have.
  private readonly heldHi: Int32Array;
  private readonly heldLo: Int32Array;
  private readonly heldBytes: Int32Array;

  constructor(source: ImageSource, options: TableImageOptions = {}) {
    const bytesPerLevel = options.bytesPerLevel ?? 1 << usualLg2;
    const lg2 = 31 - Math.clz32(bytesPerLevel);
    if (bytesPerLevel !== 2 ** lg2 || lg2 < leastLg2 || lg2 > 26)
      throw new PtError(EINVAL, `${bytesPerLevel} bytes per level: not a power of two from 64 KiB to 64 MiB`);
    this.source = source;
    this.levelLg2 = lg2;
    this.words = new Int32Array((levels << lg2) >>> 2);
    this.bytes = new Uint8Array(this.words.buffer);
    const frames = levels << (lg2 - smallestLg2);
    this.heldHi = new Int32Array(frames);
    this.heldLo = new Int32Array(frames);
    this.heldBytes = new Int32Array(frames);
  }

  /** An image of segments that are in memory. */
  static fromBytes(segments: Iterable<MemorySegment>, options: TableImageOptions = {}): TableImage {
    return new TableImage(new SegmentSource(segments), options);
  }

  open(level: number, paHi: number, paLo: number, bytes: number): number {
    if (!(level >= 0 && level < levels && bytes > 0 && bytes <= 1 << this.levelLg2))
      throw new PtError(
        EINVAL,
        `no table of ${bytes} bytes at level ${level} can be held in ${1 << this.levelLg2} bytes per level`,
      );
    let frameLg2 = this.frameLg2[level];
    if (bytes > 1 << frameLg2) frameLg2 = this.enlargeFrames(level, bytes);
    const number = (paLo >>> frameLg2) ^ Math.imul(paHi, spread);
    // The product's upper 20 bits are well mixed, and more frames than that there are not.
    const frame = (Math.imul(number, spread) >>> 12) & ((1 << (this.levelLg2 - frameLg2)) - 1);
    const held = (level << (this.levelLg2 - smallestLg2)) + frame;
    const byte = (level << this.levelLg2) + (frame << frameLg2);
    const isHeld =
      this.heldLo[held] === (paLo | 0) && this.heldHi[held] === (paHi | 0) && this.heldBytes[held] >= bytes;
    return isHeld || this.load(held, byte, paHi, paLo, bytes) ? byte >>> 2 : -1;
  }

  identity(word: number): number {
    const byte = word << 2;
    const level = byte >>> this.levelLg2;
    const frame = (byte & ((1 << this.levelLg2) - 1)) >>> this.frameLg2[level];
    const held = (level << (this.levelLg2 - smallestLg2)) + frame;
    return (this.heldHi[held] >>> 0) * 2 ** 32 + (this.heldLo[held] >>> 0);
  }

  /** Forgets what was read, for an image that has changed. */
  drop(): void {
    this.heldBytes.fill(0);
  }

  private load(held: number, byte: number, paHi: number, paLo: number, bytes: number): boolean {
    if ((paLo & 3) !== 0) return false;
    const address = addressOf(paHi, paLo);
    if (address + BigInt(bytes) > 1n << 64n) return false;
    // The frame is nobody's while it is being filled: a read that fails or throws leaves part of a table in it.
    this.heldBytes[held] = 0;
    if (!this.source.read(address, this.bytes.subarray(byte, byte + bytes))) return false;
    this.heldHi[held] = paHi;
    this.heldLo[held] = paLo;
    this.heldBytes[held] = bytes;
    return true;
  }

  /** Cuts a level into larger frames, which empties it; returns lg2 of their bytes. */
  private enlargeFrames(level: number, bytes: number): number {
    const frameLg2 = 32 - Math.clz32(bytes - 1);
    const frames = 1 << (this.levelLg2 - smallestLg2);
    this.heldBytes.fill(0, level * frames, (level + 1) * frames);
    this.frameLg2[level] = frameLg2;
    return frameLg2;
  }
}
