import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.js";
import type { Terminal } from "./terminal.js";

/** Adds one command to the program. Its action tells the exit code through `finish`. */
export type AddCommand = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void) => void;
