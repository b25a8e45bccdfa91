import { type Drift, findDrift, hasDrifted } from "../package/drift.js";
import { type ExitCode, exitCodes } from "./exit-codes.js";
import {
  type GeneratedPackage,
  type GenerateOptions,
  type PackagesTask,
  since,
} from "./generate-packages.js";
import { packagesWithoutSpec } from "./packages-without-spec.js";
import { printDrift } from "./print-drift.js";

interface CheckedPackage {
  readonly made: GeneratedPackage;
  readonly drift: Drift;
}

/** The pages of the same formats, compared already. */
export interface CheckedDocs {
  readonly folder: string;
  readonly drift: Drift;
}

/** Compares packages with what is on disk and says what differs, pages included, and how to put it right. */
export function checkPackages(task: PackagesTask, docs?: CheckedDocs): ExitCode {
  const { packages, chosen, options, start, terminal } = task;
  const checked = packages.map((made) => ({ made, drift: findDrift(made.files, made.folder) }));
  const drifted = checked.filter(({ drift }) => hasDrifted(drift));
  const left = packagesWithoutSpec(task);
  const areDocsRight = docs === undefined || !hasDrifted(docs.drift);
  const ok = drifted.length === 0 && left.length === 0 && areDocsRight;
  const fix = [...fixOf(drifted, left, chosen, options), ...(areDocsRight ? [] : ["generic-pt docs"])];
  if (options.json) {
    const entries = checked.map(({ made, drift }) => ({
      format: made.format,
      folder: made.folder,
      ...drift,
    }));
    const pages = docs === undefined ? {} : { docs: { folder: docs.folder, ...docs.drift } };
    const whole = { ok, packages: entries, withoutSpec: left, ...pages, fix, milliseconds: since(start) };
    terminal.out(JSON.stringify(whole, undefined, 2));
  } else {
    for (const one of drifted) printDrift(one.made.folder, one.drift, terminal);
    for (const folder of left)
      terminal.out(`${terminal.paint.red("orphaned")} ${folder} (there is no such spec)`);
    if (docs !== undefined) printDrift(docs.folder, docs.drift, terminal);
    const count = packages.length;
    terminal.out(
      ok
        ? `${count} package${count === 1 ? " is" : "s are"} up to date, ${since(start)} ms`
        : `${terminal.paint.cyan("fix:")} ${fix.join(" && ")}`,
    );
  }
  return ok ? exitCodes.ok : exitCodes.findings;
}

/** The commands that make everything right. */
function fixOf(
  drifted: readonly CheckedPackage[],
  left: readonly string[],
  chosen: readonly string[],
  { specs, out, style }: GenerateOptions,
): readonly string[] {
  const names = chosen.length > 0 ? chosen : drifted.map(({ made }) => made.format);
  const words = [
    "generic-pt generate",
    ...names,
    ...(specs === undefined ? [] : [`--specs ${specs}`]),
    ...(out === undefined ? [] : [`--out ${out}`]),
    ...(style === "unrolled" ? [] : [`--style ${style}`]),
  ];
  return [...(drifted.length === 0 ? [] : [words.join(" ")]), ...left.map((folder) => `rm -r ${folder}`)];
}
