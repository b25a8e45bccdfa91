import { EFAULT, type ImageSource, PtError } from "@generic-pt/core";
import type { VariantModel } from "../../model/model.js";
import { hex } from "../hex.js";
import type { TableView } from "../table-factory.js";

/** Visits of tables that a walk may take; a table that many items point to is visited for each of them. */
const mostVisits = 2 ** 20;

/** The tables that can be reached from a top table. */
export interface ReachedTables {
  /** Physical addresses, each once. */
  readonly addresses: ReadonlySet<bigint>;
  /** Tables that a walk over the whole VA space reads, those with several ways to them several times. */
  readonly visits: number;
}

/**
 * Follows every item that points to a table. Each table is read once, so this ends soon where a walk would not. Throws
 * PtError if a table that is pointed to is not in the image.
 */
export function reachTables(
  table: TableView,
  model: VariantModel,
  source: ImageSource,
  root: bigint,
  topLevel: number,
): ReachedTables {
  const addresses = new Set<bigint>();
  const visitsOf = new Map<string, number>();
  const itemBytes = 1 << model.item.bytesLg2;
  const little = model.item.endian === "little";
  const visit = (level: number, address: bigint): number => {
    const key = `${level} ${address}`;
    const known = visitsOf.get(key);
    if (known !== undefined) return known;
    addresses.add(address);
    let visits = 1;
    const bytes = level === 0 ? undefined : read(level, address);
    for (let at = 0; bytes !== undefined && at < bytes.byteLength; at += itemBytes) {
      const raw = itemBytes === 8 ? bytes.getBigUint64(at, little) : BigInt(bytes.getUint32(at, little));
      // Most items are; no format has a pointer of only zeros.
      if (raw === 0n) continue;
      const { kind, address: next } = table.decode(level, raw);
      if (kind === "table" && next !== undefined) visits += visit(level - 1, next);
    }
    visitsOf.set(key, visits);
    return visits;
  };
  const read = (level: number, address: bigint): DataView => {
    const bytes = new Uint8Array(itemBytes << (model.levels[level]?.indexBits ?? 0));
    if (!source.read(address, bytes))
      throw new PtError(EFAULT, `the table at ${hex(address)} (level ${level}) is not in the dump`);
    return new DataView(bytes.buffer);
  };
  return { addresses, visits: visit(topLevel, root) };
}

/** Why a walk over the whole table would not end in good time; undefined: it will. */
export function endlessWalk({ addresses, visits }: ReachedTables): string | undefined {
  if (visits <= mostVisits) return undefined;
  return `the ${addresses.size} tables are reached on ${visits} ways: a walk would take too long`;
}
