import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { runProgram } from "./program.js";
import { createColors, type Terminal } from "./terminal.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "program-"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line in this process, with the sources; tests of the built command are in test/cli. */
async function run(...args: string[]): Promise<Finished> {
  const written = { out: "", err: "" };
  const paint = createColors(false);
  const terminal: Terminal = {
    out: (text) => {
      written.out += `${text}\n`;
    },
    err: (text) => {
      written.err += `${text}\n`;
    },
    colour: false,
    paint,
    errColour: false,
    columns: Number.POSITIVE_INFINITY,
    errPaint: paint,
  };
  return { code: await runProgram(args, terminal), ...written };
}

async function expectRefusal(args: readonly string[], message: RegExp): Promise<void> {
  const { code, out, err } = await run(...args);
  expect(err).toMatch(/^generic-pt: .*\n$/);
  expect(err).toMatch(message);
  expect({ code, out }).toEqual({ code: 2, out: "" });
}

const specs = ["--specs", join(root, "test/specs")];
const tiny = join(root, "test/specs/tiny3.yaml");
const split = join(root, "test/specs/split32.yaml");
const commands = ["generate", "docs", "lint", "model", "new", "explain", "verify", "walk", "dump", "compare"];

describe("help", () => {
  it.each(commands)("of %s has an example", async (name) => {
    const { code, out } = await run(name, "--help");
    expect(code).toBe(0);
    expect(out).toContain(`Examples:\n  $ generic-pt ${name}`);
  });

  it.each(commands)("of %s is in the documentation, option by option", async (name) => {
    const manual = readFileSync(join(root, "docs/cli.md"), "utf8");
    const { out } = await run(name, "--help");
    const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+(?: <\S+>)?)/gm)].map(([, option]) => option);
    const documentedIn = (title: string): readonly (string | undefined)[] => {
      const section = manual.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? "";
      return [...section.matchAll(/^\| `(--[^`]+)` \|/gm)].map(([, option]) => option);
    };
    // What commands have in common that read images has a section of its own.
    const shared = options.includes("--root <address>") ? documentedIn("Images") : [];
    const documented = [...shared, ...documentedIn(`generic-pt ${name}`)];
    expect(documented).toEqual(options.filter((option) => option !== "--help"));
  });
});

describe("a command line is refused in one line", () => {
  it.each([
    [["frobnicate"], /unknown command 'frobnicate'/],
    [["lnit"], /unknown command 'lnit' \(Did you mean lint\?\)/],
    [["lint", "--frob"], /unknown option '--frob'/],
    [["model"], /missing required argument 'format'/],
    [["model", tiny, split], /too many arguments/],
  ])("by its form: %j", expectRefusal);

  it.each([
    [["lint", "no-such.yaml"], /no-such\.yaml: no such file or folder/],
    [["model", "no-such.yaml"], /no-such\.yaml: no such file or folder/],
    [["model", "tiny4", ...specs], /no spec of a format "tiny4" in .*; did you mean "tiny3"\?/],
    [["model", split, "--variant", "wide2"], /split32 has no variant "wide2"; did you mean "wide"\?/],
    [["generate", "--specs", "no-such"], /no-such: no such file or folder/],
    [["generate", "--specs", scratch], /there is no spec in this folder/],
    [["docs", "tiny4", ...specs], /no spec of a format "tiny4" in .*; did you mean "tiny3"\?/],
    [["docs", "--out", join(root, "docs"), ...specs], /holds files that are no generated pages of formats/],
    [["generate", "--watch", "--check", ...specs], /--watch does not go together with --check/],
    [["generate", "--watch", "--json", ...specs], /--watch does not go together with --json/],
    [["generate", "--style", "curly"], /Allowed choices are unrolled, recursive/],
    [["verify", "no-such.json"], /no-such\.json: no such file or folder/],
  ])("by what it names: %j", expectRefusal);

  it.each([
    [[split, "0xzz"], /"0xzz" is no number/],
    [[split, "1e5"], /"1e5" is no number/],
    [[split, "0x100000000"], /does not fit into the 32 bits/],
    [[tiny, "0x10000000000000000"], /does not fit into the 64 bits/],
    [[tiny, "0", "--level", "3"], /there is no level "3"; levels are 0 to 2/],
    [[tiny, "0", "--level", "x"], /there is no level "x"/],
    [[tiny, "0", "--parameter", "colour"], /"colour" is no parameter/],
    [[tiny, "0", "--parameter", "colour=red"], /"colour=red" is no parameter/],
    [[tiny, "0", "--parameter", "colour=1"], /parameter colour is not one of/],
  ])("by what is to be explained: %j", (args, message) => expectRefusal(["explain", ...args], message));

  it.each(["Fresh", "6four", "../fresh", "a b", ""])("by the name of a new format: %j", (name) =>
    expectRefusal(["new", name, "--out", scratch], /is no name of a format/),
  );
});

describe("a file that cannot be used", () => {
  it("of noise is a problem, not an error", async () => {
    const file = join(scratch, "noise.yaml");
    writeFileSync(
      file,
      Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919 + (at >> 3)) & 255),
    );
    expect(await run("lint", file)).toMatchObject({ code: 1, err: "" });
  });

  it("as a recording is nothing to take for success", async () => {
    const file = join(scratch, "other.json");
    writeFileSync(file, "{}");
    const { code, out, err } = await run("verify", file, ...specs);
    expect(code).toBe(2);
    expect(out).toMatch(/(^|\n)0 passed, 0 failed\n$/);
    expect(err).toContain("nothing was verified");
  });
});
