import type { FormatModel, VariantModel } from "../model/model.js";
import { formatEntryPoint } from "../package/entry-points.js";
import { levelsText } from "./field-values.js";
import { code, markdownTable, prose } from "./markdown.js";
import { leafSizesText, sizesText, sizeText, usedLevels } from "./sizes-text.js";
import { range } from "./tables-of-levels.js";
import { fillPage } from "./templates.js";

/** All formats and variants side by side. */
export function familyPage(models: readonly FormatModel[]): string {
  const rows = models.flatMap((model) => model.variants.map((variant) => ({ model, variant })));
  const table = (
    heads: readonly string[],
    cells: (one: (typeof rows)[number]) => readonly string[],
  ): string =>
    markdownTable(
      ["format", "variant", ...heads],
      rows.map((one) => {
        const { model, variant } = one;
        return [`[${code(model.format)}](${model.format}.md)`, code(variant.name), ...cells(one)];
      }),
    );
  return fillPage("family.md", {
    formats: markdownTable(
      ["format", "what it is", "variants", "manual"],
      models.map(({ format, title, variants, source }) => [
        `[${code(format)}](${format}.md)`,
        prose(title),
        `${variants.length}`,
        source.url === undefined ? prose(source.manual) : `[${prose(source.manual)}](${source.url})`,
      ]),
    ),
    addresses: table(
      ["item", "endian", "levels", "index bits", "VA bits", "OA bits", "granule", "page sizes"],
      ({ variant }) => addressCells(variant),
    ),
    abilities: table(
      ["contiguous leaves", "dirty", "tables restrict", "upper half", "features", "registers", "import"],
      ({ model, variant }) => [...abilityCells(variant), code(formatEntryPoint(model, variant))],
    ),
  });
}

function addressCells(variant: VariantModel): readonly string[] {
  const { item, top, va, oa, granuleLg2 } = variant;
  const levels = usedLevels(variant);
  return [
    item.slotBytesLg2 === item.bytesLg2 ? `${item.bits}` : `${item.bits} in ${2 ** item.slotBytesLg2} B`,
    item.endian,
    levelsText(range(top.lowest + 1, top.highest + 1)),
    [...levels]
      .reverse()
      .map(({ indexBits }) => indexBits)
      .join("+"),
    va.widths === undefined ? `${va.maxLg2}` : va.widths.join(", "),
    `${oa.maxLg2}`,
    sizeText(granuleLg2),
    leafSizesText(levels).join(", "),
  ];
}

function abilityCells(variant: VariantModel): readonly string[] {
  const { dirty, protections, va, features, registers } = variant;
  const restricted = protections.restrictions.flatMap(({ takes, imposes }) => [...takes, ...imposes]);
  return [
    contiguousText(variant),
    dirty === undefined ? "no" : "yes",
    [...new Set(restricted)].map(code).join(", ") || "nothing",
    va.extendsSigns ? "in the same table" : va.hasOrigin ? "in a table of its own" : "no",
    `${features.length}`,
    registers.map(({ name }) => code(name)).join(", ") || "none",
  ];
}

/** Item counts of contiguous leaves, and whether their items are the same. */
function contiguousText({ levels }: VariantModel): string {
  const entries = levels.flatMap(({ kinds }) => kinds.flatMap(({ contiguous }) => contiguous ?? []));
  const counts = [...new Set(entries.flatMap(({ countsLg2 }) => countsLg2))].sort((a, b) => a - b);
  if (counts.length === 0) return "none";
  const forms = new Set(entries.map(({ items }) => (items === "same" ? "the same" : "each its own OA")));
  return `${sizesText(counts, (lg2) => `${2 ** lg2}`).join(", ")} items, ${[...forms].join(" or ")}`;
}
