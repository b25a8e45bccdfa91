import type { BitTest, ConditionsModel, EntryModel, RuleModel, VariantModel } from "../model/model.js";
import { rangeMask } from "../spec/match.js";

/** Where bits stand, which decides what they are called. */
export interface Place {
  readonly variant: VariantModel;
  /** Absent: at any. */
  readonly level?: number;
  readonly entry?: Pick<EntryModel, "name" | "kind">;
}

/** `0x1e0` as the spec language writes ranges: `8..5`. */
export function bitRange(high: number, low: number): string {
  return high === low ? `${high}` : `${high}..${low}`;
}

/** Bits as fields with their values, `present=1 page-size=0`; those of no field as `bits 11..9=0x5`. */
export function bitsInWords(mask: bigint, value: bigint, place: Place): string {
  const words: { readonly low: number; readonly text: string }[] = [];
  let rest = mask;
  for (const { name, high, low } of fieldsAt(place)) {
    const own = rangeMask({ high, low });
    if ((own & rest) !== own) continue;
    rest &= ~own;
    words.push({ low, text: `${name}=${(value & own) >> BigInt(low)}` });
  }
  for (let low = 0; rest >> BigInt(low) !== 0n; low++) {
    if (((rest >> BigInt(low)) & 1n) === 0n) continue;
    let high = low;
    while (((rest >> BigInt(high + 1)) & 1n) !== 0n) high++;
    const found = (value & rangeMask({ high, low })) >> BigInt(low);
    words.push({
      low,
      text: `bits ${bitRange(high, low)}=${found < 10n ? found : `0x${found.toString(16)}`}`,
    });
    low = high;
  }
  return words
    .sort((a, b) => a.low - b.low)
    .map(({ text }) => text)
    .join(" ");
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

export function ruleInWords(rule: RuleModel, place: Place): string {
  const does =
    rule.parameter === undefined
      ? `sets ${bitsInWords(rule.mask, rule.value, place)}`
      : `marks the address with ${rule.parameter}`;
  return `${conditionsInWords(rule)} ${does}`;
}

/** `write and not mmio, with feature x`. */
export function conditionsInWords({ ifAll, unlessAny, features, withoutFeatures }: ConditionsModel): string {
  const asked = [...ifAll, ...unlessAny.map((name) => `not ${name}`)].join(" and ");
  const switches = [
    ...features.map((name) => `with feature ${name}`),
    ...withoutFeatures.map((name) => `without feature ${name}`),
  ].join(" and ");
  return [asked, switches].filter((text) => text !== "").join(", ") || "every mapping";
}

function fieldsAt({ variant, level, entry }: Place): VariantModel["fields"] {
  return variant.fields.filter(({ levels, on }) => {
    const isHere =
      level === undefined || levels === undefined || (level >= levels.low && level <= levels.high);
    const isHis =
      entry === undefined || on === undefined || on.includes(entry.name) || on.includes(entry.kind);
    return isHere && isHis;
  });
}
