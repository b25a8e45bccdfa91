import {
  type Conditions,
  contractVersion,
  errnoNumber,
  protectionOf,
  type TableTraits,
} from "@generic-pt/core";
import type {
  ConditionsModel,
  FormatModel,
  ItemModel,
  LevelModel,
  RuleModel,
  VariantModel,
} from "./model.js";
import { ruleClasses } from "./rule-classes.js";
import { topForm } from "./top-forms.js";

/** What the runtime must know of a variant as data; the classes of rules come in the order of `ruleClasses`. */
export function traitsOf(format: FormatModel, variant: VariantModel): TableTraits {
  const classes = ruleClasses(variant);
  return {
    contract: contractVersion,
    format: format.format,
    variant: variant.name,
    granuleLg2: variant.granuleLg2,
    itemBits: variant.item.bits,
    endian: variant.item.endian,
    ...slotTraits(variant.item),
    vaMaxLg2: variant.va.maxLg2,
    ...(variant.va.maxLg2 <= 32 && variant.va.wordBits === 64 ? { vaWordBits: variant.va.wordBits } : {}),
    vaMinLg2: variant.va.minLg2,
    vaOtherwise: errnoOf(variant.va.otherwise),
    vaWithinOa: variant.va.withinOa,
    ...(variant.va.widths === undefined ? {} : { vaWidths: variant.va.widths }),
    oaMaxLg2: variant.oa.maxLg2,
    ...(variant.oa.widths === undefined ? {} : { oaWidths: variant.oa.widths }),
    ...(variant.oa.unchecked === undefined ? {} : { oaUnchecked: variant.oa.unchecked }),
    topNarrowsVa: variant.va.beyondTop === "narrow",
    top: {
      lowest: variant.top.lowest,
      highest: variant.top.highest,
      otherwise: errnoOf(variant.top.otherwise),
    },
    levels: variant.levels.map((level) => levelTraits(variant, level)),
    features: variant.features.map(({ name, effect, always, supported, mask }) => ({
      name,
      effect,
      always,
      supported,
      pointerBits: mask,
    })),
    parameters: variant.parameters.map(({ name, feature, within }) => ({ name, feature, within })),
    leafRules: classes.leaf.map((rules) => rules.map(entryRule)),
    tableRules: classes.table.map((rules) => rules.map(entryRule)),
    requiredProtection: protectionOf(variant.protections.requireAny),
    refusals: variant.protections.refusals.map((refusal) => ({
      ...conditions(refusal),
      errno: errnoOf(refusal.error),
    })),
    reads: variant.protections.reads.map(({ protection, tests, features, withoutFeatures, on }) => ({
      protection: protectionOf([protection]),
      ...(features.length === 0 ? {} : { features }),
      ...(withoutFeatures.length === 0 ? {} : { withoutFeatures }),
      tests: tests.map(({ mask, value, negated }) => ({ mask, value, negated })),
      ...(on === undefined ? {} : { on }),
    })),
    restrictions: variant.protections.restrictions.map(({ tests, takes, imposes, levels }) => ({
      tests: tests.map(({ mask, value, negated }) => ({ mask, value, negated })),
      takes: protectionOf(takes),
      imposes: protectionOf(imposes),
      ...(levels === undefined ? {} : { levels }),
    })),
    ...(variant.dirty === undefined
      ? {}
      : { dirty: { mask: variant.dirty.mask, value: variant.dirty.value, negated: false } }),
    fields: variant.fields.map(({ name, high, low, levels, on }) => ({
      name,
      high,
      low,
      ...(levels === undefined ? {} : { levels }),
      ...(on === undefined ? {} : { on }),
    })),
    root: variant.root.map(({ doc: _, cite: __, ...field }) => field),
    registers: variant.registers.map(({ name, features, fields }) => ({
      name,
      features,
      fields: fields.map(({ doc: _, cite: __, ...field }) => field),
    })),
    tableAddressLg2: tableAddressLg2(variant),
  };
}

/** Nothing where items lie side by side. */
function slotTraits({ bytesLg2, slotBytesLg2, offset }: ItemModel): Pick<TableTraits, "slot"> {
  return slotBytesLg2 === bytesLg2 ? {} : { slot: { bytes: 2 ** slotBytesLg2, itemAt: offset } };
}

function levelTraits(variant: VariantModel, level: LevelModel): TableTraits["levels"][number] {
  const { label, itemLg2, indexBits, topIndexBits, tableBytes, sizesLg2, optionalSizes, kinds } = level;
  return {
    ...(label === undefined ? {} : { label }),
    itemLg2,
    indexBits,
    ...(topIndexBits === undefined
      ? {}
      : { asTop: { indexBits: topIndexBits, form: topForm(variant, level.level) } }),
    tableBytes,
    sizesLg2,
    ...(optionalSizes.length === 0 ? {} : { optionalSizes }),
    encodings: kinds.map(({ name, kind }) => ({ name, kind })),
  };
}

function entryRule({ mask, value, parameter, ...rest }: RuleModel): TableTraits["leafRules"][number][number] {
  return { ...conditions(rest), mask, value, ...(parameter === undefined ? {} : { parameter }) };
}

function conditions({ ifAll, unlessAny, features, withoutFeatures }: ConditionsModel): Conditions {
  return { ifAll: protectionOf(ifAll), unlessAny: protectionOf(unlessAny), features, withoutFeatures };
}

function errnoOf(name: string): number {
  const errno = errnoNumber(name);
  // The lint knows the same names; only a model that was not made from a spec gets here.
  if (errno === undefined) throw new Error(`${name} is the name of no errno`);
  return errno;
}

/** Bits of the highest address that an item of any table encoding can hold, at most 64. */
function tableAddressLg2(variant: VariantModel): number {
  const pieces = variant.levels
    .flatMap(({ kinds }) => kinds.filter(({ kind }) => kind === "table"))
    .flatMap(({ address }) => address);
  const above = pieces.map(({ high, low, from }) => from + high - low + 1);
  return Math.min(64, Math.max(0, ...above));
}
