/**
 * The read-only binding of a walker: table memory that may be larger than what is held at once. An opened table stays
 * in place until the same level is opened again, so a walker may hold one table per level, and no more than that.
 */
export interface TableReader {
  /** Where opened tables lie, as little-endian words. */
  readonly words: Int32Array;
  /**
   * Makes the table of `bytes` bytes at a physical address readable. Returns the word offset of its first word in
   * `words`, or -1 if it is not there completely or not aligned to 4 bytes.
   *
   * @param level 0 to 7
   * @param paHi int32 halves of the physical address
   * @param bytes at most 64 KiB
   */
  open(level: number, paHi: number, paLo: number, bytes: number): number;
  /**
   * The physical address of an opened table, for comparison with that of another. Exact for multiples of 64 bytes
   * below 2^59.
   */
  identity(word: number): number;
}
