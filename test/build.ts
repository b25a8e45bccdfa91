import { execSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Before tests that run built code: builds what changed since the last build. */
export default function build(): void {
  const cwd = fileURLToPath(new URL("../", import.meta.url));
  try {
    execSync("npm run --silent build", { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`the workspace cannot be built:\n${stdout}${stderr}`);
  }
}
