/**
 * The leaves that map takes next within one table: the largest size that fits here, and how far leaves of just that
 * size go on before another one is better. Counts in items, so it serves every level and format.
 *
 * @param sizes bit n: leaves of 2^n items may be used
 * @param index item number of the VA; the VA starts the item
 * @param oaIndex the OA in units of an item, low bits
 * @param items whole items left in the range
 * @returns items to fill, shifted left by 5, and lg2 of the items per leaf in the low 5 bits; 0: no leaf fits here
 */
export function leafRun(sizes: number, index: number, oaIndex: number, items: number): number {
  if (items <= 0) return 0;
  // Sizes that VA and OA are aligned to here, and that are not longer than what is left.
  const unaligned = index | oaIndex;
  const aligned = unaligned === 0 ? -1 : ((unaligned & -unaligned) << 1) - 1;
  const fitting = (2 << (31 - Math.clz32(items))) - 1;
  const usable = sizes & aligned & fitting;
  if (usable === 0) return 0;
  const lg2 = 31 - Math.clz32(usable);
  // A larger size comes into reach where VA and OA meet its alignment together, if they ever do.
  const apart = index ^ oaIndex;
  const together = apart === 0 ? -1 : ((apart & -apart) << 1) - 1;
  const larger = sizes & together & fitting & (-2 << lg2);
  if (larger === 0) return ((items >>> lg2) << (lg2 + 5)) | lg2;
  const next = larger & -larger;
  const step = next - (index & (next - 1));
  // Up to there, unless the range then is too short for it: leaves of this size are still right until then.
  return ((Math.min(step, items) >>> lg2) << (lg2 + 5)) | lg2;
}
