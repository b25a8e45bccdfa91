import { describe, expect, test } from "vitest";
import { run } from "./run-command.js";

interface Explanation {
  readonly format: string;
  readonly variant: string;
  readonly raw: string;
  readonly fields: readonly {
    readonly name: string | null;
    readonly value: string;
    readonly meaning: string;
  }[];
  readonly levels: readonly Readonly<Record<string, unknown>>[];
}

function explain(...args: string[]): Explanation {
  const { status, stdout, stderr } = run(["explain", ...args, "--json"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Explanation;
}

describe("explain", () => {
  test("takes a contiguous leaf apart", () => {
    const { fields, levels, ...rest } = explain("amdv1", "0x6000000040007e01", "--level", "0");
    expect(rest).toEqual({ format: "amdv1", variant: "native", raw: "0x6000000040007e01" });
    expect(levels).toEqual([
      {
        level: 0,
        label: "level 1",
        kind: "leaf",
        encoding: "run",
        address: "0x40000000",
        size: "0x10000",
        protections: ["read", "write"],
        dirty: false,
      },
    ]);
    const values = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ present: "0x1", "next-level": "0x7", address: "0x40007", read: "0x1" });
    const meanings = Object.fromEntries(fields.map(({ name, meaning }) => [name, meaning]));
    expect(meanings).toMatchObject({ dirty: "clean", read: "read", write: "write" });
    expect(meanings.address).toMatch(/^OA, bits 51\.\.12; size/);
  });

  test("tells what an entry is at every level", () => {
    const { levels } = explain("vtdss", "0x4000000040000983");
    expect(levels.map(({ kind, size = null }) => [kind, size])).toEqual([
      ["leaf", "0x1000"],
      ["leaf", "0x200000"],
      ["leaf", "0x40000000"],
      ["reserved", null],
      ["reserved", null],
    ]);
    const table = explain("vtdss", `${0x102003}`).levels;
    expect(table[1]).toMatchObject({ kind: "table", address: "0x102000" });
    expect(explain("vtdss", "0").levels.map(({ kind }) => kind)).toEqual(Array(5).fill("empty"));
  });

  test("strips a parameter from addresses, in variants that must be asked for features", () => {
    const encrypted = "0x7000800040000001";
    const driver = ["--variant", "driver", "--level", "0"];
    expect(explain("amdv1", encrypted, ...driver).levels[0]?.address).toBe("0x800040000000");
    const { levels } = explain("amdv1", encrypted, ...driver, "--parameter", "encryption=0x800000000000");
    expect(levels[0]?.address).toBe("0x40000000");
  });

  test("prints tables for people", () => {
    const { status, stdout } = run(["explain", "vtdss", "0x4000000000100203"]);
    expect(status).toBe(0);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("vtdss 0x4000000000100203");
    expect(lines[2]).toMatch(/^field +bits +value +meaning +description$/);
    expect(lines).toContainEqual(
      expect.stringMatching(/^address +51\.\.12 +0x100 +OA, bits 51\.\.12; address of the next table/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^dirty +9 +1 +dirty /));
    expect(lines).toContainEqual(expect.stringMatching(/^- +62 +1 +set, and in no field of the spec$/));
    expect(lines).toContainEqual(
      expect.stringMatching(/^0 \(SS-PT\) +leaf +page +0x100000 +4 KiB +read write +yes$/),
    );
    expect(stdout).not.toMatch(/ \n/);
  });

  test("shows bits of a field that only other levels or entries have, and not that field", () => {
    const { stdout } = run(["explain", "x86_64", "0x7800000000001027", "--level", "3"]);
    expect(stdout).toMatch(/^- +62\.\.59 +0xf +set, in a field that other levels have$/m);
    expect(stdout).not.toMatch(/^(protection-key|low-of-1g|pat) /m);
    expect(run(["explain", "x86_64", "0x7800000000001027", "--level", "2"]).stdout).toMatch(
      /^- +62\.\.59 +0xf +set, in a field that other entries have$/m,
    );
    expect(run(["explain", "x86_64", "0x78000000000000a7", "--level", "2"]).stdout).toMatch(
      /^protection-key +62\.\.59 +0xf /m,
    );
  });
});
