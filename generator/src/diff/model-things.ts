/** Members of the model that are words for people. */
export const wordKeys: ReadonlySet<string> = new Set([
  "title",
  "description",
  "source",
  "doc",
  "cite",
  "label",
  "why",
]);

/** Things that have none of these are told from others by what they do. */
const identityKeys = ["name", "level", "protection"] as const;

/** The members of one thing, as text. */
export type Thing = ReadonlyMap<string, string>;

/** Every thing in a model by the way to it, `levels 2 kinds page`; variants of a format only if they are wanted. */
export function thingsOf(model: object, withVariants = false): ReadonlyMap<string, Thing> {
  const found = new Map<string, Thing>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const each of value) visit(each, `${path} ${identityOf(each)}`);
      return;
    }
    found.set(path, new Map(Object.entries(value).map(([key, member]) => [key, asText(member)])));
    for (const [key, member] of Object.entries(value)) {
      if (wordKeys.has(key) || (key === "variants" && !withVariants)) continue;
      visit(member, path === "" ? key : `${path} ${key}`);
    }
  };
  visit(model, "");
  return found;
}

function identityOf(value: unknown): string {
  if (typeof value === "object" && value !== null)
    for (const key of identityKeys) if (key in value) return String(Reflect.get(value, key));
  return asText(value, (key) => !wordKeys.has(key));
}

function asText(value: unknown, isWanted: (key: string) => boolean = () => true): string {
  const text = JSON.stringify(value, (key, each: unknown) => {
    if (!isWanted(key)) return undefined;
    return typeof each === "bigint" ? `${each}` : each;
  });
  return text ?? "";
}
