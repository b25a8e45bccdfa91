import { isAbove } from "../contract/address-pair.js";
import type { Arena } from "../memory/arena.js";

/**
 * What happens to ranges that do not touch. `whole`: one range that spans all of them is invalidated.
 * `gaps-split`: the earlier range is invalidated before a new one is begun.
 */
export type FlushPolicy = "whole" | "gaps-split";

/** Invalidates VAs [start, last]; all four are int32 halves of unsigned 64-bit addresses. */
export type Invalidate = (startHi: number, startLo: number, lastHi: number, lastLo: number) => void;

/** How a {@link FlushGather} behaves. */
export interface FlushGatherOptions {
  /**
   * Invalidation is somebody else's: nothing is reported, ranges are never split, and `sync` only frees. Call it
   * after everything has been invalidated.
   */
  readonly queued?: boolean;
}

/**
 * Collects what has to be invalidated after tables changed, and the tables that were removed. A removed table goes
 * back to the arena only in the `sync` that has invalidated every range it was used for.
 */
export class FlushGather {
  readonly policy: FlushPolicy;
  readonly queued: boolean;
  /** Whether there is a range that `sync` has to invalidate. */
  pending = false;
  /** Tables given back to the arena since creation or `reset`. */
  tablesFreed = 0;
  /** The pending range, inclusive. */
  private startHi = 0;
  private startLo = 0;
  private lastHi = 0;
  private lastLo = 0;
  private readonly arena: Arena;
  private readonly invalidate: Invalidate | undefined;
  /** Removed tables as pairs (word, bytes): first those of the pending range, then the staged ones. */
  private tables = new Float64Array(32);
  /** Numbers in `tables` that belong to the pending range. */
  private covered = 0;
  /** Numbers in `tables` in all. */
  private held = 0;

  constructor(arena: Arena, policy: FlushPolicy, invalidate?: Invalidate, options: FlushGatherOptions = {}) {
    this.arena = arena;
    this.policy = policy;
    this.invalidate = invalidate;
    this.queued = options.queued ?? false;
  }

  /** Stages a table that was unhooked. The next `addRange` must cover the VAs that went through it. */
  holdTable(word: number, bytes: number): void {
    if (this.held === this.tables.length) this.grow();
    this.tables[this.held] = word;
    this.tables[this.held + 1] = bytes;
    this.held += 2;
  }

  /** Adds VAs [start, last], with the tables staged for them. */
  addRange(startHi: number, startLo: number, lastHi: number, lastLo: number): void {
    if (this.pending && this.policy === "gaps-split" && !this.queued) {
      if (this.isDisjoint(startHi, startLo, lastHi, lastLo)) this.flush(this.covered);
    }
    if (!this.pending) {
      this.pending = true;
      this.startHi = startHi | 0;
      this.startLo = startLo | 0;
      this.lastHi = lastHi | 0;
      this.lastLo = lastLo | 0;
    } else {
      if (isAbove(this.startHi, this.startLo, startHi | 0, startLo | 0)) {
        this.startHi = startHi | 0;
        this.startLo = startLo | 0;
      }
      if (isAbove(lastHi | 0, lastLo | 0, this.lastHi, this.lastLo)) {
        this.lastHi = lastHi | 0;
        this.lastLo = lastLo | 0;
      }
    }
    this.covered = this.held;
  }

  /**
   * Invalidates the pending range, if there is one, then frees every table held. Returns how many that were. If
   * `invalidate` throws, range and tables stay pending.
   */
  sync(): number {
    return this.flush(this.held);
  }

  /** Begins a new count in `tablesFreed`; what is pending stays pending. */
  reset(): void {
    this.tablesFreed = 0;
  }

  /** Invalidates the pending range and frees the tables in the first `numbers` numbers of `tables`. */
  private flush(numbers: number): number {
    if (this.pending && !this.queued) this.invalidate?.(this.startHi, this.startLo, this.lastHi, this.lastLo);
    this.pending = false;
    const tables = this.tables;
    for (let at = 0; at < numbers; at += 2) this.arena.free(tables[at], tables[at + 1]);
    if (numbers < this.held) tables.copyWithin(0, numbers, this.held);
    this.held -= numbers;
    this.covered = 0;
    const freed = numbers / 2;
    this.tablesFreed += freed;
    return freed;
  }

  /** Whether [start, last] neither overlaps nor touches the pending range. */
  private isDisjoint(startHi: number, startLo: number, lastHi: number, lastLo: number): boolean {
    return (
      isBeyond(startHi, startLo, this.lastHi, this.lastLo) ||
      isBeyond(this.startHi, this.startLo, lastHi, lastLo)
    );
  }

  private grow(): void {
    const tables = new Float64Array(this.tables.length * 2);
    tables.set(this.tables);
    this.tables = tables;
  }
}

/** Whether address a lies above the address that follows b. */
function isBeyond(aHi: number, aLo: number, bHi: number, bLo: number): boolean {
  if (!isAbove(aHi | 0, aLo | 0, bHi | 0, bLo | 0)) return false;
  // a is above b, so b is not the last address: b + 1 does not wrap.
  const nextLo = (bLo + 1) | 0;
  const nextHi = (bHi + (nextLo === 0 ? 1 : 0)) | 0;
  return nextHi !== (aHi | 0) || nextLo !== (aLo | 0);
}
