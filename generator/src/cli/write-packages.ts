import { writePackage } from "../package/write.js";
import type { WrittenFiles } from "../package/write-files.js";
import { type GeneratedPackage, type PackagesTask, since } from "./generate-packages.js";
import { packagesWithoutSpec } from "./packages-without-spec.js";

/** Writes packages and says which files changed. */
export function writePackages(task: PackagesTask): void {
  const { packages, options, start, terminal } = task;
  const results = packages.map((made) => ({ made, result: writePackage(made.files, made.folder) }));
  const left = packagesWithoutSpec(task);
  if (options.json) {
    const entries = results.map(({ made, result }) => ({
      format: made.format,
      folder: made.folder,
      ...result,
      milliseconds: made.milliseconds,
    }));
    const whole = { packages: entries, withoutSpec: left, milliseconds: since(start) };
    terminal.out(JSON.stringify(whole, undefined, 2));
    return;
  }
  for (const { made, result } of results) terminal.out(packageLine(made, result));
  const count = packages.length;
  terminal.out(`${count} package${count === 1 ? "" : "s"} in ${since(start)} ms`);
  for (const folder of left)
    terminal.err(`generic-pt: ${folder} has no spec any more; delete it if it is not needed`);
}

/** `generated/example64: 3 files written, 1 removed, 97 unchanged, 312 ms` */
export function packageLine({ folder, milliseconds }: GeneratedPackage, result: WrittenFiles): string {
  const { written, removed, unchanged } = result;
  const parts = [
    `${written.length} file${written.length === 1 ? "" : "s"} written`,
    ...(removed.length === 0 ? [] : [`${removed.length} removed`]),
    `${unchanged} unchanged`,
    `${milliseconds} ms`,
  ];
  return `${folder}: ${parts.join(", ")}`;
}
