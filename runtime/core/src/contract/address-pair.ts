/**
 * 64-bit addresses as two int32 halves, the way hot paths carry them, and the step between that and BigInt.
 */

/** One 64-bit value, seen as such and as two words: engines convert so without allocating in between. */
const value = new BigUint64Array(1);
const words = new Int32Array(value.buffer);
const [low, high] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];

/** Upper half of a 64-bit address, as an int32. */
export function highHalf(address: bigint): number {
  value[0] = address;
  return words[high];
}

/** Lower half of a 64-bit address, as an int32. */
export function lowHalf(address: bigint): number {
  value[0] = address;
  return words[low];
}

/** The address that two int32 halves stand for, 0 to 2^64-1. */
export function addressOf(hi: number, lo: number): bigint {
  words[high] = hi;
  words[low] = lo;
  return value[0];
}

/** Whether address a lies above address b, both unsigned. */
export function isAbove(aHi: number, aLo: number, bHi: number, bLo: number): boolean {
  return (aHi | 0) === (bHi | 0) ? aLo >>> 0 > bLo >>> 0 : aHi >>> 0 > bHi >>> 0;
}
