import { EINVAL, EOPNOTSUPP } from "./errno.js";
import { PtError } from "./error.js";
import type { TableConfig } from "./page-table.js";
import { type FeatureEffect, type TableTraits, vaWordBits } from "./traits.js";
import { requireContract } from "./version.js";

/** A configuration that the format accepts, with everything decided. */
export interface Configuration {
  /** In the order of the format's spec. */
  readonly features: readonly string[];
  readonly vaBits: number;
  readonly oaBits: number;
  readonly topLevel: number;
  /** The top may grow up to this level. */
  readonly highestTop: number;
  /** Values of the parameters whose feature is on. */
  readonly parameters: ReadonlyMap<string, bigint>;
  /** Leaf sizes as a bitmap. */
  readonly pageSizes: bigint;
}

/** lg2 of the VA bytes that a top table of a level can reach. */
export function reachLg2(traits: Pick<TableTraits, "levels">, level: number): number {
  const { itemLg2, indexBits, asTop } = traits.levels[level];
  return itemLg2 + (asTop?.indexBits ?? indexBits);
}

/** The table at the top: which form of the code works on it, and how large it is. */
export interface TopShape {
  /** The level, or a number behind the levels where tables at the level are wider as the top. */
  readonly form: number;
  readonly items: number;
  readonly bytes: number;
  /** Bytes of the slots that VAs index: fewer where they are narrow. */
  readonly usedBytes: number;
}

/** What the top table of a level is for VAs of some bits. */
export function topShape(
  traits: TableTraits,
  level: number,
  { vaBits, features }: Pick<Configuration, "vaBits" | "features">,
): TopShape {
  const { itemLg2, indexBits, asTop, tableBytes } = traits.levels[level];
  // A narrow top takes the space of a table: what its width does not index stays empty.
  const wider = 2 ** Math.max(0, Math.min(vaBits - itemLg2, asTop?.indexBits ?? indexBits) - indexBits);
  const items = 2 ** indexBits * wider;
  // The upper half has the last items of a table, however few VAs there are.
  const isWhole = hasEffect(traits, features, "sign-extended");
  const used = isWhole ? items : Math.min(items, 2 ** Math.max(0, vaBits - itemLg2));
  return {
    form: asTop?.form ?? level,
    items,
    bytes: tableBytes * wider,
    usedBytes: used * (traits.slot?.bytes ?? traits.itemBits / 8),
  };
}

/**
 * Checks a configuration against the format and completes it, to create a table or to open one that is there. Throws PtError: EINVAL for sizes that no table of the
 * format has, EOPNOTSUPP for features it lacks or must be asked for, and for a top that does not reach the VAs.
 */
export function configure(
  traits: TableTraits,
  config: TableConfig,
  use: "create" | "open" = "create",
): Configuration {
  requireContract(traits.contract);
  const asked = new Set(config.features ?? []);
  const always = traits.features.filter((feature) => feature.always).map(({ name }) => name);
  // A table that is there was created with what is always on, whatever its top has grown to.
  if (use === "open") for (const name of always) asked.add(name);
  const oaBits = config.oaBits ?? traits.oaMaxLg2;
  const widestVa = config.vaBits ?? widestOf(traits, config.topLevel, asked, oaBits);
  checkWidths(traits, widestVa, oaBits);
  const growing = withEffect(traits, "top-grows");
  const wantsGrowth = growing !== undefined && asked.has(growing.name);
  const startsLow = wantsGrowth && growing.supported;
  const topLevel = config.topLevel ?? (startsLow ? traits.top.lowest : lowestReaching(traits, widestVa));
  const { lowest, highest, otherwise } = traits.top;
  if (!(Number.isInteger(topLevel) && topLevel >= lowest && topLevel <= highest))
    throw new PtError(otherwise, `a top table at level ${topLevel}: it must be ${lowest} to ${highest}`);
  const reach = reachLg2(traits, topLevel);
  const vaBits = !wantsGrowth && traits.topNarrowsVa ? Math.min(widestVa, reach) : widestVa;
  // A top that reaches everything has nowhere to grow.
  if (growing && reach >= vaBits) asked.delete(growing.name);
  const whole = withEffect(traits, "whole-va");
  if (whole && Math.min(vaBits, reach) === vaWordBits(traits)) asked.add(whole.name);
  checkSupported(traits, asked);
  if (widestVa < traits.vaMinLg2)
    throw new PtError(EINVAL, `${widestVa} bits of VA: the format has ${traits.vaMinLg2} at least`);
  if (use === "create") checkAsked(always, asked);
  const grows = growing !== undefined && asked.has(growing.name);
  if (!grows && reach < vaBits)
    throw new PtError(
      EOPNOTSUPP,
      `a top at level ${topLevel} reaches ${reach} bits of VA, not ${vaBits}: start at a higher level or ask for fewer bits`,
    );
  // Where there is only one top, it serves the fewest VAs too.
  if (lowest < highest && traits.levels[topLevel].itemLg2 > vaBits)
    throw new PtError(EOPNOTSUPP, `${vaBits} bits of VA do not fill one item of a top at level ${topLevel}`);
  const highestTop = grows ? lowestReaching(traits, vaBits) : topLevel;
  const pageSizes = pageSizesOf(traits, highestTop, oaBits, asked);
  if (pageSizes === 0n)
    throw new PtError(EINVAL, `${oaBits} bits of OA: they must be more than the smallest page has`);
  return {
    features: traits.features.map(({ name }) => name).filter((name) => asked.has(name)),
    vaBits,
    oaBits,
    topLevel,
    highestTop,
    parameters: parametersOf(traits, config, asked),
    pageSizes,
  };
}

/** The widest VAs of a top that is given and stays, or of the format; where they may not be wider, as wide as OAs. */
function widestOf(
  traits: TableTraits,
  topLevel: number | undefined,
  asked: ReadonlySet<string>,
  oaBits: number,
): number {
  const growing = withEffect(traits, "top-grows");
  const { lowest, highest } = traits.top;
  const widest = traits.vaWithinOa ? Math.min(traits.vaMaxLg2, oaBits) : traits.vaMaxLg2;
  // Of a level that no top may have, that is what is wrong, whatever VAs it would reach.
  const isTop = topLevel !== undefined && topLevel >= lowest && topLevel <= highest;
  const isThere = isTop && traits.levels[topLevel] !== undefined;
  if (!isThere || (growing && asked.has(growing.name))) return widest;
  return Math.min(widest, reachLg2(traits, topLevel));
}

/** Whether the table's features include one with the effect. */
export function hasEffect(traits: TableTraits, features: readonly string[], effect: FeatureEffect): boolean {
  return traits.features.some((feature) => feature.effect === effect && features.includes(feature.name));
}

function withEffect(traits: TableTraits, effect: FeatureEffect): TableTraits["features"][number] | undefined {
  return traits.features.find((feature) => feature.effect === effect);
}

function checkWidths(traits: TableTraits, vaBits: number, oaBits: number): void {
  const { granuleLg2, vaMaxLg2, vaWidths, vaOtherwise, vaWithinOa, oaMaxLg2, oaWidths } = traits;
  // What is no number of bits is refused first, what is only too wide last: before that, hardware may lack the width.
  checkBits("OA", oaBits, 1, Number.POSITIVE_INFINITY, EINVAL, oaMaxLg2);
  checkBits("VA", vaBits, granuleLg2, vaMaxLg2, vaBits > vaMaxLg2 ? vaOtherwise : EINVAL);
  if (vaWidths && !vaWidths.includes(vaBits))
    throw new PtError(EINVAL, `${vaBits} bits of VA: the format has ${vaWidths.join(", ")}`);
  if (oaWidths && !oaWidths.includes(oaBits))
    throw new PtError(EOPNOTSUPP, `${oaBits} bits of OA: hardware has ${oaWidths.join(", ")}`);
  checkBits("OA", oaBits, 1, oaMaxLg2, EINVAL);
  if (vaWithinOa && vaBits > oaBits)
    throw new PtError(vaOtherwise, `${vaBits} bits of VA are more than the ${oaBits} of OA`);
}

function checkBits(
  what: string,
  bits: number,
  least: number,
  most: number,
  errno: number,
  widest = most,
): void {
  if (!(Number.isInteger(bits) && bits >= least && bits <= most))
    throw new PtError(errno, `${bits} bits of ${what}: the format has ${least} to ${widest}`);
}

/** The lowest top that reaches the VAs, or the highest there is. */
export function lowestReaching(traits: Pick<TableTraits, "levels" | "top">, vaBits: number): number {
  const { lowest, highest } = traits.top;
  for (let level = lowest; level < highest; level++) if (reachLg2(traits, level) >= vaBits) return level;
  return highest;
}

function checkSupported(traits: TableTraits, asked: ReadonlySet<string>): void {
  for (const name of asked) {
    const feature = traits.features.find((other) => other.name === name);
    if (!feature?.supported) throw new PtError(EOPNOTSUPP, unsupported(traits, name));
  }
}

function checkAsked(always: readonly string[], asked: ReadonlySet<string>): void {
  for (const name of always) {
    if (!asked.has(name))
      throw new PtError(EOPNOTSUPP, `feature ${name} is compiled in: it must be asked for, and have its use`);
  }
}

function unsupported(traits: TableTraits, name: string): string {
  const known = traits.features.filter(({ supported }) => supported).map((feature) => feature.name);
  return `feature ${name} is not one of ${traits.format}/${traits.variant}: ${known.join(", ") || "it has none"}`;
}

function parametersOf(
  traits: TableTraits,
  config: TableConfig,
  features: ReadonlySet<string>,
): ReadonlyMap<string, bigint> {
  const given = config.parameters ?? {};
  for (const name of Object.keys(given)) {
    if (!traits.parameters.some((parameter) => parameter.name === name))
      throw new PtError(EINVAL, `parameter ${name} is not one of ${traits.format}/${traits.variant}`);
  }
  const values = new Map<string, bigint>();
  for (const { name, feature, within } of traits.parameters) {
    const value = given[name] ?? 0n;
    if ((value & ~within) !== 0n)
      throw new PtError(
        EINVAL,
        `parameter ${name}: 0x${value.toString(16)} has bits outside 0x${within.toString(16)}`,
      );
    if (features.has(feature)) values.set(name, value);
  }
  return values;
}

/** Sizes that the levels offer; none as large as the whole OA space. */
function pageSizesOf(
  traits: TableTraits,
  highestTop: number,
  oaBits: number,
  features: ReadonlySet<string>,
): bigint {
  let sizes = 0n;
  for (const { sizesLg2, optionalSizes = [] } of traits.levels.slice(0, highestTop + 1)) {
    for (const lg2 of sizesLg2) {
      const conditions = optionalSizes.filter((size) => size.lg2 === lg2);
      const isOffered = conditions.length === 0 || conditions.some(({ feature }) => features.has(feature));
      if (lg2 < oaBits && isOffered) sizes |= 1n << BigInt(lg2);
    }
  }
  return sizes;
}
