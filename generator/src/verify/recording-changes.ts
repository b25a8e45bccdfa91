import type { Json, JsonObject } from "./recording.js";
import { isArray, isObject } from "./shape.js";

/** Members that take the place of others; null: there is none. */
type Members = Readonly<Record<string, Json>>;

/** What differs in a recording. What is not named stays. */
export interface RecordingChanges {
  /** Results by the index of the step. */
  readonly steps?: Readonly<Record<string, Members>>;
  readonly final?: {
    readonly tables_live?: number;
    /** Lines by their VA. */
    readonly mappings?: Members;
    /** Items of tables that are there, by `level va`; null: the table is not there. */
    readonly tables?: Readonly<Record<string, Members | null>>;
  };
  readonly deinit?: Members;
}

/** The recording with the changes made. */
export function changed(document: JsonObject, changes: RecordingChanges): JsonObject {
  const { steps = {}, final = {}, deinit = {} } = changes;
  const { mappings = {}, tables = {}, ...rest } = final;
  const was = objectOf(document.final);
  return {
    ...document,
    steps: listOf(document.steps).map((step, index) => withMembers(objectOf(step), steps[index] ?? {})),
    final: {
      ...withMembers(was, rest),
      mappings: changedMappings(listOf(was.mappings), mappings),
      tables: listOf(was.tables).flatMap((table) => changedTable(objectOf(table), tables)),
    },
    deinit: withMembers(objectOf(document.deinit), deinit),
  };
}

function changedMappings(lines: readonly Json[], changes: Members): readonly Json[] {
  const byVa = Object.fromEntries(lines.map((line) => [vaOf(line), line]));
  return Object.values(withMembers(byVa, changes)).sort((a, b) =>
    BigInt(vaOf(a)) < BigInt(vaOf(b)) ? -1 : 1,
  );
}

const vaOf = (line: Json): string => String(listOf(line)[0]);

function changedTable(
  table: JsonObject,
  changes: Readonly<Record<string, Members | null>>,
): readonly JsonObject[] {
  const change = changes[`${table.level} ${table.va}`];
  if (change === undefined) return [table];
  return change === null ? [] : [{ ...table, entries: withMembers(objectOf(table.entries), change) }];
}

function withMembers(members: JsonObject, changes: Members): JsonObject {
  return Object.fromEntries(
    Object.entries({ ...members, ...changes }).filter(([name]) => changes[name] !== null),
  );
}

function objectOf(value: Json | undefined): JsonObject {
  return value !== undefined && isObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return value !== undefined && isArray(value) ? value : [];
}
