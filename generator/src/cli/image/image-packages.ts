import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type {
  BaseReader,
  ImageState,
  RootFields,
  TableConfig,
  TableOperations,
  TableReader,
  TableTraits,
} from "@generic-pt/core";
import { didYouMean } from "../../spec/closest.js";
import { CommandError } from "../command-error.js";
import { type EntryPoints, entryPointsOf, importEntryPoint } from "../package-entry-points.js";
import { findRoot, packagesName } from "../workspace.js";

/** A table in an image, whatever its format. */
export type AnyView = BaseReader<ImageState, TableOperations<ImageState>>;

/** What the image entry point of a generated package exports. */
export interface ImagePackage {
  readonly traits: TableTraits;
  readonly TableView: {
    open(image: TableReader, root: RootFields, config?: TableConfig): AnyView;
  };
}

const scope = "@generic-pt";

/**
 * Loads the reader of `format` or `format/variant`: from `folder` if one is given, else from the workspace, from the
 * packages installed where the command runs, or from those installed beside it. Throws {@link CommandError} with what
 * there is to choose from.
 */
export async function loadImagePackage(name: string | undefined, folder?: string): Promise<ImagePackage> {
  if (name === undefined) throw new CommandError(noFormat(placesOf(folder)));
  const [format = "", variant, ...rest] = name.split("/");
  const places = placesOf(folder);
  const found = isName(format) && rest.length === 0 ? packageIn(places, format) : undefined;
  if (found === undefined) throw new CommandError(unknownFormat(name, places));
  const entryPoints = entryPointsOf(found);
  if (!("./image" in entryPoints))
    throw new CommandError(`${found} is no package of a page-table format: it has no entry point "./image"`);
  const named = variant === undefined ? "./image" : `./${variant}/image`;
  const module = await importEntryPoint(found, named in entryPoints ? named : "./image");
  if (!isImagePackage(module))
    throw new CommandError(`${found} was made by another version: run "generic-pt generate", then build it`);
  if (named in entryPoints || variant === module.traits.variant) return module;
  throw new CommandError(
    `${format} has no variant "${variant}"; ${didYouMean(variant ?? "", variantsOf(entryPoints))}`,
  );
}

/** Folders that hold packages by the names of their formats. */
function placesOf(folder: string | undefined): readonly string[] {
  if (folder !== undefined) return [folder];
  const root = findRoot(true);
  const installed = [join(process.cwd(), "here.js"), import.meta.url].flatMap((from) =>
    (createRequire(from).resolve.paths(scope) ?? []).map((modules) => join(modules, scope)),
  );
  return [...new Set([...(root === undefined ? [] : [join(root, packagesName)]), ...installed])];
}

function isName(format: string): boolean {
  return /^[a-z][a-z0-9_-]*$/i.test(format);
}

function packageIn(places: readonly string[], format: string): string | undefined {
  return places.map((place) => join(place, format)).find((path) => existsSync(join(path, "package.json")));
}

function noFormat(places: readonly string[]): string {
  const known = knownFormats(places);
  return `--format is missing, the format of the table: ${known.length > 0 ? `one of ${known.join(", ")}` : noPackages}`;
}

function unknownFormat(name: string, places: readonly string[]): string {
  const known = knownFormats(places);
  if (known.length > 0) return `there is no package of a format "${name}"; ${didYouMean(name, known)}`;
  return noPackages;
}

const noPackages = `there is no package of any format: install ${scope}/<format>, or say where with --packages`;

function knownFormats(places: readonly string[]): readonly string[] {
  return [...new Set(places.flatMap(formatsIn))].sort();
}

function formatsIn(place: string): readonly string[] {
  if (!existsSync(place)) return [];
  return readdirSync(place).filter((name) => {
    const manifest = join(place, name, "package.json");
    return existsSync(manifest) && readFileSync(manifest, "utf8").includes('"./image"');
  });
}

function variantsOf(entryPoints: EntryPoints): readonly string[] {
  return Object.keys(entryPoints).flatMap((name) => /^\.\/([^/]+)\/image$/.exec(name)?.[1] ?? []);
}

function isImagePackage(module: object): module is ImagePackage {
  const { traits, TableView } = module as { readonly traits?: unknown; readonly TableView?: unknown };
  return typeof traits === "object" && typeof TableView === "function" && "open" in TableView;
}
