import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type Arena,
  EINVAL,
  type Invalidate,
  type PageTable,
  PtError,
  type TableConfig,
} from "@generic-pt/core";
import type { FormatModel } from "../model/model.js";
import type { TableFactory } from "../verify/table-factory.js";
import { CommandError } from "./command-error.js";

/** The class that every generated package exports. */
interface TableClass {
  create(arena: Arena, config: TableConfig, invalidate?: Invalidate): PageTable;
}

/** A package is not there, not built or not what generation makes. */
class UnusablePackage extends CommandError {}

/**
 * Tables of the built packages of some formats. Everything is loaded here, because a replay cannot wait. Throws
 * {@link UnusablePackage}.
 */
export async function generatedFactory(
  formats: readonly FormatModel[],
  folder: string,
): Promise<TableFactory> {
  const classes = new Map<string, TableClass>();
  for (const { format, variants } of formats)
    for (const { name } of variants)
      classes.set(
        `${format}/${name}`,
        await loadTable(join(folder, format), variants.length === 1 ? "." : `./${name}`),
      );
  return {
    model(format, variant) {
      const variants = formats.find((model) => model.format === format)?.variants;
      return variant === undefined ? variants?.[0] : variants?.find(({ name }) => name === variant);
    },
    open(format, variant, config, arena, invalidate) {
      const table = classes.get(`${format}/${variant}`);
      if (table === undefined) throw new PtError(EINVAL, `there is no package for ${format}/${variant}`);
      return table.create(arena, config, invalidate);
    },
  };
}

async function loadTable(folder: string, entryPoint: string): Promise<TableClass> {
  const file = resolve(folder, entryFile(folder, entryPoint));
  if (!existsSync(file)) throw new UnusablePackage(`${folder} is not built: run "npm run build"`);
  const module = (await import(pathToFileURL(file).href)) as { readonly PageTable?: unknown };
  if (!isTableClass(module.PageTable))
    throw new UnusablePackage(`${folder}: "${entryPoint}" exports no PageTable`);
  return module.PageTable;
}

/** The built file that the package's manifest names for an entry point. */
function entryFile(folder: string, entryPoint: string): string {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest))
    throw new UnusablePackage(`${folder} is not there: run "generic-pt generate", then "npm run build"`);
  const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as {
    readonly exports?: Readonly<Record<string, { readonly default?: string } | undefined>>;
  };
  const file = exports?.[entryPoint]?.default;
  if (file === undefined)
    throw new UnusablePackage(
      `${folder} has no entry point "${entryPoint}": run "generic-pt generate", then "npm run build"`,
    );
  return file;
}

function isTableClass(value: unknown): value is TableClass {
  return typeof value === "function" && "create" in value && typeof value.create === "function";
}
