import { CommandError } from "../command-error.js";
import { type AddressRange, numberOf } from "./number-text.js";

/** What the manifest of an image says about one table in it. */
export interface ManifestTable {
  readonly name: string;
  readonly root: bigint;
  readonly topLevel: number;
  /** The register that points to it. */
  readonly register: string | undefined;
  /** The part of the VAs that is meant; undefined: all. */
  readonly range: AddressRange | undefined;
}

type Manifest = Readonly<Record<string, unknown>> | undefined;

/** The names of the tables that a manifest lists; those of other shapes are the business of others. */
export function tableNames(manifest: Manifest): readonly string[] {
  return entriesOf(manifest).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
}

/** Throws {@link CommandError} if no table has the name, or its entry does not say where it is. */
export function findTable(manifest: Manifest, name: string): ManifestTable {
  const entry = entriesOf(manifest).find((one) => one.name === name);
  if (entry === undefined) {
    const names = tableNames(manifest);
    const choice = names.length === 0 ? "it names none" : `it names ${listed(names)}`;
    throw new CommandError(`the manifest names no table "${name}": ${choice}`);
  }
  const root = addressIn(entry, "root");
  const { levels, register } = entry;
  if (root === undefined || !(typeof levels === "number" && Number.isInteger(levels) && levels > 0))
    throw new CommandError(`the manifest does not say the root and the number of levels of table "${name}"`);
  const [first, last] = [addressIn(entry, "firstVa"), addressIn(entry, "lastVa")];
  return {
    name,
    root,
    topLevel: levels - 1,
    register: typeof register === "string" ? register.toLowerCase() : undefined,
    range: first !== undefined && last !== undefined && first <= last ? { first, last } : undefined,
  };
}

/** Some names, for a message; not all of thousands. */
export function listed(names: readonly string[]): string {
  const most = 12;
  return names.length <= most
    ? names.join(", ")
    : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

function entriesOf(manifest: Manifest): readonly Readonly<Record<string, unknown>>[] {
  const tables: unknown = manifest?.tables;
  if (!Array.isArray(tables)) return [];
  return tables.filter((entry): entry is Readonly<Record<string, unknown>> => {
    return typeof entry === "object" && entry !== null;
  });
}

function addressIn(entry: Readonly<Record<string, unknown>>, key: string): bigint | undefined {
  const value = entry[key];
  return typeof value === "string" || typeof value === "number" ? numberOf(`${value}`) : undefined;
}
