import { addressOf } from "../contract/address-pair.js";

/** A cached translation of one leaf. */
export interface CachedTranslation {
  /** First VA of the leaf. */
  readonly va: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** OA of its first byte. */
  readonly oa: bigint;
}

/** A cached step of a walk: where the table is that translates [va, va + size). */
export interface CachedTable {
  /** Level of the table. */
  readonly level: number;
  readonly va: bigint;
  /** Bytes of VA that the table translates. */
  readonly size: bigint;
  /** Physical address of the table. */
  readonly address: bigint;
}

/**
 * A simulated IOTLB and walk cache that never forgets by itself. Filled on every access and told of every
 * invalidation, it holds a stale entry exactly when an invalidation was missing.
 */
export class SimulatedIotlb {
  private readonly translations = new RangeCache<CachedTranslation>();
  /** By level. */
  private readonly tables = new Map<number, RangeCache<CachedTable>>();

  /** Caches the leaf of `size` bytes that holds `va`; `oa` is the OA of the leaf's first byte. */
  fill(va: bigint, size: bigint, oa: bigint): void {
    const first = va - (va % size);
    this.translations.put({ va: first, size, oa });
  }

  /** The OA that hardware would use for `va` without a walk. */
  lookup(va: bigint): bigint | undefined {
    const hit = this.translations.find(va);
    return hit && hit.oa + (va - hit.va);
  }

  /** Caches that the table at `address` translates the `size` bytes around `va` from `level` down. */
  fillTable(level: number, va: bigint, size: bigint, address: bigint): void {
    let tables = this.tables.get(level);
    if (tables === undefined) {
      tables = new RangeCache();
      this.tables.set(level, tables);
    }
    tables.put({ level, va: va - (va % size), size, address });
  }

  /** The table of a level at which hardware would begin its walk for `va`. */
  lookupTable(level: number, va: bigint): bigint | undefined {
    return this.tables.get(level)?.find(va)?.address;
  }

  /** The cached walk steps that lead into physical [address, address + bytes): those must not be there when it is freed. */
  tablesIn(address: bigint, bytes: bigint): CachedTable[] {
    return this.cachedTables().filter((table) => table.address >= address && table.address < address + bytes);
  }

  /** Drops everything that overlaps VAs [start, last]; takes int32 halves, as a FlushGather reports them. */
  readonly invalidate = (startHi: number, startLo: number, lastHi: number, lastLo: number): void => {
    this.invalidateRange(addressOf(startHi, startLo), addressOf(lastHi, lastLo));
  };

  /** Drops everything that overlaps VAs [start, last]. */
  invalidateRange(start: bigint, last: bigint): void {
    this.translations.drop(start, last);
    for (const tables of this.tables.values()) tables.drop(start, last);
  }

  invalidateAll(): void {
    this.translations.clear();
    this.tables.clear();
  }

  /** Everything cached, for comparing with what the table says now. */
  cachedTranslations(): CachedTranslation[] {
    return this.translations.all();
  }

  cachedTables(): CachedTable[] {
    return Array.from(this.tables.values()).flatMap((tables) => tables.all());
  }
}

/** Ranges of power-of-two sizes, each aligned to its own. Those of different sizes may overlap, as they do in hardware. */
class RangeCache<Entry extends { readonly va: bigint; readonly size: bigint }> {
  /** By size, then by first VA. */
  private readonly sizes = new Map<bigint, Map<bigint, Entry>>();

  put(entry: Entry): void {
    let ofSize = this.sizes.get(entry.size);
    if (ofSize === undefined) {
      ofSize = new Map();
      this.sizes.set(entry.size, ofSize);
    }
    ofSize.set(entry.va, entry);
  }

  find(va: bigint): Entry | undefined {
    for (const [size, entries] of this.sizes) {
      const hit = entries.get(va - (va % size));
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  drop(start: bigint, last: bigint): void {
    for (const entries of this.sizes.values())
      for (const { va, size } of entries.values()) if (va <= last && va + size > start) entries.delete(va);
  }

  clear(): void {
    this.sizes.clear();
  }

  all(): Entry[] {
    return Array.from(this.sizes.values()).flatMap((entries) => Array.from(entries.values()));
  }
}
