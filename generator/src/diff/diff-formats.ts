import type { FormatModel, VariantModel } from "../model/model.js";
import type { Change, Draft } from "./change.js";
import { configurationDrafts } from "./drafts-configuration.js";
import { dirtyDrafts } from "./drafts-dirty.js";
import { documentationDrafts } from "./drafts-documentation.js";
import { featureDrafts } from "./drafts-features.js";
import { fieldDrafts } from "./drafts-fields.js";
import { levelDrafts } from "./drafts-levels.js";
import { protectionDrafts } from "./drafts-protections.js";
import { rootDrafts } from "./drafts-root.js";
import { unknownDrafts } from "./drafts-unknown.js";
import { type Judged, judgeAlone, judgeVariant } from "./judge.js";

/**
 * What changed from one model of a format to another, judged for programs and for tables in memory. Models that are
 * equal have no changes, however their specs are written. Never throws.
 */
export function diffFormats(old: FormatModel, now: FormatModel): readonly Change[] {
  const pairs = variantPairs(old, now);
  const alone = formatDrafts(old, now, pairs).map((draft) => changeOf(judgeAlone(draft)));
  const found = pairs.map(({ before, after }) => ({
    name: after.name,
    changes: byLevels(judgeVariant(before, after, variantDrafts(before, after))),
  }));
  return [...alone, ...byVariants(found)];
}

/** The one change of a format that only one of two states has. */
export function wholeFormat(what: "added" | "removed"): Change {
  return changeOf(judgeAlone({ rule: `format-${what}`, what: `format ${what}` }));
}

interface VariantPair {
  readonly before: VariantModel;
  readonly after: VariantModel;
}

/** By their names; the only variants of two formats are each other's whatever their names. */
function variantPairs(old: FormatModel, now: FormatModel): readonly VariantPair[] {
  const [only] = old.variants;
  const [other] = now.variants;
  if (old.variants.length === 1 && now.variants.length === 1 && only && other && old.format !== now.format)
    return [{ before: only, after: other }];
  return old.variants.flatMap((before) => {
    const after = now.variants.find(({ name }) => name === before.name);
    return after === undefined ? [] : [{ before, after }];
  });
}

function formatDrafts(old: FormatModel, now: FormatModel, pairs: readonly VariantPair[]): readonly Draft[] {
  const drafts: Draft[] = [];
  if (old.format !== now.format)
    drafts.push({ rule: "format-renamed", what: `format ${old.format} → ${now.format}` });
  for (const variant of old.variants)
    if (!pairs.some(({ before }) => before === variant))
      drafts.push({ rule: "variant-removed", what: `variant ${variant.name} removed` });
  for (const variant of now.variants)
    if (!pairs.some(({ after }) => after === variant))
      drafts.push({ rule: "variant-added", what: `variant ${variant.name} added` });
  const [first] = old.variants;
  const [firstNow] = now.variants;
  if (
    first !== undefined &&
    firstNow !== undefined &&
    !pairs.some((pair) => pair.before === first && pair.after === firstNow)
  )
    drafts.push({ rule: "default-variant", what: `default variant ${first.name} → ${firstNow.name}` });
  return [...drafts, ...unknownDrafts(old, now), ...documentationDrafts(old, now)];
}

function variantDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  return [
    ...configurationDrafts(old, now),
    ...fieldDrafts(old, now),
    ...dirtyDrafts(old, now),
    ...levelDrafts(old, now),
    ...protectionDrafts(old, now),
    ...featureDrafts(old, now),
    ...rootDrafts(old, now),
    ...unknownDrafts(old, now),
    ...documentationDrafts(old, now),
  ];
}

/** The same change with the same verdict at several levels, or of several entries, is one. */
function byLevels(judged: readonly Judged[]): readonly Change[] {
  const groups = new Map<
    string,
    { readonly first: Judged; readonly levels: number[]; readonly subjects: string[] }
  >();
  for (const each of judged) {
    const { draft, consumers, tables } = each;
    const verdict = [consumers.effect, tables.newReadsOld, tables.oldReadsNew];
    // One line of a spec says what protections set in many entries.
    const subject = draft.rule === "protection-bits" ? "" : draft.subject;
    const key = JSON.stringify([draft.rule, subject, draft.what, ...verdict]);
    const group = groups.get(key) ?? { first: each, levels: [], subjects: [] };
    if (draft.level !== undefined && !group.levels.includes(draft.level)) group.levels.push(draft.level);
    if (draft.subject !== undefined && !group.subjects.includes(draft.subject))
      group.subjects.push(draft.subject);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, levels, subjects }) => changeOf(first, levels, subjects));
}

function changeOf(
  { draft, ...judged }: Judged,
  levels: readonly number[] = [],
  subjects: readonly string[] = [],
): Change {
  const at = levelsText(levels);
  const subject = subjects
    .join(", ")
    .replaceAll(", entry ", ", ")
    .replace(/^entry (?=.*,)/, "entries ");
  const about = subject === "" ? at : at === "" ? subject : `${subject} (${at})`;
  return { ...judged, text: about === "" ? draft.what : `${about}: ${draft.what}` };
}

function levelsText(levels: readonly number[]): string {
  const first = levels[0];
  const last = levels.at(-1);
  if (first === undefined || last === undefined) return "";
  if (first === last) return `level ${first}`;
  return last - first === levels.length - 1 ? `levels ${first}..${last}` : `levels ${levels.join(", ")}`;
}

/** A change that all variants have is said once, without their names. */
function byVariants(
  found: readonly { readonly name: string; readonly changes: readonly Change[] }[],
): readonly Change[] {
  const groups = new Map<string, { readonly change: Change; readonly variants: string[] }>();
  for (const { name, changes } of found) {
    for (const change of changes) {
      const { newReadsOld, oldReadsNew } = change.tables;
      const key = JSON.stringify([
        change.rule,
        change.text,
        change.consumers.effect,
        newReadsOld,
        oldReadsNew,
      ]);
      const group = groups.get(key) ?? { change, variants: [] };
      group.variants.push(name);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ change, variants }) =>
    variants.length === found.length ? change : { ...change, variants, ofVariants: found.length },
  );
}
