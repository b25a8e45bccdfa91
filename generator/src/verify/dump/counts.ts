import type { Failure } from "../findings.js";
import type { Json, JsonObject } from "../recording.js";
import { isObject, MalformedRecording } from "../shape.js";
import { countAt } from "./dump-document.js";
import type { CountDescription, RecorderDescription } from "./dump-formats.js";
import type { CheckedTable, DumpedTableResult } from "./dump-result.js";
import { manifestName } from "./manifest.js";

/**
 * Compares the counts of a manifest with what the walks found. A count over several tables is reported with the first
 * of them. Counts that nobody described, or of tables that could not be walked, are passed over.
 */
export function checkCounts(
  results: readonly DumpedTableResult[],
  counts: JsonObject,
  { counts: described = {} }: RecorderDescription,
  checked: ReadonlyMap<string, CheckedTable>,
): readonly DumpedTableResult[] {
  const failures = new Map<string, Failure[]>();
  for (const [name, stated] of Object.entries(counts)) {
    const description = Object.hasOwn(described, name) ? described[name] : undefined;
    const tables = description?.tables.map((table) => checked.get(table)) ?? [];
    const walked = tables.filter((table) => table !== undefined);
    if (description === undefined || walked.length === 0 || walked.length < tables.length) continue;
    const expected = statedCounts(stated, description, `${manifestName}: counts.${name}`);
    const actual = actualCounts(walked, description);
    const first = description.tables[0] ?? "";
    for (const key of new Set([...expected.keys(), ...actual.keys()]))
      if (expected.get(key) !== actual.get(key))
        failures.set(first, [
          ...(failures.get(first) ?? []),
          {
            op: manifestName,
            field: key === "" ? `counts.${name}` : `counts.${name}.${key}`,
            expected: expected.get(key) ?? 0,
            actual: actual.get(key) ?? 0,
          },
        ]);
  }
  return results.map((result) => ({
    ...result,
    failures: [...result.failures, ...(failures.get(result.table) ?? [])],
  }));
}

/** Numbers by leaf size, or one number under the name "". */
function statedCounts(stated: Json, { of }: CountDescription, place: string): ReadonlyMap<string, number> {
  if (of !== "leaves-by-size") return new Map([["", countAt(stated, place)]]);
  if (!isObject(stated)) throw new MalformedRecording(place, "expected numbers by leaf size");
  return new Map(Object.entries(stated).map(([size, count]) => [size, countAt(count, `${place}.${size}`)]));
}

function actualCounts(
  tables: readonly CheckedTable[],
  { of }: CountDescription,
): ReadonlyMap<string, number> {
  if (of === "tables") {
    const addresses = new Set(tables.flatMap(({ reached }) => [...reached.addresses]));
    return new Map([["", addresses.size]]);
  }
  const counts = new Map<string, number>();
  for (const { leafSize, length } of tables.flatMap(({ runs }) => runs)) {
    const key = of === "leaves" ? "" : `0x${leafSize.toString(16)}`;
    counts.set(key, (counts.get(key) ?? 0) + Number(length / leafSize));
  }
  return counts;
}
