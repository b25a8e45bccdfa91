import type { TableConfig } from "@generic-pt/core";
import type { FeatureEffect, FeatureModel, VariantModel } from "../../generator/src/model/model.js";

/** What a table created with a configuration must turn out to be. */
export interface Settings {
  readonly features: readonly string[];
  readonly vaBits: number;
  readonly oaBits: number;
  readonly topLevel: number;
  /** The top may grow to this level. */
  readonly highestTop: number;
  /** Leaf sizes as a bitmap. */
  readonly pageSizes: bigint;
  /** Address bits that are parameters' while the table lives. */
  readonly mark: bigint;
}

/** lg2 of the bytes that a top table of a level reaches. */
export function reachLg2({ levels }: VariantModel, level: number): number {
  const { itemLg2, indexBits } = levels[level];
  return itemLg2 + indexBits;
}

/** Bits of the words that VAs travel in. */
export function wordBits({ va }: VariantModel): 32 | 64 {
  return va.maxLg2 > 32 ? 64 : 32;
}

/** The settings of a configuration, or the name of the errno that refuses it: written down from the rules, apart from the runtime. */
export function settle(variant: VariantModel, config: TableConfig): Settings | string {
  const { va, oa, granuleLg2, top } = variant;
  const widest = config.vaBits ?? va.maxLg2;
  const oaBits = config.oaBits ?? oa.maxLg2;
  if (
    !Number.isInteger(widest) ||
    widest < granuleLg2 ||
    widest > va.maxLg2 ||
    oaBits < 1 ||
    oaBits > oa.maxLg2
  )
    return "EINVAL";
  const reaching = (bits: number) => {
    for (let level = top.lowest; level < top.highest; level++)
      if (reachLg2(variant, level) >= bits) return level;
    return top.highest;
  };
  const growing = featureWith(variant, "top-grows");
  const wantsGrowth = growing !== undefined && (config.features ?? []).includes(growing.name);
  const topLevel = config.topLevel ?? (wantsGrowth ? top.lowest : reaching(widest));
  if (topLevel < top.lowest || topLevel > top.highest) return top.otherwise;
  const reach = reachLg2(variant, topLevel);

  const asked = new Set(config.features ?? []);
  const vaBits = wantsGrowth || va.beyondTop === "refuse" ? widest : Math.min(widest, reach);
  if (growing && reach >= vaBits) asked.delete(growing.name);
  const whole = featureWith(variant, "whole-va");
  if (whole && Math.min(vaBits, reach) === wordBits(variant)) asked.add(whole.name);
  const known = new Map(variant.features.map((feature) => [feature.name, feature]));
  if ([...asked].some((name) => known.get(name)?.supported !== true)) return "EOPNOTSUPP";
  if (variant.features.some(({ name, always }) => always && !asked.has(name))) return "EOPNOTSUPP";
  const grows = growing !== undefined && asked.has(growing.name);
  if (!grows && reach < vaBits) return "EOPNOTSUPP";
  if (topLevel > 0 && variant.levels[topLevel].itemLg2 >= vaBits) return "EOPNOTSUPP";

  const given = config.parameters ?? {};
  let mark = 0n;
  for (const [name, value] of Object.entries(given)) {
    const parameter = variant.parameters.find((each) => each.name === name);
    if (!parameter || (value & ~parameter.within) !== 0n) return "EINVAL";
    if (asked.has(parameter.feature)) mark |= value;
  }
  const highestTop = grows ? reaching(vaBits) : topLevel;
  const sizes = variant.levels.slice(0, highestTop + 1).flatMap(({ sizesLg2 }) => sizesLg2);
  return {
    features: variant.features.map(({ name }) => name).filter((name) => asked.has(name)),
    vaBits,
    oaBits,
    topLevel,
    highestTop,
    pageSizes: sizes.reduce((bits, lg2) => (lg2 < oaBits ? bits | (1n << BigInt(lg2)) : bits), 0n),
    mark,
  };
}

export function featureWith(variant: VariantModel, effect: FeatureEffect): FeatureModel | undefined {
  return variant.features.find((feature) => feature.effect === effect);
}
