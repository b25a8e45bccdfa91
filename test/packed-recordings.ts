import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

/** Where the packs lie. */
export const packFolder = fileURLToPath(new URL("recordings/", import.meta.url));

/** SHA-256 per recording, by `<folder>/<file>`. */
export function packedHashes(): Record<string, string> {
  return JSON.parse(readFileSync(`${packFolder}hashes.json`, "utf8")) as Record<string, string>;
}

/** Text of every packed recording, by `<folder>/<file>`. */
export function packedTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const pack of readdirSync(packFolder).filter((name) => name.endsWith(".json.gz"))) {
    const folder = pack.slice(0, -".json.gz".length);
    const { files } = JSON.parse(gunzipSync(readFileSync(packFolder + pack)).toString("utf8")) as {
      files: Record<string, string>;
    };
    for (const [name, text] of Object.entries(files)) texts.set(`${folder}/${name}`, text);
  }
  return texts;
}
