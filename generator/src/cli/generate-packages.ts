import { join } from "node:path";
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

/** Makes packages, and writes nothing. */
export async function generatePackages(
  formats: readonly LoadedFormat[],
  folder: string,
  style: Style,
): Promise<readonly GeneratedPackage[]> {
  // Loaded on demand: the compiler behind it takes longer to load than most commands run.
  const { packageFiles } = await import("../package/package-files.js");
  return formats.map(({ model }) => {
    const start = performance.now();
    const files = packageFiles(model, { style });
    return { format: model.format, folder: join(folder, model.format), files, milliseconds: since(start) };
  });
}

/** Whole milliseconds. */
export function since(start: number): number {
  return Math.round(performance.now() - start);
}
