import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "./command-error.js";

/** Names of the folders of a workspace. */
export const specsName = "specs";
export const packagesName = "generated";
const docsName = "docs/formats";

/** Where a command finds what it works on. Paths are as short as they can be, for messages. */
export interface Workspace {
  readonly specs: string;
  readonly packages: string;
  /** Folder of the formats' pages. */
  readonly docs: string;
}

export interface WorkspaceOptions {
  /** Folder of specs; default: the workspace's. */
  readonly specs?: string;
  /** Folder of generated packages; default: the workspace's. */
  readonly packages?: string;
  /** Folder of the formats' pages; default: the workspace's. */
  readonly docs?: string;
  /** Where the current folder is in no workspace, the one that this command belongs to serves as well. */
  readonly orOwn?: boolean;
}

/** Throws {@link CommandError} if there is no folder of specs. */
export function findWorkspace(options: WorkspaceOptions = {}): Workspace {
  const root = findRoot(options.orOwn ?? false);
  const specs = options.specs ?? (root === undefined ? undefined : join(root, specsName));
  if (specs === undefined)
    throw new CommandError(`no folder "${specsName}" here or in a workspace above; say where with --specs`);
  if (!existsSync(specs)) throw new CommandError(`${specs}: no such file or folder`);
  return {
    specs,
    packages: options.packages ?? join(root ?? ".", packagesName),
    docs: options.docs ?? join(root ?? ".", docsName),
  };
}

/** The workspace that the current folder is in, relative to it; undefined if it is in none. */
export function findRoot(orOwn = false): string | undefined {
  const here = process.cwd();
  if (existsSync(specsName)) return ".";
  const above =
    rootAbove(dirname(here)) ?? (orOwn ? rootAbove(fileURLToPath(new URL(".", import.meta.url))) : undefined);
  return above === undefined ? undefined : shortPath(above);
}

function rootAbove(folder: string): string | undefined {
  const isRoot = existsSync(join(folder, specsName)) && existsSync(join(folder, "package.json"));
  if (isRoot) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : rootAbove(parent);
}

/** Relative to the current folder, unless that is the longer way to say it. */
export function shortPath(path: string): string {
  const relativePath = relative(process.cwd(), path);
  return relativePath.length < path.length ? relativePath : path;
}
