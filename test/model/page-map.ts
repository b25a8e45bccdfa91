import { type DirtyRun, protectionNames } from "@generic-pt/core";
import type { EntryModel, LevelModel, VariantModel } from "../../generator/src/model/model.js";
import { ItemReference } from "./item-reference.js";
import { oaWordBits, reachLg2, type Settings, wordBits } from "./settings.js";

/** One leaf, as a caller sees it. */
export interface PageMapLeaf {
  readonly va: bigint;
  readonly oa: bigint;
  readonly sizeLg2: number;
  readonly protection: number;
  /** Hardware marks writes through it. */
  readonly isTracked: boolean;
  dirty: boolean;
  /** It was marked or cleaned: where that is done by permissions, they may be others now. */
  isMarked: boolean;
}

/** How an operation must end. */
export interface Prediction {
  /** Name of the errno; "" without an error. */
  readonly code: string;
  /** Bytes done. */
  readonly done: bigint;
}

const fine = (done: bigint): Prediction => ({ code: "", done });
const refused = (code: string): Prediction => ({ code, done: 0n });

/**
 * What a page table means, without tables: a list of leaves. It predicts results and errors of the operations from the
 * contract alone, and knows of a format only its leaf sizes, its limits and how far a top reaches.
 */
export class PageMap {
  topLevel: number;
  pageSizes: bigint;
  readonly leaves = new Map<bigint, PageMapLeaf>();
  private readonly variant: VariantModel;
  private readonly settings: Settings;
  /** Sizes that a leaf may have. */
  private readonly allSizes: readonly bigint[];

  private readonly items: ItemReference;

  constructor(variant: VariantModel, settings: Settings, items?: ItemReference) {
    this.variant = variant;
    this.items = items ?? new ItemReference(variant, settings, undefined);
    this.allSizes = variant.levels.flatMap(({ sizesLg2 }) => sizesLg2.map((lg2) => 1n << BigInt(lg2)));
    this.settings = settings;
    this.topLevel = settings.topLevel;
    this.pageSizes = settings.pageSizes;
  }

  /** Last VA that the top reaches now, counted from the first; of the lower half if there are two. */
  get reach(): bigint {
    const bits = Math.min(this.settings.vaBits, reachLg2(this.variant, this.topLevel));
    return (1n << BigInt(this.settings.hasUpperHalf ? bits - 1 : bits)) - 1n;
  }

  /** Whether all of [va, last] can be translated by a table whose lower half, or only one, ends at `limit`. */
  private isWithin(va: bigint, last: bigint, limit: bigint): boolean {
    const { firstVa } = this.settings;
    if (firstVa <= va && last <= firstVa + limit) return true;
    if (!this.settings.hasUpperHalf || last >= 1n << 64n) return false;
    const half = limit + 1n;
    // As many VAs again below the upper half are taken, too: their highest translated bit is not looked at.
    const parts = [(1n << 64n) - half, (1n << 64n) - 2n * half];
    return parts.some((first) => first <= va && last < first + half);
  }

  /** The VA that hardware knows for `va`, which differs below the upper half only. */
  private canonical(va: bigint): bigint {
    if (!this.settings.hasUpperHalf) return va;
    return BigInt.asUintN(64, BigInt.asIntN(reachLg2(this.variant, this.topLevel), va));
  }

  /** Leaf sizes that map may use below the present top, lg2, falling. */
  get sizesLg2(): readonly number[] {
    return this.variant.levels
      .slice(0, this.topLevel + 1)
      .flatMap(({ sizesLg2 }) => sizesLg2)
      .filter((lg2) => ((this.pageSizes >> BigInt(lg2)) & 1n) === 1n)
      .sort((a, b) => b - a);
  }

  map(asked: bigint, oa: bigint, length: bigint, protection: number): Prediction {
    const error = this.refusal(asked, oa, length, protection);
    if (error !== undefined) return refused(error);
    const va = this.canonical(asked);
    const smallest = 1n << BigInt(lowestBit(this.pageSizes));
    const whole = length - (length % smallest);
    if (whole === 0n || va % smallest !== 0n || oa % smallest !== 0n) return refused("ENXIO");
    this.grow(va, oa, va + whole - 1n);
    const used = this.firstUsed(va, va + whole - 1n);
    const sizes = this.sizesLg2.map((lg2) => ({ lg2, size: 1n << BigInt(lg2), oaEnd: this.oaEndOf(lg2) }));
    let done = 0n;
    while (done < whole) {
      const [at, left] = [(va + done) | (oa + done), whole - done];
      const fitting = sizes.filter(({ size }) => (at & (size - 1n)) === 0n && left >= size);
      const sizeLg2 = fitting.find(({ oaEnd }) => oa + done < oaEnd)?.lg2;
      if (sizeLg2 === undefined && fitting.length === 0) return { code: "ENXIO", done };
      if (sizeLg2 === undefined)
        return { code: this.isInTheWay(va + done, oa + done) ? "EADDRINUSE" : "ERANGE", done };
      if (used !== undefined && used < va + done + (1n << BigInt(sizeLg2)))
        return { code: "EADDRINUSE", done };
      const state = this.freshState(sizeLg2, protection);
      const held = (oa + done) & this.heldOa(sizeLg2);
      this.leaves.set(va + done, { va: va + done, oa: held, sizeLg2, protection, ...state });
      done += 1n << BigInt(sizeLg2);
    }
    return { code: whole === length ? "" : "ENXIO", done };
  }

  /** A leaf is met on the way down to smaller ones, some of which hold the OA. */
  private isInTheWay(va: bigint, oa: bigint): boolean {
    const leaf = this.leafAt(va);
    const level = leaf && this.levelOf(leaf.sizeLg2);
    const below = this.variant.levels.slice(0, level?.level ?? 0);
    return below.some(({ kinds }) =>
      kinds.some(({ kind, oaLg2 = 64 }) => kind === "leaf" && oa < 1n << BigInt(oaLg2)),
    );
  }

  private levelOf(sizeLg2: number): LevelModel | undefined {
    return this.variant.levels.find(({ sizesLg2 }) => sizesLg2.includes(sizeLg2));
  }

  /** Behind the last OA that leaves of a size hold. */
  private oaEndOf(sizeLg2: number): bigint {
    return 1n << BigInt(this.leafOf(sizeLg2)?.oaLg2 ?? 64);
  }

  /** The bits of OAs that leaves of a size have a place for; they drop others. */
  private heldOa(sizeLg2: number): bigint {
    const pieces = this.leafOf(sizeLg2)?.address ?? [];
    return pieces.reduce(
      (held, { high, low, from }) => held | (((1n << BigInt(high - low + 1)) - 1n) << BigInt(from)),
      0n,
    );
  }

  private leafOf(sizeLg2: number): EntryModel | undefined {
    const level = this.levelOf(sizeLg2);
    const countLg2 = sizeLg2 - (level?.itemLg2 ?? 0);
    return level?.kinds.find(
      ({ kind, contiguous }) => kind === "leaf" && (contiguous?.countsLg2 ?? [0]).includes(countLg2),
    );
  }

  unmap(asked: bigint, length: bigint): Prediction {
    if (asked >> 64n !== 0n) return refused("ERANGE");
    if (length === 0n || !this.isWithin(asked, asked + length - 1n, this.reach)) return fine(0n);
    const va = this.canonical(asked);
    let at = va;
    while (at < va + length) {
      const leaf = this.leaves.get(at);
      if (!leaf) break;
      this.leaves.delete(at);
      at += 1n << BigInt(leaf.sizeLg2);
    }
    return fine(at - va);
  }

  /** The OA, undefined where nothing is mapped, ERANGE beyond the top's reach, EOVERFLOW beyond all VAs. */
  translate(va: bigint): bigint | undefined | "ERANGE" | "EOVERFLOW" {
    const beyond = this.beyondWords(va);
    if (beyond !== undefined) return beyond;
    if (!this.isWithin(va, va, this.reach)) return "ERANGE";
    const leaf = this.leafAt(va);
    return leaf && leaf.oa + (this.canonical(va) - leaf.va);
  }

  setDirty(va: bigint): Prediction {
    if (!this.variant.dirty) return refused("EOPNOTSUPP");
    const beyond = this.beyondWords(va);
    if (beyond !== undefined) return refused(beyond);
    if (!this.isWithin(va, va, this.reach)) return refused("ERANGE");
    const leaf = this.leafAt(va);
    if (!leaf) return refused("ENOENT");
    if (!leaf.isTracked) return refused("EAGAIN");
    leaf.dirty = true;
    leaf.isMarked = true;
    return fine(0n);
  }

  /** The dirty runs of a range that starts inside no leaf larger than a granule. */
  readDirty(va: bigint, length: bigint, clear: boolean): Prediction & { readonly runs: readonly DirtyRun[] } {
    const error = this.dirtyRefusal(va, length);
    if (error !== undefined) return { ...refused(error), runs: [] };
    const begin = this.canonical(va);
    const last = begin + length - 1n;
    const runs: { va: bigint; length: bigint }[] = [];
    for (const leaf of this.inside(begin, last)) {
      if (!leaf.dirty) continue;
      const startsWithin = leaf.va >= begin;
      const first = startsWithin ? leaf.va : begin;
      const leafEnd = leaf.va + (1n << BigInt(leaf.sizeLg2));
      const bytes = (leafEnd > last + 1n ? last + 1n : leafEnd) - first;
      const before = runs.at(-1);
      if (before && before.va + before.length === first) before.length += bytes;
      else runs.push({ va: first, length: bytes });
      if (!clear) continue;
      leaf.dirty = false;
      leaf.isMarked = true;
    }
    return { ...fine(0n), runs: runs.map((run) => ({ ...run, va: run.va - begin + va })) };
  }

  /** The leaves that touch [first, last], in order. */
  inside(first = 0n, last = (1n << 64n) - 1n): readonly PageMapLeaf[] {
    return [...this.leaves.values()]
      .filter(({ va, sizeLg2 }) => va <= last && va + (1n << BigInt(sizeLg2)) > first)
      .sort((a, b) => (a.va < b.va ? -1 : 1));
  }

  leafAt(asked: bigint): PageMapLeaf | undefined {
    const va = this.canonical(asked);
    for (const size of this.allSizes) {
      const leaf = this.leaves.get(va & ~(size - 1n));
      if (leaf && va - leaf.va < 1n << BigInt(leaf.sizeLg2)) return leaf;
    }
    return undefined;
  }

  /** Where writes are marked by permissions, a leaf that may be written is dirty from the start. */
  private freshState(
    sizeLg2: number,
    protection: number,
  ): Pick<PageMapLeaf, "isTracked" | "dirty" | "isMarked"> {
    const { dirty } = this.variant;
    const level = this.levelOf(sizeLg2);
    const raw = level && this.items.firstItem(level.level, 0n, sizeLg2, protection);
    if (dirty === undefined || raw === undefined) return { isTracked: false, dirty: false, isMarked: false };
    const has = ({ mask, value }: { readonly mask: bigint; readonly value: bigint }) =>
      (raw & mask) === value;
    return { isTracked: has(dirty.tracked), dirty: has(dirty), isMarked: false };
  }

  private refusal(va: bigint, oa: bigint, length: bigint, protection: number): string | undefined {
    const { takenOaEnd, vaBits, features, hasUpperHalf } = this.settings;
    const { requireAny, refusals } = this.variant.protections;
    const word = 1n << BigInt(wordBits(this.variant));
    const asked: readonly string[] = protectionNames(protection);
    if (oa >> BigInt(oaWordBits(this.variant)) !== 0n) return "ERANGE";
    const beyond = this.beyondWords(va);
    if (beyond !== undefined) return beyond;
    if (requireAny.length > 0 && !requireAny.some((name) => asked.includes(name))) return "EINVAL";
    if (oa >= takenOaEnd) return "ERANGE";
    const refusal = refusals.find(
      (each) =>
        each.ifAll.every((name) => asked.includes(name)) &&
        !each.unlessAny.some((name) => asked.includes(name)) &&
        each.features.every((name) => features.includes(name)) &&
        !each.withoutFeatures.some((name) => features.includes(name)),
    );
    if (refusal) return refusal.error;
    if (length === 0n) return "EINVAL";
    if (va + length > word) return "EOVERFLOW";
    const aperture = (1n << BigInt(hasUpperHalf ? vaBits - 1 : vaBits)) - 1n;
    if (!this.isWithin(va, va + length - 1n, aperture) || oa + length > takenOaEnd) return "ERANGE";
    return undefined;
  }

  /** What is no address of 64 bits is nothing that a table could be asked about. */
  private beyondWords(va: bigint): "ERANGE" | "EOVERFLOW" | undefined {
    if (va >> 64n !== 0n) return "ERANGE";
    return va >> BigInt(wordBits(this.variant)) === 0n ? undefined : "EOVERFLOW";
  }

  private dirtyRefusal(va: bigint, length: bigint): string | undefined {
    const word = 1n << BigInt(wordBits(this.variant));
    if (!this.variant.dirty) return "EOPNOTSUPP";
    const beyond = this.beyondWords(va);
    if (beyond !== undefined) return beyond;
    if (length === 0n) return "EINVAL";
    if (va + length > word) return "EOVERFLOW";
    return this.isWithin(va, va + length - 1n, this.reach) ? undefined : "ERANGE";
  }

  private grow(va: bigint, oa: bigint, last: bigint): void {
    while (this.topLevel < this.settings.highestTop) {
      const { itemLg2, sizesLg2 } = this.variant.levels[this.topLevel + 1];
      const item = 1n << BigInt(itemLg2);
      const usable = sizesLg2.includes(itemLg2) && (this.pageSizes & item) !== 0n;
      const isOneItem = va % item === 0n && (last + 1n) % item === 0n && oa % item === 0n;
      if (last < 1n << BigInt(reachLg2(this.variant, this.topLevel)) && !(usable && isOneItem)) return;
      this.topLevel++;
    }
  }

  /** First VA in use in [first, last]. */
  private firstUsed(first: bigint, last: bigint): bigint | undefined {
    const [leaf] = this.inside(first, last);
    if (!leaf) return undefined;
    return leaf.va < first ? first : leaf.va;
  }
}

function lowestBit(bits: bigint): number {
  let lg2 = 0;
  while (((bits >> BigInt(lg2)) & 1n) === 0n) lg2++;
  return lg2;
}
