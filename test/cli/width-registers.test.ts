import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unpackDump } from "../packed-dumps.js";
import { run, scratchFolder } from "./run-command.js";

// Registers that say how wide VAs are, and for which of two tables.
const scratch = scratchFolder();
const dump = unpackDump("arm64-4k-cpu", scratch);
const format = ["--format", "armv8"];
const low = "ttbr0_el1=0x432d0000";
const high = "ttbr1_el1=0x10000408ac000";

/** `tcr_el1` with these values in its two fields. */
function control(t0sz: number, t1sz: number): string {
  return `0x${(BigInt(t0sz) | (BigInt(t1sz) << 16n)).toString(16)}`;
}

function walk(va: string, registers: readonly string[], ...more: readonly string[]) {
  return run(["walk", dump, va, ...format, ...registers.flatMap((one) => ["--register", one]), ...more]);
}

describe("a walk from registers", () => {
  it("takes the width of the table that the registers point to", () => {
    const narrow = `tcr_el1=${control(17, 16)}`;
    expect(walk("0x400123", [low, narrow]).stdout).toContain("maps to 0x4804d123");
    expect(walk("0x7fff_ffff_ffff", [low, narrow]).stdout).toContain("nothing is mapped");
    expect(walk("0x8000_0000_0000", [low, narrow]).stdout).toContain("no address of the table (ERANGE)");
    expect(walk("0xffff_0000_0010_0123", [high, narrow]).stdout).toContain("maps to 0x40100123");
  });

  it("finds the last VAs where their width says that they begin", () => {
    const narrow = `tcr_el1=${control(16, 17)}`;
    expect(walk("0xffff_8000_0010_0123", [high, narrow]).stdout).toContain("maps to 0x40100123");
    expect(walk("0xffff_0000_0010_0123", [high, narrow]).stdout).toContain("lies before 0xffff800000000000");
  });

  it("finds the level of the top by the width", () => {
    // The table below the top, for 39 bits.
    const { stdout } = walk("0x400123", ["ttbr0_el1=0x432d8000", `tcr_el1=${control(25, 16)}`]);
    expect(stdout).toContain("root 0x432d8000, level 2");
    expect(stdout).toContain("maps to 0x4804d123");
  });

  it.each([
    ["two tables", [low, high], [], /ttbr0_el1 and ttbr1_el1 each hold the address/],
    [
      "a width that no VAs have",
      [low, "tcr_el1=0"],
      [],
      /t0sz is 0, which stands for no width of VAs.*16 \(48 bits\)/,
    ],
    ["two widths", [low, "tcr_el1=16", "cd-0=17"], [], /tcr_el1 and cd-0 each hold the width of VAs/],
    ["a width that an option contradicts", [low], ["--va-bits", "39"], /--va-bits 39: .* says 48 bits/],
    ["a level that the width contradicts", [low], ["--top-level", "2"], /--top-level 2: .* says level 3/],
  ])("refuses %s", (_what, registers, more, message) => {
    const { status, stderr } = walk("0", registers, ...more);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(status).toBe(2);
  });
});

it("a table of the manifest is as wide as its registers say", () => {
  const copy = unpackDump("arm64-4k-cpu", scratch, "narrow");
  const manifest = join(copy, "manifest.json");
  const text = readFileSync(manifest, "utf8");
  writeFileSync(
    manifest,
    text
      .replace("0x1b5b5503510", control(16, 17))
      .replace('"firstVa": "0xffff000000000000"', '"firstVa": "0xffff800000000000"'),
  );
  const { stdout } = run(["walk", copy, "0xffff_8000_0010_0123", ...format, "--table", "kernel"]);
  expect(stdout).toContain("maps to 0x40100123");
});

it("a root needs a level or a width", () => {
  const at = ["--format", "armv8", "--root", "0x432d0000"];
  expect(run(["walk", dump, "0x400123", ...at]).stderr).toContain("give --top-level, or --va-bits");
  expect(run(["walk", dump, "0x400123", ...at, "--va-bits", "48"]).stdout).toContain("maps to 0x4804d123");
});
