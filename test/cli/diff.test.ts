import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanEnvironment, root, run, scratchFolder } from "./run-command.js";
import { runHere, tooLong } from "./run-here.js";

const scratch = scratchFolder();
const text = readFileSync(join(root, "test/diff/base64.yaml"), "utf8");
const [old, moved, wider, worded] = ["old.yaml", "moved.yaml", "wider.yaml", "worded.yaml"].map((name) =>
  join(scratch, name),
);
writeFileSync(old, text);
writeFileSync(moved, text.replace("  dirty: 6", "  dirty: 8"));
writeFileSync(wider, text.replace("{ max: 44 }", "{ max: 48 }"));
writeFileSync(worded, text.replace("Something is mapped.", "It is valid."));

interface Report {
  readonly breaking: number;
  readonly compatible: number;
  readonly documentation: number;
  readonly specs: readonly {
    readonly format: string;
    readonly old?: string;
    readonly new?: string;
    readonly changes: readonly Readonly<Record<string, unknown>>[];
  }[];
}

describe("diff of two specs", () => {
  test("says what broke, and exits with 1", () => {
    const { status, stdout, stderr } = run(["diff", old, moved]);
    expect(stdout).toBe(
      "base64: 1 breaking\n" +
        "consumers   new reads old  old reads new  change\n" +
        "breaking    no             no             field dirty: bit 6 → 8\n",
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });

  test("lets pass what breaks nothing, and names the variants that have it", async () => {
    const { code, out } = await runHere(["diff", old, wider]);
    expect(out).toContain("base64: 1 compatible\n");
    expect(out).toContain("compatible  yes            yes            OA 44 → 48 bits [wide]\n");
    expect(code).toBe(0);
  });

  test("counts changes of documentation, and shows them on request", async () => {
    expect(await runHere(["diff", old, worded])).toMatchObject({
      code: 0,
      out: "base64: 1 of documentation only (--all shows them)\n",
    });
    const { out } = await runHere(["diff", old, worded, "--all"]);
    expect(out).toMatch(/^base64: 1 of documentation only\n.*\ncompatible .* fields present: doc changed\n$/);
  });

  test("says of the same spec that there is no change", async () => {
    expect(await runHere(["diff", old, old, "--fail-on", "any"])).toMatchObject({
      code: 0,
      out: "base64: no changes\n",
    });
  });

  test("fails on what it is asked to fail on", async () => {
    const code = async (now: string, on: string): Promise<number> =>
      (await runHere(["diff", old, now, "--fail-on", on])).code;
    expect(await code(wider, "any")).toBe(1);
    expect(await code(worded, "any")).toBe(1);
    expect(await code(moved, "never")).toBe(0);
    expect(await code(moved, "sometimes")).toBe(2);
  });

  test("explains itself", async () => {
    const { out } = await runHere(["diff", old, moved, "--explain"]);
    expect(out).toContain("    consumers: The field has other bits.\n");
    expect(out).toContain("    tables: The field is read from bits into which");
  });

  test("shows an item that is read differently", async () => {
    const larger = join(scratch, "larger.yaml");
    writeFileSync(larger, text.replace("kind: leaf, levels: 1, match", "kind: leaf, levels: 1..2, match"));
    const { out } = await runHere(["diff", old, larger, "--explain"]);
    expect(out).toContain(
      "At level 2, item 0x81: leaf of 1 GiB to the new package, rejected to the old one.",
    );
  });

  test("fits a terminal, in colour", async () => {
    const { out } = await runHere(["diff", old, moved, "--explain"], true);
    expect(tooLong(out)).toEqual([]);
    expect(out).toContain("\u001b[31mbreaking\u001b[39m");
  });

  test("gives the same as JSON", () => {
    const { status, stdout } = run(["diff", old, moved, "--json"]);
    const report = JSON.parse(stdout) as Report;
    expect(status).toBe(1);
    expect(report).toEqual({
      breaking: 1,
      compatible: 0,
      documentation: 0,
      specs: [
        {
          format: "base64",
          old,
          new: moved,
          changes: [
            {
              rule: "field-moved",
              text: "field dirty: bit 6 → 8",
              documentation: false,
              consumers: { effect: "breaking", why: "The field has other bits." },
              tables: {
                newReadsOld: false,
                oldReadsNew: false,
                effect: "breaking",
                why: "The field is read from bits into which the other package did not write it.",
              },
            },
          ],
        },
      ],
    });
  });

  test("takes formats of the workspace by their names", async () => {
    const { code, out } = await runHere(["diff", "riscv64", "x86_64"]);
    expect(out).toContain("format riscv64 → x86_64");
    expect(code).toBe(1);
  });

  test("shows where a spec has an error, and exits with 2", () => {
    const bad = join(scratch, "bad.yaml");
    writeFileSync(bad, text.replace("granule: 4KiB", "granule: 4KB"));
    const { status, stdout, stderr } = run(["diff", old, bad]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`${bad}:7:10: error[wrong-value]`);
    const json = run(["diff", old, bad, "--json"]);
    expect(json.status).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      problems: [{ file: bad, line: 7, rule: "wrong-value" }],
    });
  });

  test.each([
    [[old], /diff takes two specs/],
    [[old, moved, wider], /diff takes two specs/],
    [[old, join(scratch, "none.yaml")], /none\.yaml: no such file or folder/],
    [[old, scratch], /is a folder: name two specs/],
  ])("is an error in one line: %#", async (args, message) => {
    const { code, out, err } = await runHere(["diff", ...args]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^generic-pt: .*\n$/);
    expect(err).toMatch(message);
  });
});

describe("diff against git", () => {
  const workspace = join(scratch, "workspace");
  const spec = join(workspace, "specs/base64.yaml");
  mkdirSync(join(workspace, "specs"), { recursive: true });
  writeFileSync(join(workspace, "package.json"), "{}");
  writeFileSync(spec, text);
  writeFileSync(join(workspace, "specs/gone64.yaml"), text.replace("base64", "gone64"));
  const git = (...args: readonly string[]): void => {
    const who = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...who, ...args], { cwd: workspace, env: cleanEnvironment({}), stdio: "ignore" });
  };
  git("init", "--initial-branch=main");
  git("add", ".");
  git("commit", "-m", "first");
  git("tag", "v1");
  const here = (...args: readonly string[]) => run(["diff", ...args], { cwd: workspace });

  test("finds no change where there is none", () => {
    const { status, stdout } = here("--against", "HEAD", "--fail-on", "any");
    expect(stdout).toBe("base64: no changes\n\ngone64: no changes\n");
    expect(status).toBe(0);
  });

  test("compares every spec, and tells of those that came and went", () => {
    writeFileSync(spec, readFileSync(moved));
    renameSync(join(workspace, "specs/gone64.yaml"), join(scratch, "gone64.yaml"));
    writeFileSync(join(workspace, "specs/new64.yaml"), text.replace("base64", "new64"));
    const { status, stdout } = here("--against", "v1", "--json");
    const { specs } = JSON.parse(stdout) as Report;
    const found = specs.map(({ changes, ...of }) => ({ ...of, rules: changes.map(({ rule }) => rule) }));
    expect(found).toEqual([
      { format: "base64", old: "v1:specs/base64.yaml", new: "specs/base64.yaml", rules: ["field-moved"] },
      { format: "new64", new: "specs/new64.yaml", rules: ["format-added"] },
      { format: "gone64", old: "v1:specs/gone64.yaml", rules: ["format-removed"] },
    ]);
    expect(status).toBe(1);
    expect(here("--against", "v1", "base64").stdout).toContain("field dirty: bit 6 → 8");
  });

  test.each([
    [["--against", "v9"], /"v9" is no commit, branch or tag of the repository/],
    [["--against", "--help"], /is no commit, branch or tag/],
    [["--against", "v1", "new64"], /new64\.yaml is not there at v1/],
  ])("is an error in one line: %j", (args, message) => {
    const { status, stdout, stderr } = here(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^generic-pt: .*\n$/);
    expect(stderr).toMatch(message);
  });

  test("needs a repository", () => {
    const bare = join(scratch, "bare");
    mkdirSync(join(bare, "specs"), { recursive: true });
    writeFileSync(join(bare, "specs/base64.yaml"), text);
    const env = { GIT_CEILING_DIRECTORIES: scratch };
    const { status, stderr } = run(["diff", "--against", "HEAD"], { cwd: bare, env });
    expect(status).toBe(2);
    expect(stderr).toBe("generic-pt: specs is in no git repository: --against needs one\n");
  });

  test("needs git", () => {
    const { status, stderr } = run(["diff", "--against", "v1"], {
      cwd: workspace,
      env: { PATH: "/nowhere" },
    });
    expect(status).toBe(2);
    expect(stderr).toBe("generic-pt: git is not installed: --against needs it\n");
  });

  test("shows where the spec of the other commit has an error", () => {
    rmSync(join(workspace, "specs/new64.yaml"));
    writeFileSync(spec, text.replace("granule: 4KiB", "granule: 4KB"));
    git("add", ".");
    git("commit", "-m", "broken");
    writeFileSync(spec, text);
    const { status, stderr } = here("--against", "main");
    expect(status).toBe(2);
    expect(stderr).toContain("main:specs/base64.yaml:7:10: error[wrong-value]");
  });
});
