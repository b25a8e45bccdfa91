import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packedDumps, unpackDump } from "../packed-dumps.js";
import { cleanEnvironment, root, run, scratchFolder } from "./run-command.js";

// Commands on recorded images stand in the documents as they are typed, with what they print below.
const scratch = scratchFolder();
for (const name of packedDumps) unpackDump(name, join(scratch, "dumps"));

interface Quoted {
  readonly line: string;
  readonly args: readonly string[];
  /** Some lines are left out at "…". */
  readonly output: readonly string[];
}

function quotedIn(document: string): readonly Quoted[] {
  const text = readFileSync(join(root, document), "utf8");
  const fenced = [...text.matchAll(/^```\n(\$ generic-pt .*?)\n```$/gms)].map(([, block = ""]) => block);
  const indented = [...text.matchAll(/^ {4}\$ generic-pt .*(?:\n(?: {4}.*)?)*/gm)].map(([block]) =>
    block.replaceAll(/^ {4}/gm, "").trimEnd(),
  );
  return [...fenced, ...indented].map((block) => {
    const all = block.slice("$ generic-pt ".length).split("\n");
    const last = all.findIndex((one) => !one.endsWith("\\"));
    const command = all.slice(0, last + 1).map((one) => one.replace(/\\$/, "").trim());
    const args = command.join(" ").split(/\s+/);
    return { line: args.join(" "), args, output: all.slice(last + 1) };
  });
}

/** Whether the quoted lines are the actual ones, with any number of them left out at "…". */
function isQuoteOf(quoted: readonly string[], actual: readonly string[]): boolean {
  const parts = quoted.join("\n").split("\n…\n");
  const text = actual.join("\n");
  let from = 0;
  for (const [at, part] of parts.entries()) {
    const found = at === parts.length - 1 && at > 0 ? text.lastIndexOf(part) : text.indexOf(part, from);
    if (found < from || (at === 0 && found !== 0)) return false;
    from = found + part.length;
  }
  return from === text.length;
}

describe.each(["docs/reading-tables.md", "docs/cli.md"])("%s", (document) => {
  const quoted = quotedIn(document).filter(({ args }) => ["walk", "dump", "compare"].includes(args[0] ?? ""));

  it("quotes each of the commands that read images", () => {
    expect(new Set(quoted.map(({ args }) => args[0]))).toEqual(new Set(["walk", "dump", "compare"]));
  });

  it.each(quoted)("quotes what is printed: $line", ({ args, output }) => {
    const { stdout, stderr } = run(args, { cwd: scratch });
    const actual = `${stdout}${stderr}`.trimEnd().split("\n");
    if (!isQuoteOf(output, actual)) expect(actual).toEqual(output);
  });
});

describe("the program in docs/reading-tables.md", () => {
  const text = readFileSync(join(root, "docs/reading-tables.md"), "utf8");
  const [, program = "", output = ""] =
    /```js\n(.*?)```\n\n```\n\$ node example\.mjs\n(.*?)```/s.exec(text) ?? [];

  it("prints what is quoted", () => {
    symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"));
    writeFileSync(join(scratch, "example.mjs"), program);
    const { stdout, stderr } = spawnSync(process.execPath, ["example.mjs"], {
      cwd: scratch,
      encoding: "utf8",
      env: cleanEnvironment({}),
    });
    expect({ stdout, stderr }).toEqual({ stdout: output, stderr: "" });
    expect(output.split("\n").length).toBeGreaterThan(4);
  });
});

describe("what tells quotes from others", () => {
  it.each([
    ["the same lines", ["a", "b"], ["a", "b"], true],
    ["lines left out", ["a", "…", "d"], ["a", "b", "c", "d"], true],
    ["another line", ["a", "c"], ["a", "b"], false],
    ["a line more", ["a"], ["a", "b"], false],
    ["another end", ["a", "…", "d"], ["a", "b", "c"], false],
    ["another start", ["b", "…", "d"], ["a", "b", "d"], false],
  ])("%s", (_, quoted, actual, expected) => {
    expect(isQuoteOf(quoted, actual)).toBe(expected);
  });
});
