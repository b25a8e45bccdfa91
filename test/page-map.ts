/** What a page table means, kept in the plainest way: one OA per granule. It knows no leaves and no tables. */
export class PageMap {
  readonly pages = new Map<bigint, bigint>();
  private readonly granule: bigint;

  constructor(granuleLg2: number) {
    this.granule = 1n << BigInt(granuleLg2);
  }

  /** Bytes from `va` up to the first that is mapped (or, with `mapped`, that is not); at most `length`. */
  run(va: bigint, length: bigint, mapped: boolean): bigint {
    let done = 0n;
    while (done < length && this.pages.has(va + done) === mapped) done += this.granule;
    return done;
  }

  map(va: bigint, oa: bigint, length: bigint): void {
    for (let at = 0n; at < length; at += this.granule) this.pages.set(va + at, oa + at);
  }

  unmap(va: bigint, length: bigint): void {
    for (let at = 0n; at < length; at += this.granule) this.pages.delete(va + at);
  }

  translate(va: bigint): bigint | undefined {
    const offset = va % this.granule;
    const oa = this.pages.get(va - offset);
    return oa === undefined ? undefined : oa + offset;
  }

  /** Every granule that a list of mappings says, by VA. */
  static pagesOf(
    mappings: Iterable<{ readonly va: bigint; readonly oa: bigint; readonly length: bigint }>,
    granuleLg2: number,
  ): Map<bigint, bigint> {
    const all = new PageMap(granuleLg2);
    for (const { va, oa, length } of mappings) all.map(va, oa, length);
    return all.pages;
  }
}
