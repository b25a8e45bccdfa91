import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import type { ByteReader } from "../memory/byte-reader.js";
import { PageCache } from "../memory/page-cache.js";
import { attempt, FileReader } from "./file-reader.js";

/** Each takes a descriptor, of which a process has not many. */
const mostFiles = 256;
const pageBytes = 1 << 14;

/** The files that one image is in, and their caches. */
export class OpenFiles {
  private readonly readers: FileReader[] = [];
  private readonly caches: PageCache[] = [];

  /** Opens a file. */
  open(path: string): FileReader {
    const reader = new FileReader(path);
    this.readers.push(reader);
    return reader;
  }

  /**
   * Opens files of a folder, each once, by the names given. Throws EINVAL if one is outside the folder, links
   * followed, or if there are too many.
   */
  openWithin(folder: string, names: Iterable<string>): ReadonlyMap<string, FileReader> {
    const distinct = new Set(names);
    if (distinct.size > mostFiles)
      throw new PtError(
        EINVAL,
        `the image is in ${distinct.size} files: more than ${mostFiles} are not opened`,
      );
    const home = attempt(folder, () => realpathSync(folder));
    const inside = home.endsWith(sep) ? home : home + sep;
    const readers = new Map<string, FileReader>();
    for (const name of distinct) {
      const path = join(folder, name);
      const real = attempt(path, () => realpathSync(path));
      if (!real.startsWith(inside)) throw new PtError(EINVAL, `${path}: a link out of the manifest's folder`);
      readers.set(name, this.open(path));
    }
    return readers;
  }

  /** A cache over a reader, as one of `shares` that have `bytes` between them. */
  cached(reader: ByteReader, bytes: number, shares: number): PageCache {
    const cache = new PageCache(reader, { bytes: Math.floor(bytes / shares), pageBytes });
    this.caches.push(cache);
    return cache;
  }

  /** Page reads that caches could and could not answer. */
  get counts(): { readonly hits: number; readonly misses: number } {
    return {
      hits: this.caches.reduce((sum, { hits }) => sum + hits, 0),
      misses: this.caches.reduce((sum, { misses }) => sum + misses, 0),
    };
  }

  /** Frees files and memory. May be called again. */
  close(): void {
    for (const cache of this.caches) cache.drop();
    for (const reader of this.readers) reader.close();
  }
}
