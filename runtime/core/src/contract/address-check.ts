import { ERANGE } from "./errno.js";
import { PtError } from "./error.js";

/** 2^64 - 1. */
export const highestAddress = (1n << 64n) - 1n;

/** Throws unless it is a 64-bit number. */
export function checkAddress(what: string, address: bigint): void {
  if (address < 0n || address > highestAddress)
    throw new PtError(ERANGE, `${what} ${address} is no 64-bit number`);
}

/** In hexadecimal, for messages. */
export const hex = (value: bigint): string => `0x${value.toString(16)}`;
