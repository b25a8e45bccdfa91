import { addressOf, highHalf, lowHalf } from "../contract/address-pair.js";
import { EINVAL, ENOMEM } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import { BlockAllocator, slotLg2 } from "./block-allocator.js";
import type { PrimitivesKind, WordPrimitives } from "./primitives.js";
import { createWordMemory } from "./word-memory.js";

/** How an {@link Arena} is made. */
export interface ArenaOptions {
  /** Size; rounded up to 64 KiB. At most 4 GiB. */
  readonly bytes: number;
  /**
   * Physical address of word 0, a multiple of 4096; default 0x100000. The arena must not cross a multiple of
   * 4 GiB, so that the upper half of every table address is the same.
   */
  readonly base?: bigint;
  /** Memory that several workers can share. */
  readonly shared?: boolean;
  /** Default: the fastest that the host can run. */
  readonly primitives?: PrimitivesKind;
}

/** A block that was allocated and not freed. */
export interface LiveBlock {
  /** Physical. */
  readonly address: bigint;
  readonly bytes: number;
}

/** What WebAssembly counts memory in. */
const chunkBytes = 0x10000;
const windowBytes = 2 ** 32;

/**
 * Simulated physical memory that page tables live in: one fixed buffer of words, an allocator over it, and its
 * books. A table is named by its word offset, the index of its first word in `words`.
 *
 * Blocks are powers of two of at least 256 bytes; a smaller request takes 256.
 */
export class Arena {
  /** In `links`: this memory is no table that anyone owns. */
  static readonly unlinked = 0x7fffffff;

  /** The memory, as little-endian words. */
  readonly words: Int32Array;
  /**
   * Who points to a table; one element per 256 bytes, index `word >>> 6`, meaningful at a table's first word. The word
   * offset of the one item that points to it; an owner's id (negative) for a top table; or `Arena.unlinked`.
   * Whoever installs a table writes it; allocating and freeing reset it.
   */
  readonly links: Int32Array;
  /** Upper half of the physical address of every word, int32. */
  readonly baseHi: number;
  /** Lower half of the physical address of word 0, int32. */
  readonly baseLo: number;
  readonly byteLength: number;
  readonly shared: boolean;
  /** Bulk operations on `words`. */
  readonly primitives: WordPrimitives;
  /** Blocks allocated and not freed. */
  liveTables = 0;
  /** Bytes of these blocks. */
  liveBytes = 0;
  /** The most that `liveBytes` ever was. */
  peakBytes = 0;
  private readonly blocks: BlockAllocator;
  /** Allocations that may still succeed; negative: no limit. */
  private allowance = -1;
  private lastOwner = 0;

  constructor(options: ArenaOptions) {
    const base = options.base ?? 0x100000n;
    const bytes = Math.ceil(options.bytes / chunkBytes) * chunkBytes;
    if (!(bytes > 0 && bytes <= windowBytes))
      throw new PtError(
        EINVAL,
        `an arena of ${options.bytes} bytes: there must be more than 0 and at most 2^32`,
      );
    if (base < 0n || base >> 64n !== 0n || (base & 0xfffn) !== 0n)
      throw new PtError(EINVAL, `arena base ${base} is no 64-bit address that is a multiple of 4096`);
    if ((base & 0xffffffffn) + BigInt(bytes) > BigInt(windowBytes))
      throw new PtError(
        EINVAL,
        `an arena of ${bytes} bytes at 0x${base.toString(16)} crosses a multiple of 4 GiB`,
      );
    this.shared = options.shared ?? false;
    const memory = createWordMemory(bytes, this.shared, options.primitives);
    this.words = memory.words;
    this.primitives = memory.primitives;
    this.byteLength = bytes;
    this.baseHi = highHalf(base);
    this.baseLo = lowHalf(base);
    this.links = new Int32Array(bytes / 2 ** slotLg2).fill(Arena.unlinked);
    this.blocks = new BlockAllocator(this.links.length, this.baseLo >>> slotLg2);
  }

  /**
   * Word offset of a zeroed block of at least `bytes`, at a physical address that is a multiple of `alignBytes` (a
   * power of two) and that ends at or below 2^limitLg2; or ENOMEM, or EINVAL for sizes that make no sense.
   */
  allocate(bytes: number, alignBytes: number = bytes, limitLg2: number = 64): number {
    if (!(bytes > 0 && bytes <= windowBytes && alignBytes > 0 && alignBytes <= windowBytes)) return EINVAL;
    if (this.allowance === 0) return ENOMEM;
    if (limitLg2 < 64 && this.baseHi !== 0 && (limitLg2 < 32 || this.baseHi >>> (limitLg2 - 32) !== 0))
      return ENOMEM;
    const lg2 = blockLg2(bytes);
    const slot = this.blocks.take(lg2, blockLg2(alignBytes), limitLg2);
    if (slot < 0) return ENOMEM;
    if (this.allowance > 0) this.allowance--;
    const size = blockBytes(lg2);
    this.liveTables++;
    this.liveBytes += size;
    if (this.liveBytes > this.peakBytes) this.peakBytes = this.liveBytes;
    this.links[slot] = Arena.unlinked;
    const word = slot << (slotLg2 - 2);
    this.primitives.zero(word, size / 4);
    return word;
  }

  /** Gives back a block of `allocate`, with the size it was asked for. */
  free(word: number, bytes: number): void {
    const slot = word >>> (slotLg2 - 2);
    const lg2 = blockLg2(bytes);
    if ((word & 63) !== 0 || !this.blocks.give(slot, lg2))
      throw new PtError(EINVAL, `no block of ${bytes} bytes is allocated at word ${word}`);
    this.links[slot] = Arena.unlinked;
    this.liveTables--;
    this.liveBytes -= blockBytes(lg2);
  }

  /** Word offset of physical [pa, pa + bytes) if all of it lies in the arena and pa is a multiple of 4; else -1. */
  wordOf(paHi: number, paLo: number, bytes: number): number {
    // Modulo 2^32: an address below the base becomes an offset beyond the end.
    const offset = (paLo - this.baseLo) >>> 0;
    if ((paHi | 0) !== this.baseHi || offset > this.byteLength - bytes || (offset & 3) !== 0) return -1;
    return offset >>> 2;
  }

  /** Physical address of a word. */
  address(word: number): bigint {
    return addressOf(this.baseHi, this.addressLo(word));
  }

  /** Upper half of the physical address of a word, int32. */
  addressHi(_word: number): number {
    return this.baseHi;
  }

  /** Lower half of the physical address of a word, int32. */
  addressLo(word: number): number {
    return (this.baseLo + (word << 2)) | 0;
  }

  /** A new id, -1, -2, ..., for the one whose top table `links` records. */
  newOwner(): number {
    return --this.lastOwner;
  }

  /** The next `successes` allocations may succeed, all later ones are ENOMEM; null: no such limit. */
  failAfter(successes: number | null): void {
    if (successes !== null && !(Number.isInteger(successes) && successes >= 0))
      throw new PtError(EINVAL, `failAfter(${successes}): not a count`);
    this.allowance = successes ?? -1;
  }

  /** Everything that is allocated, in order of address. */
  leakCheck(): LiveBlock[] {
    return Array.from(this.blocks.live(), ([slot, lg2]) => ({
      address: this.address(slot << (slotLg2 - 2)),
      bytes: blockBytes(lg2),
    }));
  }
}

/** lg2 of the block that holds so many bytes. */
function blockLg2(bytes: number): number {
  return Math.max(32 - Math.clz32(bytes - 1), slotLg2);
}

/** 2^lg2, which may be 2^32. By shift: a power of doubles costs more than the rest of an allocation. */
function blockBytes(lg2: number): number {
  return (1 << (lg2 - slotLg2)) * (1 << slotLg2);
}
