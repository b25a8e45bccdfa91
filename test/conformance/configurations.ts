import type { TableConfig } from "@generic-pt/core";
import type { VariantModel } from "../../generator/src/model/model.js";
import { featureWith, reachLg2, settle } from "../model/settings.js";

/** A configuration with a name for reports. */
export interface NamedConfig {
  readonly name: string;
  readonly config: TableConfig;
}

/**
 * The configurations that a variant is tested with: every start level, VA and OA from narrow to wide, every feature
 * alone and all together, every parameter at its ends. Those that the rules refuse are left out; a case of the suite
 * sees to it that they are refused.
 */
export function configurations(variant: VariantModel): readonly NamedConfig[] {
  const accepted = candidates(variant).filter(({ config }) => typeof settle(variant, config) !== "string");
  return withoutDoubles(variant, accepted);
}

/** Configurations that creation must refuse. */
export function refusals(variant: VariantModel): readonly NamedConfig[] {
  const { va, oa, granuleLg2, top } = variant;
  const beyond: readonly TableConfig[] = [
    { vaBits: va.maxLg2 + 1 },
    { vaBits: granuleLg2 - 1 },
    { vaBits: 20.5 },
    { oaBits: oa.maxLg2 + 1 },
    { oaBits: 0 },
    { topLevel: top.highest + 1 },
    { topLevel: top.lowest - 1 },
    { topLevel: top.lowest + 0.5 },
    ...(va.widths ?? []).flatMap((width) => [{ vaBits: width - 1 }, { vaBits: width + 1 }]),
    { features: ["no such feature"] },
    { parameters: { "no such parameter": 1n } },
    ...variant.parameters.map(({ name, within }) => ({ parameters: { [name]: within ^ -1n } })),
  ];
  const odd = beyond.map((config) => ({ name: nameOf(config), config: { ...required(variant), ...config } }));
  const refused = candidates(variant).filter(({ config }) => typeof settle(variant, config) === "string");
  return [...odd, ...refused];
}

function candidates(variant: VariantModel): readonly NamedConfig[] {
  const { va, oa, granuleLg2, top } = variant;
  const extending = featureWith(variant, "sign-extended")?.name;
  const levels = Array.from({ length: top.highest - top.lowest + 1 }, (_, n) => top.lowest + n);
  const configs: TableConfig[] = [{}];
  for (const topLevel of levels) {
    const reach = reachLg2(variant, topLevel);
    const { itemLg2 } = variant.levels[topLevel];
    configs.push({ topLevel });
    const middle = Math.ceil((reach + itemLg2) / 2);
    for (const vaBits of [reach, itemLg2 + 1, middle, ...(va.widths ?? [])])
      configs.push({ topLevel, vaBits });
    // VAs that one item of the top covers, and halves of it.
    if (itemLg2 > granuleLg2) configs.push({ topLevel, vaBits: itemLg2 });
    if (extending && itemLg2 > granuleLg2)
      for (const vaBits of [itemLg2, middle]) configs.push({ topLevel, vaBits, features: [extending] });
  }
  for (const oaBits of [granuleLg2 + 1, 32, 33, oa.maxLg2 - 1])
    configs.push({ oaBits }, { topLevel: top.highest, oaBits });
  const features = variant.features.map(({ name }) => name);
  const growing = featureWith(variant, "top-grows")?.name;
  for (const name of features) for (const topLevel of levels) configs.push({ topLevel, features: [name] });
  for (const topLevel of levels) configs.push({ topLevel, features });
  configs.push({ features: features.filter((name) => name !== growing) });
  for (const { name, feature, within } of variant.parameters) {
    // Bits above all that table memory uses; lower ones would be bits of the addresses of tables.
    const bits = within & ~((1n << 32n) - 1n);
    const ends = bits === 0n ? [] : [bits & -bits, highestBit(bits)];
    for (const value of ends)
      configs.push({ topLevel: top.highest, features: [feature], parameters: { [name]: value } });
  }
  return configs.map((given) => {
    const config = complete(variant, given);
    return { name: nameOf(config), config };
  });
}

/** Adds what creation insists on, and a width that the top reaches where it would be refused for that alone. */
function complete(variant: VariantModel, config: TableConfig): TableConfig {
  const wanted = {
    ...config,
    features: [...new Set([...(config.features ?? []), ...(required(variant).features ?? [])])],
  };
  if (typeof settle(variant, wanted) !== "string" || config.vaBits !== undefined) return wanted;
  const fitted = {
    ...wanted,
    vaBits: Math.min(variant.va.maxLg2, reachLg2(variant, config.topLevel ?? variant.top.highest)),
  };
  return typeof settle(variant, fitted) === "string" ? wanted : fitted;
}

function required(variant: VariantModel): TableConfig {
  return { features: variant.features.filter(({ always }) => always).map(({ name }) => name) };
}

/** One configuration for each different table that comes out. */
function withoutDoubles(variant: VariantModel, configs: readonly NamedConfig[]): readonly NamedConfig[] {
  const seen = new Set<string>();
  return configs.filter(({ config }) => {
    const settings = settle(variant, config);
    const key = JSON.stringify(settings, (_, value: unknown) =>
      typeof value === "bigint" ? `${value}` : value,
    );
    return seen.size !== seen.add(key).size;
  });
}

function highestBit(bits: bigint): bigint {
  return 1n << BigInt(bits.toString(2).length - 1);
}

function nameOf({ topLevel, vaBits, oaBits, features, parameters }: TableConfig): string {
  const parts = [
    topLevel === undefined ? "" : `top ${topLevel}`,
    vaBits === undefined ? "" : `VA ${vaBits}`,
    oaBits === undefined ? "" : `OA ${oaBits}`,
    ...(features ?? []),
    ...Object.entries(parameters ?? {}).map(([name, value]) => `${name} 0x${value.toString(16)}`),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "defaults" : parts.join(", ");
}
