import type { Mapping } from "@generic-pt/core";
import { byteSize } from "../../model/byte-size.js";
import type { Failure } from "../findings.js";
import { hex } from "../hex.js";
import type { TableView } from "../table-factory.js";
import type { ListDescription } from "./dump-formats.js";
import { holds } from "./leaf-conditions.js";
import type { DumpList, Row } from "./lists.js";
import { rangeText } from "./range-text.js";
import { type Spelling, spellingOf } from "./rights-spelling.js";

/** A piece of VA space with one meaning. */
interface Piece {
  readonly va: bigint;
  readonly length: bigint;
  readonly oa: bigint;
  readonly rights: string;
  readonly leafSize?: bigint;
}

/** Where listing and table differ; a side that has nothing there is absent. */
interface Difference {
  readonly va: bigint;
  readonly length: bigint;
  readonly listed?: Piece;
  readonly mapped?: Piece;
}

/**
 * Compares what a listing says with the runs of the whole table, in both directions and address by address: how
 * either side is cut into runs does not matter. Gives at most so many differences, each as long as it can be.
 */
export function compareListing(
  { title, description, rows }: DumpList,
  runs: readonly Mapping[],
  table: TableView,
  maxFailures: number,
): Failure[] {
  const spelling = spellingOf(description);
  const listed = rows.map((row) => listedPiece(row, spelling)).sort((a, b) => (a.va < b.va ? -1 : 1));
  const twice = listed.find((piece, index) => piece.va < endOf(listed[index - 1]));
  if (twice !== undefined)
    return [{ op: title, field: rangeText(twice.va, twice.length), actual: "listed more than once" }];
  const mapped = mappedPieces(runs, description, spelling, table);
  const failures: Failure[] = [];
  for (const difference of joined(differences(listed, mapped, spelling))) {
    if (failures.length === maxFailures) break;
    failures.push({
      op: title,
      field: rangeText(difference.va, difference.length),
      expected: pieceText(difference.listed, difference.va),
      actual: pieceText(difference.mapped, difference.va),
    });
  }
  return failures;
}

function listedPiece({ place, va, oa, length, rights, leafSize }: Row, spelling: Spelling): Piece {
  spelling.check(rights, place);
  return { va, length, oa: oa ?? 0n, rights, ...(leafSize === undefined ? {} : { leafSize }) };
}

function* mappedPieces(
  runs: readonly Mapping[],
  { only, columns }: ListDescription,
  spelling: Spelling,
  table: TableView,
): Generator<Piece> {
  // Runs differ in few ways, and a format's decoder takes its time.
  const known = new Map<string, string | undefined>();
  const textOf = (run: Mapping): string | undefined =>
    only === undefined || holds(only, run, table) ? spelling.text(run, table) : undefined;
  for (const run of runs) {
    const key = `${run.level} ${run.attributes} ${run.protection} ${run.effective}`;
    if (!known.has(key)) known.set(key, textOf(run));
    const rights = known.get(key);
    if (rights === undefined) continue;
    const { va, length, oa, leafSize } = run;
    yield { va, length, oa, rights, ...(columns.includes("leafSize") ? { leafSize } : {}) };
  }
}

/** Goes over both sides at once; `mapped` must rise, as `listed` does. */
function* differences(
  listed: readonly Piece[],
  mapped: Iterator<Piece>,
  spelling: Spelling,
): Generator<Difference> {
  let index = 0;
  let a = listed[0];
  let next = mapped.next();
  let b = next.done ? undefined : next.value;
  while (a !== undefined || b !== undefined) {
    const va = lower(a?.va, b?.va);
    const hasA = a !== undefined && a.va === va;
    const hasB = b !== undefined && b.va === va;
    // Up to where the first of them ends, or the other one begins.
    const end = lower(hasA ? endOf(a) : a?.va, hasB ? endOf(b) : b?.va);
    const length = end - va;
    if (!(hasA && hasB && a !== undefined && b !== undefined && same(a, b, spelling)))
      yield {
        va,
        length,
        ...(hasA && a !== undefined ? { listed: a } : {}),
        ...(hasB && b !== undefined ? { mapped: b } : {}),
      };
    if (hasA && a !== undefined) a = rest(a, length) ?? listed[++index];
    if (hasB && b !== undefined) {
      b = rest(b, length);
      if (b === undefined) {
        next = mapped.next();
        b = next.done ? undefined : next.value;
      }
    }
  }
}

/** Neighbours that differ in the same way are one difference. */
function* joined(all: Iterable<Difference>): Generator<Difference> {
  let pending: Difference | undefined;
  for (const difference of all) {
    const follows =
      pending !== undefined &&
      pending.va + pending.length === difference.va &&
      continues(pending.listed, difference.listed, pending) &&
      continues(pending.mapped, difference.mapped, pending);
    if (pending !== undefined && follows)
      pending = { ...pending, length: pending.length + difference.length };
    else {
      if (pending !== undefined) yield pending;
      pending = difference;
    }
  }
  if (pending !== undefined) yield pending;
}

/** Whether the piece after a difference goes on where that one ends, on one side. */
function continues(before: Piece | undefined, after: Piece | undefined, { va, length }: Difference): boolean {
  if (before === undefined || after === undefined) return before === after;
  return (
    after.oa - after.va === before.oa - before.va &&
    after.va <= va + length &&
    after.rights === before.rights &&
    after.leafSize === before.leafSize
  );
}

function same(listed: Piece, mapped: Piece, spelling: Spelling): boolean {
  return (
    listed.oa === mapped.oa &&
    (listed.leafSize === undefined || listed.leafSize === mapped.leafSize) &&
    spelling.same(listed.rights, mapped.rights)
  );
}

function rest(piece: Piece, length: bigint): Piece | undefined {
  if (length === piece.length) return undefined;
  return { ...piece, va: piece.va + length, oa: piece.oa + length, length: piece.length - length };
}

function endOf(piece: Piece | undefined): bigint {
  return piece === undefined ? 0n : piece.va + piece.length;
}

function lower(a: bigint | undefined, b: bigint | undefined): bigint {
  if (a === undefined) return b ?? 0n;
  return b === undefined || a < b ? a : b;
}

function pieceText(piece: Piece | undefined, va: bigint): string {
  if (piece === undefined) return "not mapped";
  const leaves = piece.leafSize === undefined ? "" : `, leaves of ${byteSize(piece.leafSize)}`;
  const rights = piece.rights === "" ? "" : `, ${piece.rights}`;
  return `OA ${hex(piece.oa + va - piece.va)}${rights}${leaves}`;
}
