import {
  type Arena,
  DirtyBitmap,
  type DirtyRun,
  type Invalidate,
  type PageTable,
  Protection,
  PtError,
  SimulatedIotlb,
  type TableConfig,
} from "@generic-pt/core";
import type { VariantModel } from "../../generator/src/model/model.js";
import { ItemReference } from "../model/item-reference.js";
import { MemoryWalk, type WalkedTree } from "../model/memory-walk.js";
import { PageMap, type Prediction } from "../model/page-map.js";
import { halves, type Settings, settle, type VaRange } from "../model/settings.js";
import { isUsableOa, markedOa } from "../model/usable-oas.js";
import type { NamedConfig } from "./configurations.js";
import { same } from "./same.js";
import { type Share, shareOfList, whole } from "./share.js";
import { Trail } from "./trail.js";

/** How the suite opens a table. */
export type Open = (arena: Arena, config: TableConfig, invalidate: Invalidate) => PageTable;

/** What an operation on a table came to. */
export function outcome(operation: () => bigint): Prediction {
  try {
    return { code: "", done: operation() };
  } catch (error) {
    if (!(error instanceof PtError)) throw error;
    return { code: error.code, done: error.done ?? 0n };
  }
}

export interface RigOptions {
  /** Default: the whole of every list. */
  readonly share?: Share;
  /** For tables with the same features and parameters; default: one of its own. */
  readonly items?: ItemReference;
}

/**
 * A table, the page map that predicts it, and simulated caches that are filled from memory before every change: what
 * they still hold after the flush must be true.
 */
export class Rig {
  readonly variant: VariantModel;
  readonly settings: Settings;
  readonly arena: Arena;
  readonly table: PageTable;
  readonly pages: PageMap;
  readonly items: ItemReference;
  readonly iotlb = new SimulatedIotlb();
  /** Ranges told to be invalidated, inclusive. */
  readonly flushed: { readonly first: bigint; readonly last: bigint }[] = [];
  private readonly walk: MemoryWalk;
  private isDestroyed = false;
  readonly share: Share;
  readonly trail = new Trail();

  constructor(
    variant: VariantModel,
    { config }: NamedConfig,
    arena: Arena,
    open: Open,
    { share = whole, items }: RigOptions = {},
  ) {
    this.share = share;
    const settings = settle(variant, config);
    if (typeof settings === "string")
      throw new Error(`a table of this configuration is refused: ${settings}`);
    this.variant = variant;
    this.settings = settings;
    this.arena = arena;
    this.table = open(arena, config, (startHi, startLo, lastHi, lastLo) => {
      this.iotlb.invalidate(startHi, startLo, lastHi, lastLo);
      const first = (BigInt(startHi >>> 0) << 32n) | BigInt(startLo >>> 0);
      this.flushed.push({ first, last: (BigInt(lastHi >>> 0) << 32n) | BigInt(lastLo >>> 0) });
    });
    this.items = items ?? new ItemReference(variant, settings, config.parameters);
    this.pages = new PageMap(variant, settings, this.items);
    this.walk = new MemoryWalk(arena, variant, settings, this.items);
  }

  /** Long lists are tried as a whole. */
  get isWhole(): boolean {
    return this.share.of === 1;
  }

  /** This table's share of a list of inputs; always something of it. */
  some<T>(list: readonly T[]): readonly T[] {
    return shareOfList(list, this.share.turn, this.share.of);
  }

  /** The same, one by one: a failure says which input it was. */
  *inputs<T>(list: readonly T[]): Generator<T> {
    for (const input of this.some(list)) {
      this.trail.input = input;
      yield input;
    }
    this.trail.input = undefined;
  }

  /** This table's share of a list of items, or of what they are made from. */
  someItems<T>(list: readonly T[]): readonly T[] {
    return shareOfList(list, this.share.itemTurn, this.share.ofItems);
  }

  /** Says what comes next, for the report of a failure. */
  about(input: unknown): void {
    this.trail.input = input;
  }

  /** A set of protections that the table accepts. */
  get protection(): number {
    return Protection.READ | Protection.WRITE;
  }

  get granule(): bigint {
    return 1n << BigInt(this.variant.granuleLg2);
  }

  /** Where cases work that need one place only: all VAs, or the upper half of them; the lower is like all of others. */
  private get part(): VaRange {
    const [all, upper] = halves(this.settings);
    return upper ?? all;
  }

  get firstVa(): bigint {
    return this.part.first;
  }

  get lastVa(): bigint {
    return this.part.last;
  }

  /** Bytes from the first VA to the last. */
  get vaBytes(): bigint {
    return this.part.last - this.part.first + 1n;
  }

  get oaEnd(): bigint {
    return 1n << BigInt(this.settings.oaBits);
  }

  /** An OA without the bits that the table's parameters take from addresses. */
  usableOa(oa: bigint): bigint {
    return (oa % this.oaEnd) & ~markedOa(this.variant, this.settings);
  }

  /** Whether a range of OAs has none of the parameters' bits. */
  isUsable(oa: bigint, length: bigint): boolean {
    return isUsableOa(this.variant, this.settings, oa, length);
  }

  tree(): WalkedTree {
    return this.walk.tree(this.table.topLevel, this.table.topAddress);
  }

  map(va: bigint, oa: bigint, length: bigint, protection = this.protection): Prediction {
    this.trail.operation = ["map", va, "to", oa, "length", length, "protection", protection];
    this.fillCaches();
    const expected = this.pages.map(va, oa, length, protection);
    const actual = outcome(() => this.table.map(va, oa, length, protection));
    same(actual, expected);
    this.checkCaches();
    return actual;
  }

  unmap(va: bigint, length: bigint): Prediction {
    this.trail.operation = ["unmap", va, "length", length];
    this.fillCaches();
    const expected = this.pages.unmap(va, length);
    const actual = outcome(() => this.table.unmap(va, length));
    same(actual, expected);
    this.checkCaches();
    return actual;
  }

  setDirty(va: bigint): void {
    this.trail.operation = ["set dirty", va];
    const expected = this.pages.setDirty(va);
    const actual = outcome(() => {
      this.table.setDirty(va);
      return 0n;
    });
    same(actual, expected);
  }

  /** Reads the dirty runs of a range; `va` must not lie within a leaf. */
  readDirty(va: bigint, length: bigint, clear: boolean): readonly DirtyRun[] {
    this.trail.operation = ["read dirty", va, "length", length, clear ? "clearing" : "leaving"];
    this.flushed.length = 0;
    const { runs, ...expected } = this.pages.readDirty(va, length, clear);
    const bitmap = DirtyBitmap.covering(va, va + length > 1n << 64n ? 0n : length, this.variant.granuleLg2);
    const actual = outcome(() => {
      this.table.readAndClearDirty(va, length, bitmap, { clear });
      return 0n;
    });
    same(actual, expected);
    same([...bitmap.runs()], runs);
    for (const run of clear ? runs : [])
      same(
        {
          run,
          flushed: this.flushed.some(
            ({ first, last }) => first <= run.va && last >= run.va + run.length - 1n,
          ),
        },
        { run, flushed: true },
      );
    if (!clear || runs.length === 0) same(this.flushed, []);
    return runs;
  }

  translate(va: bigint): void {
    const expected = this.pages.translate(va);
    let actual: bigint | string | undefined;
    try {
      actual = this.table.translate(va);
    } catch (error) {
      if (!(error instanceof PtError)) throw error;
      actual = error.code;
    }
    if (actual !== expected) same({ va, oa: actual }, { va, oa: expected });
  }

  /** Everything that can be seen of the table agrees with the page map. */
  check(): void {
    const { table, pages, arena } = this;
    same(table.topLevel, pages.topLevel);
    const tree = this.tree();
    same(tree.faults, []);
    const leaves = pages.inside();
    same(
      tree.leaves.map(({ va, oa, sizeLg2 }) => ({ va, oa, sizeLg2 })),
      leaves.map(({ va, oa, sizeLg2 }) => ({ va, oa, sizeLg2 })),
    );
    same(
      tree.tables.map(({ address }) => address).sort(),
      arena
        .leakCheck()
        .map(({ address }) => address)
        .sort(),
    );
    for (const leaf of leaves) {
      const size = 1n << BigInt(leaf.sizeLg2);
      this.translate(leaf.va);
      this.translate(leaf.va + size - 1n);
      if (leaf.va > 0n) this.translate(leaf.va - 1n);
      this.translate(leaf.va + size);
    }
    for (const { va } of this.some(leaves).slice(0, 4)) this.checkWalk(va + 5n);
    this.checkMappings(tree);
  }

  /** What `walk` shows of the way to a VA is what lies in memory, and ends as `translate` does. */
  checkWalk(va: bigint): void {
    const { table, items, variant } = this;
    const { steps, leaf, fault } = table.walk(va);
    // Unlike the operations, hardware looks at every bit of a sign-extended VA.
    const isVa = halves(this.settings).some(({ first, last }) => first <= va && va <= last);
    if (!isVa || (!this.settings.hasUpperHalf && va - this.settings.firstVa > this.pages.reach)) {
      same([steps, leaf, fault?.code, fault?.level], [[], undefined, "ERANGE", undefined]);
      return;
    }
    const way = this.walk.way(table.topLevel, table.topAddress, va);
    same(
      steps.map(({ level, index, itemAddress, entry }) => ({
        level,
        index,
        address: itemAddress,
        raw: entry.raw,
        kind: entry.kind,
        label: variant.levels[level].label,
      })),
      way.map(({ level, index, address, raw, item }) => ({
        level,
        index,
        address,
        raw,
        kind: item.kind,
        label: variant.levels[level].label,
      })),
    );
    const end = way.at(-1);
    if (!end) throw new Error("a table without a top");
    const { item } = end;
    const oa = outcome(() => table.translate(va) ?? -1n);
    if (item.kind === "leaf") {
      const effective = way
        .slice(0, -1)
        .reduce((left, { level, raw }) => items.restricted(level, left, raw), item.protection);
      same(oa, { code: "", done: leaf?.oa ?? -2n });
      same(fault, undefined);
      same(
        { size: leaf?.size, protection: leaf?.protection, effective: leaf?.effective },
        { size: 1n << BigInt(item.sizeLg2), protection: item.protection, effective },
      );
      return;
    }
    same(leaf, undefined);
    const code = item.kind === "empty" ? "ENOENT" : item.kind === "reserved" ? "EBADMSG" : "EFAULT";
    same([fault?.code, fault?.level], [code, end.level]);
    same(oa, code === "ENOENT" ? { code: "", done: -1n } : { code, done: 0n });
  }

  /** The runs of `mappings`, cut into leaves, are the page map's leaves. */
  private checkMappings(tree: WalkedTree): void {
    const found: { va: bigint; oa: bigint; size: bigint; protection: number; effective: number }[] = [];
    let end = -1n;
    for (const { va, oa, length, leafSize, protection, effective } of this.table.mappings()) {
      same({ va, rises: va > end }, { va, rises: true });
      for (let at = 0n; at < length; at += leafSize)
        found.push({ va: va + at, oa: oa + at, size: leafSize, protection, effective });
      end = va + length - 1n;
    }
    const expected = this.pages.inside().map(({ va, oa, sizeLg2, protection, isMarked }, n) => ({
      va,
      oa,
      size: 1n << BigInt(sizeLg2),
      protection: isMarked
        ? tree.leaves[n].items[0].protection
        : this.items.readable(this.levelOf(sizeLg2), sizeLg2, protection),
      effective: tree.leaves[n].effective,
    }));
    same(found, expected);
  }

  levelOf(sizeLg2: number): number {
    const found = this.variant.levels.find(({ sizesLg2 }) => sizesLg2.includes(sizeLg2));
    if (!found) throw new Error(`no level has leaves of 2^${sizeLg2} bytes`);
    return found.level;
  }

  /** Destroys the table, unless a case did. */
  destroy(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    const { tables } = this.tree();
    same(this.table.destroy(), tables.length);
  }

  /** Hardware that has seen everything there is to see. */
  fillCaches(): void {
    const { tables, leaves } = this.tree();
    for (const { va, oa, sizeLg2 } of leaves) this.iotlb.fill(va, 1n << BigInt(sizeLg2), oa);
    for (const { level, va, size, address } of tables.slice(1))
      this.iotlb.fillTable(level, va, size, address);
  }

  /** Nothing cached is stale: neither a translation nor a table. */
  checkCaches(): void {
    const tree = this.tree();
    const leaves = new Map(tree.leaves.map(({ va, oa, sizeLg2 }) => [va, `${oa} ${1n << BigInt(sizeLg2)}`]));
    const stale = this.iotlb
      .cachedTranslations()
      .filter(({ va, size, oa }) => leaves.get(va) !== `${oa} ${size}`);
    same(stale, []);
    // Known by the place of all that it could translate, of which a narrow table has a part.
    const tables = new Set(
      tree.tables.map(({ level, va, size, address }) => `${level} ${va & -size} ${address}`),
    );
    const gone = this.iotlb
      .cachedTables()
      .filter(({ level, va, address }) => !tables.has(`${level} ${va} ${address}`));
    same(gone, []);
  }
}

/** Runs a case on a table of its own; afterwards it is destroyed and nothing of it is left. */
export function withRig(
  variant: VariantModel,
  config: NamedConfig,
  arena: Arena,
  open: Open,
  options: RigOptions,
  run: (rig: Rig) => void,
): void {
  same(arena.leakCheck(), []);
  let rig: Rig | undefined;
  try {
    rig = new Rig(variant, config, arena, open, options);
    run(rig);
    rig.destroy();
    same(arena.leakCheck(), []);
  } catch (error) {
    const trail = String(rig?.trail ?? "");
    if (error instanceof Error && trail !== "") error.message = `${trail}: ${error.message}`;
    throw error;
  } finally {
    arena.failAfter(null);
    // What a failed case leaves must not fail the next.
    release(arena);
  }
}

/** Frees everything in an arena. */
export function release(arena: Arena): void {
  for (const { address, bytes } of arena.leakCheck())
    arena.free(Number((address - arena.address(0)) / 4n), bytes);
}
