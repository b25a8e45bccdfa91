/**
 * What the runtime knows of one variant of a format, as data: everything that is looked at when a table is created,
 * opened or explained, and never while it is walked. Generated packages carry one of these per variant.
 */
export interface TableTraits {
  /** Version of the contract that the package was generated for. */
  readonly contract: number;
  readonly format: string;
  readonly variant: string;
  readonly granuleLg2: number;
  /** Bits of an item: 32 or 64. */
  readonly itemBits: number;
  readonly endian: "little" | "big";
  /** Bytes from one item of a table to the next, and the byte among them at which the item starts; absent: items lie side by side. */
  readonly slot?: { readonly bytes: number; readonly itemAt: number };
  readonly vaMaxLg2: number;
  /** Bits of the words that hold VAs; absent: 32, or 64 where the widest VA takes more. */
  readonly vaWordBits?: 64;
  readonly vaMinLg2: number;
  /** The errno for VAs that are too wide. */
  readonly vaOtherwise: number;
  /** VAs may not be wider than OAs. */
  readonly vaWithinOa: boolean;
  /** The only widths that VAs may have; absent: any up to the widest. */
  readonly vaWidths?: readonly number[];
  readonly oaMaxLg2: number;
  /** The only widths that OAs of hardware may have; absent: any up to the widest. */
  readonly oaWidths?: readonly number[];
  /** Widths with which no OA is compared: leaves drop the bits for which they have no place. */
  readonly oaUnchecked?: readonly number[];
  /** A top that cannot reach the VA width asked for narrows it; otherwise creation fails. */
  readonly topNarrowsVa: boolean;
  /** Levels that a top may start at, and the errno for others. */
  readonly top: { readonly lowest: number; readonly highest: number; readonly otherwise: number };
  readonly levels: readonly LevelTraits[];
  readonly features: readonly FeatureTraits[];
  readonly parameters: readonly ParameterTraits[];
  /** Per class of encodings: what protections, features and parameters add to a leaf. */
  readonly leafRules: readonly (readonly EntryRule[])[];
  /** The same for table items. */
  readonly tableRules: readonly (readonly EntryRule[])[];
  /** Protections of which a mapping needs at least one, as bits. */
  readonly requiredProtection: number;
  readonly refusals: readonly Refusal[];
  /** How the bits of a leaf read back: all tests of one of a protection's readings must hold. */
  readonly reads: readonly Reading[];
  /** What table items do to everything below them. */
  readonly restrictions: readonly Restriction[];
  /** What a dirty leaf has; absent: the format has no dirty state. */
  readonly dirty?: EntryTest;
  readonly fields: readonly FieldTraits[];
  readonly root: readonly RootField[];
  readonly registers: readonly RegisterTraits[];
  /** Table addresses have at most so many bits. */
  readonly tableAddressLg2: number;
}

/** A bit field of an item. */
export interface FieldTraits {
  readonly name: string;
  readonly high: number;
  readonly low: number;
  /** The levels whose items have the field; absent: all. */
  readonly levels?: { readonly low: number; readonly high: number };
  /** Kinds and names of the encodings that have it; absent: all. */
  readonly on?: readonly string[];
}

/** Whether some items of a level have a field. */
export function isAtLevel(
  { levels }: { readonly levels?: FieldTraits["levels"] | undefined },
  level: number,
): boolean {
  return levels === undefined || (levels.low <= level && level <= levels.high);
}

/** Whether an item of a level, with one of the level's encodings, has a field. */
export function hasField(
  { levels, on }: Pick<FieldTraits, "levels" | "on">,
  level: number,
  encoding: { readonly name: string; readonly kind: string },
): boolean {
  return (
    isAtLevel({ levels }, level) &&
    (on === undefined || on.includes(encoding.kind) || on.includes(encoding.name))
  );
}

/** A leaf has a protection if all tests hold, in a leaf that it is about, of a table that was created with the right features. */
export interface Reading {
  readonly protection: number;
  readonly tests: readonly EntryTest[];
  /** Features that must all be on; absent: none. */
  readonly features?: readonly string[];
  /** Features of which none may be on. */
  readonly withoutFeatures?: readonly string[];
  /** Names of the encodings that it is about; absent: all leaves. */
  readonly on?: readonly string[];
}

/** A table item that passes all tests takes protections from everything below it, and gives it others. */
export interface Restriction {
  readonly tests: readonly EntryTest[];
  readonly takes: number;
  readonly imposes: number;
  /** The levels of the items that do it; absent: all. */
  readonly levels?: { readonly low: number; readonly high: number };
}

export interface LevelTraits {
  /** What the manual calls the level. */
  readonly label?: string;
  /** lg2 of the VA bytes per item. */
  readonly itemLg2: number;
  readonly indexBits: number;
  /** Bits that may index the table as the top, where they may be more, and the number of its code as the top. */
  readonly asTop?: { readonly indexBits: number; readonly form: number };
  readonly tableBytes: number;
  /** Leaf sizes, lg2. */
  readonly sizesLg2: readonly number[];
  /** Those of them that map may use only while a feature is on. */
  readonly optionalSizes?: readonly { readonly lg2: number; readonly feature: string }[];
  /** In the order of the numbers that a decoder gives. */
  readonly encodings: readonly {
    readonly name: string;
    readonly kind: "empty" | "table" | "leaf" | "reserved";
  }[];
}

/** What a feature changes beside the rules that name it. */
export type FeatureEffect =
  | "none"
  | "top-grows"
  | "whole-va"
  | "sign-extended"
  | "upper-half"
  | "flush-whole-range"
  | "flush-without-gaps"
  | "mark-flushed";

export interface FeatureTraits {
  readonly name: string;
  readonly effect: FeatureEffect;
  /** Compiled in: creation must ask for it. */
  readonly always: boolean;
  /** False: accepted only where it changes nothing. */
  readonly supported: boolean;
  /** Bits that table items get while it is on. */
  readonly pointerBits: bigint;
}

export interface ParameterTraits {
  readonly name: string;
  readonly feature: string;
  /** Bits of an item that its value may use. */
  readonly within: bigint;
}

/** When something applies: protections as bits, features by name. */
export interface Conditions {
  readonly ifAll: number;
  readonly unlessAny: number;
  readonly features: readonly string[];
  readonly withoutFeatures: readonly string[];
}

/** Sets `value` under `mask`, or the bits of a parameter. */
export interface EntryRule extends Conditions {
  readonly mask: bigint;
  readonly value: bigint;
  readonly parameter?: string;
}

export interface Refusal extends Conditions {
  readonly errno: number;
}

/** `(item & mask) === value`, or its negation. */
export interface EntryTest {
  readonly mask: bigint;
  readonly value: bigint;
  readonly negated: boolean;
}

/** A field of the registers or context entry that points hardware at the table. */
export interface RootField {
  readonly name: string;
  readonly holds: "top-address" | "top-level" | "va-bits";
  /** Right shift of the address. */
  readonly shift: number;
  /** What is added to the level, or to the bits of VA. */
  readonly plus: number;
  /** The field holds this minus the bits of VA. */
  readonly from?: number;
}

/** A field of a register: some bits of the address of the top table, or something else whole. */
export interface RegisterField extends RootField {
  readonly high: number;
  readonly low: number;
  /** It is read only if the given registers bring all of these features; absent: whatever they bring. */
  readonly features?: readonly string[];
  /** It is read only if they bring none of these. */
  readonly withoutFeatures?: readonly string[];
}

/** A register, or one word of a context entry, that says where a table is. */
export interface RegisterTraits {
  readonly name: string;
  /** Features of every table that it points to. */
  readonly features: readonly string[];
  readonly fields: readonly RegisterField[];
}

/** Bits of the words that hold VAs: where the whole VA space ends. */
export function vaWordBits(traits: Pick<TableTraits, "vaMaxLg2" | "vaWordBits">): 32 | 64 {
  return traits.vaWordBits ?? (traits.vaMaxLg2 > 32 ? 64 : 32);
}

/** Whether an item passes a test. */
export function holds({ mask, value, negated }: EntryTest, raw: bigint): boolean {
  return ((raw & mask) === value) !== negated;
}

/** The protections of a leaf, of an encoding in a table with some features, as protection bits. */
export function protectionRead(
  { reads }: Pick<TableTraits, "reads">,
  features: readonly string[],
  encoding: string,
  raw: bigint,
): number {
  return reads
    .filter(
      ({ tests, on = [encoding], features: needed = [], withoutFeatures = [] }) =>
        on.includes(encoding) &&
        tests.every((test) => holds(test, raw)) &&
        needed.every((name) => features.includes(name)) &&
        !withoutFeatures.some((name) => features.includes(name)),
    )
    .reduce((bits, { protection }) => bits | protection, 0);
}

/** What a table item of a level does to the protections of everything below it, as protection bits. */
export function restrictionBy(
  { restrictions }: TableTraits,
  level: number,
  raw: bigint,
): { readonly takes: number; readonly imposes: number } {
  const matching = restrictions.filter(
    ({ tests, levels }) => isAtLevel({ levels }, level) && tests.every((test) => holds(test, raw)),
  );
  return {
    takes: matching.reduce((bits, { takes }) => bits | takes, 0),
    imposes: matching.reduce((bits, { imposes }) => bits | imposes, 0),
  };
}

/** Whether conditions hold for a set of protections and features. */
export function applies(conditions: Conditions, protection: number, features: ReadonlySet<string>): boolean {
  return (
    (protection & conditions.ifAll) === conditions.ifAll &&
    (protection & conditions.unlessAny) === 0 &&
    conditions.features.every((name) => features.has(name)) &&
    !conditions.withoutFeatures.some((name) => features.has(name))
  );
}

/** The bits that rules give an item. `parameters` are the values of the parameters that are in force. */
export function bitsByRules(
  rules: readonly EntryRule[],
  protection: number,
  features: ReadonlySet<string>,
  parameters: ReadonlyMap<string, bigint>,
): bigint {
  let bits = 0n;
  for (const rule of rules) {
    if (!applies(rule, protection, features)) continue;
    bits =
      rule.parameter === undefined
        ? (bits & ~rule.mask) | rule.value
        : bits | (parameters.get(rule.parameter) ?? 0n);
  }
  return bits;
}
