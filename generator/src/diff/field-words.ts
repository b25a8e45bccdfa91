import type { BitTest, ConditionsModel, EntryModel, RuleModel, VariantModel } from "../model/model.js";
import { rangeMask } from "../spec/match.js";

/** Where bits stand, which decides what they are called. */
export interface Place {
  readonly variant: VariantModel;
  /** Absent: at any. */
  readonly level?: number;
  readonly entry?: Pick<EntryModel, "name" | "kind">;
  /** In any entry of the kind, where that is all that is known. */
  readonly kind?: EntryModel["kind"];
}

/** `0x1e0` as the spec language writes ranges: `8..5`. */
export function bitRange(high: number, low: number): string {
  return high === low ? `${high}` : `${high}..${low}`;
}

/** Bits as fields with their values, `present=1 page-size=0`; those of no field as `bits 11..9=5`. */
export function bitsInWords(mask: bigint, value: bigint, place: Place): string {
  const words: string[] = [];
  let rest = mask;
  for (const { name, high, low } of fieldsAt(place)) {
    const own = rangeMask({ high, low });
    if ((own & rest) !== own) continue;
    rest &= ~own;
    words.push(`${name}=${numberText((value & own) >> BigInt(low))}`);
  }
  for (let low = 0; rest >> BigInt(low) !== 0n; low++) {
    if (((rest >> BigInt(low)) & 1n) === 0n) continue;
    let high = low;
    while (((rest >> BigInt(high + 1)) & 1n) !== 0n) high++;
    words.push(
      `bits ${bitRange(high, low)}=${numberText((value & rangeMask({ high, low })) >> BigInt(low))}`,
    );
    low = high;
  }
  return words.join(" ");
}

function numberText(value: bigint): string {
  return value < 10n ? `${value}` : `0x${value.toString(16)}`;
}

export function testsInWords(tests: readonly BitTest[], place: Place): string {
  if (tests.length === 0) return "anything";
  return tests
    .map(({ mask, value, negated }) => {
      const words = bitsInWords(mask, value, place);
      return negated ? `not (${words})` : words;
    })
    .join(" and ");
}

/** What a rule does when it applies. */
export function ruleInWords({ mask, value, parameter }: RuleModel, place: Place): string {
  if (parameter !== undefined) return `marks the address with ${parameter}`;
  return `sets ${bitsInWords(mask, value, place)}`;
}

/** `write and not mmio, with feature x`. */
export function conditionsInWords({ ifAll, unlessAny, features, withoutFeatures }: ConditionsModel): string {
  const asked = [...ifAll, ...unlessAny.map((name) => `not ${name}`)].join(" and ");
  const switches = switchesInWords({ features, withoutFeatures });
  return [asked, switches].filter((text) => text !== "").join(", ") || "every mapping";
}

export function switchesInWords({
  features,
  withoutFeatures,
}: Pick<ConditionsModel, "features" | "withoutFeatures">): string {
  return [
    ...features.map((name) => `with feature ${name}`),
    ...withoutFeatures.map((name) => `without feature ${name}`),
  ].join(" and ");
}

function fieldsAt({ variant, level, entry, kind }: Place): VariantModel["fields"] {
  return variant.fields.filter(({ levels, on }) => {
    const isHere =
      level === undefined || levels === undefined || (level >= levels.low && level <= levels.high);
    const isHis =
      entry === undefined || on === undefined || on.includes(entry.name) || on.includes(entry.kind);
    return isHere && isHis && (kind === undefined || on === undefined || isOfKind(variant, on, kind));
  });
}

function isOfKind({ levels }: VariantModel, on: readonly string[], kind: EntryModel["kind"]): boolean {
  return levels.some(({ kinds }) =>
    kinds.some((entry) => entry.kind === kind && (on.includes(kind) || on.includes(entry.name))),
  );
}
