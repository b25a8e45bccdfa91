import type { AddressPiece } from "../model/model.js";

/** Made once: shifting BigInts is most of what an interpreted walk would do. */
const allOnes = Array.from({ length: 65 }, (_, bits) => (1n << BigInt(bits)) - 1n);

/** A word of at most 64 bits whose lowest `bits` bits are ones. */
export function ones(bits: number): bigint {
  return allOnes[bits];
}

/** The address that the pieces of an item make. */
export function extractAddress(item: bigint, pieces: readonly AddressPiece[]): bigint {
  let address = 0n;
  for (const { high, low, from } of pieces)
    address |= ((item >> BigInt(low)) & ones(high - low + 1)) << BigInt(from);
  return address;
}

/** The bits of an item that hold an address. Bits that no piece takes are lost. */
export function insertAddress(address: bigint, pieces: readonly AddressPiece[]): bigint {
  let item = 0n;
  for (const { high, low, from } of pieces)
    item |= ((address >> BigInt(from)) & ones(high - low + 1)) << BigInt(low);
  return item;
}

/** The bits of an item that its pieces use. */
export function addressBits(pieces: readonly AddressPiece[]): bigint {
  return pieces.reduce((bits, { high, low }) => bits | (ones(high - low + 1) << BigInt(low)), 0n);
}
