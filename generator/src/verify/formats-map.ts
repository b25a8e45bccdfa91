import { readFileSync } from "node:fs";
import { errnoNumber, type TableConfig } from "@generic-pt/core";
import type { VariantModel } from "../model/model.js";
import { hex, hexPattern } from "./hex.js";
import type { Json, RecordedConfig } from "./recording.js";
import { MalformedRecording } from "./shape.js";
import type { TableFactory } from "./table-factory.js";

/** What a member of a recorded configuration means. */
type ConfigTarget = "vaBits" | "oaBits" | "topLevel" | "pageSizes" | { readonly parameter: string };

/** A variant, and what in a configuration chooses it. */
interface VariantChoice {
  readonly variant: string;
  /** Values of configuration members; a list: any of them. */
  readonly when?: Readonly<Record<string, Json>>;
  /** The smallest of the page sizes that the configuration offers. */
  readonly granule?: string;
  /** Features that are switches in recordings and stand for the variant here: they must all be on. */
  readonly features?: readonly string[];
  /** The recorded implementation refuses such configurations with this errno, unless something else is wrong with them. */
  readonly refused?: string;
}

interface FormatEntry {
  readonly package: string;
  /** The first that fits; none given: the first variant of the package. */
  readonly variants?: readonly VariantChoice[];
  /** Features that the spec calls by another name than the recordings do. */
  readonly features?: Readonly<Record<string, string>>;
  /** Features that are no switches in recordings: they are on where members of the configuration have these values. */
  readonly implies?: readonly {
    readonly when: Readonly<Record<string, Json>>;
    readonly feature: string;
  }[];
  /** Members of the configuration that say nothing about the table. */
  readonly ignored?: readonly string[];
  /** Where operations take page sizes and counts: what differs between formats in what they do. */
  readonly pageCounts?: PageCountRules;
}

/** What formats of an interface with page sizes and counts do differently. */
export interface PageCountRules {
  /** A call does not go on beyond the table in which it starts; a mapping on its way makes it map nothing. */
  readonly withinTable: boolean;
  /** Name of the errno for a map of no pages; absent: it is no error. */
  readonly noPages?: string;
  /** The register that holds the address of the top table, above flags; a list: of several tops, which share the VAs. */
  readonly top: string;
  /** OA bits of items that attributes keep all the same. */
  readonly keptBits?: string;
  /** What `start_level` calls level 0: the number falls from level to level; absent: levels have no numbers. */
  readonly lastLevel?: number;
}

/** How the names in recordings map to packages, variants and configurations. It is data: formats-map.json. */
export interface FormatsMap {
  readonly config: Readonly<Record<string, ConfigTarget>>;
  readonly formats: Readonly<Record<string, FormatEntry>>;
}

/** What must be opened to replay a recording. */
export interface TablePlan {
  readonly format: string;
  readonly model: VariantModel;
  readonly config: TableConfig;
  /** The page sizes are narrowed to this right after creation. */
  readonly pageSizes?: bigint;
  /** Features, by the names of the recording, that stand for the variant. */
  readonly implied: readonly string[];
  readonly pageCounts?: PageCountRules;
  /** Number of the errno with which the configuration is refused at last. */
  readonly refused?: number;
  /** The spec's name of a feature in the recording. */
  feature(recorded: string): string;
}

let shipped: FormatsMap | undefined;

/** The map that comes with the toolchain. */
export function shippedFormatsMap(): FormatsMap {
  shipped ??= JSON.parse(
    readFileSync(new URL("../../src/verify/formats-map.json", import.meta.url), "utf8"),
  ) as FormatsMap;
  return shipped;
}

/**
 * Finds package, variant and configuration; undefined if the package is known by name but not there.
 * Throws {@link MalformedRecording} for a format or a member of the configuration that nobody knows.
 */
export function planTable(
  map: FormatsMap,
  factory: TableFactory,
  format: string,
  recorded: RecordedConfig,
): TablePlan | undefined {
  const listed = Object.hasOwn(map.formats, format) ? map.formats[format] : undefined;
  // A format that is not listed is its own package: authors can record theirs without an entry.
  const entry = listed ?? { package: format };
  const choice = chooseVariant(map, entry, recorded);
  const model = factory.model(entry.package, choice?.variant);
  if (model === undefined) {
    if (listed === undefined)
      throw new MalformedRecording("format", `unknown format ${JSON.stringify(format)}`);
    return undefined;
  }
  const feature = (name: string) => entry.features?.[name] ?? name;
  const implied = choice?.features ?? [];
  const refused = choice?.refused === undefined ? undefined : errnoNumber(choice.refused);
  const switches = recorded.features.filter((name) => !implied.includes(name));
  const meant = (entry.implies ?? []).filter(({ when }) => fits(when, recorded));
  const own = { ...recorded, features: [...switches, ...meant.map((each) => each.feature)] };
  return {
    format: entry.package,
    model,
    implied,
    ...translateConfig(map, entry, model, own, feature),
    ...(refused === undefined ? {} : { refused }),
    ...(entry.pageCounts === undefined ? {} : { pageCounts: entry.pageCounts }),
    feature,
  };
}

function chooseVariant(
  map: FormatsMap,
  entry: FormatEntry,
  recorded: RecordedConfig,
): VariantChoice | undefined {
  if (entry.variants === undefined) return undefined;
  for (const choice of entry.variants) {
    const { when = {}, granule, features = [] } = choice;
    const isSo = fits(when, recorded) && (granule === undefined || granule === granuleOf(map, recorded));
    if (isSo && features.every((name) => recorded.features.includes(name))) return choice;
  }
  throw new MalformedRecording("config", "no variant of the format fits the configuration");
}

/** Whether members have these values; a list: any of them. */
function fits(when: Readonly<Record<string, Json>>, { members }: RecordedConfig): boolean {
  return Object.entries(when).every(([name, value]) => [value].flat().includes(members[name] ?? null));
}

/** The smallest page size that the configuration offers. */
function granuleOf(map: FormatsMap, { members }: RecordedConfig): string | undefined {
  const offered = Object.entries(members).find(([name]) => map.config[name] === "pageSizes");
  if (offered === undefined) return undefined;
  const sizes = bitmask(...offered);
  return hex(sizes & -sizes);
}

function translateConfig(
  map: FormatsMap,
  entry: FormatEntry,
  model: VariantModel,
  recorded: RecordedConfig,
  feature: (name: string) => string,
): Pick<TablePlan, "config" | "pageSizes"> {
  const conditions = [...(entry.variants ?? []), ...(entry.implies ?? [])];
  const known = new Set(conditions.flatMap(({ when }) => Object.keys(when ?? {})));
  for (const name of entry.ignored ?? []) known.add(name);
  const sizes: { vaBits?: number; oaBits?: number; topLevel?: number } = {};
  const parameters: Record<string, bigint> = {};
  let pageSizes: bigint | undefined;
  for (const [name, value] of Object.entries(recorded.members)) {
    const target = Object.hasOwn(map.config, name) ? map.config[name] : undefined;
    if (target === undefined) {
      if (!known.has(name)) throw new MalformedRecording(`config.${name}`, "this member has no meaning here");
    } else if (typeof target === "object") {
      if (model.parameters.some((parameter) => parameter.name === target.parameter))
        parameters[target.parameter] = bitmask(name, value);
    } else if (target === "pageSizes") {
      pageSizes = bitmask(name, value);
    } else {
      if (typeof value !== "number") throw new MalformedRecording(`config.${name}`, "expected a number");
      sizes[target] = value;
    }
  }
  const features = recorded.features.map(feature);
  const config: TableConfig =
    Object.keys(parameters).length > 0 ? { features, ...sizes, parameters } : { features, ...sizes };
  return pageSizes === undefined ? { config } : { config, pageSizes };
}

function bitmask(name: string, value: Json): bigint {
  if (typeof value !== "string" || !hexPattern.test(value))
    throw new MalformedRecording(`config.${name}`, "expected a hexadecimal string");
  return BigInt(value);
}
