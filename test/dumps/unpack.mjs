// Unpacks the dumps of this folder: node test/dumps/unpack.mjs <folder>
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const packs = fileURLToPath(new URL(".", import.meta.url));
const [parent] = process.argv.slice(2);
if (parent === undefined) {
  console.error("usage: node test/dumps/unpack.mjs <folder>");
  process.exit(2);
}
for (const pack of readdirSync(packs).filter((name) => name.endsWith(".json.gz"))) {
  const folder = join(parent, pack.slice(0, -".json.gz".length));
  mkdirSync(folder, { recursive: true });
  const { files } = JSON.parse(gunzipSync(readFileSync(join(packs, pack))).toString("utf8"));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), Buffer.from(text, "base64"));
  console.log(folder);
}
