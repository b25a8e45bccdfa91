/**
 * The fully resolved description of one format: every shift, mask, size and level is a plain number.
 * Nothing here depends on how the spec spelled it. `modelVersion` grows when a member changes its meaning.
 */
export interface FormatModel {
  readonly modelVersion: 1;
  readonly format: string;
  readonly title: string;
  readonly description: string;
  readonly source: Source;
  /** In the order of the spec; the first is the package's default entry point. */
  readonly variants: readonly VariantModel[];
}

export interface Source {
  readonly manual: string;
  readonly section?: string;
  readonly url?: string;
}

export interface VariantModel {
  readonly name: string;
  readonly title: string;
  readonly item: ItemModel;
  readonly granuleLg2: number;
  readonly va: VaModel;
  readonly oa: OaModel;
  readonly levels: readonly LevelModel[];
  /** Leaf sizes that map must not use although encodings have them; no level lists them. Absent: none. */
  readonly sizeExceptions?: readonly SizeExceptionModel[];
  readonly top: { readonly lowest: number; readonly highest: number; readonly otherwise: string };
  readonly fields: readonly FieldModel[];
  readonly features: readonly FeatureModel[];
  readonly parameters: readonly ParameterModel[];
  readonly protections: ProtectionsModel;
  readonly dirty?: DirtyModel;
  readonly root: readonly RootFieldModel[];
  readonly registers: readonly RegisterModel[];
}

export interface VaModel {
  readonly maxLg2: number;
  /** Bits of the narrowest VA; at least those of an offset within a page. */
  readonly minLg2: number;
  /** Name of the errno for a VA that is too wide. */
  readonly otherwise: string;
  /** VAs may not be wider than OAs. */
  readonly withinOa: boolean;
  /** The only widths there are; absent: any up to the widest. */
  readonly widths?: readonly number[];
  readonly beyondTop: "narrow" | "refuse";
  /** Tables can be created whose VAs have an upper half, at the end of the 64-bit space. */
  readonly extendsSigns: boolean;
  /** Tables can be created that translate the last VAs of the words that hold them, not the first. */
  readonly hasOrigin: boolean;
  /** Bits of the words that hold VAs: where arithmetic on them wraps. */
  readonly wordBits: 32 | 64;
}

export interface OaModel {
  readonly maxLg2: number;
  /** The only widths that hardware of any variant has; absent: any up to the widest. */
  readonly widths?: readonly number[];
  /** Widths with which map compares no OA. */
  readonly unchecked?: readonly number[];
}

export interface ItemModel {
  readonly bits: 32 | 64;
  readonly bytesLg2: number;
  readonly endian: "little" | "big";
  /** lg2 of the bytes from one item to the next; more than `bytesLg2` where other things lie between them. */
  readonly slotBytesLg2: number;
  /** Byte of its slot at which an item starts: a multiple of its own bytes. */
  readonly offset: number;
}

/** A bit field of an item: bits `high..low`, inclusive. */
export interface FieldModel {
  readonly name: string;
  readonly high: number;
  readonly low: number;
  /** The levels whose items have the field; absent: all. */
  readonly levels?: { readonly low: number; readonly high: number };
  /** Kinds and names of the entries that have it; absent: all. */
  readonly on?: readonly string[];
  readonly doc?: string;
  readonly cite?: string;
}

export interface LevelModel {
  readonly level: number;
  readonly label?: string;
  readonly cite?: string;
  /** lg2 of the VA bytes that one item covers. */
  readonly itemLg2: number;
  readonly indexBits: number;
  /** Bits of VA that may index the table as the top, where they may be more: tables are concatenated. */
  readonly topIndexBits?: number;
  readonly tableBytes: number;
  /** Sizes that map may use at this level, lg2, rising. */
  readonly sizesLg2: readonly number[];
  /** Those of them that map may use only while a feature is on. */
  readonly optionalSizes: readonly { readonly lg2: number; readonly feature: string }[];
  /** In order of priority: the first whose tests hold decides what an item is. */
  readonly kinds: readonly EntryModel[];
}

export interface SizeExceptionModel {
  readonly lg2: number;
  readonly why: string;
  readonly cite?: string;
}

/** `(entry & mask) === value`, or its negation. */
export interface BitTest {
  readonly mask: bigint;
  readonly value: bigint;
  readonly negated: boolean;
}

export interface EntryModel {
  readonly name: string;
  readonly kind: "empty" | "table" | "leaf" | "reserved";
  /** All must hold. */
  readonly tests: readonly BitTest[];
  /** The bits that an encoder writes besides address, protections and features. */
  readonly fixed: bigint;
  /** Pieces of the address it holds; empty for `empty` and `reserved`. */
  readonly address: readonly AddressPiece[];
  /** The leaf is only for OAs of so many bits, fewer than others have. Absent: for all. */
  readonly oaLg2?: number;
  /** Present on contiguous leaves. */
  readonly contiguous?: ContiguousModel;
  /** Bits that a feature, a parameter or a protection adds. */
  readonly rules: readonly RuleModel[];
  readonly doc?: string;
  readonly cite?: string;
}

/** Entry bits `high..low` hold address bits from `from` up. */
export interface AddressPiece {
  readonly high: number;
  readonly low: number;
  readonly from: number;
}

export interface ContiguousModel {
  /** lg2 of the item counts that one entry may fuse, rising. */
  readonly countsLg2: readonly number[];
  /** `same`: the items are identical; `advance`: each holds its own OA. */
  readonly items: "same" | "advance";
  /** map does not use the entry while this feature is off. */
  readonly feature?: string;
  /**
   * How the size stands in the address; absent: the encoding has one count and its tests say it all.
   * `ones`: entry bits from `low` up are ones for every address bit from the granule to below size/2.
   * `napot`: the highest of the bits below the size is one, the rest are zero.
   */
  readonly sizeCode?: { readonly kind: "ones" | "napot"; readonly low: number };
}

/** When a rule applies: every condition must hold. */
export interface ConditionsModel {
  readonly ifAll: readonly string[];
  readonly unlessAny: readonly string[];
  readonly features: readonly string[];
  readonly withoutFeatures: readonly string[];
}

/** Sets `value` under `mask` (or a parameter's bits) in an entry if every condition holds. */
export interface RuleModel extends ConditionsModel {
  readonly mask: bigint;
  readonly value: bigint;
  readonly parameter?: string;
  readonly doc?: string;
  readonly cite?: string;
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

export interface FeatureModel {
  readonly name: string;
  readonly effect: FeatureEffect;
  /** Compiled in: `create` must be asked for it. */
  readonly always: boolean;
  /**
   * False: tolerated, and dropped, where the table does not need it (a growing top that already covers every
   * VA); refused with EOPNOTSUPP elsewhere.
   */
  readonly supported: boolean;
  /** `mark-flushed`: the software bits that mark a table pointer as written back. */
  readonly mask: bigint;
  readonly doc?: string;
  readonly cite?: string;
}

/** A number that a table is created with, e.g. the memory encryption bit. It marks addresses. */
export interface ParameterModel {
  readonly name: string;
  readonly feature: string;
  readonly within: bigint;
  readonly doc?: string;
  readonly cite?: string;
}

export interface ProtectionsModel {
  /** At least one must be asked for. */
  readonly requireAny: readonly string[];
  /** Requests that map refuses although they could be encoded. */
  readonly refusals: readonly RefusalModel[];
  /** How a leaf's bits read back as protections: all tests of one of a protection's readings must hold. */
  readonly reads: readonly ReadingModel[];
  readonly restrictions: readonly RestrictionModel[];
}

/** A leaf reads back as having a protection if all tests hold, in a leaf that it is about, and the table was created with the right features. */
export interface ReadingModel extends Pick<ConditionsModel, "features" | "withoutFeatures"> {
  readonly protection: string;
  readonly tests: readonly BitTest[];
  /** The leaves that it is about, by the names of their encodings; absent: all. */
  readonly on?: readonly string[];
}

/** What a table item does to everything below it if all tests hold. */
export interface RestrictionModel {
  readonly tests: readonly BitTest[];
  /** Protections that are lost. */
  readonly takes: readonly string[];
  /** Protections that are added. */
  readonly imposes: readonly string[];
  /** The levels of the table items that do it; absent: all. */
  readonly levels?: { readonly low: number; readonly high: number };
  readonly doc?: string;
  readonly cite?: string;
}

/** map fails with `error` if every condition holds. */
export interface RefusalModel extends ConditionsModel {
  /** Name of the errno, e.g. EINVAL. */
  readonly error: string;
  readonly why: string;
  readonly cite?: string;
}

/** Bits of an item and the values they have, or are given. */
export interface BitsModel {
  readonly mask: bigint;
  readonly value: bigint;
}

/** A leaf is dirty if its bits under `mask` are `value`. */
export interface DirtyModel extends BitsModel {
  /** What a leaf has whose writes hardware marks: a part of `mask`. */
  readonly tracked: BitsModel;
  /** What marking a leaf dirty writes. */
  readonly set: BitsModel;
  /** What makes a leaf clean again. */
  readonly clear: BitsModel;
  readonly doc?: string;
  readonly cite?: string;
}

/** A field of the registers or context entry that makes hardware use the table. */
export interface RootFieldModel {
  readonly name: string;
  readonly holds: "top-address" | "top-level" | "va-bits";
  /** Right shift of an address, or the number added to a level or to the bits of VA. */
  readonly shift: number;
  readonly plus: number;
  /** The field holds this minus the bits of VA. */
  readonly from?: number;
  readonly doc?: string;
  readonly cite?: string;
}

/** A field of a register, and where the register has it. */
export interface RegisterFieldModel extends RootFieldModel {
  readonly high: number;
  readonly low: number;
  /** It is read only if the given registers bring all of these features, and none of those. */
  readonly features?: readonly string[];
  readonly withoutFeatures?: readonly string[];
}

/** A register, or one word of a context entry, that says where a table is. */
export interface RegisterModel {
  readonly name: string;
  /** Features of every table that the register points to. */
  readonly features: readonly string[];
  readonly fields: readonly RegisterFieldModel[];
  readonly doc?: string;
  readonly cite?: string;
}
