/**
 * 64-bit addresses as two int32 halves, the way hot paths carry them, and the step between that and BigInt.
 */

/** Upper half of a 64-bit address, as an int32. */
export function highHalf(address: bigint): number {
  return Number(BigInt.asIntN(32, address >> 32n));
}

/** Lower half of a 64-bit address, as an int32. */
export function lowHalf(address: bigint): number {
  return Number(BigInt.asIntN(32, address));
}

/** The address that two int32 halves stand for, 0 to 2^64-1. */
export function addressOf(hi: number, lo: number): bigint {
  return (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);
}

/** Whether address a lies above address b, both unsigned. */
export function isAbove(aHi: number, aLo: number, bHi: number, bLo: number): boolean {
  return (aHi | 0) === (bHi | 0) ? aLo >>> 0 > bLo >>> 0 : aHi >>> 0 > bHi >>> 0;
}
