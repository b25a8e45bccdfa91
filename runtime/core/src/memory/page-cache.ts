import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import { type ByteReader, checkWithin } from "./byte-reader.js";

/** How much a {@link PageCache} holds. */
export interface PageCacheOptions {
  /** Bytes held at most; default 16 MiB. At least one page is held, and memory is taken only as pages are read. */
  readonly bytes?: number;
  /** Bytes of one page, a power of two from 512 to 1 MiB; default 16 KiB. */
  readonly pageBytes?: number;
}

const smallestPage = 512;
const largestPage = 1 << 20;

/**
 * Reads another reader page by page and holds the pages used last, so that small reads near each other cost one
 * system call. What it costs follows what is read, not how large the file is.
 */
export class PageCache implements ByteReader {
  readonly size: number;
  readonly pageBytes: number;
  private readonly reader: ByteReader;
  private readonly mostPages: number;
  /** By page number; a Map keeps its order, so the page used longest ago comes first. */
  private readonly pages = new Map<number, Uint8Array>();
  private hitCount = 0;
  private missCount = 0;

  /** Throws EINVAL for sizes out of range. */
  constructor(reader: ByteReader, options: PageCacheOptions = {}) {
    const { bytes = 1 << 24, pageBytes = 1 << 14 } = options;
    const isPowerOfTwo = pageBytes === 2 ** (31 - Math.clz32(pageBytes));
    if (!isPowerOfTwo || pageBytes < smallestPage || pageBytes > largestPage)
      throw new PtError(EINVAL, `pages of ${pageBytes} bytes: not a power of two from 512 to 1 MiB`);
    if (!(bytes >= 0 && bytes <= 2 ** 40))
      throw new PtError(EINVAL, `a cache of ${bytes} bytes: not from 0 to 1 TiB`);
    this.reader = reader;
    this.size = reader.size;
    this.pageBytes = pageBytes;
    this.mostPages = Math.max(1, Math.floor(bytes / pageBytes));
  }

  /** How many times a page was there when it was needed. */
  get hits(): number {
    return this.hitCount;
  }

  /** How many pages had to be read. */
  get misses(): number {
    return this.missCount;
  }

  /** Bytes held now. */
  get heldBytes(): number {
    return this.pages.size * this.pageBytes;
  }

  read(position: number, into: Uint8Array): void {
    checkWithin(this, position, into.length);
    for (let done = 0; done < into.length; ) {
      const number = Math.floor((position + done) / this.pageBytes);
      const from = position + done - number * this.pageBytes;
      const piece = this.page(number).subarray(from, from + into.length - done);
      into.set(piece, done);
      done += piece.length;
    }
  }

  /** Forgets what was read. */
  drop(): void {
    this.pages.clear();
  }

  private page(number: number): Uint8Array {
    let page = this.pages.get(number);
    if (page !== undefined) {
      this.hitCount++;
      this.pages.delete(number);
    } else {
      this.missCount++;
      page = this.freePage();
      const start = number * this.pageBytes;
      // A page that cannot be read is in no map by now, so nobody sees what is left in it.
      this.reader.read(start, page.subarray(0, Math.min(this.pageBytes, this.size - start)));
    }
    this.pages.set(number, page);
    return page;
  }

  /** A new page, or the one used longest ago. */
  private freePage(): Uint8Array {
    const [oldest] = this.pages;
    if (oldest === undefined || this.pages.size < this.mostPages) return new Uint8Array(this.pageBytes);
    this.pages.delete(oldest[0]);
    return oldest[1];
  }
}
