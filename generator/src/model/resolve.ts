import type { FeatureSpec, Spec, VariantSpec } from "../spec/language.js";
import { fieldRange, placedValues, rangeMask } from "../spec/match.js";
import { exactLg2, parseLevels, parseSize } from "../spec/ranges.js";
import { type MergedVariant, mergedVariants } from "../spec/variants.js";
import type {
  DirtyModel,
  FeatureModel,
  FieldModel,
  FormatModel,
  ParameterModel,
  RootFieldModel,
  VariantModel,
} from "./model.js";
import { noted } from "./noted.js";
import { resolveLevels } from "./resolve-levels.js";
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
  return {
    name,
    title: spec.title,
    item: {
      bits: spec.item.bits,
      bytesLg2: spec.item.bits === 64 ? 3 : 2,
      endian: spec.item.endian ?? "little",
    },
    granuleLg2: exactLg2(parseSize(spec.granule)) ?? 0,
    va: { maxLg2: spec.va.max, beyondTop: spec.va["beyond-top"] },
    oa: { maxLg2: spec.oa.max },
    levels: resolveLevels(spec),
    top: { lowest: top.low, highest: top.high, otherwise: spec.top.otherwise },
    fields: resolveFields(spec),
    features: resolveFeatures(spec),
    parameters: resolveParameters(spec),
    protections: resolveProtections(spec),
    ...(dirty === undefined ? {} : { dirty }),
    root: resolveRoot(spec),
  };
}

function resolveFields(spec: VariantSpec): readonly FieldModel[] {
  return Object.entries(spec.fields).map(([name, field]) => {
    const { high, low } = fieldRange(field);
    return { name, high, low, ...(typeof field === "object" ? noted(field) : {}) };
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

function resolveDirty(spec: VariantSpec): DirtyModel | undefined {
  if (spec.dirty === undefined) return undefined;
  const fields = Object.keys(spec.dirty.match).flatMap((name) => spec.fields[name] ?? []);
  const mask = fields.reduce((sum, field) => sum | rangeMask(fieldRange(field)), 0n);
  return { mask, ...noted(spec.dirty) };
}

function resolveRoot(spec: VariantSpec): readonly RootFieldModel[] {
  return Object.entries(spec.root ?? {}).map(([name, field]) => ({
    name,
    holds: field.holds,
    shift: field.shift ?? 0,
    plus: field.plus ?? 0,
    ...noted(field),
  }));
}
