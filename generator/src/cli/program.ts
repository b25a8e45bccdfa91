import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { AddCommand } from "./add-command.js";
import { addCompare } from "./compare.js";
import { addDiff } from "./diff.js";
import { addDocs } from "./docs.js";
import { addDump } from "./dump.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import { addExplain } from "./explain.js";
import { addGenerate } from "./generate.js";
import { addLint } from "./lint.js";
import { addModel } from "./model.js";
import { addNew } from "./new.js";
import type { Terminal } from "./terminal.js";
import { addVerify } from "./verify.js";
import { addWalk } from "./walk.js";

const commands: readonly AddCommand[] = [
  addGenerate,
  addDocs,
  addLint,
  addModel,
  addDiff,
  addNew,
  addExplain,
  addVerify,
  addWalk,
  addDump,
  addCompare,
];

/** Runs one command line, without `node` and the script, and resolves to the exit code. Never throws. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const program = createProgram(terminal);
  for (const add of commands)
    add(program, terminal, (result) => {
      code = result;
    });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    const message = messageOf(error, commandOf(program, args));
    if (message !== undefined) terminal.err(`generic-pt: ${message}`);
    if (process.env.GENERIC_PT_DEBUG === "1" && error instanceof Error) terminal.err(String(error.stack));
    return exitCodes.unusable;
  }
}

function createProgram(terminal: Terminal): Command {
  const withoutLineEnd = (text: string): string => text.replace(/\n$/, "");
  return new Command("generic-pt")
    .description(
      "Makes TypeScript page-table packages from one YAML file per format, checks them,\n" +
        "and looks into page tables in memory images.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(withoutLineEnd(text)),
      writeErr: (text) => terminal.err(withoutLineEnd(text)),
      // The error is thrown as well, and written like every other.
      outputError: () => {},
    })
    .addHelpText(
      "after",
      "\nExit codes: 0 success, 1 problems or failures were found, 2 the command could not do its work.",
    );
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  return manifest.version;
}

/** `generic-pt walk`, as far as a command is named. */
function commandOf(program: Command, [name]: readonly string[]): string {
  return program.commands.some((command) => command.name() === name) ? `generic-pt ${name}` : "generic-pt";
}

/** One line; undefined if everything was said. */
function messageOf(error: unknown, command: string): string | undefined {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CommanderError) {
    if (error.code === "commander.help") return undefined;
    return `${oneLine(error.message.replace(/^error: /, ""))} (see ${command} --help)`;
  }
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined && code in fileErrors)
    return oneLine(`${path === "" ? '""' : path}: ${fileErrors[code]}`);
  return oneLine(error.message);
}

const fileErrors: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "not permitted",
  EPERM: "not permitted",
  EISDIR: "is a folder",
  ENOTDIR: "is not a folder",
  EROFS: "is on a file system that cannot be written",
  ENOSPC: "no space left",
  ENAMETOOLONG: "a name that is too long for a file",
};

/** Names of files may be as long as pages. */
const longestWord = 256;

function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, " ");
  return line.replaceAll(/\S+/g, (word) =>
    word.length <= longestWord ? word : `${word.slice(0, 80)}…${word.slice(-40)}`,
  );
}
