import type { BitsModel, VariantModel } from "../model/model.js";
import type { Draft } from "./change.js";
import { bitsInWords } from "./field-words.js";

/** Which leaves are dirty, which can be, and what marking and cleaning them write. */
export function dirtyDrafts(old: VariantModel, now: VariantModel): readonly Draft[] {
  const subject = "dirty";
  const [before, after] = [inWords(old), inWords(now)];
  if (before === undefined)
    return after === undefined ? [] : [{ rule: "dirty-added", subject, what: `added, ${after.is}` }];
  if (after === undefined) return [{ rule: "dirty-removed", subject, what: `removed, was ${before.is}` }];
  const drafts: Draft[] = [];
  const compare = (part: keyof DirtyWords, rule: Draft["rule"], name: string): void => {
    if (before[part] !== after[part])
      drafts.push({ rule, subject, what: `${name} ${before[part]} → ${after[part]}` });
  };
  compare("is", "dirty-moved", "read from");
  compare("tracked", "dirty-tracked", "can be marked:");
  compare("set", "dirty-bits", "marking writes");
  compare("clear", "dirty-bits", "cleaning writes");
  return drafts;
}

interface DirtyWords {
  readonly is: string;
  readonly tracked: string;
  readonly set: string;
  readonly clear: string;
}

/** By the names of fields: one that moved is said to have moved, once. */
function inWords(variant: VariantModel): DirtyWords | undefined {
  const { dirty } = variant;
  if (dirty === undefined) return undefined;
  const text = ({ mask, value }: BitsModel): string => bitsInWords(mask, value, { variant, kind: "leaf" });
  const { tracked, set, clear } = dirty;
  return { is: text(dirty), tracked: text(tracked) || "every leaf", set: text(set), clear: text(clear) };
}
