import type { PageTable } from "@generic-pt/core";
import type { TablePlan } from "./formats-map.js";
import { hex } from "./hex.js";
import { mappingLines } from "./mapping-lines.js";
import type { JsonObject, Outcome } from "./recording.js";
import { isArray, isObject } from "./shape.js";
import type { TableMemory } from "./table-memory.js";

/**
 * What creation reported, by the names of recordings. `expected` only decides how much is told and how it is
 * spelled: root fields may be numbers or hexadecimal strings, and a recording may leave them out as a whole. The features
 * `implied` stand for the variant.
 */
export function observeInit(table: PageTable, expected: JsonObject, implied: TablePlan["implied"]): Outcome {
  const observed: Outcome = {
    pgsize_bitmap: hex(table.pageSizes),
    granule_lg2: table.granuleLg2,
    aperture: [hex(table.aperture.first), hex(table.aperture.last)],
    max_vasz_lg2: table.vaBits,
    max_oasz_lg2: table.oaBits,
    top_level: table.topLevel,
    features: [...table.features, ...implied].sort(),
    top_pa: hex(table.topAddress),
  };
  const recorded = expected.hw_info;
  if (!isObject(recorded)) return observed;
  const root = Object.entries(table.root()).map(([name, value]) => [
    name,
    typeof recorded[name] === "number" ? Number(value) : hex(value),
  ]);
  return { ...observed, hw_info: Object.fromEntries(root) };
}

/** Features are a set; the recording's names become the spec's. */
export function normaliseInit(init: JsonObject, feature: (name: string) => string): JsonObject {
  const { features } = init;
  return isArray(features)
    ? { ...init, features: features.map((name) => feature(String(name))).sort() }
    : init;
}

/** What is there at the end. */
export function observeFinal(table: PageTable, memory: TableMemory): Outcome {
  return {
    top_level: table.topLevel,
    tables_live: table.arena.liveTables,
    mappings: mappingLines(table.mappings()),
    tables: memory.dump(),
  };
}
