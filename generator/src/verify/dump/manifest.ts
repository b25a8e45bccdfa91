import type { Json, JsonObject } from "../recording.js";
import { isObject, MalformedRecording } from "../shape.js";
import { addressAt, countAt, listAt, objectAt, readDumpDocument, stringAt } from "./dump-document.js";

/** Name of the file that makes a folder a dump. */
export const manifestName = "manifest.json";

/** One table of a dump, as its manifest describes it. */
export interface DumpedTable {
  readonly name: string;
  /** Physical address of the top table. */
  readonly root: bigint;
  readonly levels: number;
  /** Name of the register that points to it, in lower case. */
  readonly register?: string;
  /** The part of the table that is meant; default: all. */
  readonly firstVa?: bigint;
  readonly lastVa?: bigint;
  /** How many tables it consists of, the top included. */
  readonly tableCount?: number;
}

/** What a manifest says, the place of its memory apart. */
export interface Manifest {
  readonly format: string;
  readonly tables: readonly DumpedTable[];
  /** By name: a number, or numbers by leaf size. */
  readonly counts: JsonObject;
}

/** Whether a document is the manifest of a dump, by its content. */
export function isManifest(document: Json): boolean {
  return (
    isObject(document) &&
    Object.hasOwn(document, "architecture") &&
    ["registers", "tables", "memory"].some((member) => Object.hasOwn(document, member))
  );
}

/** Reads the manifest of a folder. Throws {@link MalformedRecording}. */
export function readManifest(folder: string): Manifest {
  const document = readDumpDocument(folder, manifestName);
  if (document === undefined) throw new MalformedRecording(manifestName, "the file is missing");
  const counts = document.counts === undefined ? {} : objectAt(document.counts, `${manifestName}: counts`);
  const devices = document.devices === undefined ? [] : listAt(document.devices, `${manifestName}: devices`);
  const tables = listAt(document.tables, `${manifestName}: tables`).map((table, index) =>
    parseTable(table, `${manifestName}: tables[${index}]`, devices),
  );
  const seen = new Set<string>();
  for (const { name } of tables) {
    if (seen.has(name))
      throw new MalformedRecording(manifestName, `two tables are named ${JSON.stringify(name)}`);
    seen.add(name);
  }
  return { format: stringAt(document.format, `${manifestName}: format`), tables, counts };
}

function parseTable(value: Json, place: string, devices: readonly Json[]): DumpedTable {
  const table = objectAt(value, place);
  const name = stringAt(table.name, `${place}.name`);
  const device = devices.find((other) => isObject(other) && other.table === name);
  const counted = table.tableCount ?? (isObject(device) ? device.tableCount : undefined);
  const levels = countAt(table.levels, `${place}.levels`);
  if (levels === 0) throw new MalformedRecording(`${place}.levels`, "a table has one level at least");
  return {
    name,
    root: addressAt(table.root, `${place}.root`),
    levels,
    ...(table.register === undefined
      ? {}
      : { register: stringAt(table.register, `${place}.register`).toLowerCase() }),
    ...(table.firstVa === undefined ? {} : { firstVa: addressAt(table.firstVa, `${place}.firstVa`) }),
    ...(table.lastVa === undefined ? {} : { lastVa: addressAt(table.lastVa, `${place}.lastVa`) }),
    ...(counted === undefined ? {} : { tableCount: countAt(counted, `${place}.tableCount`) }),
  };
}
