import { execFileSync } from "node:child_process";
import { CommandError } from "./command-error.js";

/** Specs are small; what is larger than this is none. */
const largestOutput = 2 ** 26;

/** Files of one folder as they are in a commit. */
export interface FolderAtRef {
  /** The names of the specs in the folder itself. */
  readonly names: readonly string[];
  /** The text of one of them. */
  read(name: string): string;
}

/**
 * The specs of a folder at a ref, read from git; nothing is checked out. Throws {@link CommandError}: no git, a folder
 * in no repository, an unknown ref.
 */
export function folderAtRef(folder: string, ref: string): FolderAtRef {
  if (git(folder, ["rev-parse", "--is-inside-work-tree"]) === undefined)
    throw new CommandError(`${folder} is in no git repository: --against needs one`);
  // A ref is never taken for an option.
  const commit = git(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ])?.trim();
  if (commit === undefined || commit === "")
    throw new CommandError(`--against: "${ref}" is no commit, branch or tag of the repository`);
  // Without --full-tree, names are those of the folder that git runs in.
  const listed = git(folder, ["ls-tree", "-z", "--name-only", commit]) ?? "";
  return {
    names: listed.split("\0").filter((name) => name.endsWith(".yaml")),
    read: (name) => {
      const text = git(folder, ["show", `${commit}:./${name}`]);
      if (text === undefined) throw new CommandError(`${name} cannot be read at ${ref}`);
      return text;
    },
  };
}

/** What git prints; undefined if it fails. Throws {@link CommandError} if there is no git to run. */
function git(folder: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      maxBuffer: largestOutput,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    if (code === "ENOENT")
      throw new CommandError("git is not installed: --against needs it", { cause: error });
    if (code === "ENOBUFS") throw new CommandError("git prints more than a spec can be", { cause: error });
    return undefined;
  }
}
