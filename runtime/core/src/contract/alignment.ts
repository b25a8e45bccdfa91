/** Whether the low `lg2` bits of a 64-bit address, given as int32 halves, are zero. */
export function isAligned(hi: number, lo: number, lg2: number): boolean {
  if (lg2 < 32) return (lo & ((1 << lg2) - 1)) === 0;
  return lo === 0 && (hi & ((1 << (lg2 - 32)) - 1)) === 0;
}
