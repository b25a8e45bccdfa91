import { highHalf, isAbove, lowHalf } from "./address-pair.js";
import { EINVAL } from "./errno.js";
import { PtError } from "./error.js";

/** Takes the dirty pieces that a scan finds, in rising order. */
export interface DirtySink {
  /**
   * `bytes` bytes from `va` were written through the table. All four are int32 halves of unsigned 64-bit numbers.
   */
  dirty(vaHi: number, vaLo: number, bytesHi: number, bytesLo: number): void;
}

/** A run of dirty pages. */
export interface DirtyRun {
  readonly va: bigint;
  /** Bytes. */
  readonly length: bigint;
}

/**
 * One bit per page of a VA range; bit n of `bits` (32 to a word, lowest first) is the page at `base + n * page`.
 * Pieces are clipped to the range. A piece that covers a page partly sets its bit.
 */
export class DirtyBitmap implements DirtySink {
  readonly base: bigint;
  readonly pageLg2: number;
  /** Pages that the bitmap covers. */
  readonly pages: number;
  readonly bits: Uint32Array;
  private readonly baseHi: number;
  private readonly baseLo: number;

  /** `pages` may leave bits at the end of the last word unused. */
  constructor(base: bigint, pageLg2: number, bits: Uint32Array, pages: number = bits.length * 32) {
    if (!Number.isInteger(pageLg2) || pageLg2 < 0 || pageLg2 > 63)
      throw new PtError(EINVAL, `a page of 2^${pageLg2} bytes: the exponent must be 0 to 63`);
    if (!Number.isInteger(pages) || pages < 0 || pages > bits.length * 32)
      throw new PtError(EINVAL, `${pages} pages do not fit in a bitmap of ${bits.length * 32} bits`);
    if (base < 0n || base + (BigInt(pages) << BigInt(pageLg2)) > 1n << 64n)
      throw new PtError(EINVAL, `${pages} pages from 0x${base.toString(16)} leave the 64-bit address space`);
    if (BigInt.asUintN(pageLg2, base) !== 0n)
      throw new PtError(
        EINVAL,
        `base 0x${base.toString(16)} is not a multiple of the page, 2^${pageLg2} bytes`,
      );
    this.base = base;
    this.pageLg2 = pageLg2;
    this.pages = pages;
    this.bits = bits;
    this.baseHi = highHalf(base);
    this.baseLo = lowHalf(base);
  }

  /** An all-clean bitmap for the pages that touch [va, va + length). */
  static covering(va: bigint, length: bigint, pageLg2: number): DirtyBitmap {
    const page = BigInt(pageLg2);
    const first = va >> page;
    const pages = length <= 0n ? 0 : Number(((va + length - 1n) >> page) - first + 1n);
    return new DirtyBitmap(first << page, pageLg2, new Uint32Array(Math.ceil(pages / 32)), pages);
  }

  dirty(vaHi: number, vaLo: number, bytesHi: number, bytesLo: number): void {
    // The commonest piece: one page, in the first 4 GiB.
    const { pageLg2 } = this;
    const offset = (vaLo - this.baseLo) | 0;
    if (vaHi === this.baseHi && vaLo >>> 0 >= this.baseLo >>> 0 && pageLg2 < 32) {
      const page = offset >>> pageLg2;
      if (bytesHi === 0 && bytesLo === 1 << pageLg2 && page << pageLg2 === offset) {
        if (page < this.pages) this.bits[page >>> 5] |= 1 << (page & 31);
        return;
      }
    }
    if ((bytesHi | bytesLo) === 0) return;
    // last = va + bytes - 1, held at the end of the address space if that wraps.
    const lessLo = (bytesLo - 1) | 0;
    const lessHi = (bytesHi - (bytesLo === 0 ? 1 : 0)) | 0;
    let lastLo = (vaLo + lessLo) | 0;
    let lastHi = (vaHi + lessHi + (lastLo >>> 0 < vaLo >>> 0 ? 1 : 0)) | 0;
    if (isAbove(vaHi, vaLo, lastHi, lastLo)) {
      lastHi = -1;
      lastLo = -1;
    }
    if (isAbove(this.baseHi, this.baseLo, lastHi, lastLo)) return;
    const first = isAbove(vaHi, vaLo, this.baseHi, this.baseLo) ? this.pageIndex(vaHi, vaLo) : 0;
    const last = Math.min(this.pageIndex(lastHi, lastLo), this.pages - 1);
    if (first <= last) this.setBits(first, last);
  }

  /** Whether the page that holds `va` is dirty; false outside the range. */
  has(va: bigint): boolean {
    if (va < this.base) return false;
    const page = (va - this.base) >> BigInt(this.pageLg2);
    return page < BigInt(this.pages) && this.bit(Number(page));
  }

  /** The dirty pages as runs, in rising order. */
  *runs(): IterableIterator<DirtyRun> {
    const page = BigInt(this.pageLg2);
    for (let first = this.next(0, true); first < this.pages; ) {
      const end = this.next(first, false);
      yield { va: this.base + (BigInt(first) << page), length: BigInt(end - first) << page };
      first = this.next(end, true);
    }
  }

  /** Number of dirty pages. */
  get count(): number {
    let count = 0;
    for (let page = this.next(0, true); page < this.pages; ) {
      const end = this.next(page, false);
      count += end - page;
      page = this.next(end, true);
    }
    return count;
  }

  /** Marks every page clean. */
  clear(): void {
    if (this.pages > 0) this.setBits(0, this.pages - 1, false);
  }

  private bit(page: number): boolean {
    return ((this.bits[Math.floor(page / 32)] >>> (page % 32)) & 1) !== 0;
  }

  /** First page at or after `page` that is dirty (or clean), or `pages`. */
  private next(page: number, dirty: boolean): number {
    const skip = dirty ? 0 : 0xffffffff;
    while (page < this.pages) {
      if (page % 32 === 0 && this.bits[page / 32] === skip) page += 32;
      else if (this.bit(page) === dirty) return page;
      else page++;
    }
    return this.pages;
  }

  /** Index of the page that holds an address at or above the base; a double, exact wherever it is below `pages`. */
  private pageIndex(hi: number, lo: number): number {
    const fromLo = (lo - this.baseLo) | 0;
    const fromHi = (hi - this.baseHi - (lo >>> 0 < this.baseLo >>> 0 ? 1 : 0)) >>> 0;
    if (this.pageLg2 >= 32) return fromHi >>> (this.pageLg2 - 32);
    return fromHi * 2 ** (32 - this.pageLg2) + (fromLo >>> this.pageLg2);
  }

  private setBits(first: number, last: number, dirty = true): void {
    const bits = this.bits;
    const lastWord = Math.floor(last / 32);
    for (let word = Math.floor(first / 32), low = first % 32; word <= lastWord; word++, low = 0) {
      const high = word === lastWord ? last % 32 : 31;
      const mask = (-1 >>> (31 - high)) & (-1 << low);
      const old = bits[word];
      bits[word] = dirty ? old | mask : old & ~mask;
    }
  }
}
