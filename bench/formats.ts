import type { TableConfig } from "@generic-pt/core";
import { type BigintWalk, walk as walkAmdv1 } from "./bigint-walk/amdv1.js";
import { walk as walkVtdss } from "./bigint-walk/vtdss.js";
import { walk as walkX86 } from "./bigint-walk/x86_64.js";

/** A format that is measured. A new one needs a line here, a walk over BigInts, and a header in native/formats. */
export interface BenchFormat {
  readonly format: string;
  readonly variant: string;
  /** The package, as consumers import it. */
  readonly module: string;
  /** Of the two tables that live at the same time. They differ, so that nothing of them is a constant. */
  readonly configs: readonly [TableConfig & Required<Sizes>, TableConfig & Required<Sizes>];
  readonly walk: BigintWalk;
}

type Sizes = Pick<TableConfig, "vaBits" | "topLevel" | "oaBits">;

const twoSizes = [
  { vaBits: 48, topLevel: 3, oaBits: 52 },
  { vaBits: 48, topLevel: 3, oaBits: 48 },
] as const;

export const benchFormats: readonly BenchFormat[] = [
  { format: "amdv1", variant: "native", module: "@generic-pt/amdv1", configs: twoSizes, walk: walkAmdv1 },
  {
    format: "x86_64",
    variant: "x86_64",
    module: "@generic-pt/x86_64",
    configs: [
      { ...twoSizes[0], features: ["sign_extend"] },
      { ...twoSizes[1], features: ["sign_extend"] },
    ],
    walk: walkX86,
  },
  { format: "vtdss", variant: "vtdss", module: "@generic-pt/vtdss", configs: twoSizes, walk: walkVtdss },
];
