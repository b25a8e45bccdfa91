import {
  and,
  binary,
  bool,
  both,
  call,
  choose,
  complement,
  type Expr,
  element,
  equal,
  isValue,
  minus,
  not,
  num,
  or,
  plus,
  toInt32,
  unsigned,
  zero,
} from "./ir.js";
import { int, type Shape, truth, type Value, wide } from "./value.js";
import {
  aboveWords,
  addWords,
  andWords,
  chooseWords,
  constant,
  equalWords,
  notWords,
  subtractWords,
  type Words,
  words,
  xorWords,
} from "./words.js";

/** The operations of algorithms/values.ts, lowered; the same names, the same meaning. */
export function lowerOperation(operation: string, args: readonly Value[], shape: Shape): Value | undefined {
  const w = (index: number): Words => wordsOf(args[index]);
  const e = (index: number): Expr => scalarOf(args[index]);
  const oneWord = shape.va === 1;
  switch (operation) {
    case "placed":
      return wide("Va", xorWords(w(0), w(1)));
    case "isNothing":
      return truth(oneWord ? equal(e(0), zero) : equalWords(w(0), constant(0n)));
    case "nothing":
      return oneWord ? { t: "bytes", e: zero } : wide("Length", constant(0n));
    case "lastOf":
      if (oneWord) return wide("Va", words(plus(w(1).lo, toInt32(binary("-", e(2), num(1))))));
      return wide("Va", addWords(w(1), minusOne(w(2))));
    case "wraps":
      if (!oneWord) return truth(aboveWords(w(0), w(2)));
      return truth(binary(">", binary("+", unsigned(w(0).lo), binary("-", e(1), num(1))), num(0xffffffff)));
    case "lastOaOf": {
      const less = oneWord ? words(toInt32(binary("-", e(1), num(1)))) : minusOne(w(1));
      return wide("Oa", addWords(w(0), less));
    }
    case "isOaAbove":
    case "isAbove":
      return truth(aboveWords(w(0), w(1)));
    case "isOaOutside":
      return truth(not(equal(bitsBeyond(w(0), w(1)), zero)));
    case "isOutside":
      return truth(isOutside(w(0), w(1), e(2)));
    case "isRangeOutside":
      return truth(isRangeOutside(w(0), w(1), w(2), e(3)));
    case "follows":
      return truth(equalWords(addWords(w(0), constant(1n)), w(1)));
    case "sameEntry":
      return truth(equalWords(w(0), w(1)));
    case "sameLength":
      return truth(oneWord ? equal(e(0), e(1)) : equalWords(w(0), w(1)));
    case "exceedsWords":
      return truth(shape.va === 2 ? bool(false) : not(equal(pairAt(arrayOf(args[1]), e(2), true).hi, zero)));
    case "vaAt":
      return wide("Va", pairAt(arrayOf(args[0]), e(1), shape.va === 2));
    case "lowWord":
      return int(w(0).lo);
    case "highWord":
      return int(w(0).hi);
    case "earlier":
      return wide("Va", chooseWords(aboveWords(w(1), w(0)), w(0), w(1)));
    case "vaAligned":
      return truth(isAligned(w(0), w(1)));
    case "oaAligned":
      return truth(isAligned(w(0), w(1)));
    case "wholeUnits":
      return wholeUnits(args[0], w(1));
    case "oaDistance":
      return distance(w(0), w(1), shape);
    case "lengthOf":
      if (oneWord)
        return { t: "bytes", e: binary("+", binary("-", unsigned(w(1).lo), unsigned(w(0).lo)), num(1)) };
      return wide("Length", addWords(subtractWords(w(1), w(0)), constant(1n)));
    case "plusLength":
      if (oneWord) return { t: "bytes", e: binary("+", e(0), e(1)) };
      return wide("Length", addWords(w(0), w(1)));
    default:
      return undefined;
  }
}

/** The argument that an operation leaves as it is, where that is known. */
export function unchangedBy(operation: string, args: readonly Value[]): Value | undefined {
  const [value, origin] = args;
  if (operation !== "placed" || origin?.t !== "words") return undefined;
  return isValue(origin.w.hi, 0) && isValue(origin.w.lo, 0) ? value : undefined;
}

/** Whether a value has bits that `limit`, which is 2^n - 1, has not. */
function bitsBeyond(value: Words, limit: Words): Expr {
  return or(and(value.hi, complement(limit.hi)), and(value.lo, complement(limit.lo)));
}

/** VAs of the lower half, and of formats that have no other, pass without a call. */
function isOutside(va: Words, limit: Words, sign: Expr): Expr {
  const isBeyond = not(equal(bitsBeyond(va, limit), zero));
  if (isValue(sign, 0)) return isBeyond;
  return both(isBeyond, call("missesUpperHalf", [va.hi, va.lo, limit.hi, limit.lo, sign]));
}

/** A range that does not wrap has its highest bits in its end. */
function isRangeOutside(va: Words, last: Words, limit: Words, sign: Expr): Expr {
  const isBeyond = not(equal(bitsBeyond(last, limit), zero));
  if (isValue(sign, 0)) return isBeyond;
  const upper = [va.hi, va.lo, last.hi, last.lo, limit.hi, limit.lo, sign];
  return both(isBeyond, call("leavesUpperHalf", upper));
}

export function wordsOf(value: Value): Words {
  if (value.t !== "words") throw new Error(`an address or item is wanted, not ${value.t}`);
  return value.w;
}

/** The two words at an index of a caller's array; formats of one word leave the high one alone. */
function pairAt(array: Expr, index: Expr, isWide: boolean): Words {
  const low = binary("<<", index, num(1));
  return { lo: element(array, low), hi: isWide ? element(array, or(low, num(1))) : zero };
}

function arrayOf(value: Value): Expr {
  if (value.t !== "object") throw new Error(`an array is wanted, not ${value.t}`);
  return value.e;
}

export function scalarOf(value: Value): Expr {
  if (value.t === "int" || value.t === "bool" || value.t === "bytes") return value.e;
  throw new Error(`a number is wanted, not ${value.t}`);
}

/** A length that is not 0, less one. */
function minusOne({ hi, lo }: Words): Words {
  return { hi: minus(hi, choose(equal(lo, zero), num(1), zero)), lo: minus(lo, num(1)) };
}

/** An address as a double; exact for the addresses that formats with 32-bit VAs can hold. */
function plainNumber(address: Words, shape: Shape): Expr {
  const low = unsigned(address.lo);
  return shape.oa === 1 ? low : binary("+", binary("*", unsigned(address.hi), num(2 ** 32)), low);
}

function distance(from: Words, to: Words, shape: Shape): Value {
  if (shape.va === 2) return wide("Length", subtractWords(to, from));
  return { t: "bytes", e: binary("-", plainNumber(to, shape), plainNumber(from, shape)) };
}

function isAligned(address: Words, unit: Words): Expr {
  return equal(or(and(address.hi, unit.hi), and(address.lo, unit.lo)), zero);
}

function wholeUnits(length: Value, unit: Words): Value {
  if (length.t === "bytes")
    return { t: "bytes", e: binary("-", length.e, binary("%", length.e, binary("+", unit.lo, num(1)))) };
  return wide("Length", andWords(wordsOf(length), notWords(unit)));
}
