import { CommandError } from "../command-error.js";

/** Both ends belong to it. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** 2^64 - 1. */
export const highestAddress = (1n << 64n) - 1n;

const numberPattern = /^(0x[0-9a-f]+(_[0-9a-f]+)*|[0-9]+(_[0-9]+)*)$/i;
/** Each 1024 times the one before. */
const units = "kmgtpe";

export const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** With zeros in front, so that addresses stand below each other. */
export function paddedHex(value: bigint, digits: number): string {
  return `0x${value.toString(16).padStart(digits, "0")}`;
}

/** `0x7f12_3456_7000` or `4_096`; undefined for anything else, and for what needs more than 64 bits. */
export function numberOf(text: string): bigint | undefined {
  if (text.length > 100 || !numberPattern.test(text)) return undefined;
  const value = BigInt(text.replaceAll("_", ""));
  return value <= highestAddress ? value : undefined;
}

/** Throws {@link CommandError} unless it is a number of 64 bits. */
export function parseAddress(what: string, text: string): bigint {
  const value = numberOf(text);
  if (value !== undefined) return value;
  throw new CommandError(`${what}: "${shown(text)}" is no 64-bit number; write it as 0x7f12_3000 or 4096`);
}

/** A whole number that is small, such as a level. */
export function parseCount(what: string, text: string): number {
  const value = numberOf(text);
  if (value !== undefined && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw new CommandError(`${what}: "${shown(text)}" is no whole number`);
}

/** How many rows are to be printed at most; all if nothing is said. */
export function parseLimit(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const limit = parseCount("--limit", text);
  if (limit > 0) return limit;
  throw new CommandError("--limit: 0 rows would say nothing; give 1 or more");
}

/** `0x1000..0x1fff`, `0x1000+4KiB`, or an address alone. */
export function parseRange(what: string, text: string): AddressRange {
  const [, start = text, sign, end = ""] = /^([^.+]+)(\.\.|\+)(.+)$/.exec(text) ?? [];
  const first = parseAddress(what, start);
  if (sign === undefined) return { first, last: first };
  const last = sign === ".." ? parseAddress(what, end) : first + parseSize(what, end) - 1n;
  if (last >= first && last <= highestAddress) return { first, last };
  throw new CommandError(`${what}: ${shown(text)} ends before it begins, or beyond 64 bits`);
}

/** `4KiB`, `2 MiB`, `1G`, or bytes; not 0. */
export function parseSize(what: string, text: string): bigint {
  const whole = numberOf(text);
  const [, digits = "", unit = ""] =
    whole === undefined ? (/^([0-9_]+) ?([kmgtpe])i?b?$/i.exec(text.trim()) ?? []) : [];
  const power = units.indexOf(unit.toLowerCase()) + 1;
  const size = whole ?? (numberOf(digits) ?? 0n) << BigInt(10 * power);
  if (size > 0n && size <= highestAddress) return size;
  throw new CommandError(`${what}: "${shown(text)}" is no size; write it as 4KiB, 2MiB or 4096`);
}

/** `name=0x7b`. */
export function parseAssignment(what: string, text: string): readonly [name: string, value: bigint] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  const number = value === undefined ? undefined : numberOf(value);
  if (name !== undefined && number !== undefined) return [name.trim(), number];
  throw new CommandError(`${what}: "${shown(text)}" is not of the form name=0x7b`);
}

/** What somebody typed, or a file says, for a message. */
export function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
