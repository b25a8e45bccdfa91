import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanEnvironment, command, root, run, scratchFolder } from "./run-command.js";

const commands = ["generate", "lint", "model", "diff", "new", "explain", "verify", "walk", "dump", "compare"];
const scratch = scratchFolder();

describe("help", () => {
  test("names every command and the exit codes", () => {
    const { status, stdout, stderr } = run(["--help"]);
    expect(status).toBe(0);
    expect(stderr).toBe("");
    for (const name of commands) expect(stdout).toContain(`  ${name} `);
    expect(stdout).toContain("Exit codes: 0");
  });

  test("is what a call without a command gets, as an error", () => {
    const { status, stdout, stderr } = run([]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("Usage: generic-pt");
  });
});

test("--version is the package's", () => {
  const { version } = JSON.parse(readFileSync(join(root, "generator/package.json"), "utf8")) as {
    version: string;
  };
  expect(run(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

describe("an error", () => {
  test.each([
    [["frobnicate"], /unknown command 'frobnicate'/],
    [["lint", "no-such.yaml"], /no-such\.yaml: no such file or folder/],
  ])("of usage is one line and exit code 2: %j", (args, message) => {
    const { status, stdout, stderr } = run(args);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^generic-pt: .*\n$/);
    expect(stderr).toMatch(message);
  });

  test("shows its stack only on request", () => {
    const { status, stderr } = run(["lint", "no-such.yaml"], { env: { GENERIC_PT_DEBUG: "1" } });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^generic-pt: .*\nError: .*\n {4}at /);
  });

  test("outside any workspace says what is missing", () => {
    expect(run(["generate"], { cwd: scratch })).toEqual({
      status: 2,
      stdout: "",
      stderr: 'generic-pt: no folder "specs" here or in a workspace above; say where with --specs\n',
    });
  });
});

describe("colour", () => {
  const onTerminal = (env: Readonly<Record<string, string>>): string =>
    spawnSync(
      "script",
      ["-qec", `'${process.execPath}' '${command}' lint test/lint/wrong-value.yaml`, "/dev/null"],
      {
        cwd: root,
        encoding: "utf8",
        env: cleanEnvironment({ TERM: "xterm", ...env }),
      },
    ).stdout;
  const hasScript = spawnSync("script", ["--version"]).status === 0;

  test("is not in what is piped, whatever the environment suggests", () => {
    for (const env of [{ CI: "1" }, { FORCE_COLOR: "1" }]) {
      const { stdout } = run(["lint", "test/lint/wrong-value.yaml"], { env });
      expect(stdout).toContain("error[wrong-value]");
      expect(stdout).not.toContain("\u001b");
    }
  });

  test.skipIf(!hasScript)("is for terminals that do not refuse it", () => {
    expect(onTerminal({})).toContain("\u001b[31merror[wrong-value]");
    for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }])
      expect(onTerminal(env)).not.toContain("\u001b[31m");
  });
});

test("a reader that stops reading is no error", () => {
  const line = `'${process.execPath}' '${command}' model amdv1 | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", line], { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toBe("{\n0\n");
});
