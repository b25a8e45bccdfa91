import { EINVAL, PtError } from "@generic-pt/core";
import type { FormatModel } from "../model/model.js";
import type { TableFactory } from "../verify/table-factory.js";
import { interpretTable } from "./interpret-table.js";

/** Interpreted tables of some formats, for a replay that needs no package. */
export function interpretedFactory(formats: readonly FormatModel[]): TableFactory {
  const find = (name: string) => formats.find(({ format }) => format === name);
  return {
    model(format, variant) {
      const variants = find(format)?.variants;
      return variant === undefined ? variants?.[0] : variants?.find(({ name }) => name === variant);
    },
    open(format, variant, config, arena, invalidate) {
      const model = find(format);
      if (!model) throw new PtError(EINVAL, `there is no format ${JSON.stringify(format)}`);
      return interpretTable(model, variant, arena, config, invalidate);
    },
  };
}
