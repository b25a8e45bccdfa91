import { hex } from "../contract/address-check.js";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";
import type { ByteReader } from "./byte-reader.js";

/** What the header of an ELF file says of the machine it comes from. */
export interface ElfFacts {
  readonly endianness: "little" | "big";
  /** `e_machine`: the number of an architecture, as the ELF standards list them. */
  readonly machine: number;
  /** `e_type`: 4 is a core. */
  readonly type: number;
}

/** One `PT_LOAD` of the program headers. */
export interface ElfLoad {
  /** Which program header it is, from 0. */
  readonly index: number;
  readonly offset: bigint;
  readonly virtualAddress: bigint;
  readonly physicalAddress: bigint;
  readonly fileBytes: bigint;
  readonly memoryBytes: bigint;
}

export const elfMagic: readonly number[] = [0x7f, 0x45, 0x4c, 0x46];

const headerBytes = 64;
const programHeaderBytes = 56;
const sectionHeaderBytes = 64;
/** As the number of program headers: it does not fit, and stands in the first section header. */
const countIsElsewhere = 0xffff;
const loadType = 1;
/** What is read of the program headers at once. */
const batch = 1024;
/** Far more than any dump has; keeps what a lying header can cost near what the file takes. */
const mostProgramHeaders = 1 << 18;

/**
 * Reads the header and the program headers of an ELF64 file of either byte order, and of any type. Throws EINVAL if
 * it is something else, or if headers lie beyond its end.
 */
export function readElf(reader: ByteReader): ElfFacts & { readonly loads: readonly ElfLoad[] } {
  const ident = bytesAt(reader, 0n, Math.min(16, reader.size), "the ELF identification");
  if (elfMagic.some((byte, index) => ident[index] !== byte))
    throw new PtError(EINVAL, "not an ELF file: it does not begin with 7f 45 4c 46");
  if (ident[4] === 1)
    throw new PtError(EINVAL, "an ELF32 file: only ELF64 is read; take the dump as ELF64 or raw");
  const header = new DataView(bytesAt(reader, 0n, headerBytes, "the ELF header").buffer);
  if (ident[4] !== 2) throw new PtError(EINVAL, `ELF class ${ident[4]} at file offset 0x4: not 1 or 2`);
  if (ident[5] !== 1 && ident[5] !== 2)
    throw new PtError(EINVAL, `ELF byte order ${ident[5]} at file offset 0x5: not 1 (little) or 2 (big)`);
  if (ident[6] !== 1) throw new PtError(EINVAL, `ELF version ${ident[6]} at file offset 0x6: not 1`);
  const little = ident[5] === 1;
  return {
    endianness: little ? "little" : "big",
    type: header.getUint16(16, little),
    machine: header.getUint16(18, little),
    loads: readLoads(reader, header, little),
  };
}

function readLoads(reader: ByteReader, header: DataView, little: boolean): readonly ElfLoad[] {
  const first = header.getBigUint64(32, little);
  const count = programHeaderCount(reader, header, little);
  if (count === 0) return [];
  const entryBytes = header.getUint16(54, little);
  if (entryBytes !== programHeaderBytes)
    throw new PtError(EINVAL, `program headers of ${entryBytes} bytes each (at file offset 0x36): not 56`);
  const what = `the table of ${count} program headers`;
  checkInFile(reader, first, BigInt(count * programHeaderBytes), what);
  if (count > mostProgramHeaders)
    throw new PtError(EINVAL, `${count} program headers: more than ${mostProgramHeaders} are not read`);
  const loads: ElfLoad[] = [];
  for (let index = 0; index < count; index += batch) {
    const entries = Math.min(batch, count - index);
    const place = first + BigInt(index * programHeaderBytes);
    const view = new DataView(bytesAt(reader, place, entries * programHeaderBytes, what).buffer);
    for (let entry = 0; entry < entries; entry++) {
      const at = entry * programHeaderBytes;
      if (view.getUint32(at, little) !== loadType) continue;
      loads.push({
        index: index + entry,
        offset: view.getBigUint64(at + 8, little),
        virtualAddress: view.getBigUint64(at + 16, little),
        physicalAddress: view.getBigUint64(at + 24, little),
        fileBytes: view.getBigUint64(at + 32, little),
        memoryBytes: view.getBigUint64(at + 40, little),
      });
    }
  }
  return loads;
}

function programHeaderCount(reader: ByteReader, header: DataView, little: boolean): number {
  const count = header.getUint16(56, little);
  if (count !== countIsElsewhere) return count;
  const sections = header.getBigUint64(40, little);
  const entryBytes = header.getUint16(58, little);
  const why = "65535 program headers (at file offset 0x38) mean that section header 0 has their number";
  if (sections === 0n) throw new PtError(EINVAL, `${why}, but there are no section headers`);
  if (entryBytes !== sectionHeaderBytes)
    throw new PtError(EINVAL, `${why}, but section headers have ${entryBytes} bytes (at 0x3a): not 64`);
  const section = bytesAt(reader, sections, sectionHeaderBytes, "section header 0");
  return new DataView(section.buffer).getUint32(44, little);
}

/** Throws EINVAL, with the bytes that lack, unless the range is within the file. */
export function checkInFile(reader: ByteReader, offset: bigint, bytes: bigint, what: string): void {
  const lacking = offset + bytes - BigInt(reader.size);
  if (lacking <= 0n) return;
  const place = `${what} (${bytes} bytes at file offset ${hex(offset)})`;
  throw new PtError(EINVAL, `${place}: the file ends ${lacking} bytes before its end`);
}

function bytesAt(reader: ByteReader, offset: bigint, bytes: number, what: string): Uint8Array<ArrayBuffer> {
  checkInFile(reader, offset, BigInt(bytes), what);
  const into = new Uint8Array(bytes);
  reader.read(Number(offset), into);
  return into;
}
