import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { EBADF, EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import type { ByteReader } from "../memory/byte-reader.js";
import { elfCore } from "../memory/elf-core.js";
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
  /** For a `TableImage`, or an image table of a package. Reading throws EIO if a file fails, EBADF after `close`: what was not read before. */
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

/** Memory that can be read. */
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
  if (path === "") throw new PtError(EINVAL, "the path of the image is empty");
  const files = new OpenFiles(options.cacheBytes);
  try {
    const isFolder = attempt(path, () => statSync(path)).isDirectory();
    if (!isFolder && !/\.json$/i.test(path))
      return new OpenedImage(path, files, memoryOfFile(files, path, options.base));
    const place = isFolder ? join(path, manifestName) : path;
    const manifest = about(place, () => {
      refuseBase(options.base, "a manifest");
      return parseManifest(readText(place));
    });
    return new OpenedImage(place, files, memoryOfManifest(files, place, manifest.memory), manifest);
  } catch (error) {
    files.close();
    throw error;
  }
}

function memoryOfFile(files: OpenFiles, path: string, base: bigint | undefined): OpenMemory {
  const { reader } = files.open(path);
  return about(path, () => {
    if (reader.size === 0) throw new PtError(EINVAL, "the file is empty");
    if (isElf(reader)) {
      refuseBase(base, "an ELF file");
      return { kind: "elf-core", ...elfCore(reader) };
    }
    if (base === undefined)
      throw new PtError(
        EINVAL,
        "neither a manifest nor ELF, so it is raw memory, and that needs a base address",
      );
    return { kind: "raw", source: rawImage(reader, base) };
  });
}

function memoryOfManifest(files: OpenFiles, path: string, memory: ManifestMemory): OpenMemory {
  const { kind } = memory;
  const folder = dirname(path);
  if (kind === "segments") {
    const names = memory.segments.map(({ file }) => file);
    const opened = files.openWithin(folder, names);
    const pieces = memory.segments.map(({ pa, file, offset, length }, index) => ({
      address: pa,
      reader: opened[index].reader,
      position: offset,
      fileBytes: length,
      name: `memory.segments[${index}] (${file})`,
    }));
    return { kind, source: about(path, () => new MappedSource(pieces)) };
  }
  const [file] = files.openWithin(folder, [memory.file]);
  return about(file.path, () =>
    memory.kind === "raw"
      ? { kind, source: rawImage(file.reader, memory.base) }
      : { kind, ...elfCore(file.reader) },
  );
}

function isElf(reader: ByteReader): boolean {
  const start = new Uint8Array(Math.min(elfMagic.length, reader.size));
  reader.read(0, start);
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

function refuseBase(base: bigint | undefined, what: string): void {
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

  constructor(path: string, files: OpenFiles, memory: OpenMemory, manifest?: ImageManifest) {
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
    return this.files.pageCounts;
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
