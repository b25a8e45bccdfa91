import {
  type Arena,
  type DecodedEntry,
  type DirtySink,
  EADDRINUSE,
  EINVAL,
  ENOENT,
  ENOMEM,
  ENXIO,
  type EntrySource,
  EOPNOTSUPP,
  EOVERFLOW,
  ERANGE,
  FlushGather,
  highHalf,
  lowHalf,
  type Mapping,
  type PageTable,
  PtError,
  type RootFields,
  type TableConfig,
} from "@generic-pt/core";
import type { TableFactory } from "../generator/src/verify/table-factory.js";
import { naiveModel } from "./naive-model.js";

type Report = (startHi: number, startLo: number, lastHi: number, lastLo: number) => void;

const read = 1n;
const write = 2n;
const pageSize = 1n << 7n;
const dirtyBit = 1n << 9n;
const flushedBit = 1n << 10n;
const snoop = 1n << 11n;
const addressMask = 0x000ffffffffff000n;
const offered = ["flush_range", "dma_incoherent", "vtdss_force_coherence", "vtdss_force_writeable"];

/** Where a walk stands: a table, the index in it and the first VA of that item. */
interface Place {
  readonly word: number;
  readonly index: number;
  readonly level: number;
  readonly va: bigint;
}

/**
 * The VT-d second stage, written by hand in the most obvious way: every operation works item by item from the root,
 * in BigInt. It exists to test what replays recordings, so it shares no code with the generator.
 */
export class NaivePageTable implements PageTable {
  readonly format = "vtdss";
  readonly variant = "vtdss";
  readonly granuleLg2 = 12;
  readonly arena: Arena;
  readonly features: readonly string[];
  readonly vaBits: number;
  readonly oaBits: number;
  readonly topLevel: number;
  readonly topItems: number;
  readonly topAddress: bigint;
  readonly upperHalf = undefined;
  readonly aperture: { readonly first: bigint; readonly last: bigint };
  pageSizes: bigint;
  private readonly invalidate: Report;
  private readonly top: number;

  constructor(config: TableConfig, arena: Arena, invalidate: Report) {
    this.vaBits = config.vaBits ?? 57;
    this.oaBits = config.oaBits ?? 52;
    this.topLevel = config.topLevel ?? 3;
    if (this.vaBits > 57 || this.vaBits < 1 || this.oaBits > 52 || this.oaBits < 1) throw fail(EINVAL);
    // A fixed top cannot grow: the feature is dropped rather than refused.
    this.features = (config.features ?? []).filter((name) => name !== "dynamic_top");
    if (this.features.some((name) => !offered.includes(name))) throw fail(EOPNOTSUPP);
    const indexBits = this.vaBits - this.shift(this.topLevel);
    if (this.topLevel < 2 || this.topLevel > 4 || indexBits < 1 || indexBits > 9) throw fail(EOPNOTSUPP);
    this.topItems = 2 ** indexBits;
    this.aperture = { first: 0n, last: (1n << BigInt(this.vaBits)) - 1n };
    this.pageSizes = 0x40201000n & ((1n << BigInt(this.oaBits)) - 1n);
    this.arena = arena;
    this.invalidate = invalidate;
    this.top = arena.allocate(4096);
    if (this.top < 0) throw fail(this.top);
    this.topAddress = arena.address(this.top);
  }

  root(): RootFields {
    return { ssptptr: this.topAddress, aw: BigInt(this.topLevel - 1) };
  }

  gather(queued = false): FlushGather {
    return new FlushGather(this.arena, "whole", this.invalidate, { queued });
  }

  map(va: bigint, oa: bigint, length: bigint, protection: number, gather: FlushGather): bigint {
    const oaEnd = 1n << BigInt(this.oaBits);
    const wanted = this.features.includes("vtdss_force_writeable") ? 2 : 3;
    if ((protection & 3) === 0) throw fail(EINVAL, 0n);
    if (oa >= oaEnd) throw fail(ERANGE, 0n);
    if ((protection & wanted) === 0 || length === 0n) throw fail(EINVAL, 0n);
    if (va + length > 1n << 64n) throw fail(EOVERFLOW, 0n);
    if (va + length - 1n > this.aperture.last || oa + length > oaEnd) throw fail(ERANGE, 0n);
    if (((va | oa | length) & 0xfffn) !== 0n) throw fail(ENXIO, 0n);
    let done = 0n;
    while (done < length) {
      const level = [2, 1, 0].find((candidate) => this.fits(candidate, va + done, oa + done, length - done));
      if (level === undefined) throw fail(ENXIO, done);
      const errno = this.mapOne(va + done, oa + done, level, protection, gather);
      if (errno < 0) throw fail(errno, done);
      done += 1n << BigInt(this.shift(level));
    }
    return done;
  }

  unmap(va: bigint, length: bigint, gather: FlushGather): bigint {
    if (length === 0n || va + length - 1n > this.aperture.last) return 0n;
    let at = va;
    const end = va + length;
    while (at < end) {
      const { place, raw } = this.find(at);
      if (!isLeaf(place.level, raw) || place.va !== at) break;
      this.store(place, 0n);
      at += 1n << BigInt(this.shift(place.level));
    }
    if (at === va) return 0n;
    this.freeCovered({ word: this.top, index: 0, level: this.topLevel, va: 0n }, va, at, gather);
    addRange(gather, va, at - 1n);
    return at - va;
  }

  translate(va: bigint): bigint | undefined {
    if (va > this.aperture.last) throw fail(ERANGE);
    const { place, raw } = this.find(va);
    return isLeaf(place.level, raw) ? (raw & addressMask) + (va - place.va) : undefined;
  }

  readAndClearDirty(
    va: bigint,
    length: bigint,
    sink: DirtySink | undefined,
    options: { readonly clear?: boolean; readonly gather?: FlushGather } = {},
  ): void {
    if (length === 0n) throw fail(EINVAL);
    if (va + length > 1n << 64n) throw fail(EOVERFLOW);
    if (va + length - 1n > this.aperture.last) throw fail(ERANGE);
    for (let at = va; at < va + length; ) {
      const { place, raw } = this.find(at);
      const size = 1n << BigInt(this.shift(place.level));
      if (isLeaf(place.level, raw) && (raw & dirtyBit) !== 0n) {
        sink?.dirty(highHalf(at), lowHalf(at), highHalf(size), lowHalf(size));
        if (options.clear) this.store(place, raw & ~dirtyBit);
        if (options.clear && options.gather) addRange(options.gather, at, at + size - 1n);
      }
      at = place.va + size;
    }
  }

  setDirty(va: bigint): void {
    if (va > this.aperture.last) throw fail(ERANGE);
    const { place, raw } = this.find(va);
    if (!isLeaf(place.level, raw)) throw fail(ENOENT);
    this.store(place, raw | dirtyBit);
  }

  *mappings(): IterableIterator<Mapping> {
    yield* this.leavesBelow(this.top, this.topLevel, 0n);
  }

  decode(level: number, raw: bigint): DecodedEntry {
    const kind = (raw & 3n) === 0n ? "empty" : isLeaf(level, raw) ? "leaf" : "table";
    const encoding = kind === "leaf" ? "page" : kind;
    return {
      level,
      raw,
      kind,
      encoding,
      fields: {},
      address: raw & addressMask,
      dirty: (raw & dirtyBit) !== 0n,
    };
  }

  encode(_level: number, _source: EntrySource): bigint {
    throw fail(EOPNOTSUPP);
  }

  destroy(): number {
    return this.freeTree(this.top, this.topLevel);
  }

  private shift(level: number): number {
    return 12 + 9 * level;
  }

  private load(word: number, index: number): bigint {
    const { words } = this.arena;
    const at = word + 2 * index;
    return (BigInt(words[at + 1] >>> 0) << 32n) | BigInt(words[at] >>> 0);
  }

  private store({ word, index }: Place, raw: bigint): void {
    this.arena.words[word + 2 * index] = lowHalf(raw);
    this.arena.words[word + 2 * index + 1] = highHalf(raw);
  }

  private find(va: bigint, lowest = 0): { place: Place; raw: bigint } {
    let word = this.top;
    for (let level = this.topLevel; ; level--) {
      const shift = BigInt(this.shift(level));
      const place = { word, index: Number((va >> shift) & 511n), level, va: (va >> shift) << shift };
      const raw = this.load(word, place.index);
      if (level === lowest || (raw & 3n) === 0n || isLeaf(level, raw)) return { place, raw };
      word = this.wordOf(raw);
    }
  }

  private wordOf(raw: bigint): number {
    const address = raw & addressMask;
    return this.arena.wordOf(highHalf(address), lowHalf(address), 4096);
  }

  private fits(level: number, va: bigint, oa: bigint, length: bigint): boolean {
    const size = 1n << BigInt(this.shift(level));
    return (this.pageSizes & size) !== 0n && ((va | oa) & (size - 1n)) === 0n && length >= size;
  }

  private mapOne(va: bigint, oa: bigint, level: number, protection: number, gather: FlushGather): number {
    for (;;) {
      const { place, raw } = this.find(va, level);
      if (isLeaf(place.level, raw) && raw !== 0n) return EADDRINUSE;
      if (place.level > level) {
        const table = this.arena.allocate(4096);
        if (table < 0) return ENOMEM;
        const flushed = this.features.includes("dma_incoherent") ? flushedBit : 0n;
        this.store(place, this.arena.address(table) | read | write | flushed);
        continue;
      }
      if (raw !== 0n && !this.isEmpty(this.wordOf(raw), level - 1)) return EADDRINUSE;
      if (raw !== 0n) this.holdTree(this.wordOf(raw), level - 1, gather);
      if (raw !== 0n) addRange(gather, va, va + (1n << BigInt(this.shift(level))) - 1n);
      const readable = (protection & 1) === 0 ? 0n : read;
      const coherent = this.features.includes("vtdss_force_coherence") ? snoop : 0n;
      const writable = (protection & 2) === 0 ? 0n : write;
      this.store(place, oa | readable | writable | coherent | (level > 0 ? pageSize : 0n));
      return 0;
    }
  }

  /** Whether there is no leaf in a table and those below it. */
  private isEmpty(word: number, level: number): boolean {
    for (let index = 0; index < 512; index++) {
      const raw = this.load(word, index);
      if (raw !== 0n && (isLeaf(level, raw) || !this.isEmpty(this.wordOf(raw), level - 1))) return false;
    }
    return true;
  }

  private holdTree(word: number, level: number, gather: FlushGather): void {
    for (let index = 0; index < 512; index++) {
      const raw = this.load(word, index);
      if (raw !== 0n) this.holdTree(this.wordOf(raw), level - 1, gather);
    }
    gather.holdTable(word, 4096);
  }

  /** Unhooks the tables below `table` that [va, end) covers wholly. */
  private freeCovered(table: Place, va: bigint, end: bigint, gather: FlushGather): void {
    const span = 1n << BigInt(this.shift(table.level));
    for (let index = 0; index < 512; index++) {
      const at = table.va + BigInt(index) * span;
      const raw = this.load(table.word, index);
      if (raw === 0n || isLeaf(table.level, raw) || at >= end || at + span <= va) continue;
      const child = { word: this.wordOf(raw), index: 0, level: table.level - 1, va: at };
      this.freeCovered(child, va, end, gather);
      if (va > at || end < at + span) continue;
      this.store({ ...table, index }, 0n);
      gather.holdTable(child.word, 4096);
    }
  }

  private *leavesBelow(word: number, level: number, va: bigint): IterableIterator<Mapping> {
    const leafSize = 1n << BigInt(this.shift(level));
    for (let index = 0; index < 512; index++) {
      const raw = this.load(word, index);
      const at = va + BigInt(index) * leafSize;
      const oa = raw & addressMask;
      const attributes = raw & ~addressMask;
      if (isLeaf(level, raw))
        yield { va: at, length: leafSize, oa, leafSize, level, attributes, ...rightsOf(raw) };
      else if (raw !== 0n) yield* this.leavesBelow(this.wordOf(raw), level - 1, at);
    }
  }

  walk(): never {
    throw fail(EOPNOTSUPP);
  }

  private freeTree(word: number, level: number): number {
    let freed = 1;
    for (let index = 0; index < 512; index++) {
      const raw = this.load(word, index);
      if (raw !== 0n && !isLeaf(level, raw)) freed += this.freeTree(this.wordOf(raw), level - 1);
    }
    this.arena.free(word, 4096);
    return freed;
  }
}

/** Opens naive tables. */
export const naiveFactory: TableFactory = {
  model: (format) => (format === naiveModel.name ? naiveModel : undefined),
  open: (_format, _variant, config, arena, invalidate) => new NaivePageTable(config, arena, invalidate),
};

/** The tables above restrict nothing: they are always made with both rights. */
function rightsOf(raw: bigint): { protection: number; effective: number } {
  return { protection: Number(raw & 3n), effective: Number(raw & 3n) };
}

function isLeaf(level: number, raw: bigint): boolean {
  return (raw & 3n) !== 0n && (level === 0 || (raw & pageSize) !== 0n);
}

function addRange(gather: FlushGather, first: bigint, last: bigint): void {
  gather.addRange(highHalf(first), lowHalf(first), highHalf(last), lowHalf(last));
}

function fail(errno: number, done?: bigint): PtError {
  return new PtError(errno, "refused", done === undefined ? {} : { done });
}
