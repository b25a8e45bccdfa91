import { byteSize } from "../../model/byte-size.js";
import { hex } from "../hex.js";

/** A range for people, e.g. `VA 0x1000 to 0x4fff (16 KiB)`. */
export function rangeText(va: bigint, length: bigint): string {
  return `VA ${hex(va)} to ${hex(va + length - 1n)} (${byteSize(length)})`;
}
