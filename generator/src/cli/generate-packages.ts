import { join } from "node:path";
import type { FormatModel } from "../model/model.js";
import type { Specialisations } from "../package/modules.js";
import type { MadePackage, PackageThreads } from "../package/package-threads.js";
import type { Style } from "../specialise/specialise.js";
import type { LoadedFormat } from "./load-formats.js";
import type { Terminal } from "./terminal.js";

/** The options of the command. */
export interface GenerateOptions {
  readonly specs?: string;
  readonly out?: string;
  readonly style: Style;
  readonly check?: true;
  readonly watch?: true;
  readonly json?: true;
}

/** The files that a package must have. */
export interface GeneratedPackage {
  readonly format: string;
  /** Where it belongs. */
  readonly folder: string;
  /** By their paths within the folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly milliseconds: number;
}

/** What is done with the packages of one call of the command. */
export interface PackagesTask {
  readonly packages: readonly GeneratedPackage[];
  /** The folder of the packages. */
  readonly folder: string;
  /** The formats that were asked for; none: all. */
  readonly chosen: readonly string[];
  readonly options: GenerateOptions;
  /** When the command began, in milliseconds. */
  readonly start: number;
  readonly terminal: Terminal;
}

/** What was specialised for a format, by its name: whoever makes packages again and again keeps it. */
export type KeptSpecialisations = Map<string, Specialisations>;

/** Makes packages, and writes nothing: in threads, or here with what is kept of earlier times. */
export async function generatePackages(
  formats: readonly LoadedFormat[],
  folder: string,
  style: Style,
  by: PackageThreads | KeptSpecialisations = new Map(),
): Promise<readonly GeneratedPackage[]> {
  const models = formats.map(({ model }) => model);
  const made = by instanceof Map ? await makeHere(models, style, by) : await by.make(models, style);
  return made.map(({ files, milliseconds }, at) => {
    const { format } = models[at];
    return { format, folder: join(folder, format), files, milliseconds: Math.round(milliseconds) };
  });
}

async function makeHere(
  models: readonly FormatModel[],
  style: Style,
  kept: KeptSpecialisations,
): Promise<readonly MadePackage[]> {
  // Loaded on demand: the compiler behind it takes longer to load than most commands run.
  const [{ packageFiles }, { Specialisations }] = await Promise.all([
    import("../package/package-files.js"),
    import("../package/modules.js"),
  ]);
  return models.map((model) => {
    const start = performance.now();
    const specialisations = new Specialisations(style, kept.get(model.format));
    const files = packageFiles(model, { style, specialisations });
    kept.set(model.format, specialisations);
    return { files, milliseconds: performance.now() - start };
  });
}

/** Whole milliseconds. */
export function since(start: number): number {
  return Math.round(performance.now() - start);
}
