import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../generator/src/spec/problem.js";
import { root, run, scratchFolder } from "./run-command.js";

const scratch = scratchFolder();

interface Report {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly problems: readonly Problem[];
}

describe("lint", () => {
  test("finds nothing in the specs of the workspace, from anywhere in it", () => {
    for (const cwd of [root, join(root, "generator/src")]) {
      const { status, stdout, stderr } = run(["lint"], { cwd });
      expect(stdout).toMatch(/^\d+ specs, no problems\n$/);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    }
  });

  test("shows the place, the line, the reason and the fix", () => {
    const { status, stdout } = run(["lint", "test/lint/unknown-address.yaml"]);
    expect(status).toBe(1);
    const [place, line = "", caret = "", fix] = stdout.split("\n");
    const [, row, column] =
      /^test\/lint\/unknown-address\.yaml:(\d+):(\d+): error\[unknown-address\]: \S/.exec(place ?? "") ?? [];
    expect(Number(row)).toBeGreaterThan(1);
    expect(caret.indexOf("^")).toBe(4 + Number(column) - 1);
    expect(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toMatch(/^\S+$/);
    expect(fix).toMatch(/^ {2}fix: \S/);
    expect(stdout).toMatch(/\n1 spec, 1 error\n$/);
  });

  test("does not take a folder without specs, or what is no file, for a clean spec", () => {
    const empty = join(scratch, "empty");
    mkdirSync(empty);
    const nothing = run(["lint", empty]);
    expect(nothing.status).toBe(2);
    expect(nothing.stderr).toMatch(/^generic-pt: no specs .*empty\n$/);
    symlinkSync("/dev/zero", join(scratch, "endless.yaml"));
    const endless = run(["lint", join(scratch, "endless.yaml")]);
    expect(endless.status).toBe(2);
    expect(endless.stderr).toMatch(/endless\.yaml is no regular file\n$/);
  });

  test("shows the problems of all files in one run", () => {
    const { status, stdout } = run([
      "lint",
      "test/lint/unknown-address.yaml",
      "specs",
      "test/lint/field-overlap.yaml",
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain("test/lint/unknown-address.yaml:");
    expect(stdout).toContain("test/lint/field-overlap.yaml:");
    expect(stdout).not.toContain("specs/");
  });

  test("lets warnings alone pass", () => {
    const { status, stdout } = run(["lint", "test/lint/feature-unused.yaml"]);
    expect(status).toBe(0);
    expect(stdout).toContain("warning[feature-unused]");
    expect(stdout).toMatch(/\n1 spec, 1 warning\n$/);
  });

  test("gives the same as JSON", () => {
    const { status, stdout, stderr } = run([
      "lint",
      "--json",
      "test/lint/unknown-address.yaml",
      "test/lint/feature-unused.yaml",
    ]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    const { problems, ...counts } = JSON.parse(stdout) as Report;
    expect(counts).toEqual({ files: 2, errors: 1, warnings: 1 });
    expect(problems.map(({ rule, severity, file }) => ({ rule, severity, file }))).toEqual([
      { rule: "unknown-address", severity: "error", file: "test/lint/unknown-address.yaml" },
      { rule: "feature-unused", severity: "warning", file: "test/lint/feature-unused.yaml" },
    ]);
    for (const { line, column, message, fix } of problems)
      expect([typeof line, typeof column, typeof message, typeof fix]).toEqual([
        "number",
        "number",
        "string",
        "string",
      ]);
  });
});

describe("new", () => {
  test("writes a spec that lints clean, and never a second time", () => {
    const made = run(["new", "fresh64", "--out", "drafts"], { cwd: scratch });
    expect(made.stdout).toContain(`wrote ${join("drafts", "fresh64.yaml")}`);
    expect(made.status).toBe(0);
    expect(run(["lint", "drafts/fresh64.yaml"], { cwd: scratch }).stdout).toBe("1 spec, no problems\n");
    expect(run(["model", "drafts/fresh64.yaml"], { cwd: scratch }).status).toBe(0);

    writeFileSync(join(scratch, "drafts/fresh64.yaml"), "mine");
    const again = run(["new", "fresh64", "--out", "drafts"], { cwd: scratch });
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("is there already");
    expect(run(["lint", "drafts/fresh64.yaml"], { cwd: scratch }).status).toBe(1);
  });

  test("writes to the specs of a workspace", () => {
    const workspace = join(scratch, "workspace");
    mkdirSync(join(workspace, "specs"), { recursive: true });
    mkdirSync(join(workspace, "below"));
    copyFileSync(join(root, "package.json"), join(workspace, "package.json"));
    expect(run(["new", "fresh64"], { cwd: join(workspace, "below") }).stdout).toContain(
      `wrote ${join("..", "specs", "fresh64.yaml")}`,
    );
    expect(run(["lint"], { cwd: workspace }).stdout).toBe("1 spec, no problems\n");
  });

  test("brings the JSON Schema along, unless the workspace has it", () => {
    const schemaOf = (file: string): string => {
      const [, schema = ""] =
        /^# yaml-language-server: \$schema=(.*)$/m.exec(readFileSync(file, "utf8")) ?? [];
      return readFileSync(join(dirname(file), schema), "utf8");
    };
    const language = readFileSync(join(root, "docs/spec.schema.json"), "utf8");
    const [bare, complete] = [join(scratch, "bare"), join(scratch, "complete")];
    mkdirSync(bare);
    mkdirSync(join(complete, "docs"), { recursive: true });
    copyFileSync(join(root, "docs/spec.schema.json"), join(complete, "docs/spec.schema.json"));
    for (const cwd of [bare, complete]) {
      expect(run(["new", "fresh64"], { cwd }).status).toBe(0);
      expect(schemaOf(join(cwd, "specs/fresh64.yaml"))).toBe(language);
    }
    expect(existsSync(join(bare, "specs/spec.schema.json"))).toBe(true);
    expect(existsSync(join(complete, "specs/spec.schema.json"))).toBe(false);
  });
});
