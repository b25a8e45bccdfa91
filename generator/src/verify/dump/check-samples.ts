import { ERANGE, type Mapping, PtError } from "@generic-pt/core";
import type { Failure } from "../findings.js";
import { hex } from "../hex.js";
import { MalformedRecording } from "../shape.js";
import type { TableView } from "../table-factory.js";
import type { Access, Condition } from "./dump-formats.js";
import { holds } from "./leaf-conditions.js";
import { runAt } from "./leaf-runs.js";
import type { DumpList, Row } from "./lists.js";

/** Translates every sampled address and compares; gives at most so many failures. */
export function checkSamples(
  list: DumpList,
  runs: readonly Mapping[],
  table: TableView,
  maxFailures: number,
): Failure[] {
  const failures: Failure[] = [];
  for (const row of list.rows) {
    if (failures.length >= maxFailures) break;
    const access = accessOf(list, row);
    const expected = row.oa !== null ? hex(row.oa) : access.needs ? "not mapped, or refused" : "not mapped";
    const run = runAt(runs, row.va);
    const { allowed, text } = tryAccess(row.va, access.needs, run, table);
    // Null does not tell whether nothing is mapped there or the right is missing.
    if (row.oa === null ? allowed : text !== expected) failures.push(failure(list, row, "", expected, text));
    else if (row.entry !== undefined && access.entry !== undefined && run !== undefined) {
      const entry = entryOf(run, row.va, access.entry);
      if (entry !== row.entry)
        failures.push(failure(list, row, entryTitles[access.entry], hex(row.entry), hex(entry)));
    }
  }
  return failures;
}

/** Checks that every access that faulted is one that the table refuses. */
export function checkFaults(
  list: DumpList,
  runs: readonly Mapping[],
  table: TableView,
  maxFailures: number,
): Failure[] {
  const allowed = list.rows.flatMap((row) => {
    const { allowed, text } = tryAccess(row.va, accessOf(list, row).needs, runAt(runs, row.va), table);
    return allowed ? [failure(list, row, "", "a fault", text)] : [];
  });
  return allowed.slice(0, maxFailures);
}

const entryTitles = { item: ", item of the leaf", "leaf-oa": ", first OA of the leaf" } as const;

function accessOf({ description }: DumpList, { access, place }: Row): Access {
  const accesses = description.accesses ?? {};
  const found = Object.hasOwn(accesses, access) ? accesses[access] : undefined;
  if (found === undefined)
    throw new MalformedRecording(place, `nobody knows what ${JSON.stringify(access)} is`);
  return found;
}

/** What comes of an access: as text the OA in hexadecimal, or why there is none. */
function tryAccess(
  va: bigint,
  needs: Condition | undefined,
  run: Mapping | undefined,
  table: TableView,
): { readonly allowed: boolean; readonly text: string } {
  let oa: bigint | undefined;
  try {
    oa = table.translate(va);
  } catch (error) {
    if (!(error instanceof PtError)) throw error;
    // An address that the table cannot translate is not mapped. Damage is neither mapped nor refused.
    if (error.errno !== ERANGE) return { allowed: true, text: `${error.code}: ${error.message}` };
  }
  if (oa === undefined) return { allowed: false, text: "not mapped" };
  if (needs === undefined) return { allowed: true, text: hex(oa) };
  if (run === undefined) return { allowed: true, text: `${hex(oa)}, but no run of the walk covers it` };
  return holds(needs, run, table) ? { allowed: true, text: hex(oa) } : { allowed: false, text: "refused" };
}

function entryOf(run: Mapping, va: bigint, what: NonNullable<Access["entry"]>): bigint {
  const oa = run.oa + (va - run.va);
  const first = oa - (oa % run.leafSize);
  return what === "item" ? first | run.attributes : first;
}

function failure({ title }: DumpList, { va }: Row, what: string, expected: string, actual: string): Failure {
  return { op: title, field: `VA ${hex(va)}${what}`, expected, actual };
}
