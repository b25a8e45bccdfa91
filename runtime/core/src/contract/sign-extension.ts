/**
 * The upper half of sign-extended VAs. `limit` is the last VA of the lower half, 2^n - 1; the upper half are the VAs
 * whose bits above bit n are all ones. Bit n itself is not looked at, as drivers do not: see docs/deviations.md.
 * `sign` is -1 where VAs are sign-extended, otherwise 0: then there is no upper half. All are int32 halves.
 */

/** Whether a VA beyond the lower half is none of the upper half either. */
export function missesUpperHalf(
  vaHi: number,
  vaLo: number,
  limitHi: number,
  limitLo: number,
  sign: number,
): boolean {
  if (sign === 0 || vaHi >= 0) return true;
  const missing = ~(vaHi | (limitHi << 1) | (limitLo >>> 31)) | ~(vaLo | (limitLo << 1) | 1);
  return missing !== 0;
}

/**
 * The same for a range that ends no earlier than it begins, and beyond the lower half: it must keep to the VAs of one
 * value of bit n.
 */
export function leavesUpperHalf(
  vaHi: number,
  vaLo: number,
  lastHi: number,
  lastLo: number,
  limitHi: number,
  limitLo: number,
  sign: number,
): boolean {
  const differing = ((vaHi ^ lastHi) & ~limitHi) | ((vaLo ^ lastLo) & ~limitLo);
  return differing !== 0 || missesUpperHalf(vaHi, vaLo, limitHi, limitLo, sign);
}
