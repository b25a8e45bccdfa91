/** Where the bytes of a memory image come from. */
export interface ImageSource {
  /**
   * Fills `into` from physical `address` on. False if not all of that is in the image; what `into` holds then does
   * not matter. Throws a PtError where the bytes should be there and cannot be had.
   */
  read(address: bigint, into: Uint8Array): boolean;
}
