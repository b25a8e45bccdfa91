import { EINVAL } from "./errno.js";
import { PtError } from "./error.js";

/** Abstract protections of a mapping: bits to combine with `|`. */
export const Protection = {
  READ: 1,
  WRITE: 2,
  /** Cacheable, coherent with the CPU's caches. */
  CACHE: 4,
  NOEXEC: 8,
  /** Device memory. */
  MMIO: 16,
  /** Only for privileged accesses. */
  PRIV: 32,
} as const;

/** Names of the protections; bit n of a protection word is the n-th name. */
export const protections = ["read", "write", "cache", "noexec", "mmio", "priv"] as const;

export type ProtectionName = (typeof protections)[number];

/** The names of the bits that are set, lowest bit first. Throws on a bit that is no protection. */
export function protectionNames(bits: number): ProtectionName[] {
  if (!Number.isInteger(bits) || bits < 0 || bits >= 2 ** protections.length)
    throw new PtError(EINVAL, `${bits} has bits that are no protection`);
  return protections.filter((_, bit) => ((bits >>> bit) & 1) !== 0);
}

/** The bits for a list of names. Throws on a name that is no protection. */
export function protectionOf(names: Iterable<string>): number {
  const known: readonly string[] = protections;
  let bits = 0;
  for (const name of names) {
    const bit = known.indexOf(name);
    if (bit < 0)
      throw new PtError(
        EINVAL,
        `${JSON.stringify(name)} is no protection; there are ${protections.join(", ")}`,
      );
    bits |= 1 << bit;
  }
  return bits;
}
