import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const command = join(root, "generator/bin/generic-pt.js");

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Default: the workspace. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built command to its end, with its output piped, as scripts do. */
export function run(args: readonly string[], { cwd = root, env = {} }: RunOptions = {}): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd,
    encoding: "utf8",
    env: cleanEnvironment(env),
  });
  return { status, stdout, stderr };
}

/** Ours, without what changes the output of the command. */
export function cleanEnvironment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, GENERIC_PT_DEBUG: ___, ...rest } = process.env;
  return { ...rest, ...added };
}

/** A folder of its own for a test file; it is removed after the tests. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "generic-pt-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
