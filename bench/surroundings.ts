import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";

/** What a benchmark ran on: processor, Node, compiler. */
export function describeSurroundings(): string {
  const [processor] = cpus();
  const model = processor?.model.trim() || "an unknown processor";
  return [`Node ${process.versions.node} on ${model}`, compiler()]
    .filter((part) => part !== "")
    .join("; C by ");
}

function compiler(): string {
  try {
    const [version] = execFileSync(process.env.CC ?? "cc", ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).split("\n");
    return `${version} -O2`;
  } catch {
    // There is none, and then no results of C either.
    return "";
  }
}

/** A warning if other work takes much of the machine; empty otherwise. */
export function describeLoad(): string {
  const processors = availableParallelism();
  const [load] = loadavg();
  return load > processors / 2
    ? `the machine is busy (load ${load.toFixed(1)} on ${processors} processors): expect wide spreads`
    : "";
}
