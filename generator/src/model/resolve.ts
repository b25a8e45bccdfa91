import type { FeatureSpec, RootFieldSpec, Spec, VariantSpec } from "../spec/language.js";
import { fieldRange, placedValues, rangeMask, singleValues } from "../spec/match.js";
import { asList, exactLg2, parseBits, parseLevels, parseSize, slotBytesLg2 } from "../spec/ranges.js";
import { type MergedVariant, mergedVariants } from "../spec/variants.js";
import type {
  DirtyModel,
  FeatureEffect,
  FeatureModel,
  FieldModel,
  FormatModel,
  ItemModel,
  OaModel,
  ParameterModel,
  RegisterModel,
  RootFieldModel,
  VaModel,
  VariantModel,
} from "./model.js";
import { noted } from "./noted.js";
import { resolveLevels, resolveSizeExceptions } from "./resolve-levels.js";
import { resolveProtections } from "./resolve-protections.js";

/** The model of a spec that loaded without errors: every shift, mask, size and level as a plain number. */
export function resolve(spec: Spec): FormatModel {
  return {
    modelVersion: 1,
    format: spec.format,
    title: spec.title,
    description: spec.description,
    source: spec.source,
    variants: mergedVariants(spec).map(resolveVariant),
  };
}

function resolveVariant({ name, spec }: MergedVariant): VariantModel {
  const top = parseLevels(spec.top.levels);
  const dirty = resolveDirty(spec);
  const sizeExceptions = resolveSizeExceptions(spec);
  return {
    name,
    title: spec.title,
    item: resolveItem(spec),
    granuleLg2: exactLg2(parseSize(spec.granule)) ?? 0,
    va: resolveVa(spec),
    oa: resolveOa(spec),
    levels: resolveLevels(spec),
    ...(sizeExceptions.length === 0 ? {} : { sizeExceptions }),
    top: { lowest: top.low, highest: top.high, otherwise: spec.top.otherwise },
    fields: resolveFields(spec),
    features: resolveFeatures(spec),
    parameters: resolveParameters(spec),
    protections: resolveProtections(spec),
    ...(dirty === undefined ? {} : { dirty }),
    root: resolveRoot(spec),
    registers: resolveRegisters(spec),
  };
}

function resolveItem({ item }: VariantSpec): ItemModel {
  return {
    bits: item.bits,
    bytesLg2: item.bits === 64 ? 3 : 2,
    endian: item.endian ?? "little",
    slotBytesLg2: slotBytesLg2(item),
    offset: item.at ?? 0,
  };
}

/** Sign-extended VAs take all 64 bits, however few of them are translated. */
function resolveVa({ va, features, granule }: VariantSpec): VaModel {
  const has = (wanted: FeatureEffect) =>
    Object.values(features ?? {}).some(({ effect }) => effect === wanted);
  const extendsSigns = has("sign-extended");
  return {
    maxLg2: va.max,
    minLg2: va.min ?? exactLg2(parseSize(granule)) ?? 0,
    otherwise: va.otherwise ?? "EINVAL",
    withinOa: va["within-oa"] ?? false,
    ...(va.widths === undefined ? {} : { widths: va.widths }),
    beyondTop: va["beyond-top"],
    extendsSigns,
    hasOrigin: has("upper-half"),
    wordBits: va["word-bits"] ?? (va.max > 32 || extendsSigns ? 64 : 32),
  };
}

function resolveOa({ oa }: VariantSpec): OaModel {
  return {
    maxLg2: oa.max,
    ...(oa.widths === undefined ? {} : { widths: oa.widths }),
    ...(oa.unchecked === undefined ? {} : { unchecked: oa.unchecked }),
  };
}

function resolveFields(spec: VariantSpec): readonly FieldModel[] {
  return Object.entries(spec.fields).map(([name, field]) => {
    const { high, low } = fieldRange(field);
    if (typeof field !== "object") return { name, high, low };
    const { levels, on } = field;
    return {
      name,
      high,
      low,
      ...(levels === undefined ? {} : { levels: parseLevels(levels) }),
      ...(on === undefined ? {} : { on: asList(on) }),
      ...noted(field),
    };
  });
}

function resolveFeatures(spec: VariantSpec): readonly FeatureModel[] {
  return Object.entries(spec.features ?? {}).map(([name, feature]: [string, FeatureSpec]) => ({
    name,
    effect: feature.effect ?? "none",
    always: feature.always ?? false,
    supported: feature.supported ?? true,
    mask: placedValues(spec.fields, feature.set ?? {}, 0).value,
    ...noted(feature),
  }));
}

/** A variant that removes a feature removes the parameters that only it uses. */
function resolveParameters(spec: VariantSpec): readonly ParameterModel[] {
  return Object.entries(spec.parameters ?? {})
    .filter(([, { feature }]) => spec.features?.[feature] !== undefined)
    .map(([name, parameter]) => {
      const field = spec.fields[parameter.within];
      const within = field === undefined ? 0n : rangeMask(fieldRange(field));
      return { name, feature: parameter.feature, within, ...noted(parameter) };
    });
}

function resolveDirty({ dirty, fields }: VariantSpec): DirtyModel | undefined {
  if (dirty === undefined) return undefined;
  const tracked = placedValues(fields, singleValues(dirty.if ?? {}), 0);
  const match = placedValues(fields, singleValues(dirty.match), 0);
  return {
    mask: tracked.mask | match.mask,
    value: tracked.value | match.value,
    tracked,
    set: dirty.set === undefined ? match : placedValues(fields, dirty.set, 0),
    clear: dirty.clear === undefined ? { mask: match.mask, value: 0n } : placedValues(fields, dirty.clear, 0),
    ...noted(dirty),
  };
}

function resolveRoot(spec: VariantSpec): readonly RootFieldModel[] {
  return Object.entries(spec.root ?? {}).map(([name, field]) => resolveRootField(name, field));
}

function resolveRootField(name: string, field: RootFieldSpec): RootFieldModel {
  const { holds, shift = 0, plus = 0, from } = field;
  return { name, holds, shift, plus, ...(from === undefined ? {} : { from }), ...noted(field) };
}

function resolveRegisters(spec: VariantSpec): readonly RegisterModel[] {
  const isThere = (feature: string) => spec.features?.[feature] !== undefined;
  return Object.entries(spec.registers ?? {}).map(([name, register]) => ({
    name,
    features: asList(register.features).filter(isThere),
    fields: Object.entries(register.fields)
      // What needs a feature that the variant removed is never read.
      .filter(([, { feature }]) => asList(feature).every(isThere))
      .map(([field, described]) => {
        const features = asList(described.feature);
        const withoutFeatures = asList(described["without-feature"]).filter(isThere);
        return {
          ...resolveRootField(field, described),
          ...parseBits(described.bits),
          ...(features.length === 0 ? {} : { features }),
          ...(withoutFeatures.length === 0 ? {} : { withoutFeatures }),
        };
      }),
    ...noted(register),
  }));
}
