import { FlushGather, type Invalidate } from "../iotlb/flush-gather.js";
import type { Arena } from "../memory/arena.js";
import { checkAddress, hex, highestAddress } from "./address-check.js";
import { addressOf, highHalf, lowHalf } from "./address-pair.js";
import { BaseReader, type TableOperations } from "./base-reader.js";
import { hasEffect } from "./configuration.js";
import type { DirtySink } from "./dirty.js";
import { EBUSY, EINVAL, EOVERFLOW, EPERM } from "./errno.js";
import { PtError } from "./error.js";
import type { EntrySource, PageTable, RootFields } from "./page-table.js";
import { rootOf } from "./root.js";
import type { TableState } from "./table-state.js";
import type { TableTraits } from "./traits.js";

/** The operations of a table that can be changed. */
export interface WritableOperations<S extends TableState> extends TableOperations<S> {
  map(
    s: S,
    vaHi: number,
    vaLo: number,
    oaHi: number,
    oaLo: number,
    lengthHi: number,
    lengthLo: number,
    protection: number,
  ): number;
  unmap(s: S, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): number;
  readDirty(s: S, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): number;
  setDirty(s: S, vaHi: number, vaLo: number): number;
  destroy(s: S): number;
  encodeLeaf(s: S, level: number, oaHi: number, oaLo: number, itemsLg2: number, protection: number): number;
  encodeTable(s: S, level: number, table: number): number;
  /** Bytes that the last `map` or `unmap` did. */
  done(s: S): bigint;
}

/** The BigInt lane over operations of any variant. */
export class BaseTable<S extends TableState>
  extends BaseReader<S, WritableOperations<S>>
  implements PageTable
{
  private readonly invalidate: Invalidate | undefined;
  private isDestroyed = false;
  /** What the state says of sink and gather belongs to one search. */
  private isReadingDirty = false;

  constructor(state: S, operations: WritableOperations<S>, invalidate?: Invalidate) {
    super(state, operations);
    this.invalidate = invalidate;
  }

  get arena(): Arena {
    return this.state.arena;
  }

  get topAddress(): bigint {
    this.checkUsable();
    return this.state.topAddress;
  }

  get pageSizes(): bigint {
    return this.state.pageSizes;
  }

  set pageSizes(bitmap: bigint) {
    this.state.setPageSizes(bitmap);
  }

  root(): RootFields {
    return rootOf(this.traits, this.topAddress, this.topLevel, this.vaBits);
  }

  gather(queued = false): FlushGather {
    return gatherFor(this.traits, this.features, this.arena, this.invalidate, queued);
  }

  map(va: bigint, oa: bigint, length: bigint, protection: number, gather?: FlushGather): bigint {
    checkAddress("VA", va);
    checkAddress("OA", oa);
    checkProtection(protection);
    checkLength(length);
    const { state, operations } = this;
    const own = gather ?? this.gather();
    state.gather = own;
    state.forgetDone();
    const status = operations.map(
      state,
      highHalf(va),
      lowHalf(va),
      highHalf(oa),
      lowHalf(oa),
      highHalf(length),
      lowHalf(length),
      protection,
    );
    if (!gather) own.sync();
    const done = operations.done(state);
    if (status === 0) return done;
    throw new PtError(
      status,
      `mapping ${hex(length)} bytes at VA ${hex(va)} to ${hex(oa)}: ${this.explain(status)}`,
      {
        done,
      },
    );
  }

  unmap(va: bigint, length: bigint, gather?: FlushGather): bigint {
    checkAddress("VA", va);
    checkLength(length);
    const { state, operations } = this;
    const own = gather ?? this.gather();
    state.gather = own;
    state.forgetDone();
    const status = operations.unmap(state, highHalf(va), lowHalf(va), highHalf(length), lowHalf(length));
    if (!gather) own.sync();
    const done = operations.done(state);
    if (status === 0) return done;
    throw new PtError(status, `unmapping ${hex(length)} bytes at VA ${hex(va)}: ${this.explain(status)}`, {
      done,
    });
  }

  readAndClearDirty(
    va: bigint,
    length: bigint,
    sink: DirtySink | undefined,
    options: { readonly clear?: boolean; readonly gather?: FlushGather } = {},
  ): void {
    checkAddress("VA", va);
    checkLength(length);
    if (this.isReadingDirty)
      throw new PtError(EBUSY, "a sink cannot read dirty state of the table that tells it of some");
    const { state, operations } = this;
    const own = options.gather ?? this.gather();
    state.gather = own;
    state.clears = options.clear ?? true;
    state.reports = sink !== undefined;
    if (sink) state.sink = sink;
    this.isReadingDirty = true;
    let status: number;
    try {
      status = operations.readDirty(state, highHalf(va), lowHalf(va), highHalf(length), lowHalf(length));
    } finally {
      this.isReadingDirty = false;
    }
    if (!options.gather) own.sync();
    if (status !== 0)
      throw new PtError(
        status,
        `reading dirty state of ${hex(length)} bytes at VA ${hex(va)}: ${this.explain(status)}`,
      );
  }

  setDirty(va: bigint): void {
    checkAddress("VA", va);
    const status = this.operations.setDirty(this.state, highHalf(va), lowHalf(va));
    if (status !== 0) throw new PtError(status, `marking VA ${hex(va)} dirty: ${this.explain(status)}`);
  }

  encode(level: number, source: EntrySource): bigint {
    this.checkLevel(level);
    checkAddress("address", source.address);
    const { state, operations, traits } = this;
    if (source.kind !== "table" && source.kind !== "leaf")
      throw new PtError(EINVAL, "only a table or a leaf can be encoded");
    const status =
      source.kind === "table"
        ? operations.encodeTable(state, level, this.tableAt(level, source.address))
        : this.encodeLeaf(level, source);
    if (status !== 0) throw new PtError(status, `level ${level} has no ${source.kind} like this`);
    const item = BigInt.asUintN(traits.itemBits, addressOf(state.entryHi, state.entryLo));
    // Without some protection a format may have no bit left that tells the item from an empty one.
    const { kind } = this.decode(level, item);
    if (kind !== source.kind)
      throw new PtError(EINVAL, `a ${source.kind} like this would be read as ${kind}: it lacks a protection`);
    return item;
  }

  private encodeLeaf(level: number, { address, size, protection = 0 }: EntrySource): number {
    const { itemLg2, sizesLg2 } = this.traits.levels[level];
    const bytes = size ?? 1n << BigInt(itemLg2);
    const lg2 = sizesLg2.find((other) => 1n << BigInt(other) === bytes);
    if (lg2 === undefined || address % bytes !== 0n || address >> BigInt(this.oaBits) !== 0n) return EINVAL;
    checkProtection(protection);
    const { state, operations } = this;
    return operations.encodeLeaf(
      state,
      level,
      highHalf(address),
      lowHalf(address),
      lg2 - itemLg2,
      protection,
    );
  }

  private tableAt(level: number, address: bigint): number {
    const bytes = level > 0 ? this.traits.levels[level - 1].tableBytes : 0;
    const word = this.arena.wordOf(highHalf(address), lowHalf(address), bytes);
    if (level > 0 && word < 0) throw new PtError(EINVAL, `${hex(address)} is not in the arena`);
    return word;
  }

  /** Freed memory may be somebody else's table by now. */
  protected override checkUsable(): void {
    if (this.isDestroyed) throw new PtError(EPERM, "the table was destroyed");
  }

  destroy(): number {
    this.checkUsable();
    const before = this.arena.liveTables;
    const status = this.operations.destroy(this.state);
    if (status !== 0) throw new PtError(status, `destroying the table: ${this.explain(status)}`);
    this.isDestroyed = true;
    return before - this.arena.liveTables;
  }
}

/** A gather that follows the flush policy of a table's features. */
export function gatherFor(
  traits: TableTraits,
  features: readonly string[],
  arena: Arena,
  invalidate: Invalidate | undefined,
  queued = false,
): FlushGather {
  const policy = hasEffect(traits, features, "flush-without-gaps") ? "gaps-split" : "whole";
  return new FlushGather(arena, policy, invalidate, { queued });
}

function checkLength(length: bigint): void {
  if (typeof length !== "bigint")
    throw new PtError(EINVAL, `a length must be a bigint, not ${typeof length}`);
  if (length < 0n || length > highestAddress)
    throw new PtError(EOVERFLOW, `${length} bytes: more than any address space has`);
}

function checkProtection(protection: number): void {
  if (!Number.isInteger(protection) || protection < 0 || protection > 63)
    throw new PtError(EINVAL, `${protection} is no set of protections`);
}
