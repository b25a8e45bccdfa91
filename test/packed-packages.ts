import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll } from "vitest";

export const root = fileURLToPath(new URL("../", import.meta.url));

/** A package of this workspace. */
export interface WorkspacePackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What tests read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Every package that can be published. */
export function workspacePackages(): readonly WorkspacePackage[] {
  const { workspaces } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly workspaces: readonly string[];
  };
  return workspaces.flatMap(foldersOf).map((folder) => {
    const manifest = readManifest(folder);
    return { name: manifest.name, folder, manifest };
  });
}

/** A pattern is a folder, or every folder of one. */
function foldersOf(pattern: string): readonly string[] {
  if (!pattern.endsWith("/*")) return [join(root, pattern)];
  const parent = join(root, pattern.slice(0, -2));
  const entries = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => join(parent, name));
}

/** What a program said. */
export interface Output {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const execute = promisify(execFile);

/** Runs a program to its end, whatever its exit code. */
export async function runProgram(file: string, args: readonly string[], cwd: string): Promise<Output> {
  try {
    const { stdout, stderr } = await execute(file, args, {
      cwd,
      env: plainEnvironment(),
      maxBuffer: 1 << 26,
    });
    return { status: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== "number") throw error;
    return { status: code, stdout: stdout ?? "", stderr: stderr ?? "" };
  }
}

/** Ours without what npm adds for scripts: it would point an npm below at this workspace. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}

/** Like {@link runProgram} for what must succeed; returns what it said. */
export async function runOrThrow(file: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, stdout, stderr } = await runProgram(file, args, cwd);
  if (status !== 0) throw new Error(`${[file, ...args].join(" ")}: exit code ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** Packs a built package as publishing would; returns the path of the tarball, in a folder of its own. */
export async function pack(folder: string, into: string): Promise<string> {
  const target = mkdtempSync(join(into, "packed-"));
  await runOrThrow("npm", ["pack", "--ignore-scripts", "--pack-destination", target, folder], root);
  const [file] = readdirSync(target);
  if (file === undefined) throw new Error(`${folder} was not packed`);
  return join(target, file);
}

/** A new folder outside the repository, removed after the tests of this file. */
export function outsideFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "generic-pt-outside-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
