import {
  Arena,
  type DecodedEntry,
  hasField,
  holds,
  isAtLevel,
  type PageTable,
  PtError,
  protectionNames,
  type TableConfig,
} from "@generic-pt/core";
import { interpretTable } from "../interpret/interpret-table.js";
import type { EntryModel, FieldModel, FormatModel, LevelModel, VariantModel } from "../model/model.js";
import { rangeMask } from "../spec/match.js";

/** What one raw entry means, bit by bit and at each level that was asked for. */
export interface EntryExplanation {
  readonly format: string;
  readonly variant: string;
  readonly raw: bigint;
  readonly fields: readonly FieldExplanation[];
  readonly levels: readonly LevelExplanation[];
}

export interface FieldExplanation {
  /** Undefined for bits of an address, or bits that are set, which belong to no field. */
  readonly name: string | undefined;
  readonly high: number;
  readonly low: number;
  readonly value: bigint;
  /** What its value says in this entry; empty if there is nothing to add to the value. */
  readonly meaning: string;
  /** What the spec says about the field. */
  readonly doc?: string;
}

export interface LevelExplanation {
  readonly level: number;
  /** What the manual calls it. */
  readonly label?: string;
  readonly kind: DecodedEntry["kind"];
  /** Name in the spec. */
  readonly encoding: string;
  /** Leaf: OA of its first byte. Table: address of the next table. */
  readonly address?: bigint;
  /** Bytes of a leaf. */
  readonly size?: bigint;
  readonly protections?: readonly string[];
  readonly dirty?: boolean;
}

/** `parameters` are in force, with the features that they belong to. */
export function explainEntry(
  format: FormatModel,
  variant: VariantModel,
  raw: bigint,
  levels: readonly number[],
  parameters: Readonly<Record<string, bigint>> = {},
): EntryExplanation {
  const table = anyTable(format, variant, parameters);
  const decoded = levels.map((level) => ({ level, entry: table.decode(level, raw) }));
  const encodings = decoded.flatMap(({ level, entry }) =>
    (variant.levels[level]?.kinds ?? []).filter(({ name }) => name === entry.encoding),
  );
  const atLevels = variant.fields.filter((field) => levels.some((level) => isAtLevel(field, level)));
  const here = variant.fields.filter((field) => decoded.some(({ entry }) => isShown(field, entry)));
  return {
    format: format.format,
    variant: variant.name,
    raw,
    fields: [
      ...here.map((field) => explainField(field, raw, variant, encodings)),
      ...unnamedBits(raw, here, atLevels, variant, encodings),
    ].sort((a, b) => a.low - b.low),
    levels: decoded.map(({ level, entry }) => explainLevel(entry, variant.levels[level])),
  };
}

/** An item with a reserved pattern is no entry that would have some fields and not others. */
function isShown(field: FieldModel, { level, kind, encoding: name }: DecodedEntry): boolean {
  return kind === "reserved" ? isAtLevel(field, level) : hasField(field, level, { name, kind });
}

/** Some table of the variant: entries mean the same in all of them, but creating one needs a valid configuration. */
function anyTable(
  format: FormatModel,
  variant: VariantModel,
  parameters: Readonly<Record<string, bigint>>,
): PageTable {
  const wanted = variant.parameters.filter(({ name }) => name in parameters).map(({ feature }) => feature);
  const always = variant.features.filter(({ always }) => always).map(({ name }) => name);
  const features = [...new Set([...always, ...wanted])];
  const tops = variant.levels.map(({ level }) => level).filter((level) => level <= variant.top.highest);
  const configs: TableConfig[] = [
    { features, parameters },
    ...tops.map((topLevel) => ({ features, parameters, topLevel })),
  ];
  let refusal: unknown;
  for (const config of configs) {
    try {
      return interpretTable(format, variant.name, new Arena({ bytes: 2 ** 20 }), config);
    } catch (error) {
      if (!(error instanceof PtError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

function explainLevel(entry: DecodedEntry, model: LevelModel | undefined): LevelExplanation {
  const { level, kind, encoding, address, size, protection, dirty } = entry;
  return {
    level,
    ...(model?.label === undefined ? {} : { label: model.label }),
    kind,
    encoding,
    ...(address === undefined ? {} : { address }),
    ...(size === undefined ? {} : { size }),
    ...(protection === undefined ? {} : { protections: protectionNames(protection) }),
    ...(dirty === undefined ? {} : { dirty }),
  };
}

function explainField(
  { name, high, low, doc }: FieldModel,
  raw: bigint,
  variant: VariantModel,
  encodings: readonly EntryModel[],
): FieldExplanation {
  return {
    name,
    high,
    low,
    value: bitsOf(raw, high, low),
    meaning: meaningOf({ high, low }, raw, variant, encodings),
    ...(doc === undefined ? {} : { doc }),
  };
}

/** Bits of an item, inclusive. */
interface BitRange {
  readonly high: number;
  readonly low: number;
}

function meaningOf(
  range: BitRange,
  raw: bigint,
  variant: VariantModel,
  encodings: readonly EntryModel[],
): string {
  const roles = encodings.flatMap((encoding) => rolesOf(range, raw, variant, encoding));
  return [...new Set(roles)].join("; ");
}

/** What some bits say in one encoding. */
function rolesOf(
  range: BitRange,
  raw: bigint,
  variant: VariantModel,
  encoding: EntryModel,
): readonly string[] {
  const mask = rangeMask(range);
  const roles = encoding.address.flatMap(({ high, low, from }) => {
    const [first, last] = [Math.max(low, range.low), Math.min(high, range.high)];
    if (first > last) return [];
    const what = encoding.kind === "table" ? "address of the next table" : "OA";
    return [`${what}, bits ${bitRange(from + last - low, from + first - low)}`];
  });
  if (encoding.kind !== "leaf") return roles;
  const { sizeCode } = encoding.contiguous ?? {};
  if (sizeCode !== undefined && sizeCode.low >= range.low && sizeCode.low <= range.high)
    roles.push(`size of the leaf from bit ${sizeCode.low} up`);
  for (const { protection, tests, on } of variant.protections.reads) {
    if (on !== undefined && !on.includes(encoding.name)) continue;
    const isOwn = tests.length > 0 && tests.every((test) => (test.mask & ~mask) === 0n);
    if (isOwn) roles.push(tests.every((test) => holds(test, raw)) ? protection : `no ${protection}`);
  }
  const { dirty } = variant;
  if (dirty === undefined || (raw & dirty.tracked.mask) !== dirty.tracked.value) return roles;
  const marks = dirty.mask & ~dirty.tracked.mask;
  if ((marks & ~mask) === 0n) roles.push((raw & dirty.mask) === dirty.value ? "dirty" : "clean");
  return roles;
}

/** Runs of bits without a name: first what holds addresses, then what should not be set. */
function unnamedBits(
  raw: bigint,
  fields: readonly BitRange[],
  atLevels: readonly BitRange[],
  variant: VariantModel,
  encodings: readonly EntryModel[],
): readonly FieldExplanation[] {
  const named = union(fields);
  const addresses = union(encodings.flatMap(({ address }) => address)) & ~named;
  const stray = raw & ~named & ~addresses;
  const inOthers = union(atLevels);
  const elsewhere = union(variant.fields) & ~inOthers;
  const explain = (range: BitRange, meaning: string): FieldExplanation => ({
    name: undefined,
    ...range,
    value: bitsOf(raw, range.high, range.low),
    meaning,
  });
  return [
    ...runsOf(addresses).map((range) => explain(range, meaningOf(range, raw, variant, encodings))),
    ...runsOf(stray & inOthers).map((range) => explain(range, "set, in a field that other entries have")),
    ...runsOf(stray & elsewhere).map((range) => explain(range, "set, in a field that other levels have")),
    ...runsOf(stray & ~inOthers & ~elsewhere).map((range) =>
      explain(range, "set, and in no field of the spec"),
    ),
  ];
}

function union(ranges: readonly BitRange[]): bigint {
  return ranges.reduce((all, { high, low }) => all | rangeMask({ high, low }), 0n);
}

function runsOf(mask: bigint): readonly BitRange[] {
  const runs: BitRange[] = [];
  for (let low = 0; mask >> BigInt(low) !== 0n; low++) {
    if (bitsOf(mask, low, low) === 0n) continue;
    let high = low;
    while (bitsOf(mask, high + 1, high + 1) !== 0n) high++;
    runs.push({ high, low });
    low = high;
  }
  return runs;
}

function bitsOf(raw: bigint, high: number, low: number): bigint {
  return (raw & rangeMask({ high, low })) >> BigInt(low);
}

/** As the spec language writes it. */
export function bitRange(high: number, low: number): string {
  return high === low ? `${high}` : `${high}..${low}`;
}
