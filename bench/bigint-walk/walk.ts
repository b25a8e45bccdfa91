/** A table as a walk over BigInts sees it. */
export interface BigintTable {
  /** Memory for tables, one element per item. */
  readonly items: BigUint64Array;
  /** Physical address of the first item, and bytes of memory. */
  readonly base: bigint;
  readonly bytes: bigint;
  readonly top: bigint;
  /** Last VA that the top reaches. */
  readonly reach: bigint;
}

/** OA of a VA, or undefined where nothing is mapped. The top is at level 3. */
export type BigintWalk = (table: BigintTable, va: bigint) => bigint | undefined;

/** What a generated walk refuses as well: tables outside the memory, items that the format reserves, VAs beyond reach. */
export class WalkFault extends Error {
  override readonly name = "WalkFault";
}

const tableBytes = 4096n;

/** Number of the first item of the table at a physical address. */
export function tableAt(table: BigintTable, address: bigint): bigint {
  const offset = address - table.base;
  if (offset < 0n || offset > table.bytes - tableBytes)
    throw new WalkFault(`0x${address.toString(16)} is outside table memory`);
  return offset >> 3n;
}
