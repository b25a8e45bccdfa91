import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandError } from "./command-error.js";

/** A package is not there, not built or not what generation makes. */
export class UnusablePackage extends CommandError {}

/** The `exports` of a package.json. */
export type EntryPoints = Readonly<Record<string, { readonly default?: string } | string | undefined>>;

/** Throws {@link UnusablePackage} if there is no package in the folder. */
export function entryPointsOf(folder: string): EntryPoints {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest))
    throw new UnusablePackage(`${folder} is not there: run "generic-pt generate", then ${build(folder)}`);
  const { exports = {} } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly exports?: EntryPoints };
  return exports;
}

/** Loads the built file of an entry point. Throws {@link UnusablePackage} if there is none. */
export async function importEntryPoint(folder: string, entryPoint: string): Promise<object> {
  const entry = entryPointsOf(folder)[entryPoint];
  const built = typeof entry === "object" ? entry.default : undefined;
  if (built === undefined)
    throw new UnusablePackage(
      `${folder} has no entry point "${entryPoint}": run "generic-pt generate", then ${build(folder)}`,
    );
  const file = resolve(folder, built);
  if (!existsSync(file)) throw new UnusablePackage(`${folder} is not built: run ${build(folder)}`);
  return (await import(pathToFileURL(file).href)) as object;
}

/** What compiles a package, in whatever workspace it lies. */
function build(folder: string): string {
  return `"tsc -b ${folder}"`;
}
