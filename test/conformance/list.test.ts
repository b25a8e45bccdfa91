import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const list = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [path("test/conformance/list.mjs"), ...args], { encoding: "utf8" });

describe("the list of what the conformance suite is run on", () => {
  const lines = list().trimEnd().split("\n");

  it("has the numbers that README has", () => {
    expect(readFileSync(path("README.md"), "utf8")).toContain(lines.at(-1));
  });

  it("says the same to programs", () => {
    const { totals, rows } = JSON.parse(list("--json"));
    expect(rows).toHaveLength(lines.length - 2);
    expect(totals.configurations).toBe(rows.length);
    const sum = rows.reduce((all: number, { checks }: { readonly checks: number }) => all + checks, 0);
    expect(totals.checks).toBe(sum);
    expect(lines.at(-1)).toContain(`${totals.checks} checks`);
    expect(new Set(rows.map((row: unknown) => JSON.stringify(row))).size).toBe(rows.length);
  });
});
