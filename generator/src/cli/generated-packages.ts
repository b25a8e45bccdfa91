import { join } from "node:path";
import {
  type Arena,
  EINVAL,
  type Invalidate,
  type PageTable,
  PtError,
  type RootFields,
  type TableConfig,
  TableImage,
  type TableReader,
} from "@generic-pt/core";
import type { FormatModel } from "../model/model.js";
import type { TableFactory, TableView } from "../verify/table-factory.js";
import { importEntryPoint, UnusablePackage } from "./package-entry-points.js";

/** The class that every generated package exports. */
interface TableClass {
  create(arena: Arena, config: TableConfig, invalidate?: Invalidate): PageTable;
}

/** The class that a package exports for tables in memory images. */
interface ViewClass {
  open(image: TableReader, root: RootFields, config: TableConfig): TableView;
}

/** The classes of one variant. */
interface VariantClasses {
  readonly table: TableClass;
  readonly view: ViewClass;
}

/**
 * Tables of the built packages of some formats. Everything is loaded here, because a replay cannot wait. Throws
 * {@link UnusablePackage}.
 */
export async function generatedFactory(
  formats: readonly FormatModel[],
  folder: string,
): Promise<TableFactory> {
  const classes = new Map<string, VariantClasses>();
  for (const { format, variants } of formats)
    for (const { name } of variants) {
      const from = join(folder, format);
      const entryPoint = variants.length === 1 ? "." : `./${name}`;
      classes.set(`${format}/${name}`, {
        table: await load(from, entryPoint, "PageTable", isTableClass),
        view: await load(from, `${entryPoint}/image`, "TableView", isViewClass),
      });
    }
  const find = (format: string, variant: string): VariantClasses => {
    const found = classes.get(`${format}/${variant}`);
    if (found === undefined) throw new PtError(EINVAL, `there is no package for ${format}/${variant}`);
    return found;
  };
  return {
    model(format, variant) {
      const variants = formats.find((model) => model.format === format)?.variants;
      return variant === undefined ? variants?.[0] : variants?.find(({ name }) => name === variant);
    },
    open(format, variant, config, arena, invalidate) {
      return find(format, variant).table.create(arena, config, invalidate);
    },
    view(format, variant, image, root, config) {
      return find(format, variant).view.open(new TableImage(image), root, config);
    },
  };
}

/** A class that a built package exports. */
async function load<Class>(
  folder: string,
  entryPoint: string,
  name: string,
  isClass: (value: unknown) => value is Class,
): Promise<Class> {
  const module: Readonly<Record<string, unknown>> = { ...(await importEntryPoint(folder, entryPoint)) };
  const value = module[name];
  if (!isClass(value)) throw new UnusablePackage(`${folder}: "${entryPoint}" exports no ${name}`);
  return value;
}

function isTableClass(value: unknown): value is TableClass {
  return typeof value === "function" && "create" in value && typeof value.create === "function";
}

function isViewClass(value: unknown): value is ViewClass {
  return typeof value === "function" && "open" in value && typeof value.open === "function";
}
