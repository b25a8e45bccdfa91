import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Arena, Invalidate, PageTable, TableConfig } from "@generic-pt/core";
import type { FormatModel } from "../generator/src/model/model.js";
import { resolve } from "../generator/src/model/resolve.js";
import { loadSpec } from "../generator/src/spec/load.js";
import type { TableFactory } from "../generator/src/verify/table-factory.js";

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

const modules = new Map<string, TableModule>();
for (const { format, variants } of models) {
  for (const { name } of variants) {
    const module: TableModule = await import(`${root}generated/${format}/src/${name}/arena/index.ts`);
    modules.set(`${format}/${name}`, module);
  }
}

/** Tables of the generated packages, for the packed recordings. */
export const openTable: TableFactory = {
  model: (format, variant) => {
    const variants = models.find((model) => model.format === format)?.variants;
    return variant === undefined ? variants?.[0] : variants?.find(({ name }) => name === variant);
  },
  open: (format, variant, config, arena, invalidate) => {
    const module = modules.get(`${format}/${variant}`);
    if (!module) throw new Error(`there is no variant ${variant} of ${format}`);
    return module.PageTable.create(arena, config, invalidate);
  },
};
