import { highestAddress } from "../contract/address-check.js";
import { EINVAL } from "../contract/errno.js";
import { PtError } from "../contract/error.js";

/** Memory that a manifest says is in a part of a file. */
export interface ManifestSegment {
  /** Physical address of the first byte. */
  readonly pa: bigint;
  /** Relative to the manifest's folder, and in it or below. */
  readonly file: string;
  /** Where in the file, in bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
}

/** How a manifest says that memory is stored. */
export type ManifestMemory =
  | { readonly kind: "segments"; readonly segments: readonly ManifestSegment[] }
  | { readonly kind: "elf-core"; readonly file: string }
  | { readonly kind: "raw"; readonly file: string; readonly base: bigint };

/** What the readers of images understand of a manifest. */
export interface ImageManifest {
  readonly memory: ManifestMemory;
  /** By name; empty if the manifest has none. */
  readonly registers: ReadonlyMap<string, bigint>;
  /** Everything it says, as `JSON.parse` gives it. */
  readonly json: Readonly<Record<string, unknown>>;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads the manifest of a memory image: `memory` and `registers`, other keys being the caller's. Numbers are JSON
 * integers below 2^53, or hexadecimal strings that begin with 0x. Throws EINVAL with the place, as in
 * `memory.segments[3].pa`.
 */
export function parseManifest(text: string): ImageManifest {
  const json = objectAt(parseJson(text), "the manifest");
  const entries = Object.entries(
    Object.hasOwn(json, "registers") ? objectAt(json.registers, "registers") : {},
  );
  const registers = new Map(entries.map(([name, value]) => [name, numberAt(value, `registers.${name}`)]));
  return { memory: memoryAt(objectAt(member(json, "memory"), "memory")), registers, json };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new PtError(EINVAL, `not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function memoryAt(memory: JsonObject): ManifestMemory {
  const kind = member(memory, "kind");
  switch (kind) {
    case "segments":
      return { kind, segments: segmentsAt(member(memory, "segments"), "memory.segments") };
    case "elf-core":
      return { kind, file: fileAt(member(memory, "file"), "memory.file") };
    case "raw":
      return {
        kind,
        file: fileAt(member(memory, "file"), "memory.file"),
        base: addressAt(member(memory, "base"), "memory.base"),
      };
    default:
      return wrong("memory.kind", `"segments", "elf-core" or "raw"`, kind);
  }
}

function segmentsAt(value: unknown, path: string): readonly ManifestSegment[] {
  if (!Array.isArray(value)) return wrong(path, "a list", value);
  return value.map((item: unknown, index) => {
    const place = `${path}[${index}]`;
    const segment = objectAt(item, place);
    return {
      pa: addressAt(member(segment, "pa"), `${place}.pa`),
      file: fileAt(member(segment, "file"), `${place}.file`),
      offset: bytesAt(member(segment, "offset"), `${place}.offset`),
      length: bytesAt(member(segment, "length"), `${place}.length`),
    };
  });
}

/** A key of the object itself; undefined if it is not there. */
function member(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function objectAt(value: unknown, path: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return wrong(path, "an object", value);
  return value as JsonObject;
}

function numberAt(value: unknown, path: string): bigint {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  // Registers of 128 bits exist; what is longer is no number of anything.
  if (typeof value === "string" && /^0x[0-9a-f]{1,32}$/i.test(value)) return BigInt(value);
  return wrong(path, `a whole number below 2^53 or a string like "0x1f000"`, value);
}

function addressAt(value: unknown, path: string): bigint {
  const address = numberAt(value, path);
  return address <= highestAddress ? address : wrong(path, "an address of 64 bits", value);
}

function bytesAt(value: unknown, path: string): number {
  const bytes = numberAt(value, path);
  return bytes <= Number.MAX_SAFE_INTEGER ? Number(bytes) : wrong(path, "below 2^53", value);
}

/** A file in the manifest's folder or below, whichever system reads it. */
function fileAt(value: unknown, path: string): string {
  if (typeof value !== "string" || value === "") return wrong(path, "the name of a file", value);
  const steps = value.split(/[/\\]/);
  if (/^[a-z]:/i.test(value) || steps[0] === "" || steps.includes("..") || value.includes("\0"))
    return wrong(path, "a file in the manifest's folder, without .. or a root", value);
  if (steps.every((step) => step === "." || step === "")) return wrong(path, "a file, no folder", value);
  return value;
}

function wrong(path: string, expected: string, value: unknown): never {
  throw new PtError(
    EINVAL,
    value === undefined
      ? `${shortened(path)} is missing; it must be ${expected}`
      : `${shortened(path)} must be ${expected}, not ${shown(value)}`,
  );
}

/** Values can be long or nested deeply, so only plain ones are quoted. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(shortened(value)) : String(value);
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
