import type { ImageFile } from "@generic-pt/core/files";
import { CommandError } from "../command-error.js";
import { printable } from "../printable.js";
import { type AddressRange, hex, highestAddress, numberOf, parseRange, shown } from "./number-text.js";

/** What the manifest of an image says about one table in it. */
export interface ManifestTable {
  readonly name: string;
  readonly root: bigint;
  readonly topLevel: number;
  /** The register that points to it, in lower case. */
  readonly register: string | undefined;
  /** The part of the VAs that is meant; undefined: all. */
  readonly range: AddressRange | undefined;
  /** Where it stands, as in `tables[1]`. */
  readonly place: string;
}

type Entry = Readonly<Record<string, unknown>>;

/** More levels than any table has. */
const mostLevels = 16;

/** The names of the tables that the manifest of an image lists. Throws {@link CommandError} as {@link findTable}. */
export function tableNames(image: ImageFile): readonly string[] {
  return tablesOf(image).map(({ name }) => name);
}

/** Throws {@link CommandError} if no table has the name, or if what is said of tables is wrong anywhere. */
export function findTable(image: ImageFile, name: string, option: string): ManifestTable {
  const tables = tablesOf(image);
  const found = tables.find((table) => table.name === name);
  if (found !== undefined) return found;
  const wanted = `${option}: there is no table "${printable(shown(name))}"`;
  if (image.manifest === undefined)
    throw new CommandError(`${wanted}: ${image.path} has no manifest that could name it`);
  const choice =
    tables.length === 0 ? "names no tables" : `names ${listed(tables.map((table) => table.name))}`;
  throw new CommandError(`${wanted}: ${image.path} ${choice}`);
}

/** Some names, for a message; not all of thousands. */
export function listed(names: readonly string[]): string {
  const most = 12;
  const some = names.slice(0, most).map((name) => printable(shown(name)));
  return some.join(", ") + (names.length > most ? ` and ${names.length - most} more` : "");
}

/**
 * The VAs that `--range` leaves of those that are meant of a table. Throws {@link CommandError} if there are none: to
 * say that nothing is mapped there would be wrong.
 */
export function rangeOf(
  { range: own, origin }: { readonly range: AddressRange; readonly origin: string },
  options: { readonly range?: string },
): AddressRange {
  if (options.range === undefined) return own;
  const { first, last } = parseRange("--range", options.range);
  if (first > own.last || last < own.first)
    throw new CommandError(`--range: ${options.range} is outside ${extentText(origin, own)}`);
  const [isCutBelow, isCutAbove] = [first < own.first, last > own.last];
  return { first: isCutBelow ? own.first : first, last: isCutAbove ? own.last : last };
}

/** `table user of the manifest, which has 0x0-0xffff` */
export function extentText(origin: string, { first, last }: AddressRange): string {
  return `${origin}, which has VAs ${hex(first)}-${hex(last)}`;
}

function tablesOf({ manifest, path }: ImageFile): readonly ManifestTable[] {
  const tables = manifest !== undefined && Object.hasOwn(manifest, "tables") ? manifest.tables : [];
  if (!Array.isArray(tables)) return wrong(path, "tables", "a list", tables);
  const places = new Map<string, string>();
  return tables.map((entry: unknown, index) => {
    const table = tableAt(path, `tables[${index}]`, entry);
    const before = places.get(table.name);
    if (before !== undefined)
      return wrong(path, `${table.place}.name`, `another name than that of ${before}`, table.name);
    places.set(table.name, table.place);
    return table;
  });
}

function tableAt(path: string, place: string, value: unknown): ManifestTable {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return wrong(path, place, "an object", value);
  const entry = value as Entry;
  const { name, levels, register } = entry;
  if (typeof name !== "string" || name === "") return wrong(path, `${place}.name`, "a name", name);
  if (!(typeof levels === "number" && Number.isInteger(levels) && levels > 0 && levels <= mostLevels))
    return wrong(path, `${place}.levels`, `a whole number from 1 to ${mostLevels}`, levels);
  if (register !== undefined && typeof register !== "string")
    return wrong(path, `${place}.register`, "the name of a register", register);
  const addressAt = (key: string): bigint => {
    const member = entry[key];
    const isNumber = typeof member === "number" && Number.isSafeInteger(member);
    const address =
      isNumber || (typeof member === "string" && /^0x/i.test(member)) ? numberOf(`${member}`) : undefined;
    return (
      address ?? wrong(path, `${place}.${key}`, 'a number of 64 bits or a string like "0x1f000"', member)
    );
  };
  const root = addressAt("root");
  const first = entry.firstVa === undefined ? 0n : addressAt("firstVa");
  const last = entry.lastVa === undefined ? highestAddress : addressAt("lastVa");
  if (first > last)
    return wrong(path, `${place}.lastVa`, `no less than firstVa, which is ${hex(first)}`, hex(last));
  const isWhole = entry.firstVa === undefined && entry.lastVa === undefined;
  return {
    name,
    root,
    topLevel: levels - 1,
    register: register?.toLowerCase(),
    range: isWhole ? undefined : { first, last },
    place,
  };
}

function wrong(path: string, place: string, expected: string, value: unknown): never {
  throw new CommandError(
    value === undefined
      ? `${path}: ${place} is missing; it must be ${expected}`
      : `${path}: ${place} must be ${expected}, not ${described(value)}`,
  );
}

/** Values can be long or nested deeply, so only plain ones are quoted. */
function described(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(shown(value)) : String(value);
}
