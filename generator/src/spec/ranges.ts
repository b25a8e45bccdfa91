/** The small notations of the spec language: bits, levels, sizes, counts, values that depend on the level. */

export const bitsPattern = "^[0-9]{1,2}\\.\\.[0-9]{1,2}$";
export const levelsPattern = "^[0-9]{1,6}\\.\\.[0-9]{1,6}$";
export const sizePattern = "^[1-9][0-9]{0,14}(B|KiB|MiB|GiB|TiB|PiB)$";
export const levelValuePattern = "^level( ?[+-] ?[0-9]{1,2})?$";

/** Inclusive; `high < low` marks a range written the wrong way round, which lint reports. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

function twoNumbers(text: string): [number, number] {
  const [first = "", second = ""] = text.split("..");
  return [Number.parseInt(first, 10), Number.parseInt(second, 10)];
}

/** `6` or `11..9`: high first, as manuals write it. */
export function parseBits(bits: number | string): Range {
  if (typeof bits === "number") return { low: bits, high: bits };
  const [high, low] = twoNumbers(bits);
  return { low, high };
}

/** `5` or `0..4`: low first. */
export function parseLevels(levels: number | string): Range {
  if (typeof levels === "number") return { low: levels, high: levels };
  const [low, high] = twoNumbers(levels);
  return { low, high };
}

export function contains(range: Range, value: number): boolean {
  return value >= range.low && value <= range.high;
}

/** Every value of a range; none if it is written the wrong way round. */
export function valuesOf(range: Range): readonly number[] {
  return range.high < range.low
    ? []
    : Array.from({ length: range.high - range.low + 1 }, (_, i) => range.low + i);
}

const units: Readonly<Record<string, number>> = { B: 0, KiB: 10, MiB: 20, GiB: 30, TiB: 40, PiB: 50 };

/** Bytes. */
export function parseSize(size: number | string): bigint {
  if (typeof size === "number") return BigInt(size);
  const unit = size.replace(/^[0-9]+/, "");
  return BigInt(size.slice(0, size.length - unit.length)) << BigInt(units[unit] ?? 0);
}

/** lg2 of a power of two, else undefined. */
export function exactLg2(value: bigint): number | undefined {
  if (value <= 0n || (value & (value - 1n)) !== 0n) return undefined;
  return value.toString(2).length - 1;
}

/** lg2 of the bytes from one item of a table to the next. */
export function slotBytesLg2({
  bits,
  slot,
}: {
  readonly bits: 32 | 64;
  readonly slot?: number | string;
}): number {
  return exactLg2(slot === undefined ? BigInt(bits / 8) : parseSize(slot)) ?? 0;
}

/** Bytes as a person writes them: `2MiB`. */
export function formatSize(lg2: number): string {
  const unit = Object.entries(units).findLast(([, shift]) => shift <= lg2) ?? ["B", 0];
  return `${1n << BigInt(lg2 - unit[1])}${unit[0]}`;
}

type CountsScalar = number | string | readonly number[];

function countList(counts: CountsScalar): readonly number[] {
  if (typeof counts === "number") return [counts];
  if (typeof counts !== "string") return counts;
  const [low, high] = twoNumbers(counts);
  const list: number[] = [];
  // A bound that is no power of two stays in the list, so that lint sees it.
  for (let count = low; count <= high && count > 0; count *= 2) list.push(count);
  if (list.length > 0 && list.at(-1) !== high) list.push(high);
  return list;
}

/** Item counts at a level, rising. */
export function countsAt(
  counts: CountsScalar | Readonly<Record<string, CountsScalar>>,
  level: number,
): readonly number[] {
  const scalar = isPerLevel(counts) ? counts[`level ${level}`] : counts;
  return scalar === undefined ? [] : [...new Set(countList(scalar))].sort((a, b) => a - b);
}

function isPerLevel(
  counts: CountsScalar | Readonly<Record<string, CountsScalar>>,
): counts is Record<string, CountsScalar> {
  return typeof counts === "object" && !Array.isArray(counts);
}

/** A number, `level`, `level+1` or `level-1` at one level; may be negative, which lint reports. */
export function levelValue(value: number | string, level: number): bigint {
  if (typeof value === "number") return BigInt(value);
  const offset = value.slice("level".length).replaceAll(" ", "");
  return BigInt(level + (offset === "" ? 0 : Number.parseInt(offset, 10)));
}

/** One name or a list of names, as a list. */
export function asList(names: string | readonly string[] | undefined): readonly string[] {
  if (names === undefined) return [];
  return typeof names === "string" ? [names] : names;
}
