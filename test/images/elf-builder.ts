/** A program header of an ELF64 file to be built; what is not given is 0. */
export interface ProgramHeader {
  readonly type?: number;
  readonly offset?: bigint;
  readonly virtualAddress?: bigint;
  readonly physicalAddress?: bigint;
  readonly fileBytes?: bigint;
  readonly memoryBytes?: bigint;
}

export interface ElfFile {
  readonly endianness: "little" | "big";
  readonly machine?: number;
  readonly headers: readonly ProgramHeader[];
  /** What follows the headers. */
  readonly content?: Uint8Array;
  /** Puts the number of program headers into section header 0, as files with too many of them do. */
  readonly countInSection?: boolean;
}

/** Type of a segment that is loaded. */
export const load = 1;

/** Where the content of a file begins that has so many program headers. */
export function contentOffset(headers: number, countInSection = false): number {
  return 64 + 56 * headers + (countInSection ? 64 : 0);
}

/** Lays out header, program headers, a section header if there is one, and content. */
export function elfFile(file: ElfFile): Uint8Array {
  const { endianness, machine = 0, headers, content = new Uint8Array(0), countInSection = false } = file;
  const little = endianness === "little";
  const start = contentOffset(headers.length, countInSection);
  const bytes = new Uint8Array(start + content.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, little ? 1 : 2, 1]);
  view.setUint16(16, 4, little);
  view.setUint16(18, machine, little);
  view.setUint32(20, 1, little);
  view.setBigUint64(32, 64n, little);
  view.setUint16(52, 64, little);
  view.setUint16(54, 56, little);
  view.setUint16(56, countInSection ? 0xffff : headers.length, little);
  for (const [index, header] of headers.entries()) {
    const at = 64 + 56 * index;
    view.setUint32(at, header.type ?? load, little);
    view.setBigUint64(at + 8, header.offset ?? 0n, little);
    view.setBigUint64(at + 16, header.virtualAddress ?? 0n, little);
    view.setBigUint64(at + 24, header.physicalAddress ?? 0n, little);
    view.setBigUint64(at + 32, header.fileBytes ?? 0n, little);
    view.setBigUint64(at + 40, header.memoryBytes ?? header.fileBytes ?? 0n, little);
  }
  if (countInSection) {
    view.setBigUint64(40, BigInt(start - 64), little);
    view.setUint16(58, 64, little);
    view.setUint16(60, 1, little);
    view.setUint32(start - 64 + 44, headers.length, little);
  }
  bytes.set(content, start);
  return bytes;
}
