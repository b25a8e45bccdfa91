import { HeldBytes } from "./byte-reader.js";
import { MappedSource } from "./mapped-source.js";

/** A piece of physical memory. */
export interface MemorySegment {
  /** Physical address of the first byte. */
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

/** An image made of segments held in memory. A read may run across segments that touch. */
export class SegmentSource extends MappedSource {
  /** Throws EINVAL if segments overlap or leave the 64-bit address space. */
  constructor(segments: Iterable<MemorySegment>) {
    super(
      Array.from(segments, ({ address, bytes }) => ({
        address,
        reader: new HeldBytes(bytes),
        position: 0,
        fileBytes: bytes.length,
        name: "the segment",
      })),
    );
  }
}
