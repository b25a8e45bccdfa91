import type { TableConfig } from "@generic-pt/core";
import type { VariantModel } from "../../generator/src/model/model.js";
import { featureWith, halves, reachLg2, settle } from "../model/settings.js";

/** A configuration with a name for reports. */
export interface NamedConfig {
  readonly name: string;
  readonly config: TableConfig;
  /** The same where start level and place of the VAs are the same. */
  readonly place: string;
}

/**
 * The configurations that a variant is tested with, from its model alone: every start level, VA and OA from narrow to
 * wide, every feature alone and as many together as there may be, every parameter at its ends. Those that the rules
 * refuse are left out; a case of the suite sees to it that they are refused.
 */
export function configurations(variant: VariantModel): readonly NamedConfig[] {
  const seen = new Set<string>();
  const accepted: NamedConfig[] = [];
  for (const config of candidates(variant)) {
    const settings = settle(variant, config);
    if (typeof settings === "string") continue;
    // One for each different table that comes out.
    const key = JSON.stringify(settings, (_, value: unknown) =>
      typeof value === "bigint" ? `${value}` : value,
    );
    if (seen.size === seen.add(key).size) continue;
    const place = `${settings.topLevel} ${halves(settings).length}`;
    accepted.push({ name: nameOf(config), config, place });
  }
  return accepted;
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
    { oaBits: granuleLg2 },
    { topLevel: top.highest + 1 },
    { topLevel: top.lowest - 1 },
    { topLevel: top.lowest + 0.5 },
    ...(va.widths ?? []).flatMap((width) => [{ vaBits: width - 1 }, { vaBits: width + 1 }]),
    { features: ["no such feature"] },
    { parameters: { "no such parameter": 1n } },
    ...variant.parameters.map(({ name, within }) => ({ parameters: { [name]: within ^ -1n } })),
  ];
  const odd = beyond.map((config) => ({ ...required(variant), ...config }));
  const refused = candidates(variant).filter((config) => typeof settle(variant, config) === "string");
  return [...odd, ...refused].map((config) => ({ name: nameOf(config), config, place: "" }));
}

/** Features that decide where the VAs of a table lie: each is tried with every width. */
const placing: ReadonlySet<string> = new Set(["sign-extended", "upper-half"]);

function candidates(variant: VariantModel): readonly TableConfig[] {
  const { oa, top } = variant;
  const levels = Array.from({ length: top.highest - top.lowest + 1 }, (_, n) => top.lowest + n);
  const features = variant.features.map(({ name }) => name);
  const configs: TableConfig[] = [{}];
  for (const topLevel of levels) {
    configs.push({ topLevel });
    for (const vaBits of widthsOf(variant, topLevel)) configs.push({ topLevel, vaBits });
    for (const { name } of variant.features.filter(({ effect }) => placing.has(effect)))
      for (const vaBits of widthsOf(variant, topLevel)) configs.push({ topLevel, vaBits, features: [name] });
  }
  // The same widths where the top follows from them.
  for (const topLevel of levels) for (const vaBits of widthsOf(variant, topLevel)) configs.push({ vaBits });
  for (const oaBits of [variant.granuleLg2 + 1, 32, 33, oa.maxLg2 - 1, ...(oa.unchecked ?? [])])
    configs.push({ oaBits }, { topLevel: top.highest, oaBits });
  for (const name of features) for (const topLevel of levels) configs.push({ topLevel, features: [name] });
  for (const topLevel of levels) configs.push({ topLevel, features });
  configs.push(...together(variant));
  for (const { name, feature, within } of variant.parameters) {
    // Bits above all that table memory uses; lower ones would be bits of the addresses of tables.
    const bits = within & ~((1n << 32n) - 1n);
    const ends = bits === 0n ? [] : [bits & -bits, highestBit(bits)];
    for (const value of ends)
      configs.push({ topLevel: top.highest, features: [feature], parameters: { [name]: value } });
  }
  return configs.map((given) => complete(variant, given));
}

/**
 * Widths of VAs from all that a top translates down to what one item of it covers. The narrowest of all is in between
 * two granules and one table.
 */
function widthsOf(variant: VariantModel, topLevel: number): readonly number[] {
  const reach = reachLg2(variant, topLevel);
  const { itemLg2 } = variant.levels[topLevel];
  const middle = Math.ceil((reach + itemLg2) / 2);
  const whole = itemLg2 > variant.granuleLg2 ? [itemLg2] : [];
  // Where there is no lower top, VAs may end within a table below it.
  const { top, va, granuleLg2 } = variant;
  const within = top.lowest > 0 && top.lowest === top.highest ? [Math.max(va.minLg2, granuleLg2 + 1)] : [];
  return [reach, itemLg2 + 1, middle, ...(va.widths ?? []), ...whole, ...within];
}

/**
 * As many features together as there may be, whichever is asked for first; without a growing top, which tables that are
 * as large as they can be do not have, another one may be allowed.
 */
function together(variant: VariantModel): readonly TableConfig[] {
  const features = variant.features.map(({ name }) => name);
  const growing = featureWith(variant, "top-grows")?.name;
  const orders = [features, [...features].reverse(), features.filter((name) => name !== growing)];
  return orders.map((order) => {
    const together: string[] = [];
    for (const name of order) {
      const more = complete(variant, { features: [...together, name] });
      if (typeof settle(variant, more) !== "string") together.push(name);
    }
    return { features: together };
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
