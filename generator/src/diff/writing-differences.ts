import { protectionOf } from "@generic-pt/core";
import { sizeCodes } from "../interpret/item-encoding.js";
import { applyRules, type Circumstances, conditionsHold } from "../interpret/item-rules.js";
import type { ConditionsModel, EntryModel, LevelModel, VariantModel } from "../model/model.js";
import { addressSources } from "./item-readings.js";
import { subsets } from "./switches.js";

/** The levels, of those that both have, at which the same request puts other bits into an item. */
export function writingDifferences(old: VariantModel, now: VariantModel): ReadonlySet<number> {
  const requests = commonRequests(old, now);
  const levels = old.levels.filter((level) => {
    const other = now.levels.find((each) => each.level === level.level);
    return other !== undefined && !writesAlike(old, level, now, other, requests);
  });
  return new Set(levels.map(({ level }) => level));
}

interface Request {
  readonly protection: number;
  readonly circumstances: Circumstances;
}

/** Every request that decides about bits and that the old model accepts; undefined: too many. */
function commonRequests(old: VariantModel, now: VariantModel): readonly Request[] | undefined {
  const conditions = [old, now].flatMap(conditionsOf);
  const protections = [...new Set(conditions.flatMap((each) => [...each.ifAll, ...each.unlessAny]))];
  const named = new Set([
    ...conditions.flatMap((each) => [...each.features, ...each.withoutFeatures]),
    ...[...old.parameters, ...now.parameters].map(({ feature }) => feature),
  ]);
  const isIn = (model: VariantModel, name: string): boolean =>
    model.features.some((feature) => feature.name === name && feature.supported);
  const features = [...named].filter((name) => isIn(old, name) && isIn(now, name));
  const sets = subsets(features);
  const asked = subsets([...new Set([...protections, ...old.protections.requireAny])]);
  if (sets === undefined || asked === undefined) return undefined;
  const marks = new Map(old.parameters.map(({ name, within }) => [name, within]));
  return sets.flatMap((chosen) => {
    const circumstances = { features: new Set(chosen), parameters: marks };
    return asked
      .map((names) => ({ protection: protectionOf(names), circumstances }))
      .filter(({ protection }) => accepts(old, protection, circumstances));
  });
}

function conditionsOf({ levels, protections }: VariantModel): readonly ConditionsModel[] {
  return [...levels.flatMap(({ kinds }) => kinds.flatMap(({ rules }) => rules)), ...protections.refusals];
}

function accepts({ protections }: VariantModel, protection: number, circumstances: Circumstances): boolean {
  const required = protectionOf(protections.requireAny);
  if (required !== 0 && (required & protection) === 0) return false;
  return !protections.refusals.some((refusal) => conditionsHold(refusal, protection, circumstances));
}

function writesAlike(
  old: VariantModel,
  level: LevelModel,
  now: VariantModel,
  other: LevelModel,
  requests: readonly Request[] | undefined,
): boolean {
  const [table, otherTable] = [level, other].map(({ kinds }) => kinds.find(({ kind }) => kind === "table"));
  const [empty, otherEmpty] = [level, other].map(({ kinds }) => kinds.find(({ kind }) => kind === "empty"));
  if ((empty?.fixed ?? 0n) !== (otherEmpty?.fixed ?? 0n)) return false;
  if ((table === undefined) !== (otherTable === undefined)) return false;
  if (table && otherTable && !sameBits(table, otherTable, 0, 64, requests)) return false;
  return level.sizesLg2
    .filter((lg2) => other.sizesLg2.includes(lg2))
    .every((lg2) => {
      const [leaf, otherLeaf] = [leafOf(level, lg2), leafOf(other, lg2)];
      if (leaf === undefined || otherLeaf === undefined) return leaf === otherLeaf;
      const low = leaf.contiguous?.items === "same" ? lg2 : level.itemLg2;
      const end = Math.min(old.oa.maxLg2, now.oa.maxLg2);
      return (
        leaf.contiguous?.items === otherLeaf.contiguous?.items &&
        sizeBits(old, level, leaf, lg2) === sizeBits(now, other, otherLeaf, lg2) &&
        sameBits(leaf, otherLeaf, low, end, requests)
      );
    });
}

function leafOf({ itemLg2, kinds }: LevelModel, lg2: number): EntryModel | undefined {
  return kinds.find(
    ({ kind, contiguous }) =>
      kind === "leaf" &&
      (contiguous === undefined ? lg2 === itemLg2 : contiguous.countsLg2.includes(lg2 - itemLg2)),
  );
}

function sizeBits(variant: VariantModel, level: LevelModel, leaf: EntryModel, lg2: number): bigint {
  const codes = sizeCodes(level.itemLg2 - variant.granuleLg2, leaf.contiguous);
  return codes.find(({ countLg2 }) => countLg2 === lg2 - level.itemLg2)?.value ?? 0n;
}

/** `low` and `end` delimit the address bits that can be ones. */
function sameBits(
  old: EntryModel,
  now: EntryModel,
  low: number,
  end: number,
  requests: readonly Request[] | undefined,
): boolean {
  const anyItem = { mask: 0n, value: 0n };
  if (addressSources(old.address, anyItem, low, end) !== addressSources(now.address, anyItem, low, end))
    return false;
  if (old.fixed === now.fixed && asText(old) === asText(now)) return true;
  if (requests === undefined) return false;
  return requests.every(({ protection, circumstances }) => {
    const table = old.kind === "table";
    const asked = table ? 0 : protection;
    const [before, after] = [old, now].map(({ fixed, rules }) =>
      applyRules(fixed, rules, asked, circumstances),
    );
    return before === after;
  });
}

function asText({ rules }: EntryModel): string {
  return JSON.stringify(rules, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
}
