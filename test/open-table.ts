import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type Arena,
  type Invalidate,
  type PageTable,
  type RootFields,
  type TableConfig,
  TableImage,
  type TableReader,
} from "@generic-pt/core";
import type { FormatModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpec } from "../generator/src/spec/load.js";
import type { TableFactory, TableView } from "../generator/src/verify/table-factory.js";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What a binding of a generated package exports, as far as tests of every format can say. */
interface TableModule {
  readonly PageTable: {
    create(arena: Arena, config: TableConfig, invalidate?: Invalidate): PageTable;
  };
}

function loadModels(): readonly FormatModel[] {
  return readdirSync(`${root}specs`)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => {
      const { spec } = loadSpec(file, readFileSync(`${root}specs/${file}`, "utf8"));
      if (!spec) throw new Error(`${file} has errors`);
      return resolve(spec);
    });
}

/** The models of all specs. */
export const models = loadModels();

/** The same of the binding for memory images. */
interface ViewModule {
  readonly TableView: { open(image: TableReader, root: RootFields, config: TableConfig): TableView };
}

const modules = new Map<string, TableModule & ViewModule>();
for (const { format, variants } of models) {
  for (const { name } of variants) {
    const variant = `${root}generated/${format}/src/${name}`;
    const table: TableModule = await import(`${variant}/arena/index.ts`);
    const view: ViewModule = await import(`${variant}/image/index.ts`);
    modules.set(`${format}/${name}`, { PageTable: table.PageTable, TableView: view.TableView });
  }
}

function moduleOf(format: string, variant: string): TableModule & ViewModule {
  const module = modules.get(`${format}/${variant}`);
  if (!module) throw new Error(`there is no variant ${variant} of ${format}`);
  return module;
}

/** Tables of the generated packages, for the packed recordings and dumps. */
export const openTable: TableFactory = {
  model: (format, variant) => {
    const variants = models.find((model) => model.format === format)?.variants;
    return variant === undefined ? variants?.[0] : variants?.find(({ name }) => name === variant);
  },
  open: (format, variant, config, arena, invalidate) =>
    moduleOf(format, variant).PageTable.create(arena, config, invalidate),
  view: (format, variant, image, root, config) =>
    moduleOf(format, variant).TableView.open(new TableImage(image), root, config),
};
