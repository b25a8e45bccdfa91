import { type PageTable, PtError } from "@generic-pt/core";
import { hex } from "./hex.js";
import type { TableMemory } from "./table-memory.js";

const addressSpace = 1n << 64n;

/** Recordings have one number for three answers: 0 for nothing mapped, an error number, or the OA. */
export function translatedText(table: PageTable, memory: TableMemory, va: bigint): string {
  try {
    const oa = table.translate(va);
    // OA 0 and "not mapped" are both 0 in a recording; memory tells which of the two is right.
    if (oa === undefined || oa === 0n) {
      const mapped = !memory.leaves(va, va).next().done;
      if (mapped !== (oa === 0n))
        return mapped ? "not mapped, although a leaf is there" : "0, although no leaf is there";
    }
    return hex(oa ?? 0n);
  } catch (error) {
    if (!(error instanceof PtError)) throw error;
    return hex(addressSpace + BigInt(error.errno));
  }
}
