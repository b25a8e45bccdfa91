// What packs of recordings and of dumps have in common. The same files give the same bytes.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Byte 9 of a gzip header names the operating system that packed it; 255 is "unknown". */
const systemByte = 9;

/** Writes a value as JSON, packed; returns the bytes. */
export function writePack(file, value) {
  const packed = gzipSync(JSON.stringify(value), { level: 9 });
  packed[systemByte] = 255;
  writeFileSync(file, packed);
  return packed.length;
}

export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Hashes by `<folder>/<file>`; none if the file is not there yet. */
export function readHashes(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}

export function writeHashes(file, hashes) {
  const sorted = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
