import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Before tests that run built code: builds what changed since the last build. */
export default function build(): void {
  const script = fileURLToPath(new URL("../.ci/build.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the workspace cannot be built:\n${stdout}${stderr}`);
}
