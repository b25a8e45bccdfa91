import { existsSync, watch } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { writePackage } from "../package/write.js";
import { generatePackages, type KeptSpecialisations, type PackagesTask, since } from "./generate-packages.js";
import { loadFiles, reportProblems, specFiles } from "./load-formats.js";
import { shortPath } from "./workspace.js";
import { packageLine } from "./write-packages.js";

/** Editors save in several steps; after so many milliseconds of rest they are through. */
const restMilliseconds = 50;

/**
 * Makes a package again whenever its spec is saved, until the process ends. Variants whose model is what it was are
 * not specialised anew: `kept` has their code.
 */
export function watchSpecs(
  specs: string,
  task: Omit<PackagesTask, "packages">,
  kept: KeptSpecialisations,
): Promise<never> {
  const { chosen, folder, options, terminal } = task;
  const due = new Map<string, NodeJS.Timeout>();
  const chosenFiles = new Set(
    chosen.length === 0 ? [] : specFiles(chosen, specs).map((file) => resolve(file)),
  );
  const isWatched = (file: string): boolean =>
    file.endsWith(".yaml") && (chosenFiles.size === 0 || chosenFiles.has(file));

  async function regenerate(file: string): Promise<void> {
    const start = performance.now();
    if (!existsSync(file)) return;
    const loaded = loadFiles([shortPath(file)]);
    reportProblems(loaded, false, terminal);
    for (const made of await generatePackages(loaded.formats, folder, options.style, kept)) {
      const result = writePackage(made.files, made.folder);
      terminal.out(packageLine({ ...made, milliseconds: since(start) }, result));
    }
  }

  function onSave(file: string): void {
    if (!isWatched(file)) return;
    clearTimeout(due.get(file));
    const regenerateLater = (): void => {
      due.delete(file);
      regenerate(file).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        terminal.err(`generic-pt: ${basename(file)}: ${message}`);
      });
    };
    due.set(file, setTimeout(regenerateLater, restMilliseconds));
  }

  // Folders, not files: many editors save by putting a new file in the place of the old one.
  const folders = new Set([resolve(specs), ...[...chosenFiles].map((file) => dirname(file))]);
  for (const path of folders) watch(path, (_, name) => name !== null && onSave(join(path, name)));
  terminal.out(`watching ${[...folders].map(shortPath).join(", ")}`);
  return new Promise<never>(() => {});
}
