/**
 * Bulk work on table memory. Everything is words and strides: `word` is the offset of the first word in the
 * arena's `words`, `count` a number of items, a 64-bit item is two words (low first) at an even word offset.
 * Numbers are int32 halves. Nothing is checked: the caller knows that the run lies inside the memory.
 *
 * Filling stores words in no particular order: use it on a table that no reader can reach yet, or where a torn
 * item does no harm. Clearing bits in shared memory is atomic per word, so that no bit is lost that another agent
 * sets meanwhile.
 */
export interface WordPrimitives {
  /** Which implementation this is. */
  readonly kind: PrimitivesKind;

  /** Stores `count` 64-bit items: (hi, lo), then each one more by (stepHi, stepLo), modulo 2^64. */
  fillRising64(word: number, count: number, lo: number, hi: number, stepLo: number, stepHi: number): void;
  /** Stores `count` 32-bit items: `value`, then each one more by `step`, modulo 2^32. */
  fillRising32(word: number, count: number, value: number, step: number): void;
  /** Stores the same 64-bit item `count` times. */
  fillEqual64(word: number, count: number, lo: number, hi: number): void;
  /** Stores the same 32-bit item `count` times. */
  fillEqual32(word: number, count: number, value: number): void;
  /** Stores zero in `countWords` words. */
  zero(word: number, countWords: number): void;

  /** Index of the first item that has any of the masked bits, or -1. */
  findSet64(word: number, count: number, maskLo: number, maskHi: number): number;
  /** Index of the first item that has any of the masked bits, or -1. */
  findSet32(word: number, count: number, mask: number): number;
  /** How many items from the first on have just these of the masked bits, before one has others. */
  countLike64(word: number, count: number, maskLo: number, maskHi: number, lo: number, hi: number): number;
  /** How many items from the first on have just these of the masked bits, before one has others. */
  countLike32(word: number, count: number, mask: number, value: number): number;
  /** How many items from the first on have other masked bits than these, before one has just these. */
  countUnlike64(word: number, count: number, maskLo: number, maskHi: number, lo: number, hi: number): number;
  /** How many items from the first on have other masked bits than these, before one has just these. */
  countUnlike32(word: number, count: number, mask: number, value: number): number;
  /** Whether any item has any of the masked bits. */
  anySet64(word: number, count: number, maskLo: number, maskHi: number): boolean;
  /** Whether any item has any of the masked bits. */
  anySet32(word: number, count: number, mask: number): boolean;
  /** Whether every item has every one of the masked bits. */
  allSet64(word: number, count: number, maskLo: number, maskHi: number): boolean;
  /** Whether every item has every one of the masked bits. */
  allSet32(word: number, count: number, mask: number): boolean;

  /** Clears the masked bits in every item; returns how many items had any of them. */
  clear64(word: number, count: number, maskLo: number, maskHi: number): number;
  /** Clears the masked bits in every item; returns how many items had any of them. */
  clear32(word: number, count: number, mask: number): number;
}

/** `wasm`: WebAssembly with SIMD, the faster one from a few dozen items on. `script`: plain TypeScript. */
export type PrimitivesKind = "wasm" | "script";
