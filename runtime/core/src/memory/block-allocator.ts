/** lg2 of the bytes of a slot, the allocator's unit. */
export const slotLg2 = 8;

/** In `sizes`: the block that starts here is free. */
const freeFlag = 0x80;
const classes = 33 - slotLg2;

/**
 * Hands out blocks of 2^n bytes from a range of slots, and knows where every block starts. It knows nothing of the
 * memory itself. Blocks come from a list per size (last freed, first reused), else from a larger block that is
 * split, else from slots never used; free neighbours are merged only when all of that fails.
 */
export class BlockAllocator {
  private readonly slots: number;
  /** Physical address of slot 0, in slots: alignment and limit are physical. */
  private readonly origin: number;
  /** Per slot: lg2 of the bytes of the block that starts here, with `freeFlag` if it is free; 0: none does. */
  private readonly sizes: Uint8Array;
  /** Per slot where a free block starts: the next free block of its size, or -1. */
  private readonly next: Int32Array;
  /** Per size: the first free block, or -1. */
  private readonly heads = new Int32Array(classes).fill(-1);
  /** Bit n: there is a free block of size 2^(n + slotLg2). */
  private listed = 0;
  /** Slots from here on belong to no block; every slot below belongs to one. */
  private fresh = 0;
  /** Whether merging could find anything. */
  private mergeable = false;

  constructor(slots: number, origin: number) {
    this.slots = slots;
    this.origin = origin;
    this.sizes = new Uint8Array(slots);
    this.next = new Int32Array(slots);
  }

  /**
   * First slot of a block of 2^lg2 bytes whose address is a multiple of 2^alignLg2 and whose end is at most
   * 2^limitLg2, or -1. Both lg2 and alignLg2 are between `slotLg2` and 32.
   */
  take(lg2: number, alignLg2: number, limitLg2: number): number {
    const alignMask = slotsOf(alignLg2) - 1;
    const limit = limitLg2 < slotLg2 ? 0 : slotsOf(Math.min(limitLg2, 32));
    let slot = this.takeAny(lg2, alignMask, limit);
    if (slot < 0 && this.mergeable) {
      this.merge();
      slot = this.takeAny(lg2, alignMask, limit);
    }
    if (slot >= 0) this.sizes[slot] = lg2;
    return slot;
  }

  /** Takes a block back; false if no such block is out. */
  give(slot: number, lg2: number): boolean {
    if (this.sizes[slot] !== lg2) return false;
    this.list(slot, lg2);
    this.mergeable = true;
    return true;
  }

  /** First slot and lg2 of the bytes of every block that is out, rising. */
  *live(): IterableIterator<readonly [slot: number, lg2: number]> {
    for (let slot = 0; slot < this.fresh; ) {
      const size = this.sizes[slot];
      const lg2 = size & ~freeFlag;
      if (size === lg2) yield [slot, lg2];
      slot += slotsOf(lg2);
    }
  }

  private takeAny(lg2: number, alignMask: number, limit: number): number {
    const span = slotsOf(lg2);
    let candidates = this.listed & (-1 << (lg2 - slotLg2));
    while (candidates !== 0) {
      const sizeClass = 31 - Math.clz32(candidates & -candidates);
      const slot = this.takeListed(sizeClass, span, alignMask, limit);
      if (slot >= 0) return slot;
      candidates &= candidates - 1;
    }
    return this.takeFresh(span, alignMask, limit);
  }

  /** Takes the first block of a list whose start will do, and lists what it has beyond `span` slots. */
  private takeListed(sizeClass: number, span: number, alignMask: number, limit: number): number {
    let previous = -1;
    let slot = this.heads[sizeClass];
    while (slot >= 0) {
      const after = this.next[slot];
      const address = this.origin + slot;
      if ((address & alignMask) === 0 && address + span <= limit) {
        if (previous >= 0) this.next[previous] = after;
        else this.heads[sizeClass] = after;
        if (previous < 0 && after < 0) this.listed &= ~(1 << sizeClass);
        for (let half = 1 << (sizeClass - 1), lg2 = sizeClass + slotLg2 - 1; half >= span; half >>>= 1, lg2--)
          this.list(slot + half, lg2);
        return slot;
      }
      previous = slot;
      slot = after;
    }
    return -1;
  }

  private takeFresh(span: number, alignMask: number, limit: number): number {
    const address = (this.origin + this.fresh + alignMask) & ~alignMask;
    const slot = address - this.origin;
    if (slot + span > this.slots || address + span > limit) return -1;
    this.listRange(this.fresh, slot);
    this.fresh = slot + span;
    return slot;
  }

  /** Merges all free neighbours, and gives what is free at the end back to the unused slots. */
  private merge(): void {
    this.heads.fill(-1);
    this.listed = 0;
    this.mergeable = false;
    let run = -1;
    for (let slot = 0; slot < this.fresh; ) {
      const size = this.sizes[slot];
      const lg2 = size & ~freeFlag;
      if (size !== lg2) {
        this.sizes[slot] = 0;
        if (run < 0) run = slot;
      } else if (run >= 0) {
        this.listRange(run, slot);
        run = -1;
      }
      slot += slotsOf(lg2);
    }
    if (run >= 0) this.fresh = run;
  }

  /** Lists a range of slots as free blocks, each the largest that starts at a multiple of its own size. */
  private listRange(from: number, end: number): void {
    for (let slot = from; slot < end; ) {
      const address = this.origin + slot;
      const fitting = 31 - Math.clz32(end - slot);
      const aligned = address === 0 ? fitting : 31 - Math.clz32(address & -address);
      const sizeClass = Math.min(fitting, aligned);
      this.list(slot, sizeClass + slotLg2);
      slot += 1 << sizeClass;
    }
  }

  private list(slot: number, lg2: number): void {
    const sizeClass = lg2 - slotLg2;
    this.sizes[slot] = lg2 | freeFlag;
    this.next[slot] = this.heads[sizeClass];
    this.heads[sizeClass] = slot;
    this.listed |= 1 << sizeClass;
  }
}

function slotsOf(lg2: number): number {
  return 1 << (lg2 - slotLg2);
}
