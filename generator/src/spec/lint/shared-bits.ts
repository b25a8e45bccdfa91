import type { EntrySpec, FieldSpec, VariantSpec } from "../language.js";
import { entryLevels, fieldRange, layoutMask, rangeMask } from "../match.js";
import { asList, contains, parseBits, parseLevels } from "../ranges.js";
import { readings } from "../rule-conditions.js";
import type { LintRule } from "./rule.js";

const fieldSharesBits: LintRule = {
  id: "field-shares-bits",
  severity: "warning",
  needs: ["fields", "addresses", "entries", "protections", "dirty", "levels"],
  after: ["range-reversed", "level-gap", "field-outside-item", "field-overlap", "unknown-entry"],
  meaning: "Two fields that the same items have share bits, and nothing says why.",
  check({ spec, report }) {
    const tested = testedFields(spec);
    const described = Object.entries(spec.fields).map(([name, field]) => ({
      name,
      field,
      mask: rangeMask(fieldRange(field)),
    }));
    const items = Object.entries(spec.entries).flatMap(([name, entry]) =>
      entry.kind === "leaf" || entry.kind === "table"
        ? entryLevels(spec, entry).map((level) => ({ name, entry, level }))
        : [],
    );
    for (const [index, one] of described.entries()) {
      for (const other of described.slice(0, index)) {
        if ((one.mask & other.mask) === 0n) continue;
        const pair = [one, other] as const;
        const where = items.find(
          ({ name, entry, level }) =>
            pair.every(({ field }) => stands(field, name, entry, level)) &&
            !isMeant(spec, entry, tested, pair),
        );
        if (where === undefined) continue;
        report(
          ["fields", one.name],
          `"${one.name}" shares bits with "${other.name}" in the entry "${where.name}" at level ${where.level}`,
          'correct the bits of one of them, or give them "on" or "levels" that no item has both of',
        );
      }
    }
  },
};

interface Described {
  readonly name: string;
  readonly field: FieldSpec;
  readonly mask: bigint;
}

/** Whether two fields share bits for a reason: one is a group that is tested at once, or the name of an address. */
function isMeant(
  spec: VariantSpec,
  { address }: EntrySpec,
  tested: ReadonlySet<string>,
  pair: readonly [Described, Described],
): boolean {
  const shared = pair[0].mask & pair[1].mask;
  if (pair.some(({ name, mask }) => mask !== shared && tested.has(name)))
    return pair.some(({ mask }) => mask === shared);
  if (!pair.some(({ field }) => (shared & ~addressMask(spec, field)) === 0n)) return false;
  // Low bits of a wide address are free for others where the address is narrower; a piece may have a name of its own.
  const pieces = spec.addresses[address ?? ""] ?? [];
  const isPiece = pieces.some(({ bits }) => rangeMask(parseBits(bits)) === shared);
  return isPiece || (shared & layoutMask(spec, address)) === 0n;
}

/** Whether items of this entry have the field at this level. */
function stands(field: FieldSpec, name: string, { kind }: EntrySpec, level: number): boolean {
  if (typeof field !== "object") return true;
  const on = asList(field.on);
  const isOn = field.on === undefined || on.includes(name) || on.includes(kind);
  return isOn && (field.levels === undefined || contains(parseLevels(field.levels), level));
}

/** The bits that hold an address in some entry that has the field. */
function addressMask(spec: VariantSpec, field: FieldSpec): bigint {
  return Object.entries(spec.entries).reduce((mask, [name, entry]) => {
    const isHere = entryLevels(spec, entry).some((level) => stands(field, name, entry, level));
    return isHere ? mask | layoutMask(spec, entry.address) : mask;
  }, 0n);
}

/** Fields that some match looks at: a wide one may group others, to test them at once. */
function testedFields(spec: VariantSpec): ReadonlySet<string> {
  const matches = [
    ...Object.values(spec.entries).map(({ match }) => match),
    ...readings(spec).map(({ reading }) => reading.match),
    ...(spec.protections.restricts ?? []).map(({ match }) => match),
    spec.dirty?.if,
    spec.dirty?.match,
  ];
  return new Set(matches.flatMap((match) => Object.keys(match ?? {})));
}

/** What fields have in common. */
export const sharedBitsRules: readonly LintRule[] = [fieldSharesBits];
