import { type BigintTable, tableAt, WalkFault } from "./walk.js";

export type { BigintWalk } from "./walk.js";

const addressMask = 0x000f_ffff_ffff_f000n;

/** The unrolled walk that a generated package has, by hand and over BigInts: what it would be without words. */
export function walk(table: BigintTable, va: bigint): bigint | undefined {
  if (va > table.reach) throw new WalkFault("VA beyond the reach of the top");
  return walk3(table, table.top, va);
}

function walk3(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 39n) & 0x1ffn))];
  if ((entry & 0xe01n) === 0x601n) return walk2(table, tableAt(table, entry & addressMask), va);
  if (
    (entry & 0xe01n) === 1n ||
    ((entry & 0x7f_ffff_fe01n) === 0x7f_ffff_fe01n && sizeCode(entry, 39n) !== 255n)
  )
    return output(entry, va, 39n);
  return noLeaf(entry);
}

function walk2(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 30n) & 0x1ffn))];
  if ((entry & 0xe01n) === 0x401n) return walk1(table, tableAt(table, entry & addressMask), va);
  if ((entry & 0xe01n) === 1n || ((entry & 0x3fff_fe01n) === 0x3fff_fe01n && sizeCode(entry, 30n) !== 255n))
    return output(entry, va, 30n);
  return noLeaf(entry);
}

function walk1(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 21n) & 0x1ffn))];
  if ((entry & 0xe01n) === 0x201n) return walk0(table, tableAt(table, entry & addressMask), va);
  if ((entry & 0xe01n) === 1n || ((entry & 0x1f_fe01n) === 0x1f_fe01n && sizeCode(entry, 21n) !== 255n))
    return output(entry, va, 21n);
  return noLeaf(entry);
}

function walk0(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 12n) & 0x1ffn))];
  if ((entry & 0xe01n) === 1n || ((entry & 0xe01n) === 0xe01n && sizeCode(entry, 12n) !== 255n))
    return output(entry, va, 12n);
  return noLeaf(entry);
}

function sizeCode(entry: bigint, itemLg2: bigint): bigint {
  return (entry >> itemLg2) & 0xffn;
}

function output(entry: bigint, va: bigint, itemLg2: bigint): bigint {
  // Ones from bit 12 up to below the leaf's size, where the entry says that it is no natural one.
  let inside = (1n << itemLg2) - 1n;
  if ((entry & 0xe00n) !== 0n) {
    const code = sizeCode(entry, itemLg2);
    inside = (((code ^ (code + 1n)) + 1n) << itemLg2) - 1n;
  }
  return (entry & addressMask & ~inside) | (va & inside);
}

function noLeaf(entry: bigint): undefined {
  if ((entry & 1n) !== 0n) throw new WalkFault("reserved item");
}
