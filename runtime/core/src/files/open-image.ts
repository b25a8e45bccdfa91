import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { EBADF, EINVAL, ENOENT } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import { type ElfCore, elfCore } from "../memory/elf-core.js";
import { type ElfFacts, elfMagic } from "../memory/elf-header.js";
import { type ImageManifest, type ManifestMemory, parseManifest } from "../memory/image-manifest.js";
import type { ImageSource } from "../memory/image-source.js";
import { MappedSource, type MemoryRange } from "../memory/mapped-source.js";
import { rawImage } from "../memory/raw-image.js";
import { attempt, FileReader } from "./file-reader.js";
import { OpenFiles } from "./open-files.js";

/** How an image is opened. */
export interface OpenImageOptions {
  /** Physical address of a raw file's first byte: needed for raw files, and refused for others. */
  readonly base?: bigint;
  /** Bytes of files that are held in memory at most; default 16 MiB. */
  readonly cacheBytes?: number;
}

/** A memory image in files. */
export interface ImageFile {
  /** The manifest, or the file itself. */
  readonly path: string;
  /** How its memory is stored. */
  readonly kind: ManifestMemory["kind"];
  /** For a `TableImage`, or an image table of a package. Reading throws EIO if a file fails, EBADF after `close`. */
  readonly source: ImageSource;
  /** What memory there is, rising; parts that touch are one range. */
  readonly segments: readonly MemoryRange[];
  /** How much memory that is. */
  readonly bytes: bigint;
  /** By name, as the manifest has them; empty without a manifest. */
  readonly registers: ReadonlyMap<string, bigint>;
  /** Everything the manifest says, as `JSON.parse` gives it, if there is one. */
  readonly manifest: Readonly<Record<string, unknown>> | undefined;
  /** What the header says, of an ELF core. */
  readonly elf: ElfFacts | undefined;
  /** How many pages of the files were asked for and found in memory, and how many were read. */
  readonly pageCounts: { readonly hits: number; readonly misses: number };
  /** Frees files and memory. May be called again. */
  close(): void;
}

const manifestName = "manifest.json";
/** A manifest of this size lists some hundred thousand segments. */
const mostManifestBytes = 1 << 24;
const defaultCacheBytes = 1 << 24;

/** What an image's bytes are read through. */
interface OpenMemory {
  readonly kind: ManifestMemory["kind"];
  readonly source: MappedSource;
  readonly facts?: ElfFacts;
}

/**
 * Opens a memory image: a manifest (`*.json`, or a folder with a `manifest.json`), an ELF64 core, or a raw file with
 * its base address. Headers are read and checked at once, memory only when it is asked for.
 *
 * Throws a PtError whose message begins with the path: ENOENT and EACCES as the system says; EIO if a file cannot be
 * read; EINVAL for what is wrong in a file or missing in the options.
 */
export function openImage(path: string, options: OpenImageOptions = {}): ImageFile {
  const files = new OpenFiles();
  try {
    if (attempt(path, () => statSync(path)).isDirectory())
      return openManifest(files, join(path, manifestName), options);
    return /\.json$/i.test(path) ? openManifest(files, path, options) : openSingle(files, path, options);
  } catch (error) {
    files.close();
    throw error;
  }
}

function openSingle(files: OpenFiles, path: string, options: OpenImageOptions): ImageFile {
  const file = files.open(path);
  const memory = about(path, () => {
    const { base } = options;
    if (file.size === 0) throw new PtError(EINVAL, "the file is empty");
    if (isElf(file)) {
      refuseBase(options, "an ELF file");
      return openElf(files, file, options);
    }
    if (base === undefined)
      throw new PtError(
        EINVAL,
        "neither a manifest nor ELF, so it is raw memory, and that needs a base address",
      );
    return openRaw(files, file, base, options);
  });
  return new OpenedImage(path, files, memory, undefined);
}

function openManifest(files: OpenFiles, path: string, options: OpenImageOptions): ImageFile {
  const manifest = about(path, () => {
    refuseBase(options, "a manifest");
    return parseManifest(readText(path));
  });
  return new OpenedImage(path, files, openMemory(files, path, manifest.memory, options), manifest);
}

function openMemory(
  files: OpenFiles,
  path: string,
  memory: ManifestMemory,
  options: OpenImageOptions,
): OpenMemory {
  const folder = dirname(path);
  if (memory.kind === "segments") {
    const readers = about(path, () =>
      files.openWithin(
        folder,
        memory.segments.map(({ file }) => file),
      ),
    );
    const caches = new Map(
      Array.from(readers, ([name, reader]) => [name, cached(files, reader, options, readers.size)]),
    );
    const pieces = memory.segments.map(({ pa, file, offset, length }, index) => {
      const reader = caches.get(file);
      if (reader === undefined) throw new PtError(ENOENT, `${path}: ${file} is not open`);
      const name = `memory.segments[${index}] (${file})`;
      return { address: pa, reader, position: offset, fileBytes: length, name };
    });
    return { kind: memory.kind, source: about(path, () => new MappedSource(pieces)) };
  }
  const [file] = about(path, () => files.openWithin(folder, [memory.file])).values();
  return about(file.path, () =>
    memory.kind === "raw" ? openRaw(files, file, memory.base, options) : openElf(files, file, options),
  );
}

function openElf(files: OpenFiles, file: FileReader, options: OpenImageOptions): OpenMemory {
  const core: ElfCore = elfCore(cached(files, file, options, 1));
  return { kind: "elf-core", ...core };
}

function openRaw(files: OpenFiles, file: FileReader, base: bigint, options: OpenImageOptions): OpenMemory {
  return { kind: "raw", source: rawImage(cached(files, file, options, 1), base) };
}

function cached(files: OpenFiles, file: FileReader, { cacheBytes }: OpenImageOptions, shares: number) {
  return files.cached(file, cacheBytes ?? defaultCacheBytes, shares);
}

function isElf(file: FileReader): boolean {
  const start = new Uint8Array(Math.min(elfMagic.length, file.size));
  file.read(0, start);
  return elfMagic.every((byte, index) => start[index] === byte);
}

function readText(path: string): string {
  const file = new FileReader(path);
  try {
    if (file.size > mostManifestBytes)
      throw new PtError(EINVAL, `a manifest of ${file.size} bytes: more than 16 MiB are not read`);
    const bytes = new Uint8Array(file.size);
    file.read(0, bytes);
    return new TextDecoder().decode(bytes);
  } finally {
    file.close();
  }
}

function refuseBase({ base }: OpenImageOptions, what: string): void {
  if (base !== undefined)
    throw new PtError(EINVAL, `${what} says itself where its memory lies: a base address is for raw files`);
}

/** Puts the path before the message of an error that does not begin with one. */
function about<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof PtError) || cause.message.startsWith(path)) throw cause;
    throw new PtError(cause.errno, `${path}: ${cause.message}`, { cause });
  }
}

class OpenedImage implements ImageFile {
  readonly path: string;
  readonly kind: ManifestMemory["kind"];
  readonly source: ImageSource;
  readonly segments: readonly MemoryRange[];
  readonly bytes: bigint;
  readonly registers: ReadonlyMap<string, bigint>;
  readonly manifest: Readonly<Record<string, unknown>> | undefined;
  readonly elf: ElfFacts | undefined;
  private readonly files: OpenFiles;
  private memory: MappedSource | undefined;

  constructor(path: string, files: OpenFiles, memory: OpenMemory, manifest: ImageManifest | undefined) {
    this.path = path;
    this.kind = memory.kind;
    this.memory = memory.source;
    this.segments = memory.source.ranges();
    this.bytes = this.segments.reduce((sum, { length }) => sum + length, 0n);
    this.registers = manifest?.registers ?? new Map();
    this.manifest = manifest?.json;
    this.elf = memory.facts;
    this.files = files;
    this.source = { read: (address, into) => this.read(address, into) };
  }

  get pageCounts(): { readonly hits: number; readonly misses: number } {
    return this.files.counts;
  }

  close(): void {
    this.memory = undefined;
    this.files.close();
  }

  private read(address: bigint, into: Uint8Array): boolean {
    if (this.memory === undefined) throw new PtError(EBADF, `${this.path}: closed`);
    return this.memory.read(address, into);
  }
}
