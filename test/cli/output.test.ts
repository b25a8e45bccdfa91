import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { cleanEnvironment, command, root, run, scratchFolder } from "./run-command.js";
import { arenaBase, writeImages } from "./table-images.js";

const scratch = scratchFolder();

/** Every second page of 512 tables: as many rows as leaves, and more than any pipe holds. */
function manyRows(): string {
  const memory = new Uint8Array(0x4000);
  const view = new DataView(memory.buffer);
  const to = (table: number): bigint => (arenaBase + 0x1000n * BigInt(table)) | 7n;
  view.setBigUint64(0, to(1), true);
  view.setBigUint64(0x1000, to(2), true);
  for (let index = 0; index < 512; index++) {
    view.setBigUint64(0x2000 + 8 * index, to(3), true);
    if (index % 2 === 0) view.setBigUint64(0x3000 + 8 * index, 0x5067n, true);
  }
  const registers = { CR3: `0x${arenaBase.toString(16)}`, CR4: "0x20" };
  return writeImages(join(scratch, "many"), memory, {
    registers,
    tables: [{ name: "evil\u001b[2J\u009b\nname", root: registers.CR3, levels: 4 }],
  }).folder[0] as string;
}

const many = manyRows();
const dump = ["dump", many, "--format", "x86_64"];

describe("a full disk", () => {
  const hasFull = existsSync("/dev/full");

  test.skipIf(!hasFull).each<readonly [string, readonly string[]]>([
    ["dump", dump],
    ["dump --json", [...dump, "--json"]],
    ["walk", ["walk", many, "0", "--format", "x86_64"]],
    ["compare", ["compare", many, many, "--format", "x86_64"]],
    ["model", ["model", "vtdss"]],
    ["--help", ["--help"]],
  ])("is one line and exit code 2: %s", (_, args) => {
    const line = `'${process.execPath}' '${command}' ${args.join(" ")} > /dev/full`;
    const { status, stderr } = spawnSync("bash", ["-c", line], {
      cwd: root,
      encoding: "utf8",
      env: cleanEnvironment({}),
    });
    expect(stderr).toMatch(/^generic-pt: standard output cannot be written: ENOSPC.*\n$/);
    expect(status).toBe(2);
  });

  test.skipIf(!hasFull)("where the message does not fit either is exit code 2", () => {
    const line = `'${process.execPath}' '${command}' --help > /dev/full 2>&1`;
    expect(spawnSync("bash", ["-c", line], { cwd: root }).status).toBe(2);
  });
});

/** KiB that a process has in memory. */
function residentOf(pid: number): number {
  const [, kib = "0"] = /^VmRSS:\s+([0-9]+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib);
}

/** Runs a command whose output nobody reads for a while: how much memory it has then, and what it prints at last. */
async function stalled(args: readonly string[]): Promise<{ resident: number; code: unknown; text: string }> {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { pid, stdout } = child;
  if (pid === undefined) throw new Error("not started");
  const ended = new Promise((resolve) => child.once("close", resolve));
  await delay(5000);
  // More than the pipe holds is left to print.
  expect(child.exitCode).toBe(null);
  const resident = residentOf(pid);
  let text = "";
  for await (const chunk of stdout.setEncoding("utf8")) text += chunk;
  return { resident, code: await ended, text };
}

describe.skipIf(!existsSync("/proc/self/status"))("a reader that is slow", () => {
  test.each([[[]], [["--json"]]])("is waited for, and gets everything: dump %j", async (more) => {
    const few = await stalled([...dump, ...more, "--limit", "4000"]);
    const all = await stalled([...dump, ...more]);
    expect([few.code, all.code]).toEqual([0, 0]);
    expect(all.text.match(/^(?:0x|\{"va")/gm)?.length).toBe(512 * 256);
    expect(all.resident - few.resident).toBeLessThan(8 << 10);
  });
});

describe("what files say", () => {
  test("cannot act on the terminal", () => {
    const name = "evil\u001b[2J\u009b\nname";
    const shown = "evil\\u001b[2J\\u009b\\u000aname";
    const { status, stdout, stderr } = run(["walk", many, "0", "--format", "x86_64", "--table", name]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`from table ${shown} of the manifest\n`);
    const other = run(["walk", many, "0", "--format", "x86_64", "--table", "x\u001b]0;y"]);
    expect(other.stderr).toContain(`no table "x\\u001b]0;y": `);
    expect(other.stderr).toContain(`names ${shown}\n`);
  });

  test("is the same in JSON", () => {
    const name = "evil\u001b[2J\u009b\nname";
    const { stdout } = run(["walk", many, "0", "--format", "x86_64", "--table", name, "--json"]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("\u009b");
    expect((JSON.parse(stdout) as { origin: string }).origin).toBe(`table ${name} of the manifest`);
  });
});

describe.skipIf(spawnSync("script", ["--version"]).status !== 0)("the width of a terminal", () => {
  const watched = (columns: number): readonly string[] => {
    const line = `stty cols ${columns}; '${process.execPath}' '${command}' walk ${many} 0x1000 --format x86_64`;
    const { stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
      cwd: root,
      encoding: "utf8",
      env: cleanEnvironment({ TERM: "dumb" }),
    });
    return stdout.split(/\r?\n/);
  };

  test("decides where lines are broken", () => {
    const title = "root 0x80000000, level 3 (PML4), from cr3 0x80000000, cr4 0x20";
    expect(watched(100)).toContain(title);
    expect(watched(60)).toContain("root 0x80000000, level 3 (PML4), from cr3 0x80000000, cr4");
    expect(watched(10)).toContain("root 0x80000000, level 3 (PML4), from");
  });
});
