import type { VariantModel } from "../../generator/src/model/model.js";
import { leafOaBits, type Settings } from "./settings.js";

/** The address bits that the parameters in force have taken: their item bits, as the address pieces hold them. */
export function markedOa({ levels }: VariantModel, { mark }: Settings): bigint {
  if (mark === 0n) return 0n;
  let bits = 0n;
  for (const { kinds } of levels) {
    for (const { address } of kinds) {
      for (const { high, low, from } of address) {
        const mask = (1n << BigInt(high - low + 1)) - 1n;
        bits |= ((mark >> BigInt(low)) & mask) << BigInt(from);
      }
    }
  }
  return bits;
}

/** Whether leaves of every size hold a range of OAs, which has none of the parameters' bits: hardware has no other addresses. */
export function isUsableOa(variant: VariantModel, settings: Settings, oa: bigint, length: bigint): boolean {
  if (oa + length > 1n << BigInt(leafOaBits(variant, settings))) return false;
  const marked = markedOa(variant, settings);
  if (marked === 0n) return true;
  const low = marked & -marked;
  return (oa & marked) === 0n && oa / low === (oa + length - 1n) / low;
}
