import type { WordPrimitives } from "./primitives.js";

/** The primitives in plain TypeScript, for hosts without WebAssembly SIMD. */
export class ScriptPrimitives implements WordPrimitives {
  readonly kind = "script";
  private readonly words: Int32Array;
  private readonly shared: boolean;

  /** `shared`: other agents may write the same words meanwhile. */
  constructor(words: Int32Array, shared: boolean) {
    this.words = words;
    this.shared = shared;
  }

  fillRising64(word: number, count: number, lo: number, hi: number, stepLo: number, stepHi: number): void {
    const words = this.words;
    const end = word + 2 * count;
    let low = lo | 0;
    let high = hi | 0;
    for (let at = word | 0; at < end; at += 2) {
      words[at] = low;
      words[at + 1] = high;
      const sum = (low + stepLo) | 0;
      // The sum wrapped if it is below what was added to, both unsigned.
      high = (high + stepHi + (sum >>> 0 < low >>> 0 ? 1 : 0)) | 0;
      low = sum;
    }
  }

  fillRising32(word: number, count: number, value: number, step: number): void {
    const words = this.words;
    const end = word + count;
    let next = value | 0;
    for (let at = word | 0; at < end; at++) {
      words[at] = next;
      next = (next + step) | 0;
    }
  }

  fillEqual64(word: number, count: number, lo: number, hi: number): void {
    const words = this.words;
    const end = word + 2 * count;
    for (let at = word | 0; at < end; at += 2) {
      words[at] = lo;
      words[at + 1] = hi;
    }
  }

  fillEqual32(word: number, count: number, value: number): void {
    this.words.fill(value, word, word + count);
  }

  zero(word: number, countWords: number): void {
    this.words.fill(0, word, word + countWords);
  }

  findSet64(word: number, count: number, maskLo: number, maskHi: number): number {
    return this.findUnlike64(word, count, maskLo, maskHi, 0, 0);
  }

  findSet32(word: number, count: number, mask: number): number {
    return this.findUnlike32(word, count, mask, 0);
  }

  countLike64(word: number, count: number, maskLo: number, maskHi: number, lo: number, hi: number): number {
    const found = this.findUnlike64(word, count, maskLo, maskHi, lo, hi);
    return found < 0 ? count : found;
  }

  countLike32(word: number, count: number, mask: number, value: number): number {
    const found = this.findUnlike32(word, count, mask, value);
    return found < 0 ? count : found;
  }

  countUnlike64(word: number, count: number, maskLo: number, maskHi: number, lo: number, hi: number): number {
    const words = this.words;
    for (let item = 0, at = word | 0; item < count; item++, at += 2)
      if ((((words[at] ^ lo) & maskLo) | ((words[at + 1] ^ hi) & maskHi)) === 0) return item;
    return count;
  }

  countUnlike32(word: number, count: number, mask: number, value: number): number {
    const words = this.words;
    for (let item = 0, at = word | 0; item < count; item++, at++)
      if (((words[at] ^ value) & mask) === 0) return item;
    return count;
  }

  anySet64(word: number, count: number, maskLo: number, maskHi: number): boolean {
    return this.findUnlike64(word, count, maskLo, maskHi, 0, 0) >= 0;
  }

  anySet32(word: number, count: number, mask: number): boolean {
    return this.findUnlike32(word, count, mask, 0) >= 0;
  }

  allSet64(word: number, count: number, maskLo: number, maskHi: number): boolean {
    return this.findUnlike64(word, count, maskLo, maskHi, maskLo, maskHi) < 0;
  }

  allSet32(word: number, count: number, mask: number): boolean {
    return this.findUnlike32(word, count, mask, mask) < 0;
  }

  clear64(word: number, count: number, maskLo: number, maskHi: number): number {
    const words = this.words;
    const end = word + 2 * count;
    let found = 0;
    for (let at = word | 0; at < end; at += 2) {
      const lo = words[at] & maskLo;
      const hi = words[at + 1] & maskHi;
      if ((lo | hi) === 0) continue;
      // Each half reports what it cleared itself: another agent may have cleared it first.
      const cleared =
        (lo === 0 ? 0 : this.clearWord(at, maskLo)) | (hi === 0 ? 0 : this.clearWord(at + 1, maskHi));
      if (cleared !== 0) found++;
    }
    return found;
  }

  clear32(word: number, count: number, mask: number): number {
    const words = this.words;
    const end = word + count;
    let found = 0;
    for (let at = word | 0; at < end; at++)
      if ((words[at] & mask) !== 0 && this.clearWord(at, mask) !== 0) found++;
    return found;
  }

  /** Clears the masked bits of one word; returns those that it had. */
  private clearWord(at: number, mask: number): number {
    if (this.shared) return Atomics.and(this.words, at, ~mask) & mask;
    const old = this.words[at];
    this.words[at] = old & ~mask;
    return old & mask;
  }

  /** Index of the first item whose masked bits are not the given ones, or -1. */
  private findUnlike64(
    word: number,
    count: number,
    maskLo: number,
    maskHi: number,
    lo: number,
    hi: number,
  ): number {
    const words = this.words;
    for (let item = 0, at = word | 0; item < count; item++, at += 2)
      if ((((words[at] ^ lo) & maskLo) | ((words[at + 1] ^ hi) & maskHi)) !== 0) return item;
    return -1;
  }

  /** Index of the first item whose masked bits are not the given ones, or -1. */
  private findUnlike32(word: number, count: number, mask: number, value: number): number {
    const words = this.words;
    for (let item = 0, at = word | 0; item < count; item++, at++)
      if (((words[at] ^ value) & mask) !== 0) return item;
    return -1;
  }
}
