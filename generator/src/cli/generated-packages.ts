import { join } from "node:path";
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
import { importEntryPoint, UnusablePackage } from "./package-entry-points.js";

/** The class that every generated package exports. */
interface TableClass {
  create(arena: Arena, config: TableConfig, invalidate?: Invalidate): PageTable;
}

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
  const { PageTable } = (await importEntryPoint(folder, entryPoint)) as { readonly PageTable?: unknown };
  if (!isTableClass(PageTable)) throw new UnusablePackage(`${folder}: "${entryPoint}" exports no PageTable`);
  return PageTable;
}

function isTableClass(value: unknown): value is TableClass {
  return typeof value === "function" && "create" in value && typeof value.create === "function";
}
