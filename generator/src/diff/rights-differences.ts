import type { BitTest, ReadingModel, VariantModel } from "../model/model.js";
import { common } from "../spec/bit-sets.js";
import type { Considered, Put } from "./aspects.js";
import { type ItemSet, onlyInOne, passing } from "./item-sets.js";
import { subsets, tooManySwitches } from "./switches.js";

/** What leaves allow, in tables with every set of features that decides about it. */
export function compareProtections(
  items: ItemSet,
  writer: VariantModel,
  reader: VariantModel,
  considered: Considered,
  put: Put,
): void {
  const [mine, others] = [writer.protections.reads, reader.protections.reads];
  if (asText(mine) === asText(others) && lacking(mine, reader).length === 0) return;
  const names = new Set([...mine, ...others].map(({ protection }) => protection));
  for (const features of tablesOf(writer, reader, considered)) {
    const known = features.filter((name) => reader.features.some((feature) => feature.name === name));
    for (const name of names) {
      const here = reading(items, mine, name, features);
      const item = onlyInOne(here, reading(items, others, name, known));
      if (item === undefined) continue;
      const suffix = features.length === 0 ? "" : ` (with ${features.join(" and ")})`;
      put("protections", item, ...withOrWithout(name, contains(here, item), suffix));
      return;
    }
  }
}

/** Features that readings name and the other model does not have. */
function lacking(reads: readonly ReadingModel[], { features }: VariantModel): readonly string[] {
  return named(reads).filter((name) => !features.some((feature) => feature.name === name));
}

function named(reads: readonly ReadingModel[]): readonly string[] {
  return [...new Set(reads.flatMap((each) => [...each.features, ...each.withoutFeatures]))];
}

/** The features that a table can have, of those that decide how leaves are read: all sets of them. */
function tablesOf(
  writer: VariantModel,
  reader: VariantModel,
  considered: Considered,
): readonly (readonly string[])[] {
  const isIn = ({ features }: VariantModel, name: string): boolean =>
    features.some((feature) => feature.name === name && feature.supported);
  // Nobody asks a new package for a feature that the old one lacks.
  const possible = [
    ...new Set([...named(writer.protections.reads), ...named(reader.protections.reads)]),
  ].filter((name) => isIn(writer, name) && (considered === "read" || isIn(reader, name)));
  const always = writer.features.filter((feature) => feature.always).map(({ name }) => name);
  const chosen = possible.filter((name) => !always.includes(name));
  const fixed = possible.filter((name) => always.includes(name));
  const sets = subsets(chosen);
  if (sets === undefined) throw tooManySwitches();
  return sets.map((set) => [...fixed, ...set]);
}

function reading(
  items: ItemSet,
  reads: readonly ReadingModel[],
  name: string,
  on: readonly string[],
): ItemSet {
  return reads
    .filter(
      ({ protection, features, withoutFeatures }) =>
        protection === name &&
        features.every((feature) => on.includes(feature)) &&
        !withoutFeatures.some((feature) => on.includes(feature)),
    )
    .flatMap(({ tests }) => holding(items, tests));
}

export function compareDirty(items: ItemSet, writer: VariantModel, reader: VariantModel, put: Put): void {
  const testsOf = ({ dirty }: VariantModel): readonly BitTest[] | undefined =>
    dirty && [{ mask: dirty.mask, value: dirty.value, negated: false }];
  const [mine, others] = [testsOf(writer), testsOf(reader)];
  const here = holding(items, mine);
  const item =
    (mine === undefined) === (others === undefined)
      ? onlyInOne(here, holding(items, others))
      : items[0]?.value;
  if (item !== undefined) put("dirty", item, ...withOrWithout("dirty", contains(here, item)));
}

/** What table items of a level do to what lies below them. */
export function compareRestrictions(
  items: ItemSet,
  writer: VariantModel,
  reader: VariantModel,
  level: number,
  put: Put,
): void {
  const at = ({ protections }: VariantModel) =>
    protections.restrictions.filter(
      ({ levels }) => levels === undefined || (levels.low <= level && level <= levels.high),
    );
  const [mine, others] = [at(writer), at(reader)];
  for (const does of ["takes", "imposes"] as const) {
    for (const name of new Set([...mine, ...others].flatMap((each) => each[does]))) {
      const where = (list: typeof mine): ItemSet =>
        list.filter((each) => each[does].includes(name)).flatMap(({ tests }) => holding(items, tests));
      const here = where(mine);
      const item = onlyInOne(here, where(others));
      if (item === undefined) continue;
      const [acts, not] = [`${does} ${name}`, `leaves ${name}`];
      const isMine = contains(here, item);
      put("restrictions", item, isMine ? acts : not, isMine ? not : acts);
    }
  }
}

function holding(items: ItemSet, tests: readonly BitTest[] | undefined): ItemSet {
  return tests === undefined ? [] : common(items, passing(tests));
}

function contains(items: ItemSet, item: bigint): boolean {
  return items.some(({ mask, value }) => (item & mask) === value);
}

function withOrWithout(name: string, isMine: boolean, suffix = ""): readonly [string, string] {
  const [has, lacks] = [`${name}${suffix}`, `not ${name}${suffix}`];
  return isMine ? [has, lacks] : [lacks, has];
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? `${each}` : each));
}
