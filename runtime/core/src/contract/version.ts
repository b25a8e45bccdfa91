import { EOPNOTSUPP } from "./errno.js";
import { PtError } from "./error.js";

/**
 * The version of the contract between this runtime and generated packages. It grows when code generated for an
 * earlier runtime would no longer be right on this one.
 */
export const contractVersion = 1;

/** Throws unless this runtime keeps the contract that the caller was generated for. */
export function requireContract(version: number): void {
  if (version === contractVersion) return;
  throw new PtError(
    EOPNOTSUPP,
    `generated for contract ${version} of @generic-pt/core, but this one keeps contract ${contractVersion}: ` +
      (version > contractVersion ? "update @generic-pt/core" : "generate the package again"),
  );
}
