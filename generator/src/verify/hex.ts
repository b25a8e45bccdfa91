/** The spelling of a number in recordings. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** Lower case, no leading zeros, at most 64 bits: one spelling per number, so that texts can be compared. */
export const hexPattern = /^0x(0|[1-9a-f][0-9a-f]{0,15})$/;
