import type { EntrySpec, FieldSpec, SetSpec, VariantSpec } from "../language.js";
import {
  allLevels,
  entryLevels,
  fieldRange,
  layoutMask,
  placed,
  placedValues,
  rangeMask,
  singleValues,
} from "../match.js";
import type { Path } from "../positions.js";
import { asList, contains, levelValue, parseBits, parseLevels, parseSize, type Range } from "../ranges.js";
import { readings } from "../rule-conditions.js";
import { rulesFor } from "./encodings.js";
import { fieldValues } from "./references.js";
import type { LintContext, LintRule } from "./rule.js";

const fieldOutsideItem: LintRule = {
  id: "field-outside-item",
  severity: "error",
  needs: ["item", "fields", "addresses"],
  meaning: "A field or an address piece names bits that an item does not have.",
  check({ spec, report }) {
    const check = (path: Path, range: Range): void => {
      if (range.high < spec.item.bits) return;
      report(
        path,
        `bit ${range.high} lies outside an item of ${spec.item.bits} bits`,
        `use bits below ${spec.item.bits}`,
      );
    };
    for (const [name, field] of Object.entries(spec.fields)) {
      check(typeof field === "object" ? ["fields", name, "bits"] : ["fields", name], fieldRange(field));
    }
    for (const [name, pieces] of Object.entries(spec.addresses)) {
      for (const [index, { bits }] of pieces.entries())
        check(["addresses", name, index, "bits"], parseBits(bits));
    }
  },
};

/** What is written to an item of one entry at one level: bits by the name of what owns them. */
function owners(spec: VariantSpec, name: string, level: number): ReadonlyMap<string, bigint> {
  const written = new Map<string, bigint>();
  const entry = spec.entries[name];
  if (entry === undefined) return written;
  const own = (values: SetSpec): void => {
    for (const field of Object.keys(values)) {
      const described = spec.fields[field];
      if (described !== undefined) written.set(field, rangeMask(fieldRange(described)));
    }
  };
  own(singleValues(entry.match ?? {}));
  own(entry.set ?? {});
  for (const { set } of rulesFor(spec, { name, entry }, level)) own(set ?? {});
  if (entry.kind === "leaf") {
    const { match = {}, set = {}, clear = {} } = spec.dirty ?? {};
    for (const values of [singleValues(match), set, clear]) own(values);
  }
  if (entry.kind === "table") {
    for (const { effect, set } of Object.values(spec.features ?? {}))
      if (effect === "mark-flushed") own(set ?? {});
  }
  return written;
}

const fieldOverlap: LintRule = {
  id: "field-overlap",
  severity: "error",
  needs: ["fields", "addresses", "entries", "protections", "features", "dirty", "levels"],
  after: ["range-reversed"],
  meaning: "Two fields, or a field and the address, share bits and are written to the same item.",
  check({ spec, report }) {
    for (const [name, entry] of Object.entries(spec.entries)) {
      for (const level of entryLevels(spec, entry)) {
        const written = [...owners(spec, name, level)];
        const address = layoutMask(spec, entry.address);
        for (const [index, [field, mask]] of written.entries()) {
          const other = written.slice(0, index).find(([, otherMask]) => (mask & otherMask) !== 0n)?.[0];
          const clash = other === undefined ? undefined : `"${other}"`;
          const inAddress = (mask & address) !== 0n ? `the address layout "${entry.address}"` : undefined;
          const what = clash ?? inAddress;
          if (what === undefined) continue;
          report(
            ["fields", field],
            `"${field}" shares bits with ${what} in the entry "${name}"`,
            "correct the bits of one of them, or use them in different entries",
          );
        }
      }
    }
  },
};

const valueTooWide: LintRule = {
  id: "value-too-wide",
  severity: "error",
  needs: ["fields", "levels", "top", "entries", "protections", "features", "dirty", "root", "registers"],
  after: ["range-reversed"],
  meaning: "A value does not fit in its field, at some level where it is used.",
  check({ spec, report }) {
    for (const { path, plus, bits } of topLevelFields(spec)) {
      const { low, high } = parseLevels(spec.top.levels);
      const unfit = [low + plus, high + plus].find((value) => value < 0 || value >= 2 ** bits);
      if (unfit === undefined) continue;
      report(
        path,
        `a top at level ${unfit - plus} would be ${unfit} here, which does not fit`,
        "correct what is added to the level, or the bits of the field",
      );
    }
    for (const { path, from, plus, bits } of widthFields(spec)) {
      const unfit = vaWidths(spec).find((width) => {
        const value = from === undefined ? width + plus : from - width;
        return value < 0 || value >= 2 ** bits;
      });
      if (unfit === undefined) continue;
      report(
        path,
        `${unfit} bits of VA would be ${from === undefined ? unfit + plus : from - unfit} here, which does not fit`,
        "correct what the bits are subtracted from, or the bits of the field",
      );
    }
    for (const { path, values } of fieldValues(spec)) {
      for (const [field, value] of Object.entries(values)) {
        const described = spec.fields[field];
        if (described === undefined) continue;
        const range = fieldRange(described);
        const unfit = numbersIn(value, writtenAt(spec, path)).find((number) => !fits(number, range));
        if (unfit === undefined) continue;
        const width = range.high - range.low + 1;
        report(
          [...path, field],
          `${unfit} does not fit in "${field}", which has ${width} bit${width === 1 ? "" : "s"}`,
          unfit < 0n
            ? "restrict the levels, so that the value is not negative"
            : `use a value up to ${2 ** width - 1}`,
        );
      }
    }
  },
};

interface TopLevelField {
  /** Where it says what the level becomes. */
  readonly path: Path;
  readonly plus: number;
  /** Width; the fields of the root have none of their own. */
  readonly bits: number;
}

/** The fields that hold the level of the top. */
function* topLevelFields(spec: VariantSpec): Generator<TopLevelField> {
  for (const [name, { holds, plus = 0 }] of Object.entries(spec.root ?? {}))
    if (holds === "top-level") yield { path: ["root", name, "plus"], plus, bits: 64 };
  for (const [name, { fields }] of Object.entries(spec.registers ?? {})) {
    for (const [field, { holds, plus, bits }] of Object.entries(fields)) {
      const { high, low } = parseBits(bits);
      const path = ["registers", name, "fields", field, plus === undefined ? "bits" : "plus"];
      if (holds === "top-level") yield { path, plus: plus ?? 0, bits: high - low + 1 };
    }
  }
}

interface WidthField extends TopLevelField {
  readonly from: number | undefined;
}

/** The fields that hold the bits of VA. */
function* widthFields(spec: VariantSpec): Generator<WidthField> {
  const keyOf = (from?: number, plus?: number) =>
    from !== undefined ? "from" : plus !== undefined ? "plus" : undefined;
  for (const [name, { holds, plus = 0, from }] of Object.entries(spec.root ?? {}))
    if (holds === "va-bits")
      yield { path: ["root", name, keyOf(from, plus) ?? "holds"], plus, from, bits: 64 };
  for (const [name, { fields }] of Object.entries(spec.registers ?? {})) {
    for (const [field, { holds, plus, from, bits }] of Object.entries(fields)) {
      const { high, low } = parseBits(bits);
      const path = ["registers", name, "fields", field, keyOf(from, plus) ?? "bits"];
      if (holds === "va-bits") yield { path, plus: plus ?? 0, from, bits: high - low + 1 };
    }
  }
}

/** The widths that VAs may have: the narrowest and the widest, or all that there are. */
function vaWidths({ va, granule }: VariantSpec): readonly number[] {
  return va.widths ?? [va.max, va.min ?? parseSize(granule).toString(2).length - 1];
}

function fits(number: bigint, range: Range): boolean {
  return number >= 0n && (range.high < range.low || placed(number, range) === number << BigInt(range.low));
}

const fieldLevel: LintRule = {
  id: "field-level",
  severity: "error",
  needs: ["fields", "levels", "entries", "protections", "features", "dirty"],
  after: ["range-reversed", "level-gap"],
  meaning: "A field is used at a level whose items do not have it, or no level has it.",
  check({ spec, report }) {
    const all = allLevels(spec);
    for (const [name, field] of Object.entries(spec.fields)) {
      if (all.some((level) => hasField(field, level))) continue;
      report(
        ["fields", name, "levels"],
        `the format has levels ${all[0]} to ${all[all.length - 1]}, so that no item has "${name}"`,
        `write levels from ${all[0]} to ${all[all.length - 1]}, or remove the field`,
      );
    }
    for (const { path, values } of fieldValues(spec)) {
      const levels = levelsOf(placesOf(spec, path));
      for (const name of Object.keys(values)) {
        const field = spec.fields[name];
        const bad = field === undefined ? [] : levels.filter((level) => !hasField(field, level));
        if (bad.length === 0) continue;
        report(
          [...path, name],
          `items of level ${bad.join(", ")} have no "${name}"`,
          "use another field there, or correct the levels of one of them",
          "key",
        );
      }
    }
  },
};

const fieldEntry: LintRule = {
  id: "field-entry",
  severity: "error",
  needs: ["fields", "levels", "entries", "protections", "features", "dirty"],
  after: ["range-reversed", "level-gap", "unknown-entry"],
  meaning: "A field is used in an entry that does not have it.",
  check({ spec, report }) {
    for (const { path, values } of fieldValues(spec)) {
      const places = placesOf(spec, path);
      for (const name of Object.keys(values)) {
        const field = spec.fields[name];
        if (typeof field !== "object" || field.on === undefined) continue;
        const on = asList(field.on);
        const bad = places.find(
          ({ name: entry, entry: { kind } }) => !on.includes(entry) && !on.includes(kind),
        );
        if (bad === undefined) continue;
        report(
          [...path, name],
          `the entry "${bad.name}" has no "${name}"`,
          'use another field there, or correct "on" of the field',
          "key",
        );
      }
    }
  },
};

function hasField(field: FieldSpec, level: number): boolean {
  if (typeof field !== "object" || field.levels === undefined) return true;
  return contains(parseLevels(field.levels), level);
}

/** An entry at one of its levels. */
interface Place {
  readonly name: string;
  readonly entry: EntrySpec;
  readonly level: number;
}

/** Where items are looked at or written with the values under `path`. */
function placesOf(spec: VariantSpec, where: Path): readonly Place[] {
  const [section, part, index] = where;
  const places = Object.entries(spec.entries).flatMap(([name, entry]) =>
    entryLevels(spec, entry).map((level): Place => ({ name, entry, level })),
  );
  if (section === "entries") return places.filter(({ name }) => name === part);
  const rule = part === "rules" ? spec.protections.rules[Number(index)] : undefined;
  if (rule !== undefined) return places.filter((place) => rulesFor(spec, place, place.level).includes(rule));
  const { levels } = (part === "restricts" ? spec.protections.restricts?.[Number(index)] : undefined) ?? {};
  if (levels !== undefined)
    return places.filter(
      ({ entry, level }) => entry.kind === "table" && contains(parseLevels(levels), level),
    );
  const own = readings(spec).find(({ path }) => path.every((step, depth) => step === where[depth]))?.reading
    .on;
  if (part === "reads" && own !== undefined) return places.filter(({ name }) => asList(own).includes(name));
  const wanted = section === "features" || part === "restricts" ? "table" : "leaf";
  return places.filter(({ entry }) => entry.kind === wanted);
}

function levelsOf(places: readonly Place[]): readonly number[] {
  return [...new Set(places.map(({ level }) => level))].sort((a, b) => a - b);
}

/** The levels at which values under `path` are written; 0 for values that do not depend on the level. */
function writtenAt(spec: VariantSpec, path: Path): readonly number[] {
  const isByLevel = path[0] === "entries" || path[1] === "rules";
  return isByLevel ? levelsOf(placesOf(spec, path)) : [0];
}

function numbersIn(value: unknown, levels: readonly number[]): readonly bigint[] {
  if (typeof value === "number") return [BigInt(value)];
  if (typeof value === "string") return levels.map((level) => levelValue(value, level));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value)
    .flat()
    .flatMap((member) => numbersIn(member, levels));
}

const dirtyWithoutWrite: LintRule = {
  id: "dirty-without-write",
  severity: "error",
  needs: ["protections", "dirty"],
  after: ["unknown-protection"],
  meaning: "Leaves can become dirty although no rule lets a device write.",
  check({ spec, report }: LintContext) {
    const mentionsWrite = spec.protections.rules.some(({ if: all, unless }) =>
      [all, unless].flat().includes("write"),
    );
    if (spec.dirty === undefined || mentionsWrite) return;
    report(
      ["dirty"],
      "leaves can become dirty, but no rule says how a leaf is writable",
      "add a rule for write",
      "key",
    );
  },
};

const dirtyNotOnes: LintRule = {
  id: "dirty-not-ones",
  severity: "error",
  needs: ["fields", "dirty"],
  after: ["range-reversed"],
  meaning: "The dirty state is not a field whose bits are all ones, and nothing says how it is cleared.",
  check({ spec, report }) {
    if (spec.dirty?.clear !== undefined) return;
    for (const [field, value] of Object.entries(spec.dirty?.match ?? {})) {
      const described = spec.fields[field];
      if (described === undefined) continue;
      const range = fieldRange(described);
      const ones = 2n ** BigInt(Math.max(0, range.high - range.low + 1)) - 1n;
      if (typeof value === "number" && BigInt(value) === ones) continue;
      report(
        ["dirty", "match", field],
        "a leaf is made clean by clearing bits that hardware set",
        `write ${ones}, or say under "clear" what makes a leaf clean`,
      );
    }
  },
};

const dirtyStays: LintRule = {
  id: "dirty-stays",
  severity: "error",
  needs: ["fields", "dirty"],
  after: ["range-reversed", "unknown-field", "value-too-wide", "dirty-not-ones"],
  meaning: "Marking a leaf does not make it dirty, or clearing it does not make it clean and trackable.",
  check({ spec, report }) {
    if (spec.dirty === undefined) return;
    const { if: tracked = {}, match, set, clear } = spec.dirty;
    const bits = (values: SetSpec) => placedValues(spec.fields, values, 0);
    const [before, dirty] = [bits(singleValues(tracked)), bits(singleValues(match))];
    const written = (base: bigint, { mask, value }: { mask: bigint; value: bigint }) =>
      (base & ~mask) | value;
    const marked = written(before.value, bits(set ?? singleValues(match)));
    const cleaned = clear === undefined ? marked & ~dirty.mask : written(marked, bits(clear));
    if ((marked & dirty.mask) !== dirty.value || (marked & before.mask) !== before.value)
      report(
        set === undefined ? ["dirty", "match"] : ["dirty", "set"],
        "a leaf that is marked so is not dirty by `if` and `match`",
        "write what `match` asks for, and nothing that `if` rules out",
      );
    else if ((cleaned & dirty.mask) === dirty.value || (cleaned & before.mask) !== before.value)
      report(
        clear === undefined ? ["dirty", "match"] : ["dirty", "clear"],
        "a leaf that is cleared so is still dirty, or can no longer become dirty",
        "write what `match` rules out, and nothing that `if` rules out",
      );
  },
};

/** Fields and their values. */
export const fieldRules: readonly LintRule[] = [
  fieldOutsideItem,
  fieldOverlap,
  valueTooWide,
  fieldLevel,
  fieldEntry,
  dirtyWithoutWrite,
  dirtyNotOnes,
  dirtyStays,
];
