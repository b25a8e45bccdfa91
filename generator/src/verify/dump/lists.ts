import type { Json, JsonObject } from "../recording.js";
import { isArray, MalformedRecording } from "../shape.js";
import { addressAt, countAt, listAt, readDumpDocument, stringAt } from "./dump-document.js";
import type { Column, ListDescription, RecorderDescription } from "./dump-formats.js";
import type { DumpedTable } from "./manifest.js";

/** One row of a list, with the members that its columns name. */
export interface Row {
  /** For messages, e.g. `mappings.json: edu[3]`. */
  readonly place: string;
  readonly va: bigint;
  /** null: not mapped, or refused. */
  readonly oa: bigint | null;
  readonly length: bigint;
  readonly rights: string;
  readonly leafSize?: bigint;
  /** Who says so, or which access it was. */
  readonly access: string;
  readonly entry?: bigint;
}

/** A list of a dump and what it means. */
export interface DumpList {
  /** For messages: the file, and the list's name if it is not the table's. */
  readonly title: string;
  readonly description: ListDescription;
  readonly rows: readonly Row[];
}

/**
 * Every list of a dump, by the name of its table. Throws {@link MalformedRecording} for a file that is missing or
 * broken, for a row that does not have its columns, and for a list that nobody can say the meaning of.
 */
export function readLists(
  folder: string,
  { lists }: RecorderDescription,
  tables: readonly DumpedTable[],
): ReadonlyMap<string, readonly DumpList[]> {
  const found = new Map<string, DumpList[]>(tables.map(({ name }) => [name, []]));
  for (const file of new Set(lists.map((list) => list.file))) {
    const described = lists.filter((list) => list.file === file);
    const document = readDumpDocument(folder, file);
    if (document === undefined) {
      if (described.every(({ optional }) => optional)) continue;
      throw new MalformedRecording(file, "the file is missing");
    }
    for (const { list } of described)
      if (list !== undefined && !Object.hasOwn(document, list))
        throw new MalformedRecording(file, `list ${JSON.stringify(list)} is missing`);
    for (const [table, list] of listsIn(document, described)) {
      const ofTable = found.get(table);
      if (ofTable === undefined)
        throw new MalformedRecording(file, `${JSON.stringify(table)} is no table of the manifest`);
      ofTable.push(list);
    }
  }
  return found;
}

function* listsIn(document: JsonObject, described: readonly ListDescription[]): Iterable<[string, DumpList]> {
  const others = described.find(({ list }) => list === undefined);
  for (const [name, value] of Object.entries(document)) {
    if (isColumnNames(name, value)) continue;
    const description = described.find(({ list }) => list === name) ?? others;
    if (description === undefined)
      throw new MalformedRecording(
        described[0]?.file ?? "",
        `${JSON.stringify(name)} is no list that is known`,
      );
    const { file, table = name } = description;
    const rows = listAt(value, `${file}: ${name}`).map((row, index) =>
      parseRow(row, `${file}: ${name}[${index}]`, description),
    );
    yield [table, { title: table === name ? file : `${file} ${JSON.stringify(name)}`, description, rows }];
  }
}

/** A file may say what its columns are called, for people. */
function isColumnNames(name: string, value: Json): boolean {
  return name === "columns" && isArray(value) && value.every((text) => typeof text === "string");
}

function parseRow(value: Json, place: string, { columns, optionalColumns = 0 }: ListDescription): Row {
  const cells = listAt(value, place);
  if (cells.length > columns.length || cells.length < columns.length - optionalColumns)
    throw new MalformedRecording(place, `expected ${columns.length} columns, found ${cells.length}`);
  const row: { -readonly [member in keyof Row]: Row[member] } = {
    place,
    va: 0n,
    oa: null,
    length: 1n,
    rights: "",
    access: "",
  };
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column !== undefined) setCell(row, column, cell, `${place}[${index}]`);
  }
  if (row.length === 0n) throw new MalformedRecording(place, "the length is 0");
  if (row.va + row.length > 1n << 64n || (row.oa ?? 0n) + row.length > 1n << 64n)
    throw new MalformedRecording(place, "the range leaves the 64-bit address space");
  return row;
}

function setCell(
  row: { -readonly [member in keyof Row]: Row[member] },
  column: Column,
  cell: Json,
  place: string,
): void {
  switch (column) {
    case "va":
    case "length":
    case "entry":
      row[column] = addressAt(cell, place);
      break;
    case "oa":
      row.oa = cell === null ? null : addressAt(cell, place);
      break;
    case "rights":
      row.rights = stringAt(cell, place);
      break;
    case "leafSize":
      row.leafSize = BigInt(countAt(cell, place));
      break;
    case "source":
    case "access":
      row.access = typeof cell === "number" ? String(cell) : stringAt(cell, place);
      break;
    case "note":
      break;
  }
}
