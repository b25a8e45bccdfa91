import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../bench/run.mjs", import.meta.url));
const noCompiler = "there-is-no-such-compiler";

function bench(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
}

/** As short as it can be: what is measured means nothing. */
const short = ["--rounds", "1", "--sample", "1"];

describe("npm run bench", () => {
  it("measures what is chosen, as JSON", () => {
    const { status, stdout } = bench([...short, "--only", "vtdss: translate, cached", "--json"]);
    expect(status).toBe(0);
    const { measured } = JSON.parse(stdout);
    expect(measured).toHaveLength(1);
    expect(measured[0]).toMatchObject({ format: "vtdss", workload: "translate, cached" });
    const names = measured[0].halves[0].results.map((result: { contestant: string }) => result.contestant);
    expect(names).toEqual(
      expect.arrayContaining(["unrolled", "recursive", "interpreted", "unrolled, bigints", "BigInt walk"]),
    );
  });

  it("bundles the packages, which stay as small as they are meant to be", () => {
    const { status, stdout } = bench(["--only", "bundle", "--json"]);
    expect(status).toBe(0);
    const { measured, bundles } = JSON.parse(stdout);
    expect(measured).toEqual([]);
    const specs = readdirSync(fileURLToPath(new URL("../../specs", import.meta.url)));
    const formats = specs.filter((file) => file.endsWith(".yaml")).map((file) => file.replace(".yaml", ""));
    expect([...new Set(bundles.map(({ format }: { format: string }) => format))]).toEqual(formats);
    for (const { format, consumer, own, withCore, limit } of bundles) {
      expect(own.zipped, `${format}: ${consumer}`).toBeLessThan(limit);
      expect(withCore.zipped).toBeGreaterThan(own.zipped);
    }
  });

  it("goes on without C where there is no compiler, and says so", () => {
    const { status, stdout, stderr } = bench(
      [...short, "--only", "vtdss: map + unmap 2 MiB, cached", "--contestants", "unrolled;C"],
      { CC: noCompiler },
    );
    expect(status).toBe(0);
    expect(stderr).toContain(
      `vtdss goes without C, which cannot be compiled: spawnSync ${noCompiler} ENOENT`,
    );
    expect(stdout).toMatch(/unrolled +\d/);
  });

  it.each([
    [["--only", "nothing like this"], "no workload matches nothing like this"],
    [["--rounds", "few"], "--rounds few"],
  ])("refuses %j", (args, message) => {
    const { status, stderr } = bench(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
