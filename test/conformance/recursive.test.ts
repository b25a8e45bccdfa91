import { runStyle } from "./run-style.js";

await runStyle("recursive");
