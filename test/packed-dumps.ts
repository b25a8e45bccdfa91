import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const packs = fileURLToPath(new URL("dumps/", import.meta.url));

/** SHA-256 per file of the packed dumps, by `<dump>/<file>`. */
export function dumpHashes(): Record<string, string> {
  return JSON.parse(readFileSync(`${packs}hashes.json`, "utf8")) as Record<string, string>;
}

/** The names of the packed dumps. */
export const packedDumps: readonly string[] = readdirSync(packs)
  .filter((name) => name.endsWith(".json.gz"))
  .map((name) => name.slice(0, -".json.gz".length));

/** The files of a packed dump. */
export function dumpFiles(name: string): Map<string, Buffer> {
  const { files } = JSON.parse(gunzipSync(readFileSync(`${packs}${name}.json.gz`)).toString("utf8")) as {
    files: Record<string, string>;
  };
  return new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text, "base64")]));
}

/** Unpacks a dump into a folder of its own below `parent`; returns that folder. */
export function unpackDump(name: string, parent: string, as = name): string {
  const folder = join(parent, as);
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of dumpFiles(name)) writeFileSync(join(folder, file), bytes);
  return folder;
}
