#!/usr/bin/env node
// The command's name is linked when the workspace is installed, which is before anything is built: so this file is there
// from the start, and says what is missing.
import { existsSync } from "node:fs";

const main = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error("generic-pt: the command is not built yet: run `npm run build`");
  process.exitCode = 2;
}
