import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackagesTask } from "./generate-packages.js";

/**
 * Folders of packages that were generated from a spec that is no longer there. Nothing is known of the others if
 * only some formats were asked for.
 */
export function packagesWithoutSpec({ packages, folder, chosen }: PackagesTask): readonly string[] {
  if (chosen.length > 0 || !existsSync(folder)) return [];
  const made = new Set(packages.map(({ format }) => format));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !made.has(entry.name))
    .map(({ name }) => join(folder, name))
    .filter(isGenerated)
    .sort();
}

/** By the name in its manifest. */
function isGenerated(folder: string): boolean {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return false;
  try {
    const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: unknown };
    return typeof name === "string" && name.startsWith("@generic-pt/");
  } catch {
    return false;
  }
}
