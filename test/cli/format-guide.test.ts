import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { cleanEnvironment, command, root, scratchFolder } from "./run-command.js";

// The guide is followed as a reader would: its files are written, its changes made and its commands run, in its order, in a
// folder outside the repository. Nothing of its format stands anywhere else.

const guide = "docs/format-in-fifteen-minutes.md";

/** A command with what it prints, a file, or lines of a file that are replaced. */
type Step =
  | { readonly kind: "run"; readonly line: string; readonly output: string }
  | { readonly kind: "write"; readonly file: string; readonly text: string }
  | { readonly kind: "change"; readonly file: string; readonly text: string };

/** A block with a language belongs to the file that is named last before it; one without quotes a terminal. */
function stepsOf(document: string): readonly Step[] {
  return [...document.matchAll(/`([\w./]+)`:\n\n(?=```)|^```(\w*)\n(.*?)^```$/gms)].reduce<{
    readonly file: string;
    readonly steps: readonly Step[];
  }>(
    ({ file, steps }, [, named, language, text = ""]) => {
      if (named !== undefined) return { file: named, steps };
      if (language === "sh") return { file, steps };
      if (language === "") return { file, steps: [...steps, ...commandsOf(text)] };
      return { file, steps: [...steps, { kind: language === "diff" ? "change" : "write", file, text }] };
    },
    { file: "", steps: [] },
  ).steps;
}

function commandsOf(terminal: string): readonly Step[] {
  return terminal
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { kind: "run", line: part.slice(0, end), output: part.slice(end + 1) };
    });
}

const project = scratchFolder();
const path = (file: string): string => join(project, file);

/** What `npm install` links; the package of the format is linked before it is there. */
function install(): void {
  writeFileSync(path("package.json"), '{ "private": true, "type": "module" }');
  mkdirSync(path("node_modules/@generic-pt"), { recursive: true });
  symlinkSync(join(root, "runtime/core"), path("node_modules/@generic-pt/core"), "junction");
  symlinkSync(path("generated/srmmu"), path("node_modules/@generic-pt/srmmu"), "junction");
}

function write(file: string, text: string): void {
  mkdirSync(dirname(path(file)), { recursive: true });
  writeFileSync(path(file), text);
}

/** Replaces the lines that begin with - by those with +. */
function change(file: string, lines: string): void {
  const those = (sign: string): string =>
    lines
      .split("\n")
      .filter((line) => line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const before = readFileSync(path(file), "utf8");
  expect(before.split(those("-"))).toHaveLength(2);
  write(file, before.replace(those("-"), those("+")));
}

function runLine(line: string): string {
  const [program, ...args] = line.replace(/^npx /, "").split(" ");
  const scripts: Readonly<Record<string, readonly string[]>> = {
    "generic-pt": [command],
    tsc: [join(root, "node_modules/typescript/bin/tsc")],
    node: [],
  };
  const script = scripts[program ?? ""];
  if (script === undefined) throw new Error(`the guide runs an unknown program: ${line}`);
  const { stdout, stderr } = spawnSync(process.execPath, [...script, ...args], {
    cwd: project,
    encoding: "utf8",
    env: cleanEnvironment({}),
  });
  return `${stdout}${stderr}`;
}

const withoutTimes = (text: string): string => text.replaceAll(/\b\d+ ms\b/g, "N ms");

describe(guide, () => {
  const document = readFileSync(join(root, guide), "utf8");
  const steps = stepsOf(document);

  it("has files, changes and commands", () => {
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(["run", "write", "change"]));
    expect(steps.filter(({ kind }) => kind === "run").length).toBeGreaterThan(8);
  });

  it("prints what is quoted, step by step", () => {
    install();
    for (const step of steps) {
      if (step.kind === "write") write(step.file, step.text);
      else if (step.kind === "change") change(step.file, step.text);
      else {
        const output = withoutTimes(runLine(step.line));
        expect({ line: step.line, output }).toEqual({ line: step.line, output: withoutTimes(step.output) });
      }
    }
  });
});
