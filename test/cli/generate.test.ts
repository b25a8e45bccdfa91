import { spawn } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cleanEnvironment, command, root, run, scratchFolder } from "./run-command.js";

const scratch = scratchFolder();
const sourceOfTranslate = "src/tiny3/arena/translate.ts";
let workspace = "";
let count = 0;

/** A workspace of its own with one small spec. */
function newWorkspace(): void {
  workspace = join(scratch, `workspace-${count++}`);
  mkdirSync(join(workspace, "specs"), { recursive: true });
  copyFileSync(join(root, "test/specs/tiny3.yaml"), path("specs/tiny3.yaml"));
}

const path = (file: string): string => join(workspace, file);
const generate = (...args: string[]) => run(["generate", ...args], { cwd: workspace });

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(path(file), "utf8");
  expect(text).toContain(from);
  writeFileSync(path(file), text.replace(from, to));
}

function filesBelow(folder: string): string[] {
  return readdirSync(path(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("generate", () => {
  beforeEach(newWorkspace);

  test("writes a package, and leaves it alone the second time", () => {
    const first = generate();
    expect(first.stdout).toMatch(
      /^generated\/tiny3: (\d+) files written, 0 unchanged, \d+ ms\n1 package in \d+ ms\n$/,
    );
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: "" });
    const times = new Map(filesBelow("generated").map((file) => [file, statSync(file).mtimeMs]));
    expect(times.size).toBe(Number(/(\d+) files written/.exec(first.stdout)?.[1]));
    expect(generate("tiny3").stdout).toContain(`generated/tiny3: 0 files written, ${times.size} unchanged`);
    for (const [file, time] of times) expect(statSync(file).mtimeMs).toBe(time);
  });

  test("goes where it is told, in the style it is told, and reports as JSON", () => {
    const { status, stdout } = generate("--out", "packages", "--style", "recursive", "--json");
    expect(status).toBe(0);
    const result = JSON.parse(stdout) as { packages: { format: string; written: string[] }[] };
    expect(result.packages.map(({ format }) => format)).toEqual(["tiny3"]);
    expect(result.packages[0]?.written).toContain(sourceOfTranslate);
    expect(existsSync(path("generated"))).toBe(false);
    const other = generate("--out", "packages", "--check");
    expect(other.status).toBe(1);
    expect(other.stdout).toContain("fix: generic-pt generate tiny3 --out packages\n");
  });

  test("writes nothing if any spec has an error, and shows all of them", () => {
    for (const name of ["field-overlap", "unknown-address"])
      copyFileSync(join(root, `test/lint/${name}.yaml`), path(`specs/${name}.yaml`));
    const { status, stdout, stderr } = generate();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/specs\/field-overlap\.yaml:\d+:\d+: error\[field-overlap\]/);
    expect(stderr).toMatch(/specs\/unknown-address\.yaml:\d+:\d+: error\[unknown-address\]/);
    expect(existsSync(path("generated"))).toBe(false);
    expect(JSON.parse(generate("--json").stdout)).toMatchObject({ problems: [{ severity: "error" }, {}] });
    // What was not asked for does not stand in the way.
    expect(generate("tiny3").stdout).toContain("1 package in");
  });

  test("does not touch a folder that is something else", () => {
    mkdirSync(path("generated/tiny3"), { recursive: true });
    writeFileSync(path("generated/tiny3/notes.txt"), "mine");
    const { status, stderr } = generate();
    expect(status).toBe(2);
    expect(stderr).toMatch(/^generic-pt: generated\/tiny3 is not a generated package .*\n$/);
    expect(readdirSync(path("generated/tiny3"))).toEqual(["notes.txt"]);
  });
});

describe("generate --check", () => {
  let generated = "";
  beforeAll(() => {
    newWorkspace();
    generated = workspace;
    expect(generate().status).toBe(0);
  });
  // Of what is generated once: making it is what takes time.
  beforeEach(() => {
    workspace = join(scratch, `workspace-${count++}`);
    cpSync(generated, workspace, { recursive: true });
  });

  test("agrees with what was generated", () => {
    mkdirSync(path("generated/tiny3/dist"));
    writeFileSync(path("generated/tiny3/dist/index.js"), "");
    writeFileSync(path("generated/tiny3/tsconfig.tsbuildinfo"), "");
    const { status, stdout } = generate("--check");
    expect(stdout).toMatch(/^1 package is up to date, \d+ ms\n$/);
    expect(status).toBe(0);
  });

  test("notices one changed byte, shows it and repairs nothing", () => {
    const text = readFileSync(path(`generated/tiny3/${sourceOfTranslate}`), "utf8");
    writeFileSync(
      path(`generated/tiny3/${sourceOfTranslate}`),
      text.replace("export function", "export  function"),
    );
    const { status, stdout } = generate("--check");
    expect(status).toBe(1);
    expect(stdout).toContain(`stale    generated/tiny3/${sourceOfTranslate}\n`);
    expect(stdout).toMatch(/\n@@ -\d+,\d+ \+\d+,\d+ @@\n/);
    expect(stdout).toMatch(/\n-export {2}function .*\n\+export function /);
    expect(stdout).toMatch(/\nfix: generic-pt generate tiny3\n$/);
    expect(generate().stdout).toContain("1 file written");
    expect(readFileSync(path(`generated/tiny3/${sourceOfTranslate}`), "utf8")).toBe(text);
  });

  test("notices one changed bit in a spec", () => {
    edit("specs/tiny3.yaml", "writable: 4", "writable: 7");
    const { status, stdout } = generate("--check", "--json");
    expect(status).toBe(1);
    const { ok, packages, fix } = JSON.parse(stdout) as {
      ok: boolean;
      packages: { format: string; stale: { file: string; diff: string }[] }[];
      fix: string[];
    };
    expect({ ok, fix }).toEqual({ ok: false, fix: ["generic-pt generate tiny3"] });
    const stale = packages[0]?.stale.find(({ file }) => file === "src/tiny3/traits.ts");
    expect(stale?.diff).toMatch(/^- .*0x10n/m);
    expect(stale?.diff).toMatch(/^\+ .*0x80n/m);
  });

  test("names missing and orphaned files, and packages without a spec", () => {
    rmSync(path("generated/tiny3/README.md"));
    writeFileSync(path("generated/tiny3/src/old.ts"), "// Made by generic-pt from tiny3.yaml: gone.\n");
    mkdirSync(path("generated/gone"));
    writeFileSync(path("generated/gone/package.json"), '{ "name": "@generic-pt/gone" }');
    const { status, stdout } = generate("--check");
    expect(status).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "missing  generated/tiny3/README.md",
      "orphaned generated/tiny3/src/old.ts",
      "orphaned generated/gone (there is no such spec)",
      "fix: generic-pt generate tiny3 && rm -r generated/gone",
      "",
    ]);
    const repaired = generate();
    expect(repaired.stdout).toContain("1 file written, 1 removed");
    expect(repaired.stderr).toContain("generated/gone has no spec any more");
    expect(generate("--check", "tiny3").status).toBe(0);
  });

  test("of the workspace itself: what is committed is what its specs generate", () => {
    const { status, stdout } = run(["generate", "--check"]);
    expect(stdout).toMatch(/^\d+ packages are up to date, \d+ ms\n$/);
    expect(status).toBe(0);
  });
});

describe("generate --watch", () => {
  beforeEach(newWorkspace);

  test("makes a package again after its spec was saved, and outlives a broken one", async () => {
    const child = spawn(process.execPath, [command, "generate", "--watch"], {
      cwd: workspace,
      env: cleanEnvironment({}),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => {
        output += data.toString();
      });
    const shows = (pattern: RegExp): Promise<void> =>
      expect.poll(() => output, { timeout: 60_000, interval: 20 }).toMatch(pattern);
    const traits = (): string => readFileSync(path("generated/tiny3/src/tiny3/traits.ts"), "utf8");
    try {
      await shows(/watching specs\n/);
      expect(output).toMatch(/^generated\/tiny3: \d+ files written, 0 unchanged/);
      expect(traits()).toContain("0x10n");

      output = "";
      edit("specs/tiny3.yaml", "writable: 4", "writable: 7");
      await shows(/generated\/tiny3: [1-9]\d* files? written, \d+ unchanged, \d+ ms\n/);
      expect(traits()).not.toContain("0x10n");

      output = "";
      edit("specs/tiny3.yaml", "if: write", "if: wirte");
      await shows(/specs\/tiny3\.yaml:\d+:\d+: error\[[\s\S]*generic-pt: 1 error\n/);

      // As editors do that replace the file.
      output = "";
      copyFileSync(join(root, "test/specs/tiny3.yaml"), path("specs/draft"));
      renameSync(path("specs/draft"), path("specs/tiny3.yaml"));
      await shows(/generated\/tiny3: [1-9]\d* files? written/);
      expect(traits()).toContain("0x10n");
      expect(child.exitCode).toBeNull();
    } finally {
      child.kill();
    }
  });
});
