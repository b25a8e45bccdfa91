import {
  levelByWidth,
  PtError,
  type RegisterRoot,
  reachLg2,
  rootOfRegisters,
  type TableConfig,
  TableImage,
  type TableTraits,
  topShape,
  widthOfRegisters,
} from "@generic-pt/core";
import { type ImageFile, openImage } from "@generic-pt/core/files";
import { CommandError } from "../command-error.js";
import type { ImageOptions } from "./image-options.js";
import { type AnyView, type ImagePackage, loadImagePackage } from "./image-packages.js";
import { extentText, findTable, listed, type ManifestTable, tableNames } from "./manifest-tables.js";
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

/** An option that says where the table is: there is a second set of them for a second table. */
function nameOf(name: string, { suffix }: ImageOptions): string {
  return `--${name}${suffix ?? ""}`;
}

/** Where the top table is, from whatever says so. */
interface Root {
  readonly address: bigint;
  readonly topLevel: number | undefined;
  readonly vaBits: number | undefined;
  readonly features: readonly string[];
  readonly origin: string;
  readonly range?: AddressRange | undefined;
}

const everything: AddressRange = { first: 0n, last: highestAddress };

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
  const base =
    options.base === undefined ? {} : { base: parseAddress(nameOf("base", options), options.base) };
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
  const { origin } = root;
  const vaBits = agreed("--va-bits", options.vaBits, root.vaBits, (bits) => `${origin} says ${bits} bits`);
  const topLevel =
    agreed(
      nameOf("top-level", options),
      options.topLevel,
      root.topLevel,
      (level) => `${origin} says level ${level}`,
    ) ??
    levelByWidth(traits, vaBits) ??
    onlyTop(traits, options);
  const config = configOf(options, topLevel, vaBits, root.features);
  checkTop(traits, image, root, config);
  const field = traits.root.find(({ holds }) => holds === "top-address");
  if (field === undefined) throw new CommandError(`${traits.format} has no root field that holds an address`);
  const view = TableView.open(
    new TableImage(image.source),
    { [field.name]: root.address >> BigInt(field.shift) },
    config,
  );
  return {
    name: traits.format === traits.variant ? traits.format : `${traits.format}/${traits.variant}`,
    image,
    traits,
    view,
    root: root.address,
    topLevel,
    origin: root.origin,
    range: root.range ?? everything,
  };
}

/** What an option says, or else the root. Throws {@link CommandError} if they differ. */
function agreed(
  option: string,
  text: string | undefined,
  said: number | undefined,
  who: (said: number) => string,
): number | undefined {
  if (text === undefined) return said;
  const asked = parseCount(option, text);
  if (said !== undefined && asked !== said) throw new CommandError(`${option} ${asked}: ${who(said)}`);
  return asked;
}

function rootOf(traits: TableTraits, image: ImageFile, options: ImageOptions): Root {
  const { root, table, register = [] } = options;
  const given = [
    ...(root === undefined ? [] : [nameOf("root", options)]),
    ...(table === undefined ? [] : [nameOf("table", options)]),
    ...(register.length === 0 ? [] : [nameOf("register", options)]),
  ];
  if (given.length > 1)
    throw new CommandError(`${given.join(" and ")} all say where the table is: give one of them`);
  if (root !== undefined) {
    const origin = nameOf("root", options);
    const address = parseAddress(origin, root);
    return { address, topLevel: undefined, vaBits: undefined, features: [], origin };
  }
  if (table !== undefined) return tableRoot(traits, image, findTable(image, table, nameOf("table", options)));
  return registerRoot(traits, image, register, options);
}

function tableRoot(traits: TableTraits, { path, registers: given }: ImageFile, table: ManifestTable): Root {
  const { name, root, topLevel, register, range, place } = table;
  const { format, top, registers } = traits;
  const known = registers.find((one) => one.name === register);
  if (register !== undefined && registers.length > 0 && known === undefined)
    throw new CommandError(
      `${path}: ${place}.register must be one of ${format}, ${registers.map((one) => one.name).join(" or ")}, not "${register}"`,
    );
  if (topLevel < top.lowest || topLevel > top.highest)
    throw new CommandError(
      `${path}: ${place}.levels must be ${top.lowest + 1} to ${top.highest + 1} for ${format}, not ${topLevel + 1}`,
    );
  const features = known?.features ?? [];
  return {
    address: root,
    topLevel,
    // Registers of the processor are about the tables that its registers point to.
    vaBits: known && widthOfRegisters(traits, Object.fromEntries(given), features),
    features,
    range,
    origin: `table ${name} of the manifest`,
  };
}

/** Throws {@link CommandError} if the VA is none of those that are meant. */
export function checkWithin({ range, origin }: OpenedTable, va: bigint): void {
  if (va < range.first || va > range.last)
    throw new CommandError(`VA ${hex(va)} is outside ${extentText(origin, range)}`);
}

/** Registers that were given, and those of the manifest that the format knows. */
function registerRoot(
  traits: TableTraits,
  image: ImageFile,
  texts: readonly string[],
  options: ImageOptions,
): Root {
  const option = nameOf("register", options);
  const given = new Map<string, bigint>();
  for (const text of texts) {
    const [name, value] = parseAssignment(option, text);
    const key = name.toLowerCase();
    if (given.has(key)) throw new CommandError(`${option}: ${key} is given twice`);
    given.set(key, value);
  }
  const held = new Set([...given.keys()].flatMap((name) => heldBy(traits, name)));
  const found = [...image.registers].filter(([name]) => {
    const holds = heldBy(traits, name);
    return holds.length > 0 && !holds.some((one) => held.has(one));
  });
  if (found.length + given.size === 0) throw new CommandError(noRoot(traits, image, options));
  const registers = Object.fromEntries([...found, ...given]);
  const { root, features, topLevel, vaBits } = readRegisters(
    traits,
    image,
    registers,
    given.size === 0,
    option,
  );
  const field = traits.root.find(({ holds }) => holds === "top-address");
  const address = (field === undefined ? 0n : (root[field.name] ?? 0n)) << BigInt(field?.shift ?? 0);
  const named = Object.entries(registers).map(([name, value]) => `${name.toLowerCase()} ${hex(value)}`);
  return { address, topLevel, vaBits, features, origin: named.join(", ") };
}

function readRegisters(
  traits: TableTraits,
  { path }: ImageFile,
  registers: Readonly<Record<string, bigint>>,
  isOfManifest: boolean,
  option: string,
): RegisterRoot {
  try {
    return rootOfRegisters(traits, registers);
  } catch (cause) {
    if (!isOfManifest || !(cause instanceof PtError)) throw cause;
    throw new CommandError(`${path}: ${cause.message} (${option} wins over the manifest)`, { cause });
  }
}

/** What a register says of the table; nothing, if the format does not know it. */
function heldBy({ registers }: TableTraits, name: string): readonly string[] {
  const register = registers.find((one) => one.name === name.toLowerCase());
  return register?.fields.map(({ holds }) => holds) ?? [];
}

function noRoot({ format, registers }: TableTraits, image: ImageFile, options: ImageOptions): string {
  const tables = tableNames(image);
  const names = registers.map(({ name }) => name).join(", ");
  const ways = [
    ...(registers.length === 0 ? [] : [`${nameOf("register", options)} (${names})`]),
    ...(tables.length === 0 ? [] : [`${nameOf("table", options)} (${listed(tables)})`]),
    nameOf("root", options),
  ];
  return `nothing says where the table is that ${format} is to read: give ${ways.join(", or ")}`;
}

function onlyTop(traits: TableTraits, options: ImageOptions): number {
  const { format, top, registers } = traits;
  if (top.lowest === top.highest) return top.lowest;
  const names = registers
    .filter(({ fields }) => fields.some(({ holds }) => holds === "top-level"))
    .map(({ name }) => name);
  const registerWay = names.length === 0 ? "" : `, or ${nameOf("register", options)} ${names.join(" or ")}`;
  const widthWay = levelByWidth(traits, traits.vaMaxLg2) === undefined ? "" : ", or --va-bits";
  throw new CommandError(
    `the top table of ${format} may be at level ${top.lowest} to ${top.highest}: give ${nameOf("top-level", options)}${registerWay}${widthWay}`,
  );
}

/**
 * Tables lie at multiples of their size; that of the top depends on the VAs that it translates. What the image does not
 * hold cannot be the table: the root is wrong, or the image is another one.
 */
function checkTop(
  traits: TableTraits,
  image: ImageFile,
  { address, origin }: Root,
  { topLevel, vaBits, features = [] }: TableConfig & { readonly topLevel: number },
): void {
  // A level that the format does not have is for opening to refuse.
  if (traits.levels[topLevel] === undefined) return;
  const widest = Math.min(traits.vaMaxLg2, reachLg2(traits, topLevel));
  const { usedBytes } = topShape(traits, topLevel, { vaBits: vaBits ?? widest, features });
  if (address % BigInt(usedBytes) !== 0n)
    throw new CommandError(
      `there can be no table of level ${topLevel} at ${hex(address)} (${origin}): it has ${usedBytes} bytes, and lies at a multiple of that`,
    );
  if (image.source.read(address, new Uint8Array(usedBytes))) return;
  throw new CommandError(
    `${image.path}: the image does not hold the top table at ${hex(address)} (${origin}); ` +
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

function configOf(
  { feature = [], parameter = [] }: ImageOptions,
  topLevel: number,
  vaBits: number | undefined,
  features: readonly string[],
): TableConfig & { readonly topLevel: number } {
  return {
    topLevel,
    features: [...new Set([...features, ...feature])],
    parameters: Object.fromEntries(parameter.map((text) => parseAssignment("--parameter", text))),
    ...(vaBits === undefined ? {} : { vaBits }),
  };
}
