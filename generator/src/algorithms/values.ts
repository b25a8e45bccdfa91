/**
 * The opaque values that algorithms speak of, and the operations on them.
 *
 * An algorithm never looks inside: the specialiser lowers every operation to arithmetic on 32-bit words, and the
 * interpreter runs the BigInt bodies given here. Only the addition of an operation touches this file; how it is
 * lowered stands in lower/operations.ts.
 */

declare const brand: unique symbol;

/** Input address. */
export type Va = bigint & { readonly [brand]: "Va" };
/** Output address. */
export type Oa = bigint & { readonly [brand]: "Oa" };
/** Bytes of a range; up to the whole address space, which an address cannot count. */
export type Length = bigint & { readonly [brand]: "Length" };
/** The raw value of one item. */
export type Entry = bigint & { readonly [brand]: "Entry" };
/** A caller's array of VAs: two words each, low word first; the high one must be 0 in formats of one word. */
export type Vas = Int32Array & { readonly [brand]: "Vas" };
/** Word offset of a table in table memory; negative: none. */
export type Table = number;
/** 0, or a negative errno. */
export type Status = number;

/**
 * Where a VA lies within its table, counted from the table's first VA, and back. Tables at the end of the VAs begin
 * with zeros below their reach and ones above it, so that their VAs and the places within differ by those ones.
 */
export function placed(va: Va, origin: Va): Va {
  return (va ^ origin) as Va;
}

export function isNothing(length: Length): boolean {
  return length === 0n;
}

/** Last byte of a range that is not empty. A range beyond the largest VA wraps: its last byte comes before its first. */
export function lastOf(s: { readonly highestVa: Va }, va: Va, length: Length): Va {
  return ((va + length - 1n) & s.highestVa) as Va;
}

/** True if a range that is not empty runs beyond the largest VA; `last` is what `lastOf` says of it. */
export function wraps(va: Va, length: Length, last: Va): boolean {
  return va + length - 1n !== last;
}

/** OA of the last byte of a range that is not empty. */
export function lastOaOf(oa: Oa, length: Length): Oa {
  return BigInt.asUintN(64, oa + length - 1n) as Oa;
}

/** `oa` lies beyond `limit`, which is 2^n - 1. */
export function isOaOutside(oa: Oa, limit: Oa): boolean {
  return oa > limit;
}

export function isOaAbove(a: Oa, b: Oa): boolean {
  return a > b;
}

export function isAbove(a: Va, b: Va): boolean {
  return a > b;
}

/**
 * `va` lies beyond `limit`, which is 2^n - 1. With sign extension (`sign` -1, otherwise 0) there is an upper half as
 * well: the VAs whose bits above bit n are all ones. Bit n itself is not looked at, as drivers do not.
 */
export function isOutside(va: Va, limit: Va, sign: number): boolean {
  return sign !== 0 && isUpper(va) ? !isInUpperHalf(va, limit) : va > limit;
}

/** As `isOutside`, for a range that ends no earlier than it begins; with sign extension it must keep to one half. */
export function isRangeOutside(va: Va, last: Va, limit: Va, sign: number): boolean {
  if (sign === 0 || !isUpper(va)) return last > limit;
  return !isInUpperHalf(va, limit) || (va ^ last) > limit;
}

const isUpper = (va: bigint): boolean => va >> 63n === 1n;
const isInUpperHalf = (va: bigint, limit: bigint): boolean => BigInt.asUintN(64, ~va) <= 2n * limit + 1n;

/** `after` is the OA right behind `before`. */
export function follows(before: Oa, after: Oa): boolean {
  return after === before + 1n;
}

export function sameEntry(a: Entry, b: Entry): boolean {
  return a === b;
}

/** The address at an index of a caller's array. */
export function vaAt(vas: Vas, index: number): Va {
  const [low, high] = vas.subarray(2 * index, 2 * index + 2);
  return BigInt.asUintN(64, (BigInt(high) << 32n) | BigInt(low >>> 0)) as Va;
}

/** The address at an index of a caller's array has bits that the format's words do not hold. */
export function exceedsWords(s: { readonly highestVa: Va }, vas: Vas, index: number): boolean {
  return BigInt(vas[2 * index + 1] >>> 0) > s.highestVa >> 32n;
}

/** The low 32 bits, as int32. */
export function lowWord(entry: Entry | Oa): number {
  return Number(BigInt.asIntN(32, entry));
}

/** The high 32 bits, as int32. */
export function highWord(entry: Entry | Oa): number {
  return Number(BigInt.asIntN(32, entry >> 32n));
}

export function earlier(a: Va, b: Va): Va {
  return a < b ? a : b;
}

/** `va` is a multiple of 2^n; `unit` is 2^n - 1. */
export function vaAligned(va: Va, unit: Va): boolean {
  return (va & unit) === 0n;
}

/** As `vaAligned`. */
export function oaAligned(oa: Oa, unit: Va): boolean {
  return (oa & unit) === 0n;
}

/** The largest multiple of 2^n that is not longer; `unit` is 2^n - 1. */
export function wholeUnits(length: Length, unit: Va): Length {
  return (length & ~unit) as Length;
}

export function sameLength(a: Length, b: Length): boolean {
  return a === b;
}

/** Bytes from `from` up to but not including `to`. */
export function oaDistance(from: Oa, to: Oa): Length {
  return (to - from) as Length;
}

/** Bytes of the inclusive range. */
export function lengthOf(first: Va, last: Va): Length {
  return (last - first + 1n) as Length;
}

export function plusLength(a: Length, b: Length): Length {
  return (a + b) as Length;
}

export const nothing: Length = 0n as Length;
