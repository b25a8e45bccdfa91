import type { Draft } from "./change.js";

/** Members of the model that are words for people. */
const wordKeys: ReadonlySet<string> = new Set([
  "title",
  "description",
  "source",
  "doc",
  "cite",
  "label",
  "why",
]);
/** Lists of things that have no name, and where a thing is told from the others by what it does. */
const identityKeys = ["name", "level", "protection"] as const;

type Words = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Texts that changed of things that both have. `variants` of a format are not looked into. */
export function documentationDrafts(old: object, now: object): readonly Draft[] {
  const [before, after] = [wordsOf(old), wordsOf(now)];
  return [...before].flatMap(([thing, words]) => {
    const others = after.get(thing);
    if (others === undefined) return [];
    const keys = new Set([...words.keys(), ...others.keys()]);
    const changed = [...keys].filter((key) => words.get(key) !== others.get(key));
    if (changed.length === 0) return [];
    const subject = thing === "" ? {} : { subject: thing };
    return [{ rule: "documentation" as const, ...subject, what: `${changed.join(", ")} changed` }];
  });
}

function wordsOf(model: object): Words {
  const found = new Map<string, Map<string, string>>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const [index, each] of value.entries()) visit(each, `${path} ${identityOf(each, index)}`);
      return;
    }
    const words = new Map<string, string>();
    for (const [key, member] of Object.entries(value)) {
      if (wordKeys.has(key)) words.set(key, JSON.stringify(member));
      else if (key !== "variants") visit(member, path === "" ? key : `${path} ${key}`);
    }
    found.set(path, words);
  };
  visit(model, "");
  return found;
}

function identityOf(value: unknown, index: number): string {
  if (typeof value === "object" && value !== null)
    for (const key of identityKeys) if (key in value) return String(Reflect.get(value, key));
  return (
    JSON.stringify(value, (key, each: unknown) =>
      wordKeys.has(key) ? undefined : typeof each === "bigint" ? `${each}` : each,
    ) ?? String(index)
  );
}
