import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { root, run, scratchFolder } from "./run-command.js";

const scratch = scratchFolder();
let workspace = "";
let count = 0;

const path = (file: string): string => join(workspace, file);
const docs = (...args: string[]) => run(["docs", ...args], { cwd: workspace });

describe("docs", () => {
  beforeEach(() => {
    workspace = join(scratch, `workspace-${count++}`);
    mkdirSync(path("specs"), { recursive: true });
    for (const name of ["tiny3", "split32"])
      copyFileSync(join(root, `test/specs/${name}.yaml`), path(`specs/${name}.yaml`));
  });

  test("writes pages and pictures, leaves them alone the second time, and finds them right", () => {
    const first = docs();
    expect(first.stdout).toMatch(/^docs\/formats: (\d+) files written, 0 unchanged, \d+ ms\n$/);
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: "" });
    const made = Number(/(\d+) files written/.exec(first.stdout)?.[1]);
    for (const file of ["README.md", "tiny3.md", "tiny3/levels.svg", "split32.md"])
      expect(existsSync(path(`docs/formats/${file}`))).toBe(true);
    expect(docs().stdout).toContain(`docs/formats: 0 files written, ${made} unchanged`);
    expect(docs("--check")).toMatchObject({ status: 0, stderr: "" });
  });

  test("names what differs, and how to put it right", () => {
    docs();
    const page = readFileSync(path("docs/formats/tiny3.md"), "utf8");
    writeFileSync(path("docs/formats/tiny3.md"), page.replace("# A small table", "# A large table"));
    rmSync(path("docs/formats/split32/levels.svg"));
    writeFileSync(path("docs/formats/left.md"), page);
    mkdirSync(path("docs/formats/pics"));
    for (const file of ["mine.md", "pics/mine.svg"]) writeFileSync(path(`docs/formats/${file}`), "<svg/>");
    const { status, stdout } = docs("--check");
    expect(status).toBe(1);
    expect(stdout).toContain("missing  docs/formats/split32/levels.svg\n");
    expect(stdout).toContain("orphaned docs/formats/left.md\n");
    expect(stdout).toContain("stale    docs/formats/tiny3.md\n");
    expect(stdout).toMatch(/^-# A large table/m);
    expect(stdout).toMatch(/^\+# A small table/m);
    expect(stdout).toMatch(/\nfix: generic-pt docs\n$/);
    expect(stdout).not.toContain("mine");
    expect(docs().stdout).toMatch(
      /^removed docs\/formats\/left\.md\ndocs\/formats: 2 files written, 1 removed, /,
    );
    expect(existsSync(path("docs/formats/left.md"))).toBe(false);
    for (const file of ["mine.md", "pics/mine.svg"])
      expect(readFileSync(path(`docs/formats/${file}`), "utf8")).toBe("<svg/>");
    expect(docs("--check").status).toBe(0);
  });

  test("of one format does not look at another's pages", () => {
    docs();
    rmSync(path("docs/formats/split32.md"));
    expect(docs("tiny3", "--check").status).toBe(0);
    expect(docs("split32", "--check").stdout).toContain("fix: generic-pt docs split32\n");
    expect(docs("specs/split32.yaml").stdout).toContain("docs/formats: 1 file written");
  });

  test("goes where it is told, and reports as JSON", () => {
    const { stdout } = docs("--out", "pages", "--json");
    const { folder, written } = JSON.parse(stdout) as { folder: string; written: string[] };
    expect(folder).toBe("pages");
    expect(written).toContain("tiny3/table.svg");
    expect(existsSync(path("docs"))).toBe(false);
    rmSync(path("pages/tiny3.md"));
    const { status, stdout: checked } = docs("--out", "pages", "--check", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(checked)).toMatchObject({
      ok: false,
      missing: ["tiny3.md"],
      stale: [],
      orphaned: [],
      fix: ["generic-pt docs --out pages"],
    });
  });

  test("writes nothing if any spec has an error", () => {
    copyFileSync(join(root, "test/lint/field-overlap.yaml"), path("specs/field-overlap.yaml"));
    const { status, stdout, stderr } = docs("tiny3");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("error[field-overlap]");
    expect(existsSync(path("docs"))).toBe(false);
  });

  test("is part of what generate --check looks at, where there are pages", () => {
    const check = (...args: string[]) => run(["generate", "--check", ...args], { cwd: workspace });
    rmSync(path("specs/split32.yaml"));
    run(["generate"], { cwd: workspace });
    expect(check().status).toBe(0);
    docs();
    writeFileSync(path("docs/formats/tiny3.md"), "");
    const { status, stdout } = check();
    expect(status).toBe(1);
    expect(stdout).toContain("stale    docs/formats/tiny3.md\n");
    expect(stdout).toContain("fix: generic-pt docs\n");
    expect(JSON.parse(check("--json").stdout)).toMatchObject({
      ok: false,
      docs: { folder: "docs/formats", stale: [{ file: "tiny3.md" }] },
    });
    expect(check("tiny3").status).toBe(0);
  });
});
