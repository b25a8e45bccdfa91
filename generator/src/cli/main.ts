import { exitCodes } from "./exit-codes.js";
import { processTerminal } from "./process-terminal.js";
import { runProgram } from "./program.js";

try {
  process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
} catch (error) {
  // Not even the error can be told, as on a full disk: the exit code is all that is left.
  process.exitCode = exitCodes.unusable;
  if (process.env.GENERIC_PT_DEBUG === "1") throw error;
}
