import type { AddressPiece, ContiguousModel, EntryModel, LevelModel, VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";
import {
  bitRange,
  bitsInWords,
  conditionsInWords,
  type Place,
  ruleInWords,
  testsInWords,
} from "./field-words.js";

export interface LevelOf {
  readonly variant: VariantModel;
  readonly level: LevelModel;
}

/** The kinds of entries at a level that both models have. */
export function entryDrafts(old: LevelOf, now: LevelOf): readonly Draft[] {
  const level = old.level.level;
  const renamed = renamedEntries(old.level, now.level);
  const drafts: Draft[] = [];
  for (const entry of old.level.kinds) {
    const name = renamed.get(entry.name) ?? entry.name;
    const other = now.level.kinds.find((each) => each.name === name);
    const at = { subject: `entry ${entry.name}`, level };
    if (other === undefined) drafts.push({ rule: "entry-removed", ...at, what: `${entry.kind} removed` });
    else drafts.push(...changedEntry({ of: old, entry }, { of: now, entry: other }, at));
  }
  const kept = new Set(old.level.kinds.map(({ name }) => renamed.get(name) ?? name));
  for (const entry of now.level.kinds) {
    if (kept.has(entry.name)) continue;
    const matches = testsInWords(entry.tests, placeOf({ of: now, entry }));
    const what = `${entry.kind} added, matches ${matches}`;
    drafts.push({ rule: "entry-added", subject: `entry ${entry.name}`, level, what });
  }
  return [...drafts, ...orderDrafts(old.level, now.level, renamed)];
}

/** Entries that only have another name. */
function renamedEntries(old: LevelModel, now: LevelModel): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const isIn = ({ kinds }: LevelModel, name: string): boolean => kinds.some((entry) => entry.name === name);
  for (const entry of old.kinds.filter(({ name }) => !isIn(now, name))) {
    const taken = [...renamed.values()];
    const same = now.kinds.find(
      ({ name, kind, tests }) =>
        !isIn(old, name) &&
        !taken.includes(name) &&
        kind === entry.kind &&
        asText(tests) === asText(entry.tests),
    );
    if (same !== undefined) renamed.set(entry.name, same.name);
  }
  return renamed;
}

interface EntryOf {
  readonly of: LevelOf;
  readonly entry: EntryModel;
}

function placeOf({ of: { variant, level }, entry }: EntryOf): Place {
  return { variant, level: level.level, entry };
}

function changedEntry(old: EntryOf, now: EntryOf, at: Pick<Draft, "subject" | "level">): readonly Draft[] {
  const drafts: Draft[] = [];
  const put = (rule: Draft["rule"], what: string): void => {
    drafts.push({ rule, ...at, what });
  };
  const [a, b] = [old.entry, now.entry];
  if (a.name !== b.name) put("entry-renamed", `renamed to ${b.name}`);
  if (a.kind !== b.kind) put("entry-kind", `was ${a.kind}, now ${b.kind}`);
  // A text that stays although the bits change says that fields moved, which is said of the fields.
  if (asText(a.tests) !== asText(b.tests)) {
    const [before, after] = [testsInWords(a.tests, placeOf(old)), testsInWords(b.tests, placeOf(now))];
    if (before !== after) put("entry-match", `matches ${before} → ${after}`);
  }
  drafts.push(...fixedDrafts(old, now, at));
  const [layout, other] = [addressText(a.address), addressText(b.address)];
  if (layout !== other) put("entry-address", `address ${layout} → ${other}`);
  drafts.push(...heldDrafts(old, now, at));
  const [fused, fusedNow] = [contiguousText(a.contiguous), contiguousText(b.contiguous)];
  if (fused !== fusedNow) put("entry-contiguous", `${fused} → ${fusedNow}`);
  return [...drafts, ...ruleDrafts(old, now, at)];
}

/** Where a leaf refuses some OAs before or after; that all leaves hold more or fewer bits is said of the OA. */
function heldDrafts(old: EntryOf, now: EntryOf, at: Pick<Draft, "subject" | "level">): readonly Draft[] {
  if (old.entry.oaLg2 === now.entry.oaLg2) return [];
  const [before, after] = [old, now].map(({ of, entry }) =>
    Math.min(entry.oaLg2 ?? of.variant.oa.maxLg2, of.variant.oa.maxLg2),
  );
  if (before === after) return [];
  const rule = before < after ? "entry-oa-widened" : "entry-oa-narrowed";
  return [{ rule, ...at, what: `for OAs of ${before} → ${after} bits` }];
}

function fixedDrafts(old: EntryOf, now: EntryOf, at: Pick<Draft, "subject" | "level">): readonly Draft[] {
  const [before, after] = [old, now].map(setBits);
  if (before.bits === after.bits || before.text === after.text) return [];
  return [{ rule: "entry-bits", ...at, what: `writes ${before.text} → ${after.text}` }];
}

/** What an encoder sets; fields that it leaves zero say nothing. */
function setBits(of: EntryOf): { readonly bits: bigint; readonly text: string } {
  const place = placeOf(of);
  const { fixed } = of.entry;
  const fields = place.variant.fields.filter(
    ({ high, low }) => ((fixed >> BigInt(low)) & ((2n << BigInt(high - low)) - 1n)) !== 0n,
  );
  const mask = fields.reduce(
    (bits, { high, low }) => bits | (((2n << BigInt(high - low)) - 1n) << BigInt(low)),
    fixed,
  );
  return { bits: fixed, text: fixed === 0n ? "no bits" : bitsInWords(mask, fixed, place) };
}

function ruleDrafts(old: EntryOf, now: EntryOf, at: Pick<Draft, "subject" | "level">): readonly Draft[] {
  if (asText(old.entry.rules) === asText(now.entry.rules)) return [];
  const textsOf = (of: EntryOf): readonly RuleText[] =>
    of.entry.rules.map((rule) => ({ when: conditionsInWords(rule), does: ruleInWords(rule, placeOf(of)) }));
  const [before, after] = [textsOf(old), textsOf(now)];
  // The bits changed but not what they are called: fields moved, which is said of the fields.
  if (asText(before) === asText(after)) return [];
  const gone = before.filter((text) => !has(after, text));
  const come = after.filter((text) => !has(before, text));
  const whats: string[] = [];
  for (const text of gone) {
    const successor = come.find(({ when, does }) => when === text.when || does === text.does);
    if (successor === undefined) whats.push(`no longer: ${text.when} ${text.does}`);
    else {
      come.splice(come.indexOf(successor), 1);
      const isSameCase = successor.when === text.when;
      whats.push(
        isSameCase
          ? `${text.when} ${text.does} → ${successor.does}`
          : `${text.when} → ${successor.when} ${text.does}`,
      );
    }
  }
  whats.push(...come.map(({ when, does }) => `now: ${when} ${does}`));
  if (whats.length === 0) whats.push("what protections and features set is set in another order");
  return whats.map((what): Draft => ({ rule: "protection-bits", ...at, what }));
}

interface RuleText {
  readonly when: string;
  readonly does: string;
}

function has(texts: readonly RuleText[], { when, does }: RuleText): boolean {
  return texts.some((each) => each.when === when && each.does === does);
}

function orderDrafts(
  old: LevelModel,
  now: LevelModel,
  renamed: ReadonlyMap<string, string>,
): readonly Draft[] {
  const mine = old.kinds.map(({ name }) => renamed.get(name) ?? name);
  const others = now.kinds.map(({ name }) => name);
  const before = mine.filter((name) => others.includes(name)).join(", ");
  const after = others.filter((name) => mine.includes(name)).join(", ");
  if (before === after) return [];
  return [
    { rule: "entry-order", level: old.level, what: `entries are tried in the order ${after}, was ${before}` },
  ];
}

function addressText(pieces: readonly AddressPiece[]): string {
  if (pieces.length === 0) return "none";
  return [...pieces]
    .sort((a, b) => a.from - b.from)
    .map(({ high, low, from }) => `bits ${bitRange(high, low)} from ${from}`)
    .join(", ");
}

function contiguousText(contiguous: ContiguousModel | undefined): string {
  if (contiguous === undefined) return "one item";
  const { countsLg2, items, sizeCode, feature } = contiguous;
  const counts = countsLg2.map((lg2) => 2 ** lg2).join(", ");
  const code = sizeCode === undefined ? "" : `, size as ${sizeCode.kind} from bit ${sizeCode.low}`;
  const needs = feature === undefined ? "" : `, with feature ${feature}`;
  const how = items === "same" ? "equal items" : "items with an address each";
  return `${counts || "no"} ${how}${code}${needs}`;
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? `${each}` : each));
}
