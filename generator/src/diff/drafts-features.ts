import type { FeatureEffect, FeatureModel, ParameterModel, VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";

/** Whether tables with a feature of the effect may mean something that a reader without it does not find. */
const marksTables: Readonly<Record<FeatureEffect, boolean>> = {
  none: false,
  "top-grows": false,
  "whole-va": true,
  "sign-extended": true,
  "upper-half": true,
  "flush-whole-range": false,
  "flush-without-gaps": false,
  "mark-flushed": false,
};

/** Switches and numbers that a table is created with. */
export function featureDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const feature of old.features) {
    const subject = `feature ${feature.name}`;
    const same = now.features.find(({ name }) => name === feature.name);
    if (same !== undefined) drafts.push(...changedFeature(feature, same, subject));
    else {
      const rule = marksTables[feature.effect] ? "feature-removed" : "feature-removed-policy";
      drafts.push({ rule, subject, what: "removed" });
    }
  }
  for (const feature of now.features) {
    if (old.features.some(({ name }) => name === feature.name)) continue;
    const subject = `feature ${feature.name}`;
    drafts.push(
      feature.always
        ? { rule: "feature-required", subject, what: "added, and must be asked for" }
        : { rule: "feature-added", subject, what: "added" },
    );
  }
  return [...drafts, ...parameterDrafts(old.parameters, now.parameters)];
}

function changedFeature(old: FeatureModel, now: FeatureModel, subject: string): readonly Draft[] {
  const drafts: Draft[] = [];
  if (old.effect !== now.effect)
    drafts.push({ rule: "feature-effect", subject, what: `effect ${old.effect} → ${now.effect}` });
  if (old.always !== now.always)
    drafts.push(
      now.always
        ? { rule: "feature-required", subject, what: "must be asked for" }
        : { rule: "feature-optional", subject, what: "no longer needs to be asked for" },
    );
  if (old.supported !== now.supported)
    drafts.push(
      now.supported
        ? { rule: "feature-supported", subject, what: "supported" }
        : { rule: "feature-unsupported", subject, what: "no longer supported" },
    );
  if (old.mask !== now.mask)
    drafts.push({ rule: "feature-bits", subject, what: `marks ${hex(old.mask)} → ${hex(now.mask)}` });
  return drafts;
}

function parameterDrafts(old: readonly ParameterModel[], now: readonly ParameterModel[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const parameter of old) {
    const subject = `parameter ${parameter.name}`;
    const same = now.find(({ name }) => name === parameter.name);
    if (same === undefined) {
      drafts.push({ rule: "parameter-removed", subject, what: "removed" });
      continue;
    }
    if (same.within !== parameter.within) {
      const rule = (parameter.within & ~same.within) === 0n ? "parameter-widened" : "parameter-narrowed";
      drafts.push({ rule, subject, what: `within ${hex(parameter.within)} → ${hex(same.within)}` });
    }
    if (same.feature !== parameter.feature)
      drafts.push({
        rule: "parameter-feature",
        subject,
        what: `of feature ${parameter.feature} → ${same.feature}`,
      });
  }
  for (const { name, feature } of now)
    if (!old.some((parameter) => parameter.name === name))
      drafts.push({
        rule: "parameter-added",
        subject: `parameter ${name}`,
        what: `added, of feature ${feature}`,
      });
  return drafts;
}

function hex(bits: bigint): string {
  return `0x${bits.toString(16)}`;
}
