import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Arena, type PageTable, type TableConfig } from "@generic-pt/core";
import { PageTable as TableOfDevice } from "../../generated/amdv1/src/native/arena/index.js";
import { PageTable as TableOfHart } from "../../generated/riscv64/src/riscv64/arena/index.js";
import { PageTable as TableOfCpu } from "../../generated/x86_64/src/x86_64/arena/index.js";
import { contentOffset, elfFile } from "../images/elf-builder.js";

/** Bytes from an address on are mapped to as many from another. */
export interface Extent {
  readonly va: bigint;
  readonly oa: bigint;
  readonly length: bigint;
  readonly protection: number;
}

/** Tables of some formats, and what says to the command that they are that. */
export const kinds = [
  {
    format: "x86_64",
    create: (arena: Arena): PageTable => TableOfCpu.create(arena, cpu),
    options: (root: bigint) => ["--register", `cr3=0x${root.toString(16)}`, "--register", "CR4=0x20"],
  },
  {
    format: "riscv64",
    create: (arena: Arena): PageTable => TableOfHart.create(arena, hart),
    options: (root: bigint) => ["--register", `satp=0x${((9n << 60n) | (root >> 12n)).toString(16)}`],
  },
  {
    format: "amdv1/native",
    create: (arena: Arena): PageTable => TableOfDevice.create(arena, device),
    options: (root: bigint) => ["--root", `0x${root.toString(16)}`, "--top-level", "3"],
  },
] as const;

const cpu: TableConfig = { vaBits: 48, topLevel: 3, features: ["sign_extend"] };
const hart: TableConfig = { vaBits: 48, topLevel: 3, features: ["sign_extend"] };
const device: TableConfig = { vaBits: 48, topLevel: 3 };

export const arenaBase = 0x8000_0000n;

export function newArena(): Arena {
  return new Arena({ bytes: 1 << 20, base: arenaBase });
}

/** What a raw file or an ELF core holds of an arena. */
export function memoryOf(arena: Arena): Uint8Array {
  return new Uint8Array(arena.words.buffer, arena.words.byteOffset, arena.byteLength).slice();
}

/** Writes the memory in all ways that images may be stored; each comes with the options that it needs. */
export function writeImages(
  folder: string,
  memory: Uint8Array,
  manifest: object = {},
): { readonly raw: readonly string[]; readonly elf: readonly string[]; readonly folder: readonly string[] } {
  mkdirSync(folder, { recursive: true });
  const [raw, elf] = [join(folder, "memory.raw"), join(folder, "core.elf")];
  writeFileSync(raw, memory);
  const header = {
    offset: BigInt(contentOffset(1)),
    physicalAddress: arenaBase,
    fileBytes: BigInt(memory.length),
  };
  writeFileSync(elf, elfFile({ endianness: "little", headers: [header], content: memory }));
  const whole = { memory: { kind: "elf-core", file: "core.elf" }, ...manifest };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(whole));
  return { raw: [raw, "--base", `0x${arenaBase.toString(16)}`], elf: [elf], folder: [folder] };
}
