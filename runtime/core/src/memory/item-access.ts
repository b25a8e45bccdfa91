/**
 * How generated code reaches items beside plain array access: byte order, and items of two words in memory that
 * several workers share.
 */

/** The four bytes of a word in opposite order. */
export function swapBytes(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** Where `loadPair` leaves the second word. */
export interface PairReader {
  readonly words: Int32Array;
  pairHigh: number;
}

/**
 * Reads the two words of an item that others may be writing: the low one is returned, the high one left in `pairHigh`.
 * Reads again until the low word has not changed meanwhile.
 */
export function loadPair(reader: PairReader, low: number, high: number): number {
  const { words } = reader;
  let before = Atomics.load(words, low);
  for (;;) {
    reader.pairHigh = Atomics.load(words, high);
    const after = Atomics.load(words, low);
    if (after === before) return after;
    before = after;
  }
}

/** Writes an item of two words: the one with the valid bit last, so that no reader sees half an item as valid. */
export function storePair(
  words: Int32Array,
  valid: number,
  validWord: number,
  other: number,
  otherWord: number,
): void {
  Atomics.store(words, other, otherWord);
  Atomics.store(words, valid, validWord);
}

/** Stores an item of one word if it still is `found`; whether it was. */
export function installWord(
  memory: { readonly words: Int32Array },
  at: number,
  found: number,
  word: number,
): boolean {
  return Atomics.compareExchange(memory.words, at, found, word) === found;
}

/** Stores an item of two words if it still is the one found, both in memory order; whether it was. One 64-bit exchange. */
export function installPair(
  memory: { readonly doubles: BigInt64Array },
  at: number,
  foundFirst: number,
  foundSecond: number,
  first: number,
  second: number,
): boolean {
  const found = (BigInt(foundSecond) << 32n) | BigInt(foundFirst >>> 0);
  const item = (BigInt(second) << 32n) | BigInt(first >>> 0);
  return Atomics.compareExchange(memory.doubles, at >>> 1, found, item) === found;
}
