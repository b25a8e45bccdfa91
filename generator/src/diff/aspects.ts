/** In which respect an item is read differently. */
export type Aspect = "meaning" | "address" | "protections" | "restrictions" | "dirty";

export const aspects: readonly Aspect[] = ["meaning", "address", "protections", "restrictions", "dirty"];

/**
 * `read`: all items that the writer itself can read. `written`: those of the encodings that it writes without being
 * asked for what the reader lacks.
 */
export type Considered = "read" | "written";

/** Notes an item that the two read differently, and what it is to each. */
export type Put = (aspect: Aspect, item: bigint, writer: string, reader: string) => void;
