import type { Draft } from "./change.js";
import { thingsOf, wordKeys } from "./model-things.js";

/** Texts that changed of things that both models have. Variants of a format are not looked into. */
export function documentationDrafts(old: object, now: object): readonly Draft[] {
  const [before, after] = [old, now].map((model) => thingsOf(model));
  return [...before].flatMap(([subject, thing]) => {
    const other = after.get(subject);
    if (other === undefined) return [];
    const changed = [...wordKeys].filter((key) => thing.get(key) !== other.get(key));
    if (changed.length === 0) return [];
    const what = `${changed.join(", ")} changed`;
    return [{ rule: "documentation" as const, ...(subject === "" ? {} : { subject }), what }];
  });
}
