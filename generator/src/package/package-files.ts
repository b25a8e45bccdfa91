import { readFileSync } from "node:fs";
import { byteSize } from "../model/byte-size.js";
import type { FormatModel, ItemModel } from "../model/model.js";
import { traitsOf } from "../model/traits.js";
import { commentText } from "../specialise/comment-text.js";
import type { Style } from "../specialise/specialise.js";
import { bindings, entryPointsOf } from "./entry-points.js";
import { printLiteral } from "./literal.js";
import { bindingModules, Specialisations } from "./modules.js";
import { readingText } from "./reading-text.js";
import { fillTemplate } from "./templates.js";

export interface PackageOptions {
  readonly style: Style;
  /** Where the format was made before, with what of that is still right. */
  readonly specialisations?: Specialisations;
}

/** Every file of a format's package, by its path within the package. The same model gives the same bytes. */
export function packageFiles(
  model: FormatModel,
  { style, specialisations = new Specialisations(style) }: PackageOptions,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const header = fillTemplate("header", model);
  const entryPoints = entryPointsOf(model);
  files.set(
    "package.json",
    fillTemplate("package.json", {
      ...model,
      description: `${commentText(model.title)}: page tables to map, walk, unmap and decode`,
      entryPoints,
    }),
  );
  files.set("tsconfig.json", fillTemplate("tsconfig.json", {}));
  files.set("README.md", readme(model));
  files.set("LICENSE", readFileSync(new URL("../../LICENSE", import.meta.url), "utf8"));
  for (const variant of model.variants) {
    const traits = printLiteral(traitsOf(model, variant));
    files.set(
      `src/${variant.name}/traits.ts`,
      `${header}\nimport type { TableTraits } from "@generic-pt/core";\n\n/** What the runtime knows of the variant. */\nexport const traits: TableTraits = ${traits};\n`,
    );
    for (const binding of bindings) {
      for (const [file, text] of bindingModules(variant, binding, specialisations)) {
        files.set(`src/${variant.name}/${binding}/${file}.ts`, `${header}\n${text}`);
      }
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readme(model: FormatModel): string {
  const [first] = model.variants;
  const page = 1n << BigInt(first.granuleLg2);
  const hex = (value: bigint): string => `0x${value.toString(16)}`;
  return fillTemplate("README.md", {
    ...model,
    source: { section: "", url: "", ...model.source },
    requiredFeatures: first.features
      .filter(({ always }) => always)
      .map(({ name }) => JSON.stringify(name))
      .join(", "),
    example: {
      va: hex(4n * page),
      oa: hex(32n * page),
      length: hex(4n * page),
      inside: hex(5n * page + 0x123n),
      result: hex(33n * page + 0x123n),
    },
    reading: readingText(first),
    entries: entryPointsOf(model).map(({ path, what }) => ({
      path: `@generic-pt/${model.format}${path.slice(1)}`,
      what,
    })),
    variants: model.variants.map((variant) => ({
      ...variant,
      ...readingText(variant),
      slot: slotText(variant.item),
      rows: variant.levels.map((level) => ({
        level: level.level,
        label: level.label ?? "",
        bits: `${level.itemLg2 + level.indexBits - 1}..${level.itemLg2}`,
        item: byteSize(1n << BigInt(level.itemLg2)),
        sizes: level.sizesLg2.map((lg2) => byteSize(1n << BigInt(lg2))).join(", ") || "none",
      })),
      features: variant.features
        .filter(({ supported }) => supported)
        .map((feature) => ({ doc: "", ...feature })),
    })),
  });
}

/** What follows an item's width; nothing where items lie side by side. */
function slotText({ bytesLg2, slotBytesLg2, offset }: ItemModel): string {
  if (slotBytesLg2 === bytesLg2) return "";
  return `, at byte ${offset} of slots of ${2 ** slotBytesLg2} bytes; the other bytes are zero in a new table, and never written`;
}
