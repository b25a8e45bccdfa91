import { hex, highestAddress } from "../contract/address-check.js";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import { agreeingExtents, type FileExtent } from "./agreeing-extents.js";
import type { ByteReader } from "./byte-reader.js";
import { checkInFile, type ElfFacts, type ElfLoad, readElf } from "./elf-header.js";
import { MappedSource } from "./mapped-source.js";

/** A memory image out of an ELF64 core. */
export interface ElfCore {
  readonly facts: ElfFacts;
  readonly source: MappedSource;
}

const highHalf = 1n << 63n;

/**
 * The physical memory that the `PT_LOAD` segments of an ELF64 file of either byte order hold: bytes of the file at
 * `p_paddr`, zeros where a segment has more bytes in memory than in the file. The same memory may be there several
 * times if the copies agree; segments whose physical address is 2^64-1 have none and are left out.
 *
 * Throws EINVAL for everything that is wrong with the file, and what the reader throws.
 */
export function elfCore(reader: ByteReader): ElfCore {
  const { loads, ...facts } = readElf(reader);
  const used = loads.filter((load) => load.memoryBytes > 0n && load.physicalAddress !== highestAddress);
  for (const load of loads) checkLoad(reader, load);
  if (used.length === 0)
    throw new PtError(EINVAL, "the ELF file has no PT_LOAD segment with physical memory");
  if (isOfProcess(used))
    throw new PtError(
      EINVAL,
      "this core is of a process: its segments have virtual addresses only (every p_paddr is 0)",
    );
  const pieces = agreeingExtents(used.flatMap(extentsOf), reader).map(({ start, end, position, name }) => ({
    address: start,
    reader,
    position: Number(position ?? 0n),
    fileBytes: position === undefined ? 0 : Number(end - start),
    memoryBytes: end - start,
    name,
  }));
  return { facts, source: new MappedSource(pieces) };
}

const nameOf = ({ index }: ElfLoad): string => `program header ${index}`;

function checkLoad(reader: ByteReader, load: ElfLoad): void {
  const { offset, fileBytes, memoryBytes, physicalAddress } = load;
  if (fileBytes > memoryBytes) {
    const lie = `${fileBytes} bytes in the file but only ${memoryBytes} in memory`;
    throw new PtError(EINVAL, `${nameOf(load)}: ${lie}`);
  }
  // Where nothing of a segment is in the file, dumpers write anything as its offset.
  if (fileBytes > 0n) checkInFile(reader, offset, fileBytes, `the segment of ${nameOf(load)}`);
  const hasAddress = physicalAddress !== highestAddress;
  if (hasAddress && physicalAddress + memoryBytes > highestAddress + 1n) {
    const range = `${memoryBytes} bytes at ${hex(physicalAddress)}`;
    throw new PtError(EINVAL, `${nameOf(load)}: ${range} leave the 64-bit address space`);
  }
}

/** Cores of processes leave physical addresses out; memory of a whole machine may have one segment at 0. */
function isOfProcess(loads: readonly ElfLoad[]): boolean {
  return (
    loads.every(({ physicalAddress }) => physicalAddress === 0n) &&
    loads.some(({ virtualAddress }) => virtualAddress > 0n && virtualAddress < highHalf)
  );
}

function extentsOf(load: ElfLoad): readonly FileExtent[] {
  const { physicalAddress: start, fileBytes, memoryBytes, offset } = load;
  const inFile = { start, end: start + fileBytes, position: offset, name: nameOf(load) };
  const zeros = { start: inFile.end, end: start + memoryBytes, position: undefined, name: nameOf(load) };
  return [inFile, zeros].filter((extent) => extent.end > extent.start);
}
