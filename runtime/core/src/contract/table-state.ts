import { FlushGather } from "../iotlb/flush-gather.js";
import type { Arena } from "../memory/arena.js";
import type { TableReader } from "../memory/table-reader.js";
import { addressOf, highHalf, lowHalf } from "./address-pair.js";
import { type Configuration, configure, hasEffect, reachLg2, topShape } from "./configuration.js";
import type { DirtySink } from "./dirty.js";
import { EFAULT, EINVAL, ENOMEM } from "./errno.js";
import { PtError } from "./error.js";
import type { RootFields, TableConfig } from "./page-table.js";
import { rootOfRegisters } from "./registers.js";
import { agreed, topOf } from "./root.js";
import { applies, bitsByRules, type TableTraits, vaWordBits } from "./traits.js";

/**
 * What a walk reads and what it leaves behind, as plain fields: 64-bit values as int32 halves, tables as word offsets.
 * Generated operations take one of these. Between operations only the members up to `unitLo` mean something, and
 * the results that the last operation's documentation names.
 */
export abstract class WalkState {
  readonly traits: TableTraits;
  readonly config: Configuration;
  words: Int32Array;
  top: number;
  topLevel: number;
  /** Which form of the code works on the top table, and the top's items and bytes where they depend on the width of VAs. */
  topForm: number;
  readonly topItems: number;
  readonly topBytes: number;
  /** The first VA: 0, or where the table lies at the end of the VAs. */
  originHi: number;
  originLo: number;
  /** -1 if VAs are sign-extended: they have an upper half as well. Otherwise 0. */
  sign: number;
  /** Last VA of the aperture, counted from the first, or of its lower half. */
  lastHi: number;
  lastLo: number;
  /** Last VA that the current top reaches, counted from the first, or of the lower half of that. */
  reachHi = 0;
  reachLo = 0;
  /** Last OA that map takes. */
  lastOaHi: number;
  lastOaLo: number;
  /** Address bits that are parameters', and no address. */
  markHi: number;
  markLo: number;

  /** In a batch: the table of level 0 that was found last, or -1, and what items held that were only to be fetched. */
  found = -1;
  touched = 0;

  // Results.
  oaHi = 0;
  oaLo = 0;
  entryHi = 0;
  entryLo = 0;
  runFirstHi = 0;
  runFirstLo = 0;
  runLastHi = 0;
  runLastLo = 0;
  runOaHi = 0;
  runOaLo = 0;
  runAttributesHi = 0;
  runAttributesLo = 0;
  runLevel = 0;
  runItemsLg2 = 0;
  /** Identity of the table in use at each level. */
  readonly path = new Float64Array(8);
  /** Identity of a table below each level that was searched in vain, or -1. */
  readonly barren = new Float64Array(8);
  /** Words of the table item gone through at each level, low word first. */
  readonly passed = new Int32Array(16);
  /** High word of an item that was read from shared memory. */
  pairHigh = 0;

  constructor(traits: TableTraits, config: Configuration, words: Int32Array, top: number) {
    this.sign = hasEffect(traits, config.features, "sign-extended") ? -1 : 0;
    const last = (1n << BigInt(config.vaBits + this.sign)) - 1n;
    const lastOa = (1n << BigInt(takenOaBits(traits, config))) - 1n;
    const mark = [...config.parameters.values()].reduce((all, bits) => all | bits, 0n);
    this.traits = traits;
    this.config = config;
    this.words = words;
    this.top = top;
    this.topLevel = config.topLevel;
    const { form, items, bytes } = topShape(traits, config.topLevel, config);
    this.topForm = form;
    this.topItems = items;
    this.topBytes = bytes;
    const origin = originOf(traits, config);
    this.originHi = highHalf(origin);
    this.originLo = lowHalf(origin);
    this.lastHi = highHalf(last);
    this.lastLo = lowHalf(last);
    this.lastOaHi = highHalf(lastOa);
    this.lastOaLo = lowHalf(lastOa);
    this.markHi = highHalf(mark);
    this.markLo = lowHalf(mark);
    this.setReach();
  }

  /** Physical address of the top table. */
  abstract get topAddress(): bigint;

  /** Word offset of the table of `bytes` bytes at a physical address, or -1 if it does not lie in memory whole. */
  abstract openTable(level: number, address: bigint, bytes: number): number;

  private setReach(): void {
    const bits = Math.min(this.config.vaBits, reachLg2(this.traits, this.topLevel)) + this.sign;
    const reach = (1n << BigInt(bits)) - 1n;
    this.reachHi = highHalf(reach);
    this.reachLo = lowHalf(reach);
  }
}

/** A table in a memory image: it can be read. */
export class ImageState extends WalkState {
  readonly image: TableReader;
  private readonly topHi: number;
  private readonly topLo: number;
  /** Bytes of the top table that are looked at: what follows may not be in the image. */
  private readonly usedBytes: number;

  private constructor(
    traits: TableTraits,
    config: Configuration,
    image: TableReader,
    top: number,
    topAddress: bigint,
  ) {
    super(traits, config, image.words, top);
    this.image = image;
    this.usedBytes = topShape(traits, config.topLevel, config).usedBytes;
    this.topHi = highHalf(topAddress);
    this.topLo = lowHalf(topAddress);
  }

  get topAddress(): bigint {
    return addressOf(this.topHi, this.topLo);
  }

  openTable(level: number, address: bigint, bytes: number): number {
    const isTop = level === this.topLevel && address === this.topAddress;
    return this.image.open(level, highHalf(address), lowHalf(address), isTop ? this.usedBytes : bytes);
  }

  /** Word offset of the top table, which other walkers of the same image may have pushed out since it was used. */
  openTop(): number {
    const top = this.image.open(this.topLevel, this.topHi, this.topLo, this.usedBytes);
    if (top < 0) throw new PtError(EFAULT, "the top table is no longer in the image");
    return top;
  }

  /** Opens the table that root fields point to. Throws PtError EINVAL if the image does not hold the top table. */
  static open(traits: TableTraits, image: TableReader, root: RootFields, config: TableConfig): ImageState {
    const { address, topLevel, vaBits } = topOf(traits, root, config);
    const decided = configure(
      traits,
      { ...config, topLevel, ...(vaBits === undefined ? {} : { vaBits }) },
      "open",
    );
    const { usedBytes } = topShape(traits, topLevel, decided);
    const top = image.open(topLevel, highHalf(address), lowHalf(address), usedBytes);
    if (top < 0)
      throw new PtError(EINVAL, `the image does not hold the top table at 0x${address.toString(16)}`);
    return new ImageState(traits, decided, image, top, address);
  }

  /** Opens the table that registers point to. Throws PtError EINVAL for what `rootOfRegisters` or `open` refuse. */
  static openRegisters(
    traits: TableTraits,
    image: TableReader,
    registers: Readonly<Record<string, bigint>>,
    config: TableConfig,
  ): ImageState {
    const said = rootOfRegisters(traits, registers);
    const { root, features } = said;
    const topLevel = agreed(
      said.topLevel,
      config.topLevel,
      (level, asked) => `the registers say that the top is at level ${level}, the configuration ${asked}`,
    );
    const vaBits = agreed(
      said.vaBits,
      config.vaBits,
      (bits, asked) => `the registers say that VAs have ${bits} bits, the configuration ${asked}`,
    );
    return ImageState.open(traits, image, root, {
      ...config,
      ...(topLevel === undefined ? {} : { topLevel }),
      ...(vaBits === undefined ? {} : { vaBits }),
      features: [...new Set([...features, ...(config.features ?? [])])],
    });
  }
}

/** A table in an arena: it can be read and changed. */
export class TableState extends WalkState {
  readonly arena: Arena;
  readonly links: Int32Array;
  /** The same memory as `words`, for 64-bit exchanges. */
  readonly doubles: BigInt64Array;
  readonly baseHi: number;
  readonly baseLo: number;
  /** Words in the arena. */
  readonly wordCount: number;
  /** What the top table's link holds while the table is this instance's to change. */
  readonly owner: number;
  readonly highestTop: number;
  /** Per level, bit n: map may use leaves of 2^n items. */
  readonly sizes = new Int32Array(8);
  /** Address bits within the smallest of them. */
  unitHi = 0;
  unitLo = 0;
  readonly requiredProtection: number;
  /** Per set of protections: 0, or the errno that refuses it. */
  readonly refusals: Int32Array;
  /** Per class of encodings and set of protections: the bits of a leaf, low word first. */
  readonly leafBits: Int32Array;
  /** Per class of encodings: the bits of a table item, low word first. */
  readonly pointerBits: Int32Array;

  // Arguments and cursors of the operation that runs.
  protection = 0;
  clears = false;
  reports = false;
  flushes = false;
  flushFirstHi = 0;
  flushFirstLo = 0;
  flushLastHi = 0;
  flushLastLo = 0;
  gather: FlushGather;
  sink: DirtySink;
  doneHi = 0;
  doneLo = 0;
  /** `done` of formats whose VAs fit one word, as a number. */
  doneBytes = 0;

  private constructor(traits: TableTraits, config: Configuration, arena: Arena, top: number, owner: number) {
    super(traits, config, arena.words, top);
    this.arena = arena;
    this.links = arena.links;
    this.doubles = new BigInt64Array(arena.words.buffer);
    this.baseHi = arena.baseHi;
    this.baseLo = arena.baseLo;
    this.wordCount = arena.words.length;
    this.owner = owner;
    this.highestTop = config.highestTop;
    this.requiredProtection = traits.requiredProtection;
    this.gather = new FlushGather(arena, "whole");
    this.sink = noSink;
    const features = new Set(config.features);
    this.refusals = Int32Array.from({ length: protectionSets }, (_, protection) => {
      return traits.refusals.find((refusal) => applies(refusal, protection, features))?.errno ?? 0;
    });
    this.leafBits = bitTable(traits.leafRules.length * protectionSets, (at) => {
      const rules = traits.leafRules[Math.floor(at / protectionSets)];
      return bitsByRules(rules, at % protectionSets, features, config.parameters);
    });
    const flushed = traits.features
      .filter(({ name }) => features.has(name))
      .reduce((bits, { pointerBits }) => bits | pointerBits, 0n);
    this.pointerBits = bitTable(traits.tableRules.length, (at) => {
      return bitsByRules(traits.tableRules[at], 0, features, config.parameters) | flushed;
    });
    this.setPageSizes(config.pageSizes);
  }

  /** Creates an empty table. Throws PtError: what `configure` refuses, or ENOMEM. */
  static create(traits: TableTraits, arena: Arena, config: TableConfig): TableState {
    const decided = configure(traits, config);
    checkWindow(traits, decided, arena);
    const top = arena.allocate(topShape(traits, decided.topLevel, decided).bytes);
    if (top < 0) throw new PtError(ENOMEM, "no memory for the top table");
    const owner = arena.newOwner();
    arena.links[top >>> 6] = owner;
    return new TableState(traits, decided, arena, top, owner);
  }

  /**
   * Opens the table that root fields point to. It can be changed only if its tables were made in this arena by
   * `create` and the operations that followed; any other is for reading.
   */
  static open(traits: TableTraits, arena: Arena, root: RootFields, config: TableConfig): TableState {
    const { address, topLevel, vaBits } = topOf(traits, root, config);
    const decided = configure(
      traits,
      { ...config, topLevel, ...(vaBits === undefined ? {} : { vaBits }) },
      "open",
    );
    const { bytes } = topShape(traits, topLevel, decided);
    const top = arena.wordOf(highHalf(address), lowHalf(address), bytes);
    if (top < 0) throw new PtError(EINVAL, `the top table at 0x${address.toString(16)} is not in the arena`);
    const link = arena.links[top >>> 6];
    return new TableState(traits, decided, arena, top, link < 0 ? link : arena.newOwner());
  }

  get topAddress(): bigint {
    return this.arena.address(this.top);
  }

  openTable(_level: number, address: bigint, bytes: number): number {
    return this.arena.wordOf(highHalf(address), lowHalf(address), bytes);
  }

  /** An operation that is refused at once has done nothing. */
  forgetDone(): void {
    this.doneHi = 0;
    this.doneLo = 0;
    this.doneBytes = 0;
  }

  /** Leaf sizes that map may use, as a bitmap: no others than those the configuration offers. */
  get pageSizes(): bigint {
    return this.traits.levels.reduce((all, { itemLg2 }, level) => {
      return all | (BigInt(this.sizes[level]) << BigInt(itemLg2));
    }, 0n);
  }

  setPageSizes(bitmap: bigint): void {
    if (bitmap === 0n || (bitmap & ~this.config.pageSizes) !== 0n)
      throw new PtError(EINVAL, `0x${bitmap.toString(16)}: page sizes can be narrowed only, and not to none`);
    this.traits.levels.forEach(({ itemLg2, indexBits }, level) => {
      this.sizes[level] = Number((bitmap >> BigInt(itemLg2)) & ((1n << BigInt(indexBits)) - 1n));
    });
    const unit = (bitmap & -bitmap) - 1n;
    this.unitHi = highHalf(unit);
    this.unitLo = lowHalf(unit);
  }
}

/** The first VA of a table: not 0 if it lies at the end of the VAs that the format's words can hold. */
function originOf(traits: TableTraits, { features, vaBits }: Configuration): bigint {
  if (!hasEffect(traits, features, "upper-half")) return 0n;
  return (1n << BigInt(vaWordBits(traits))) - (1n << BigInt(vaBits));
}

/** Sets of the six protections. */
const protectionSets = 64;

const noSink: DirtySink = { dirty: () => undefined };

function bitTable(count: number, bits: (at: number) => bigint): Int32Array {
  const table = new Int32Array(2 * count);
  for (let at = 0; at < count; at++) {
    table[2 * at] = lowHalf(bits(at));
    table[2 * at + 1] = highHalf(bits(at));
  }
  return table;
}

/** Items that point to tables must be able to hold every address in the arena, beside the marks of parameters. */
function checkWindow(traits: TableTraits, config: Configuration, arena: Arena): void {
  const end = addressOf(arena.baseHi, arena.baseLo) + BigInt(arena.byteLength);
  if (end > 1n << BigInt(traits.tableAddressLg2))
    throw new PtError(
      EINVAL,
      `tables must lie below 2^${traits.tableAddressLg2}; the arena ends at 0x${end.toString(16)}`,
    );
  const usedBits = (1n << BigInt((end - 1n).toString(2).length)) - 1n;
  for (const [name, value] of config.parameters) {
    if ((value & usedBits) !== 0n)
      throw new PtError(
        EINVAL,
        `parameter ${name} marks bits of table addresses: 0x${value.toString(16)} in an arena that ends at 0x${end.toString(16)}`,
      );
  }
}

/** Bits of the OAs that map takes: where no OA is compared with the table's width, those of the words that hold them. */
function takenOaBits({ oaUnchecked, oaMaxLg2 }: TableTraits, { oaBits }: Configuration): number {
  if (oaUnchecked?.includes(oaBits) !== true) return oaBits;
  return oaMaxLg2 > 32 ? 64 : 32;
}
