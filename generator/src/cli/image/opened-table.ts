import { rootOfRegisters, type TableConfig, TableImage, type TableTraits } from "@generic-pt/core";
import { type ImageFile, openImage } from "@generic-pt/core/files";
import { CommandError } from "../command-error.js";
import type { ImageOptions } from "./image-options.js";
import { type AnyView, type ImagePackage, loadImagePackage } from "./image-packages.js";
import { findTable, listed, tableNames } from "./manifest-tables.js";
import {
  type AddressRange,
  hex,
  highestAddress,
  parseAddress,
  parseAssignment,
  parseCount,
} from "./number-text.js";

/** A table that a command looks into. */
export interface OpenedTable {
  /** `format`, or `format/variant`. */
  readonly name: string;
  readonly image: ImageFile;
  readonly traits: TableTraits;
  readonly view: AnyView;
  readonly root: bigint;
  readonly topLevel: number;
  /** What said where the table is. */
  readonly origin: string;
  /** The VAs that are meant. */
  readonly range: AddressRange;
}

/** Where the top table is, from whatever says so. */
interface Root {
  readonly address: bigint;
  readonly topLevel: number | undefined;
  readonly features: readonly string[];
  readonly origin: string;
  readonly range?: AddressRange | undefined;
}

/**
 * Opens the table that the options mean, for as long as `use` takes. Throws {@link CommandError} or PtError: what cannot
 * be opened, and what to do about it.
 */
export async function withTable<T>(
  path: string,
  options: ImageOptions,
  use: (table: OpenedTable) => T | Promise<T>,
): Promise<T> {
  const loaded = await loadImagePackage(options.format, options.packages);
  const base = options.base === undefined ? {} : { base: parseAddress("--base", options.base) };
  const image = openImage(path, base);
  try {
    return await use(openTable(loaded, image, options));
  } finally {
    image.close();
  }
}

function openTable(
  { traits, TableView }: ImagePackage,
  image: ImageFile,
  options: ImageOptions,
): OpenedTable {
  const root = rootOf(traits, image, options);
  const asked = options.topLevel === undefined ? undefined : parseCount("--top-level", options.topLevel);
  if (asked !== undefined && root.topLevel !== undefined && asked !== root.topLevel)
    throw new CommandError(`--top-level ${asked}: ${root.origin} says level ${root.topLevel}`);
  const topLevel = asked ?? root.topLevel ?? onlyTop(traits);
  checkTop(traits, image, root, topLevel);
  const field = traits.root.find(({ holds }) => holds === "top-address");
  if (field === undefined) throw new CommandError(`${traits.format} has no root field that holds an address`);
  const view = TableView.open(
    new TableImage(image.source),
    { [field.name]: root.address >> BigInt(field.shift) },
    configOf(options, topLevel, root.features),
  );
  return {
    name: traits.format === traits.variant ? traits.format : `${traits.format}/${traits.variant}`,
    image,
    traits,
    view,
    root: root.address,
    topLevel,
    origin: root.origin,
    range: root.range ?? { first: 0n, last: highestAddress },
  };
}

function rootOf(traits: TableTraits, image: ImageFile, options: ImageOptions): Root {
  const { root, table, register = [] } = options;
  const given = [
    ...(root === undefined ? [] : ["--root"]),
    ...(table === undefined ? [] : ["--table"]),
    ...(register.length === 0 ? [] : ["--register"]),
  ];
  if (given.length > 1)
    throw new CommandError(`${given.join(" and ")} all say where the table is: give one of them`);
  if (root !== undefined)
    return { address: parseAddress("--root", root), topLevel: undefined, features: [], origin: "--root" };
  if (table !== undefined) return tableRoot(traits, image, table);
  return registerRoot(traits, image, register);
}

function tableRoot(traits: TableTraits, image: ImageFile, name: string): Root {
  const { root, topLevel, register, range } = findTable(image.manifest, name);
  const features = traits.registers.find((one) => one.name === register)?.features ?? [];
  return { address: root, topLevel, features, range, origin: `table ${name} of the manifest` };
}

/** Registers that were given, and those of the manifest that the format knows. */
function registerRoot(traits: TableTraits, image: ImageFile, texts: readonly string[]): Root {
  const given = new Map(
    texts.map((text) => {
      const [name, value] = parseAssignment("--register", text);
      return [name.toLowerCase(), value];
    }),
  );
  const givesAddress = [...given.keys()].some((name) => holdsAddress(traits, name));
  const found = [...image.registers]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => traits.registers.some((register) => register.name === name))
    .filter(([name]) => !given.has(name) && !(givesAddress && holdsAddress(traits, name)));
  const registers = Object.fromEntries([...found, ...given]);
  if (Object.keys(registers).length === 0) throw new CommandError(noRoot(traits, image));
  const { root, features, topLevel } = rootOfRegisters(traits, registers);
  const field = traits.root.find(({ holds }) => holds === "top-address");
  const address = (field === undefined ? 0n : (root[field.name] ?? 0n)) << BigInt(field?.shift ?? 0);
  const named = Object.entries(registers).map(([name, value]) => `${name} ${hex(value)}`);
  return { address, topLevel, features, origin: named.join(", ") };
}

function holdsAddress({ registers }: TableTraits, name: string): boolean {
  const register = registers.find((one) => one.name === name);
  return register?.fields.some(({ holds }) => holds === "top-address") ?? false;
}

function noRoot({ format, registers }: TableTraits, { manifest }: ImageFile): string {
  const tables = tableNames(manifest);
  const ways = [
    ...(registers.length === 0 ? [] : [`--register (${registers.map(({ name }) => name).join(", ")})`]),
    ...(tables.length === 0 ? [] : [`--table (${listed(tables)})`]),
    "--root",
  ];
  return `nothing says where the table is that ${format} is to read: give ${ways.join(", or ")}`;
}

function onlyTop({ format, top, registers }: TableTraits): number {
  if (top.lowest === top.highest) return top.lowest;
  const names = registers
    .filter(({ fields }) => fields.some(({ holds }) => holds === "top-level"))
    .map(({ name }) => name);
  const registerWay = names.length === 0 ? "" : `, or --register ${names.join(" or ")}`;
  throw new CommandError(
    `the top table of ${format} may be at level ${top.lowest} to ${top.highest}: give --top-level${registerWay}`,
  );
}

/** What the image does not hold cannot be the table: the root is wrong, or the image is another one. */
function checkTop(traits: TableTraits, image: ImageFile, root: Root, topLevel: number): void {
  const bytes = traits.levels[topLevel]?.tableBytes;
  // A level that the format does not have is for opening to refuse.
  if (bytes === undefined || image.source.read(root.address, new Uint8Array(bytes))) return;
  throw new CommandError(
    `${image.path}: the image does not hold the top table at ${hex(root.address)} (${root.origin}); ` +
      `it holds ${heldText(image)}: check what says where the table is`,
  );
}

/** The memory of an image in words. */
export function heldText({ segments }: ImageFile): string {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return "nothing";
  const ranges = `${hex(first.address)}-${hex(last.address + last.length - 1n)}`;
  return segments.length === 1 ? ranges : `${segments.length} parts of ${ranges}`;
}

function configOf(options: ImageOptions, topLevel: number, features: readonly string[]): TableConfig {
  const { vaBits, oaBits, feature = [], parameter = [] } = options;
  return {
    topLevel,
    features: [...new Set([...features, ...feature])],
    parameters: Object.fromEntries(parameter.map((text) => parseAssignment("--parameter", text))),
    ...(vaBits === undefined ? {} : { vaBits: parseCount("--va-bits", vaBits) }),
    ...(oaBits === undefined ? {} : { oaBits: parseCount("--oa-bits", oaBits) }),
  };
}
