import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import { PageCache } from "../memory/page-cache.js";
import { attempt, FileReader } from "./file-reader.js";

/** Each takes a descriptor, of which a process has not many. */
const mostFiles = 256;
const defaultCacheBytes = 1 << 24;

/** A file that is read through a cache. */
export interface CachedFile {
  readonly path: string;
  readonly reader: PageCache;
}

/** The files that one image is in. They share the memory for caches. */
export class OpenFiles {
  private readonly cacheBytes: number;
  private readonly readers: FileReader[] = [];
  private readonly caches: PageCache[] = [];

  constructor(cacheBytes = defaultCacheBytes) {
    this.cacheBytes = cacheBytes;
  }

  /** Opens a file, the only one or one of `files`. */
  open(path: string, files = 1): CachedFile {
    const file = new FileReader(path);
    this.readers.push(file);
    const reader = new PageCache(file, { bytes: Math.floor(this.cacheBytes / files) });
    this.caches.push(reader);
    return { path, reader };
  }

  /**
   * Opens the files of a folder that the names stand for, each once; gives one for each name, in their order. Throws
   * EINVAL if one is outside the folder, links followed, or if there are too many.
   */
  openWithin(folder: string, names: readonly string[]): readonly CachedFile[] {
    const distinct = new Set(names).size;
    if (distinct > mostFiles)
      throw new PtError(
        EINVAL,
        `${folder}: the image is in ${distinct} files, and ${mostFiles} are the most`,
      );
    const home = attempt(folder, () => realpathSync(folder));
    const inside = home.endsWith(sep) ? home : home + sep;
    const opened = new Map<string, CachedFile>();
    return names.map((name) => {
      const known = opened.get(name);
      if (known !== undefined) return known;
      const path = join(folder, name);
      const real = attempt(path, () => realpathSync(path));
      if (!real.startsWith(inside)) throw new PtError(EINVAL, `${path}: a link out of the manifest's folder`);
      const file = this.open(path, distinct);
      opened.set(name, file);
      return file;
    });
  }

  /** How often a page was asked for that was in memory, and how often one had to be read. */
  get pageCounts(): { readonly hits: number; readonly misses: number } {
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
