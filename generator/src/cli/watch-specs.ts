import { existsSync, readFileSync, watch } from "node:fs";
import { basename, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { writePackage } from "../package/write.js";
import { generatePackages, type PackagesTask, since } from "./generate-packages.js";
import { loadFormats, reportProblems, specFiles } from "./load-formats.js";
import { packageLine } from "./write-packages.js";

/** Editors save in several steps; after so many milliseconds of rest they are through. */
const restMilliseconds = 50;

/** Makes a package again whenever its spec is saved, until the process ends. */
export async function watchSpecs(specs: string, task: PackagesTask): Promise<never> {
  const { chosen, terminal } = task;
  /** What the packages were made from: a save that changes nothing makes nothing. */
  const texts = new Map<string, string>();
  const due = new Map<string, NodeJS.Timeout>();
  const chosenFiles = new Set(chosen.length > 0 ? specFiles(chosen, specs).map((file) => resolve(file)) : []);
  const watched = (file: string): boolean =>
    file.endsWith(".yaml") && (chosenFiles.size === 0 || chosenFiles.has(resolve(file)));

  const regenerate = async (file: string): Promise<void> => {
    due.delete(file);
    const start = performance.now();
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    if (texts.get(file) === text) return;
    texts.set(file, text);
    const loaded = loadFormats([file], specs);
    reportProblems(loaded, false, terminal);
    for (const made of await generatePackages(loaded.formats, task.folder, task.options.style)) {
      const result = writePackage(made.files, made.folder);
      terminal.out(packageLine({ ...made, milliseconds: since(start) }, result));
    }
  };
  const saved = (file: string): void => {
    if (!watched(file)) return;
    clearTimeout(due.get(file));
    const report = (error: unknown): void =>
      terminal.err(`generic-pt: ${basename(file)}: ${error instanceof Error ? error.message : String(error)}`);
    due.set(
      file,
      setTimeout(() => regenerate(file).catch(report), restMilliseconds),
    );
  };
  const files = specFiles(chosen, specs);
  for (const file of files) texts.set(file, readFileSync(file, "utf8"));
  // Folders, not files: many editors save by putting a new file in the place of the old one.
  for (const folder of new Set([specs, ...files.map((file) => resolve(file, ".."))].map((path) => resolve(path))))
    watchFolder(folder, files, saved);
  terminal.out(`watching ${specs}`);
  return new Promise<never>(() => {});
}
