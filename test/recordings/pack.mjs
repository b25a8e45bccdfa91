#!/usr/bin/env node
// Packs folders of recordings for a clone: `node test/recordings/pack.mjs <vectors> [folder...]`.
// Writes <folder>.json.gz, which `generic-pt verify` reads, and hashes.json with the SHA-256 of every file in them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readHashes, sha256, writeHashes, writePack } from "../packing.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const [vectors, ...chosen] = process.argv.slice(2);
if (vectors === undefined) {
  console.error("usage: node test/recordings/pack.mjs <vectors> [folder...]");
  process.exit(2);
}
const shipped = [
  "amdv1",
  "amdv1_mock",
  "armv7s",
  "armv8_16k",
  "armv8_4k",
  "armv8_64k",
  "dart",
  "io-pgtable-arm",
  "io-pgtable-arm-v7s",
  "io-pgtable-dart",
  "riscv64",
  "vtdss",
  "x86_64",
  "x86pae",
];
const folders = chosen.length > 0 ? chosen : shipped;

const hashes = readHashes(join(here, "hashes.json"));
for (const folder of folders) {
  for (const name of Object.keys(hashes)) if (name.startsWith(`${folder}/`)) delete hashes[name];
  const files = {};
  for (const name of readdirSync(join(vectors, folder)).sort()) {
    if (!name.endsWith(".json")) continue;
    const bytes = readFileSync(join(vectors, folder, name));
    files[name] = bytes.toString("utf8");
    hashes[`${folder}/${name}`] = sha256(bytes);
  }
  const size = writePack(join(here, `${folder}.json.gz`), { pack: 1, files });
  console.log(`${folder}: ${Object.keys(files).length} files, ${size} bytes`);
}
writeHashes(join(here, "hashes.json"), hashes);
