import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { unpackDump } from "../packed-dumps.js";
import { packedTexts } from "../packed-recordings.js";
import { run, scratchFolder } from "./run-command.js";

const scratch = scratchFolder();
const good = join(scratch, "x86_64-vtd-4level");
const bad = join(scratch, "bad");
const unknown = join(scratch, "unknown");
const recording = join(scratch, "recording.json");

beforeAll(() => {
  writeFileSync(recording, packedTexts().get("vtdss/quirk-dirty-part.json") ?? "");
  unpackDump("x86_64-vtd-4level", scratch);
  unpackDump("x86_64-vtd-4level", scratch, "bad");
  const mappings = join(bad, "mappings.json");
  writeFileSync(
    mappings,
    readFileSync(mappings, "utf8").replace('["0x1000","0x10329c000"', '["0x1000","0x10329d000"'),
  );
  mkdirSync(unknown);
  const manifest = { architecture: "none", format: "nobody's", registers: {}, tables: [], memory: {} };
  writeFileSync(join(unknown, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(unknown, "mappings.json"), "{}");
});

describe("verify, given dumps", () => {
  test("compares each table of them, beside recordings", () => {
    const { status, stdout, stderr } = run(["verify", good, recording]);
    expect(stdout.split("\n")).toEqual([
      "dump x86_64-vtd-4level: compared virtio-blk-0 (2 mappings), edu (55 mappings, 114 samples, 16 faults)",
      "dump x86_64-vtd-4level: nothing listed, only walked for damage: host-bridge, virtio-blk-1, ich9-lpc, ich9-ahci, ich9-smb",
      "8 passed, 0 failed",
      "",
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("finds them in folders, and by their manifest", () => {
    expect(run(["verify", join(good, "manifest.json")]).stdout).toMatch(/\n7 passed, 0 failed\n$/);
    const { status, stdout } = run(["verify", scratch]);
    expect(stdout).toMatch(/\n14 passed, 1 failed\n$/);
    expect(status).toBe(1);
  });

  test("tells the table, the list, the addresses and both sides of a difference", () => {
    const { status, stdout } = run(["verify", bad]);
    expect(status).toBe(1);
    expect(stdout).toContain(
      `FAILED ${bad}#edu\n  mappings.json: VA 0x1000 to 0x1fff (4 KiB)\n` +
        "    expected OA 0x10329d000, rw\n    actual   OA 0x10329c000, rw\n",
    );
  });

  test("names those of formats without a package, and goes on", () => {
    const line = `unsupported dump unknown: format "nobody's" has no package yet\n`;
    const both = run(["verify", unknown, good]);
    expect(both.stdout).toContain(`\n${line}7 passed, 0 failed\n`);
    expect(both.status).toBe(0);
    const alone = run(["verify", unknown]);
    expect(alone.stdout).toBe(`${line}0 passed, 0 failed\n`);
    expect(alone.stderr).toBe(
      "generic-pt: nothing was verified: there is no recording or dump of a known format\n",
    );
    expect(alone.status).toBe(2);
  });

  test("says of each that the interpreter leaves it out", () => {
    const { status, stdout } = run(["verify", "--interpreted", good, recording]);
    expect(stdout).toContain(
      "unsupported dump x86_64-vtd-4level: only packages read memory images, not --interpreted\n",
    );
    expect(status).toBe(0);
  });

  test("gives the same as JSON", () => {
    const { stdout } = run(["verify", "--json", good, bad, unknown]);
    const result = JSON.parse(stdout) as { files: { file: string }[] };
    expect(result).toMatchObject({
      passed: 13,
      failed: 1,
      unsupported: {},
      unsupportedDumps: [{ dump: "unknown", reason: `format "nobody's" has no package yet` }],
    });
    const tables = result.files.filter(({ file }) => file.endsWith("#edu"));
    expect(tables).toMatchObject([
      {
        file: `${good}#edu`,
        dump: "x86_64-vtd-4level",
        compared: { mappings: 55, samples: 114, faults: 16 },
      },
      {
        file: `${bad}#edu`,
        status: "failed",
        failures: [{ op: "mappings.json", actual: "OA 0x10329c000, rw" }],
      },
    ]);
  });

  test("fails once for a dump that lacks a file", () => {
    const folder = unpackDump("x86_64-vtd-4level", join(scratch, "incomplete"));
    rmSync(join(folder, "pages.bin"));
    const { status, stdout } = run(["verify", folder]);
    expect(stdout).toMatch(
      /^FAILED \S+manifest\.json\n {2}read: [^\n]+pages\.bin: no such file\n0 passed, 1 failed\n$/,
    );
    expect(status).toBe(1);
    rmSync(join(scratch, "incomplete"), { recursive: true });
  });
});
