import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { packedTexts, packFolder } from "../packed-recordings.js";
import { root, run, scratchFolder } from "./run-command.js";

const scratch = scratchFolder();
const recording = packedTexts().get("vtdss/quirk-dirty-part.json") ?? "";
const good = join(scratch, "good.json");
const bad = join(scratch, "bad.json");

beforeAll(() => {
  writeFileSync(good, recording);
  writeFileSync(bad, recording.replace('"mapped":"0x10000"', '"mapped":"0x20000"'));
});

describe("verify", () => {
  test("passes the recordings on the built packages", () => {
    const { status, stdout, stderr } = run(["verify", `${packFolder}vtdss.json.gz`]);
    expect(stdout).toMatch(/(^|\n)\d+ passed, 0 failed\n$/);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("passes them on the models, without any package", () => {
    const { status, stdout } = run(["verify", "--interpreted", good, "--packages", join(scratch, "none")]);
    expect(stdout).toMatch(/(^|\n)1 passed, 0 failed\n$/);
    expect(status).toBe(0);
  });

  test("tells file, step, expected and actual of a failure", () => {
    const { status, stdout } = run(["verify", good, bad]);
    expect(status).toBe(1);
    expect(stdout).toContain(
      `FAILED ${bad}\n  step 1 (map): mapped\n    expected 0x20000\n    actual   0x10000\n`,
    );
    expect(stdout).toMatch(/\n1 passed, 1 failed\n$/);
  });

  test("gives the same as JSON", () => {
    const { status, stdout, stderr } = run(["verify", "--json", good, bad]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      passed: 1,
      failed: 1,
      files: [
        { file: good, status: "passed" },
        { file: bad, status: "failed", failures: [{ step: 1, op: "map", field: "mapped" }] },
      ],
    });
  });

  test("works from outside a workspace", () => {
    expect(run(["verify", "good.json"], { cwd: scratch }).stdout).toMatch(/(^|\n)1 passed, 0 failed\n$/);
  });

  test("says how to build what is not built", () => {
    const workspace = join(scratch, "workspace");
    mkdirSync(join(workspace, "specs"), { recursive: true });
    copyFileSync(join(root, "specs/vtdss.yaml"), join(workspace, "specs/vtdss.yaml"));
    const missing = run(["verify", good], { cwd: workspace });
    expect(missing.stderr).toMatch(
      /^generic-pt: \S+ is not there: run "generic-pt generate", then "tsc -b \S+"\n$/,
    );
    expect(missing.status).toBe(2);
    mkdirSync(join(workspace, "generated/vtdss"), { recursive: true });
    copyFileSync(join(root, "generated/vtdss/package.json"), join(workspace, "generated/vtdss/package.json"));
    const unbuilt = run(["verify", good], { cwd: workspace });
    expect(unbuilt.stderr).toMatch(/^generic-pt: \S+ is not built: run "tsc -b \S+"\n$/);
    expect(unbuilt.status).toBe(2);
  });
});
