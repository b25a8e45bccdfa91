import { checkAddress } from "../contract/address-check.js";
import type { ByteReader } from "./byte-reader.js";
import { MappedSource } from "./mapped-source.js";

/**
 * Memory as it is, from physical address `base` on. Throws if it would leave the 64-bit address space, or if `base` is
 * no address.
 */
export function rawImage(reader: ByteReader, base: bigint): MappedSource {
  checkAddress("the base of a raw image", base);
  return new MappedSource([
    { address: base, reader, position: 0, fileBytes: reader.size, name: "the raw image" },
  ]);
}
