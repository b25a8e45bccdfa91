import {
  and,
  below,
  binary,
  both,
  choose,
  complement,
  type Expr,
  either,
  equal,
  int32,
  isValue,
  minus,
  not,
  num,
  or,
  plus,
  sameExpr,
  shiftLeft,
  shiftRight,
  unsigned,
  xor,
  zero,
} from "./ir.js";

/**
 * A 64-bit value as two int32 words, or a 32-bit one whose high word does not exist. Constant high words fold away, so
 * everything here serves both.
 */
export interface Words {
  readonly hi: Expr;
  readonly lo: Expr;
}

export const words = (lo: Expr, hi: Expr = zero): Words => ({ lo, hi });
export const constant = (value: bigint): Words => ({ lo: num(int32(value)), hi: num(int32(value >> 32n)) });

export const andWords = (a: Words, b: Words): Words => ({ lo: and(a.lo, b.lo), hi: and(a.hi, b.hi) });
export const orWords = (a: Words, b: Words): Words => ({ lo: or(a.lo, b.lo), hi: or(a.hi, b.hi) });
export const xorWords = (a: Words, b: Words): Words => ({ lo: xor(a.lo, b.lo), hi: xor(a.hi, b.hi) });
export const notWords = (a: Words): Words => ({ lo: complement(a.lo), hi: complement(a.hi) });
export const chooseWords = (test: Expr, a: Words, b: Words): Words => ({
  lo: choose(test, a.lo, b.lo),
  hi: choose(test, a.hi, b.hi),
});
export const equalWords = (a: Words, b: Words): Expr => both(equal(a.lo, b.lo), equal(a.hi, b.hi));

/** `(value & mask) === expected`, without the words that the mask leaves out. */
export function testBits(value: Words, mask: bigint, expected: bigint): Expr {
  const [m, e] = [constant(mask), constant(expected)];
  const lo = isValue(m.lo, 0) ? undefined : testWord(value.lo, m.lo, e.lo);
  const hi = isValue(m.hi, 0) ? undefined : testWord(value.hi, m.hi, e.hi);
  if (lo && hi) return both(lo, hi);
  return lo ?? hi ?? { k: "bool", value: true };
}

/** A bit that is set is a bit that is not clear: one way of saying it, so that the same tests look the same. */
function testWord(word: Expr, mask: Expr, expected: Expr): Expr {
  const isOneBit = mask.k === "num" && mask.value !== 0 && (mask.value & (mask.value - 1)) === 0;
  const masked = and(word, mask);
  return isOneBit && sameExpr(mask, expected) ? not(equal(masked, zero)) : equal(masked, expected);
}

/** Sum; the operands may be written several times, so they should be short. */
export function addWords(a: Words, b: Words, carries = true): Words {
  const lo = plus(a.lo, b.lo);
  if (isValue(b.lo, 0) || !carries) return { lo, hi: plus(a.hi, b.hi) };
  const carry = choose(below(lo, b.lo), num(1), zero);
  return { lo, hi: plus(plus(a.hi, b.hi), carry) };
}

export function subtractWords(a: Words, b: Words): Words {
  const borrow = isValue(b.lo, 0) ? zero : choose(below(a.lo, b.lo), num(1), zero);
  return { lo: minus(a.lo, b.lo), hi: minus(minus(a.hi, b.hi), borrow) };
}

/** Unsigned `a > b`. */
export function aboveWords(a: Words, b: Words): Expr {
  const low = binary(">", unsigned(a.lo), unsigned(b.lo));
  if (isValue(a.hi, 0) && isValue(b.hi, 0)) return low;
  const high = binary(">", unsigned(a.hi), unsigned(b.hi));
  return either(high, both(equal(a.hi, b.hi), low));
}

/**
 * The bits `high..low` of `value`, moved so that bit `low` becomes bit `to`; all other bits zero.
 */
export function moveBits(value: Words, high: number, low: number, to: number): Words {
  const result: [Expr, Expr] = [zero, zero];
  const source = [value.lo, value.hi];
  for (let from = 0; from < 2; from += 1) {
    for (let target = 0; target < 2; target += 1) {
      // Bits of this source word that land in this target word, as numbers within the source word.
      const first = Math.max(low, 32 * from, 32 * target + low - to);
      const last = Math.min(high, 32 * from + 31, 32 * target + 31 + low - to);
      if (first > last) continue;
      const shift = first + to - low - 32 * target - (first - 32 * from);
      result[target] = or(result[target], segment(source[from], first - 32 * from, last - 32 * from, shift));
    }
  }
  return { lo: result[0], hi: result[1] };
}

/** Bits `last..first` of one word, moved left by `shift` (right if negative). */
function segment(word: Expr, first: number, last: number, shift: number): Expr {
  const width = last - first + 1;
  const mask = width === 32 ? -1 : ((1 << width) - 1) << first;
  if (shift === 0) return and(word, num(mask));
  if (shift > 0) {
    const kept = first === 0 && last + shift === 31 ? word : and(word, num(mask));
    return shiftLeft(kept, shift);
  }
  const shifted = shiftRight(word, -shift);
  return last === 31 && first === -shift ? shifted : and(shifted, num(mask >>> -shift));
}

/** A mask of the bits `high..low`. */
export function bitMask(high: number, low: number): bigint {
  return high < low ? 0n : ((1n << BigInt(high + 1)) - 1n) & ~((1n << BigInt(low)) - 1n);
}
