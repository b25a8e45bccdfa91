import type { ImageSource, TableConfig } from "@generic-pt/core";
import type { VariantModel } from "../../model/model.js";
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
 * Follows every item that points to a table. Each table is read once, so this ends soon where a walk would not. Tables
 * that are not in the image are left out; a walk tells where they are missing.
 */
export function reachTables(
  table: TableView,
  model: VariantModel,
  source: ImageSource,
  root: bigint,
  config: TableConfig & { readonly topLevel: number },
): ReachedTables {
  const { topLevel } = config;
  const addresses = new Set<bigint>();
  const visitsOf = new Map<string, number>();
  const { bits, offset, endian, slotBytesLg2 } = model.item;
  const slotBytes = 1 << slotBytesLg2;
  const little = endian === "little";
  const visit = (level: number, address: bigint): number => {
    const key = `${level} ${address}`;
    const known = visitsOf.get(key);
    if (known !== undefined) return known;
    const bytes = read(level, address);
    if (bytes === undefined) return 0;
    addresses.add(address);
    let visits = 1;
    for (let at = offset; level > 0 && at < bytes.byteLength; at += slotBytes) {
      const raw = bits === 64 ? bytes.getBigUint64(at, little) : BigInt(bytes.getUint32(at, little));
      // Most items are; no format has a pointer of only zeros.
      if (raw === 0n) continue;
      const { kind, address: next } = table.decode(level, raw);
      if (kind === "table" && next !== undefined) visits += visit(level - 1, next);
    }
    visitsOf.set(key, visits);
    return visits;
  };
  const itemsOf = (level: number): number => {
    const indexBits = model.levels[level]?.indexBits ?? 0;
    return 2 ** (level === topLevel ? topIndexBits(model, config) : indexBits);
  };
  const read = (level: number, address: bigint): DataView | undefined => {
    const bytes = new Uint8Array(slotBytes * itemsOf(level));
    return source.read(address, bytes) ? new DataView(bytes.buffer) : undefined;
  };
  return { addresses, visits: visit(topLevel, root) };
}

/** Bits that index the top table: what they do not reach may not be in the image. */
function topIndexBits(
  { levels, features: known }: VariantModel,
  { topLevel, vaBits, features = [] }: TableConfig & { readonly topLevel: number },
): number {
  const level = levels[topLevel];
  if (level === undefined) return 0;
  const widest = level.topIndexBits ?? level.indexBits;
  // The upper half has the last items of a table, however few VAs there are.
  const isWhole = known.some(({ name, effect }) => effect === "sign-extended" && features.includes(name));
  if (vaBits === undefined || isWhole) return widest;
  return Math.max(0, Math.min(widest, vaBits - level.itemLg2));
}

/** Why a walk over the whole table would not end in good time; undefined: it will. */
export function endlessWalk({ addresses, visits }: ReachedTables): string | undefined {
  if (visits <= mostVisits) return undefined;
  return `the ${addresses.size} tables are reached on ${visits} ways: a walk would take too long`;
}
