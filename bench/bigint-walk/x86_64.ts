import { type BigintTable, tableAt, WalkFault } from "./walk.js";

const addressMask = 0x000f_ffff_ffff_f000n;

/** The unrolled walk that a generated package has, by hand and over BigInts: what it would be without words. */
export function walk(table: BigintTable, va: bigint): bigint | undefined {
  const half = va >> 63n === 0n ? va : ~va & 0xffff_ffff_ffff_ffffn;
  if (half > table.reach) throw new WalkFault("VA beyond the reach of the top");
  return walk3(table, table.top, va);
}

function walk3(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 39n) & 0x1ffn))];
  if ((entry & 0x81n) === 1n) return walk2(table, tableAt(table, entry & addressMask), va);
  return noLeaf(entry);
}

function walk2(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 30n) & 0x1ffn))];
  if ((entry & 0x81n) === 1n) return walk1(table, tableAt(table, entry & addressMask), va);
  if ((entry & 0x3fff_e081n) === 0x81n) return (entry & 0x000f_ffff_c000_0000n) | (va & 0x3fff_ffffn);
  return noLeaf(entry);
}

function walk1(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 21n) & 0x1ffn))];
  if ((entry & 0x81n) === 1n) return walk0(table, tableAt(table, entry & addressMask), va);
  if ((entry & 0x1f_e081n) === 0x81n) return (entry & 0x000f_ffff_ffe0_0000n) | (va & 0x1f_ffffn);
  return noLeaf(entry);
}

function walk0(table: BigintTable, first: bigint, va: bigint): bigint | undefined {
  const entry = table.items[Number(first + ((va >> 12n) & 0x1ffn))];
  if ((entry & 1n) !== 0n) return (entry & addressMask) | (va & 0xfffn);
  return noLeaf(entry);
}

function noLeaf(entry: bigint): undefined {
  if ((entry & 1n) !== 0n) throw new WalkFault("reserved item");
}
