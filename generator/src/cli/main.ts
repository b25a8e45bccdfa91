import { processTerminal } from "./process-terminal.js";
import { runProgram } from "./program.js";

// Whoever reads our output may stop reading, as `head` does: that is no failure.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });

// Not process.exit: output to a pipe may still be under way.
process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
