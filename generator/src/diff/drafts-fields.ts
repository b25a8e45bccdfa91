import type { FieldModel, VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";
import { bitRange } from "./field-words.js";

/** Named bits. */
export function fieldDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const drafts: Draft[] = [];
  const renamed = new Map<string, string>();
  for (const field of old.fields) {
    const same = now.fields.find(({ name }) => name === field.name) ?? renamedField(field, old, now, renamed);
    const subject = `field ${field.name}`;
    if (same === undefined) {
      drafts.push({ rule: "field-removed", subject, what: `removed, was ${bitsOf(field)}` });
      continue;
    }
    if (same.name !== field.name) {
      renamed.set(field.name, same.name);
      drafts.push({ rule: "field-renamed", subject, what: `renamed to ${same.name}` });
    }
    if (bitsOf(field) !== bitsOf(same))
      drafts.push({
        rule: "field-moved",
        subject,
        what: `${bitsOf(field)} → ${bitRange(same.high, same.low)}`,
      });
    drafts.push(...placeDrafts(field, same, subject));
  }
  const known = [...old.fields.map(({ name }) => name), ...renamed.values()];
  for (const field of now.fields)
    if (!known.includes(field.name))
      drafts.push({ rule: "field-added", subject: `field ${field.name}`, what: `added, ${bitsOf(field)}` });
  return drafts;
}

function renamedField(
  field: FieldModel,
  old: VariantModel,
  now: VariantModel,
  renamed: ReadonlyMap<string, string>,
): FieldModel | undefined {
  const taken = [...old.fields.map(({ name }) => name), ...renamed.values()];
  return now.fields.find(
    (other) =>
      !taken.includes(other.name) && bitsOf(other) === bitsOf(field) && placeOf(other) === placeOf(field),
  );
}

function placeDrafts(old: FieldModel, now: FieldModel, subject: string): readonly Draft[] {
  if (placeOf(old) === placeOf(now)) return [];
  const coversLevels =
    now.levels === undefined ||
    (old.levels !== undefined && now.levels.low <= old.levels.low && now.levels.high >= old.levels.high);
  const coversEntries = now.on === undefined || (old.on?.every((name) => now.on?.includes(name)) ?? false);
  const rule = coversLevels && coversEntries ? "field-widened" : "field-narrowed";
  return [{ rule, subject, what: `in items of ${placeOf(old)} → ${placeOf(now)}` }];
}

function bitsOf({ high, low }: FieldModel): string {
  return `bit${high === low ? "" : "s"} ${bitRange(high, low)}`;
}

function placeOf({ levels, on }: FieldModel): string {
  const where = levels === undefined ? "all levels" : `levels ${bitRange(levels.high, levels.low)}`;
  return on === undefined ? where : `${where}, ${[...on].sort().join(" or ")}`;
}
