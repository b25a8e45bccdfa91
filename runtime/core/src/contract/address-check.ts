import { EINVAL, ERANGE } from "./errno.js";
import { PtError } from "./error.js";

/** 2^64 - 1. */
export const highestAddress = (1n << 64n) - 1n;

/** Throws unless it is a bigint of 64 bits. Callers without types may pass anything. */
export function checkAddress(what: string, address: bigint): void {
  if (typeof address !== "bigint")
    throw new PtError(EINVAL, `${what} must be a bigint, not ${typeof address}`);
  if (address < 0n || address > highestAddress)
    throw new PtError(ERANGE, `${what} ${address} is no 64-bit number`);
}

/** In hexadecimal, for messages. */
export const hex = (value: bigint): string => `0x${value.toString(16)}`;
