import type { RefusalModel, RestrictionModel, VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";
import { conditionsInWords, switchesInWords, testsInWords } from "./field-words.js";

/** What map accepts, how leaves read back, and what tables take away. What is written stands at the entries. */
export function protectionDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  return [
    ...requiredDrafts(old, now),
    ...refusalDrafts(old.protections.refusals, now.protections.refusals),
    ...readDrafts(old, now),
    ...restrictionDrafts(old, now),
  ];
}

function requiredDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const [before, after] = [old, now].map(({ protections }) => [...protections.requireAny].sort());
  const [own, other] = [before, after].map((names) => names.join(" or ") || "none");
  if (own === other) return [];
  const isLooser = after.length === 0 || (before.length > 0 && before.every((name) => after.includes(name)));
  const rule = isLooser ? "protection-not-required" : "protection-required";
  return [{ rule, subject: "map", what: `protections of which one is required ${own} → ${other}` }];
}

function refusalDrafts(old: readonly RefusalModel[], now: readonly RefusalModel[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const subject = "map";
  const text = (refusal: RefusalModel): string => conditionsInWords(refusal);
  for (const refusal of old) {
    const other = now.find((each) => text(each) === text(refusal));
    if (other === undefined)
      drafts.push({ rule: "refusal-removed", subject, what: `no longer refuses ${text(refusal)}` });
    else if (other.error !== refusal.error) {
      const what = `refuses ${text(refusal)} with ${other.error}, was ${refusal.error}`;
      drafts.push({ rule: "refusal-error", subject, what });
    }
  }
  for (const refusal of now)
    if (!old.some((each) => text(each) === text(refusal)))
      drafts.push({ rule: "refusal-added", subject, what: `refuses ${text(refusal)} with ${refusal.error}` });
  const orders = [old, now].map((list) => {
    const kept = list.filter((each) =>
      [old, now].every((all) => all.some((other) => text(other) === text(each))),
    );
    return new Set(kept.map(({ error }) => error)).size > 1 ? kept.map(text).join("; ") : "";
  });
  if (orders[0] !== orders[1])
    drafts.push({ rule: "refusal-error", subject, what: "refusals are tried in another order" });
  return drafts;
}

function readDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const [before, after] = [old, now].map(({ protections }) => protections.reads);
  const names = new Set([...before, ...after].map(({ protection }) => protection));
  return [...names].flatMap((name): readonly Draft[] => {
    const [own, other] = [old, now].map((variant) => readingsText(name, variant));
    // In words: where a field moved, that is said of the field.
    if (own === other) return [];
    const subject = `protection ${name}`;
    if (own === "") return [{ rule: "protection-read", subject, what: `now read from ${other}` }];
    if (other === "") return [{ rule: "protection-read", subject, what: `no longer read from ${own}` }];
    return [{ rule: "protection-read", subject, what: `read from ${own} → ${other}` }];
  });
}

function readingsText(name: string, variant: VariantModel): string {
  return variant.protections.reads
    .filter(({ protection }) => protection === name)
    .map(({ tests, features, withoutFeatures }) => {
      const text = testsInWords(tests, { variant, kind: "leaf" });
      const switches = switchesInWords({ features, withoutFeatures });
      return switches === "" ? text : `${text} ${switches}`;
    })
    .join(" or ");
}

function restrictionDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const textsOf = (variant: VariantModel): readonly string[] =>
    variant.protections.restrictions.map((each) => restrictionText(each, variant));
  const [before, after] = [textsOf(old), textsOf(now)];
  const draft = (what: string): Draft => ({ rule: "restriction", subject: "tables", what });
  return [
    ...before.filter((text) => !after.includes(text)).map((text) => draft(`no longer: ${text}`)),
    ...after.filter((text) => !before.includes(text)).map((text) => draft(`now: ${text}`)),
  ];
}

function restrictionText({ tests, takes, imposes, levels }: RestrictionModel, variant: VariantModel): string {
  const range = levels && (levels.low === levels.high ? `${levels.low}` : `${levels.low}..${levels.high}`);
  const where = range === undefined ? "" : ` at level ${range}`;
  const does = [
    ...(takes.length === 0 ? [] : [`takes ${[...takes].sort().join(" and ")}`]),
    ...(imposes.length === 0 ? [] : [`imposes ${[...imposes].sort().join(" and ")}`]),
  ];
  const words = testsInWords(tests, { variant, kind: "table" });
  return `${words}${where} ${does.join(" and ")}`;
}
