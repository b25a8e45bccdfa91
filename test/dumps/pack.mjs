#!/usr/bin/env node
// Packs dumps for a clone: `node test/dumps/pack.mjs <dumps> [folder...]`, default: those of formats that have tests.
// Writes <folder>.json.gz, which tests unpack, and hashes.json with the SHA-256 of every file in them. What only people
// read (texts) is left out.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readHashes, sha256, writeHashes, writePack } from "../packing.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const [dumps, ...chosen] = process.argv.slice(2);
if (dumps === undefined) {
  console.error("usage: node test/dumps/pack.mjs <dumps> [folder...]");
  process.exit(2);
}
const folders =
  chosen.length > 0
    ? chosen
    : [
        "arm64-16k-smmuv3",
        "arm64-4k-cpu",
        "arm64-4k-elf-core",
        "arm64-4k-smmuv3",
        "riscv64-sv39",
        "riscv64-sv48",
        "riscv64-sv57",
        "x86_64-4level-cpu",
        "x86_64-5level-cpu",
        "x86_64-amdvi",
        "x86_64-vtd-4level",
      ];

const hashes = readHashes(join(here, "hashes.json"));
for (const folder of folders) {
  for (const name of Object.keys(hashes)) if (name.startsWith(`${folder}/`)) delete hashes[name];
  const files = {};
  for (const name of readdirSync(join(dumps, folder)).sort()) {
    if (!/\.(json|bin|elf)$/.test(name)) continue;
    const bytes = readFileSync(join(dumps, folder, name));
    files[name] = bytes.toString("base64");
    hashes[`${folder}/${name}`] = sha256(bytes);
  }
  const size = writePack(join(here, `${folder}.json.gz`), { files });
  console.log(`${folder}: ${Object.keys(files).length} files, ${size} bytes`);
}
writeHashes(join(here, "hashes.json"), hashes);
