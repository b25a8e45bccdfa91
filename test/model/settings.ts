import type { TableConfig } from "@generic-pt/core";
import type { FeatureEffect, FeatureModel, VariantModel } from "../../generator/src/model/model.js";

/** What a table created with a configuration must turn out to be. */
export interface Settings {
  readonly features: readonly string[];
  readonly vaBits: number;
  readonly oaBits: number;
  /** The first OA that map refuses for its width. */
  readonly takenOaEnd: bigint;
  readonly topLevel: number;
  /** The top may grow to this level. */
  readonly highestTop: number;
  /** Leaf sizes as a bitmap. */
  readonly pageSizes: bigint;
  /** 0, or where a table at the end of the VAs begins. */
  readonly firstVa: bigint;
  /** VAs are sign-extended: there is an upper half at the end of the 64-bit space. */
  readonly hasUpperHalf: boolean;
  /** Address bits that are parameters' while the table lives. */
  readonly mark: bigint;
}

/** lg2 of the bytes that a top table of a level reaches at most. */
export function reachLg2({ levels }: VariantModel, level: number): number {
  const { itemLg2, indexBits, topIndexBits } = levels[level];
  return itemLg2 + (topIndexBits ?? indexBits);
}

/** Items of the table at the top. */
export function topItems({ levels }: VariantModel, { topLevel, vaBits }: Settings): number {
  const { itemLg2, indexBits, topIndexBits = indexBits } = levels[topLevel];
  return 2 ** Math.max(indexBits, Math.min(topIndexBits, vaBits - itemLg2));
}

/** Bits of the words that VAs travel in: sign-extended VAs take 64, however few of them are translated. */
export function wordBits(variant: VariantModel): 32 | 64 {
  return variant.va.wordBits;
}

/** Bits of the words that OAs travel in. */
export function oaWordBits(variant: VariantModel): 32 | 64 {
  return variant.oa.maxLg2 > 32 ? 64 : 32;
}

/** The settings of a configuration, or the name of the errno that refuses it: written down from the rules, apart from the runtime. */
export function settle(variant: VariantModel, config: TableConfig): Settings | string {
  const { va, oa, granuleLg2, top } = variant;
  const growing = featureWith(variant, "top-grows");
  const wantsGrowth = growing !== undefined && (config.features ?? []).includes(growing.name);
  const given = config.topLevel;
  const isTop = (level: number) => Number.isInteger(level) && level >= top.lowest && level <= top.highest;
  const staysAt = !wantsGrowth && given !== undefined && isTop(given);
  const oaBits = config.oaBits ?? oa.maxLg2;
  const most = va.withinOa ? Math.min(va.maxLg2, oaBits) : va.maxLg2;
  const reachable = staysAt ? Math.min(most, reachLg2(variant, given)) : most;
  const widest = config.vaBits ?? reachable;
  if (!Number.isInteger(oaBits) || oaBits < 1) return "EINVAL";
  if (!Number.isInteger(widest) || widest < granuleLg2) return "EINVAL";
  if (widest > va.maxLg2) return va.otherwise;
  if (va.widths && !va.widths.includes(widest)) return "EINVAL";
  if (oa.widths && !oa.widths.includes(oaBits)) return "EOPNOTSUPP";
  if (oaBits > oa.maxLg2) return "EINVAL";
  if (va.withinOa && widest > oaBits) return va.otherwise;
  const reaching = (bits: number) => {
    for (let level = top.lowest; level < top.highest; level++)
      if (reachLg2(variant, level) >= bits) return level;
    return top.highest;
  };
  const topLevel = config.topLevel ?? (wantsGrowth ? top.lowest : reaching(widest));
  if (!isTop(topLevel)) return top.otherwise;
  const reach = reachLg2(variant, topLevel);

  const asked = new Set(config.features ?? []);
  const vaBits = wantsGrowth || va.beyondTop === "refuse" ? widest : Math.min(widest, reach);
  if (growing && reach >= vaBits) asked.delete(growing.name);
  const whole = featureWith(variant, "whole-va");
  if (whole && Math.min(vaBits, reach) === wordBits(variant)) asked.add(whole.name);
  const known = new Map(variant.features.map((feature) => [feature.name, feature]));
  if ([...asked].some((name) => known.get(name)?.supported !== true)) return "EOPNOTSUPP";
  if (widest < va.minLg2) return "EINVAL";
  if (variant.features.some(({ name, always }) => always && !asked.has(name))) return "EOPNOTSUPP";
  const grows = growing !== undefined && asked.has(growing.name);
  if (!grows && reach < vaBits) return "EOPNOTSUPP";
  // A format's only top serves the fewest VAs too.
  if (top.lowest < top.highest && variant.levels[topLevel].itemLg2 > vaBits) return "EOPNOTSUPP";

  let mark = 0n;
  for (const [name, value] of Object.entries(config.parameters ?? {})) {
    const parameter = variant.parameters.find((each) => each.name === name);
    if (!parameter || (value & ~parameter.within) !== 0n) return "EINVAL";
    if (asked.has(parameter.feature)) mark |= value;
  }
  const highestTop = grows ? reaching(vaBits) : topLevel;
  const sizes = variant.levels.slice(0, highestTop + 1).flatMap(({ kinds, itemLg2, sizesLg2 }) => {
    const offered = kinds.filter(
      ({ kind, contiguous }) =>
        kind === "leaf" && (contiguous?.feature === undefined || asked.has(contiguous.feature)),
    );
    const lg2s = offered.flatMap(({ contiguous }) =>
      (contiguous?.countsLg2 ?? [0]).map((lg2) => itemLg2 + lg2),
    );
    return sizesLg2.filter((lg2) => lg2s.includes(lg2));
  });
  const pageSizes = sizes.reduce((bits, lg2) => (lg2 < oaBits ? bits | (1n << BigInt(lg2)) : bits), 0n);
  if (pageSizes === 0n) return "EINVAL";
  return {
    features: variant.features.map(({ name }) => name).filter((name) => asked.has(name)),
    vaBits,
    oaBits,
    takenOaEnd: 1n << BigInt(oa.unchecked?.includes(oaBits) ? oaWordBits(variant) : oaBits),
    topLevel,
    highestTop,
    pageSizes,
    firstVa: isOn(variant, asked, "upper-half")
      ? (1n << BigInt(wordBits(variant))) - (1n << BigInt(vaBits))
      : 0n,
    hasUpperHalf: isOn(variant, asked, "sign-extended"),
    mark,
  };
}

function isOn(variant: VariantModel, features: ReadonlySet<string>, effect: FeatureEffect): boolean {
  return variant.features.some((feature) => feature.effect === effect && features.has(feature.name));
}

/** Bits of the widest OA that every leaf holds: a leaf may drop the bits above those. */
export function leafOaBits({ levels }: VariantModel, { oaBits }: Settings): number {
  const held = levels
    .flatMap(({ kinds }) => kinds.filter(({ kind }) => kind === "leaf"))
    .map(({ address }) => Math.max(...address.map(({ high, low, from }) => from + high - low + 1)));
  return Math.min(oaBits, ...held);
}

/** VAs that a table translates: from `first` to `last`, without a hole. */
export interface VaRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** Bits of the OAs that leaves either hold or refuse: none loses a bit. */
export function keptOaBits(variant: VariantModel, settings: Settings): number {
  const levels = variant.levels.map(({ kinds, ...level }) => ({
    ...level,
    kinds: kinds.filter(({ oaLg2 }) => oaLg2 === undefined),
  }));
  return leafOaBits({ ...variant, levels }, settings);
}

/** Ends of the OAs that some leaves hold and others refuse, within those of the table. */
export function oaLimits({ levels }: VariantModel, { oaBits }: Settings): readonly bigint[] {
  const bits = levels.flatMap(({ kinds }) => kinds.flatMap(({ oaLg2 }) => oaLg2 ?? []));
  return [...new Set(bits)].filter((lg2) => lg2 < oaBits).map((lg2) => 1n << BigInt(lg2));
}

/** The parts of the VA space that are translated: all of it, or the lower and the upper half. */
export function halves({ vaBits, firstVa, hasUpperHalf }: Settings): readonly VaRange[] {
  if (!hasUpperHalf) return [{ first: firstVa, last: firstVa + (1n << BigInt(vaBits)) - 1n }];
  const size = 1n << BigInt(vaBits - 1);
  const end = 1n << 64n;
  return [
    { first: 0n, last: size - 1n },
    { first: end - size, last: end - 1n },
  ];
}

export function featureWith(variant: VariantModel, effect: FeatureEffect): FeatureModel | undefined {
  return variant.features.find((feature) => feature.effect === effect);
}
