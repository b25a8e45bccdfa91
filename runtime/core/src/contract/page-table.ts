import type { FlushGather } from "../iotlb/flush-gather.js";
import type { Arena } from "../memory/arena.js";
import type { DirtySink } from "./dirty.js";
import type { Walk } from "./walk.js";

/** What a table is created with. Members left out take the widest value the format allows. */
export interface TableConfig {
  /** Switched-on features, by the names in the format's spec. */
  readonly features?: readonly string[];
  /** Bits of VA that hardware translates. Default: all that the top level reaches, or the widest of the format. */
  readonly vaBits?: number;
  /** Bits of OA that hardware can address. */
  readonly oaBits?: number;
  /** Level of the top table; 0 is the table that holds only the smallest leaves. */
  readonly topLevel?: number;
  /** Values of the format's parameters, e.g. the memory encryption bit. */
  readonly parameters?: Readonly<Record<string, bigint>>;
}

/** One merged run of leaves: consecutive VAs, consecutive OAs, equal attributes and leaf size. */
export interface Mapping {
  /** First VA. */
  readonly va: bigint;
  /** Bytes. */
  readonly length: bigint;
  /** OA of the first byte. */
  readonly oa: bigint;
  /** Bytes of each leaf. */
  readonly leafSize: bigint;
  readonly level: number;
  /** The raw item with its OA bits cleared. */
  readonly attributes: bigint;
  /** Protection bits of contract/protection that the leaves themselves give. */
  readonly protection: number;
  /** What remains of them after the tables above: these restrict what lies below them in some formats. */
  readonly effective: number;
}

/** What makes an iteration stop at an item: EFAULT, EBADMSG or ELOOP (the item leads back to a table above it). */
export interface TableFault {
  readonly va: bigint;
  /** Bytes that the item covers from `va` on. */
  readonly length: bigint;
  readonly level: number;
  readonly errno: number;
  readonly code: string;
}

/** One decoded item. */
export interface DecodedEntry {
  readonly level: number;
  readonly raw: bigint;
  readonly kind: "empty" | "table" | "leaf" | "reserved";
  /** Name of the encoding in the spec. */
  readonly encoding: string;
  readonly fields: Readonly<Record<string, bigint>>;
  /** Leaf: OA of its first byte. Table: physical address of the next table. */
  readonly address?: bigint;
  /** Leaf: bytes it spans. */
  readonly size?: bigint;
  /** Leaf: protection bits of contract/protection. */
  readonly protection?: number;
  readonly dirty?: boolean;
}

/** What `encode` makes an item from. */
export interface EntrySource {
  readonly kind: "table" | "leaf";
  readonly address: bigint;
  /** Leaf: bytes. Default: one item of the level. */
  readonly size?: bigint;
  readonly protection?: number;
}

/** The register or context-entry fields that make hardware use a table. */
export type RootFields = Readonly<Record<string, bigint>>;

/**
 * The friendly face of one page table: BigInt addresses, PtError on failure. Every generated package's class
 * and the generator's interpreter implement it.
 */
export interface PageTable {
  readonly format: string;
  readonly variant: string;
  readonly arena: Arena;
  readonly features: readonly string[];
  readonly vaBits: number;
  readonly oaBits: number;
  readonly granuleLg2: number;
  readonly topLevel: number;
  /** Items of the top table that the bits of VAs tell apart. */
  readonly topItems: number;
  /** Physical address of the top table. */
  readonly topAddress: bigint;
  /** Leaf sizes as a bitmap; it may be narrowed, not widened. */
  pageSizes: bigint;
  /** The VAs that hardware translates; the lower half of them where they are sign-extended. */
  readonly aperture: { readonly first: bigint; readonly last: bigint };
  /** Where VAs are sign-extended: their upper half, up to the end of the 64-bit space. */
  readonly upperHalf: { readonly first: bigint; readonly last: bigint } | undefined;
  root(): RootFields;
  /** A gather that follows this table's flush policy and reports to `invalidate`. */
  gather(queued?: boolean): FlushGather;
  /**
   * Bytes mapped. Throws PtError whose `done` says how many bytes were mapped before the error; that part stays mapped.
   * A length that is no multiple of the smallest leaf maps the whole leaves, then fails with ENXIO.
   */
  map(va: bigint, oa: bigint, length: bigint, protection: number, gather?: FlushGather): bigint;
  /**
   * Bytes unmapped. It goes on to the first hole, so that fewer may be removed than asked for, or none; more if the last
   * leaf was larger. Throws only on a damaged table, or one that is not this instance's.
   */
  unmap(va: bigint, length: bigint, gather?: FlushGather): bigint;
  /** OA of `va`, or undefined if nothing is mapped there. */
  translate(va: bigint): bigint | undefined;
  /** Reports the dirty leaves of a range. A sink that asks the same table for dirty state is refused with EBUSY. */
  readAndClearDirty(
    va: bigint,
    length: bigint,
    sink: DirtySink | undefined,
    options?: { readonly clear?: boolean; readonly gather?: FlushGather },
  ): void;
  /** Marks the leaf at `va` as hardware would on a write. */
  setDirty(va: bigint): void;
  /** The way that hardware takes to translate `va`, item by item, to its leaf or the first fault. */
  walk(va: bigint): Walk;
  /** Runs from `first` to `last`, in rising order. A damaged item throws PtError, or is passed over where `onFault` is told of it. */
  mappings(first?: bigint, last?: bigint, onFault?: (fault: TableFault) => void): IterableIterator<Mapping>;
  decode(level: number, raw: bigint): DecodedEntry;
  encode(level: number, source: EntrySource): bigint;
  /** Frees every table; returns how many. The object is unusable afterwards. */
  destroy(): number;
}
