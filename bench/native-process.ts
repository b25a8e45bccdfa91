import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Contestant } from "./contestant.js";
import type { BenchFormat } from "./formats.js";
import type { Sample } from "./loops.js";
import type { Places } from "./places.js";
import { grounds } from "./scene.js";
import type { Step, Workload } from "./workloads.js";

/** Compiles the C contestant for a format; answers the program's path. Throws if there is no compiler. */
export function compileNative(root: string, output: string, format: string): string {
  const program = `${output}/native-${format}${process.platform === "win32" ? ".exe" : ""}`;
  mkdirSync(output, { recursive: true });
  const options = ["-O2", "-std=c11", "-D_POSIX_C_SOURCE=200809L", `-DFORMAT="formats/${format}.h"`];
  execFileSync(process.env.CC ?? "cc", [...options, "-o", program, `${root}bench/native/main.c`], {
    stdio: "pipe",
  });
  return program;
}

/** The C contestant: a process that does what it is told on its standard input, and times itself. */
export class NativeProcess {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting: ((line: string) => void)[] = [];
  private failure: Error | undefined;

  constructor(program: string) {
    const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
    this.child = child;
    const fail = (reason: string) => {
      this.failure ??= new Error(`the C contestant ${reason}`);
      for (const answer of this.waiting.splice(0)) answer(`error it ${reason}`);
    };
    child.on("error", ({ message }) => fail(`cannot be run: ${message}`));
    child.on("exit", (code, signal) => fail(`ended with ${code ?? signal}`));
    child.stdin.on("error", ({ message }) => fail(`takes no more commands: ${message}`));
    createInterface({ input: child.stdout }).on("line", (line) => this.waiting.shift()?.(line));
  }

  /** The line that answers a command. Throws Error if that is an error. */
  async ask(...words: readonly (string | number)[]): Promise<string> {
    if (this.failure) throw this.failure;
    const line = await new Promise<string>((resolve) => {
      this.waiting.push(resolve);
      this.child.stdin.write(`${words.join(" ")}\n`);
    });
    if (line.startsWith("error")) throw new Error(`C contestant, ${words.join(" ")}: ${line}`);
    return line;
  }

  /** Prepares both tables for a workload. */
  async setScene(format: BenchFormat, workload: Workload): Promise<void> {
    for (const which of [0, 1] as const) {
      const { arenaBase, vaBase } = grounds[which];
      const { vaBits, topLevel, oaBits } = format.configs[which];
      await this.ask("create", which, arenaBase, workload.arenaBytes, vaBits, topLevel, oaBits);
      for (const step of workload.steps(vaBase)) await this.ask(...stepWords(step, which));
      await this.ask(...placesWords(workload.places(vaBase), which));
    }
  }

  /** Takes part in the workload that the scene was set for. */
  contestant(workload: Workload): Contestant {
    return {
      name: "C",
      slow: false,
      start: () => undefined,
      prepare: () => undefined,
      run: async (which, iterations): Promise<Sample> => {
        const line = await this.ask(workload.kind, which, iterations, workload.length, workload.toOa);
        const [firstNs, secondNs, wholeNs, sum] = line.split(" ").map(Number);
        return { firstNs, secondNs, wholeNs, sum };
      },
    };
  }

  /** Lets the process end. */
  close(): void {
    this.child.stdin.end();
  }
}

function stepWords(step: Step, which: number): readonly (string | number)[] {
  const common = [step.kind, which, step.va, step.oa, step.length];
  return step.kind === "install" ? [...common, step.stride, step.count] : common;
}

function placesWords(places: Places, which: number): readonly (string | number)[] {
  const { kind, count, base, strideLg2, seed } = places;
  return kind === "random"
    ? [kind, which, count, base, places.slotsLg2, strideLg2, seed]
    : [kind, which, count, base, strideLg2, seed];
}
