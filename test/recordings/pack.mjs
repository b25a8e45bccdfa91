#!/usr/bin/env node
// Packs folders of recordings for a clone: `node test/recordings/pack.mjs <vectors> [folder...]`.
// Writes <folder>.json.gz, which `generic-pt verify` reads, and hashes.json with the SHA-256 of every file in them.
// The same files give the same bytes.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const [vectors, ...chosen] = process.argv.slice(2);
if (vectors === undefined) {
  console.error("usage: node test/recordings/pack.mjs <vectors> [folder...]");
  process.exit(2);
}
const folders = chosen.length > 0 ? chosen : ["amdv1", "amdv1_mock", "riscv64", "vtdss", "x86_64"];

/** Byte 9 of a gzip header names the operating system that packed it; 255 is "unknown". */
const systemByte = 9;

const hashes = readHashes();
for (const folder of folders) {
  for (const name of Object.keys(hashes)) if (name.startsWith(`${folder}/`)) delete hashes[name];
  const files = {};
  for (const name of readdirSync(join(vectors, folder)).sort()) {
    if (!name.endsWith(".json")) continue;
    const bytes = readFileSync(join(vectors, folder, name));
    files[name] = bytes.toString("utf8");
    hashes[`${folder}/${name}`] = createHash("sha256").update(bytes).digest("hex");
  }
  const packed = gzipSync(JSON.stringify({ pack: 1, files }), { level: 9 });
  packed[systemByte] = 255;
  writeFileSync(join(here, `${folder}.json.gz`), packed);
  console.log(`${folder}: ${Object.keys(files).length} files, ${packed.length} bytes`);
}
const sorted = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(here, "hashes.json"), `${JSON.stringify(sorted, null, 2)}\n`);

function readHashes() {
  try {
    return JSON.parse(readFileSync(join(here, "hashes.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}
