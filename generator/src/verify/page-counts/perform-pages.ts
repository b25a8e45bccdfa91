import {
  EADDRINUSE,
  EEXIST,
  EINVAL,
  EOVERFLOW,
  ERANGE,
  errnoNumber,
  type FlushGather,
  PtError,
  protectionOf,
} from "@generic-pt/core";
import type { LevelModel, VariantModel } from "../../model/model.js";
import type { PageCountRules } from "../formats-map.js";
import { hex } from "../hex.js";
import type { Json, Outcome } from "../recording.js";
import type { MapPagesStep, Pages, UnmapPagesStep } from "./page-count-recording.js";
import { bytesToLastVa, bytesToTableEnd, levelOfSize, metItems } from "./page-items.js";
import { refusalOf, type Top, type Tops } from "./tops.js";

/** A table that is worked on through page sizes and counts. */
export interface PageSession {
  readonly tops: Tops;
  readonly model: VariantModel;
  readonly rules: PageCountRules;
  /** The page sizes that calls may name. */
  readonly pageSizes: bigint;
}

/** Pages of a size that the table has, within one top: VAs are those of the top. */
interface Place {
  readonly top: Top;
  readonly model: VariantModel;
  readonly va: bigint;
  readonly size: bigint;
  readonly pages: bigint;
  readonly level: LevelModel;
}

/** Tables that were taken out, and what became of them. */
interface Removal {
  readonly gather: FlushGather;
  readonly ranges: Json[];
}

/**
 * Maps pages: each becomes one leaf of its size. Tables in its place are removed with all that is mapped there; a leaf
 * in its place is an error.
 */
export function mapPages(session: PageSession, step: MapPagesStep): Outcome {
  const { rules } = session;
  const isWanted = step.protections.includes("read") || step.protections.includes("write");
  if (!isOffered(session, step.size) || !isWanted) return { ret: EINVAL, mapped: "0x0" };
  if (step.count === 0n) {
    const ret = rules.noPages === undefined ? 0 : (errnoNumber(rules.noPages) ?? EINVAL);
    return { ret, mapped: "0x0" };
  }
  const place = placeOf(session, step);
  const { top, va, size, pages } = place;
  // Compared before anything is removed, and also where the table itself would take the OA.
  if (step.oa >= 1n << BigInt(top.table.oaBits)) return { ret: ERANGE, mapped: "0x0" };
  const removal = { gather: top.table.gather(), ranges: [] };
  const free = makeRoom(place, removal);
  // Where nothing is mapped before a conflict, the call is made for the page that meets it, to be refused.
  const skipped = rules.withinTable && free < pages ? free : 0n;
  const bytes = (pages - skipped) * size;
  top.table.pageSizes = size;
  const protection = protectionOf(step.protections);
  const from = skipped * size;
  const done = refusalOf(() => top.table.map(va + from, step.oa + from, bytes, protection, removal.gather));
  top.table.pageSizes = session.pageSizes;
  removal.gather.sync();
  const [ret, mapped] = done instanceof PtError ? [done.errno, done.done ?? 0n] : [0, done];
  return { ret: errnoOf(ret), mapped: hex(mapped), ...walkFlush(removal) };
}

/** What an interface with page sizes and counts calls an error: one number says that an address is out of range. */
function errnoOf(errno: number): number {
  if (errno === EADDRINUSE) return EEXIST;
  return errno === EOVERFLOW ? ERANGE : errno;
}

/** Removes pages up to the first that is no leaf of the size: a table in its place goes with all that is mapped there. */
export function unmapPages(session: PageSession, step: UnmapPagesStep): Outcome {
  if (!isOffered(session, step.size)) return { unmapped: "0x0" };
  const place = placeOf(session, step);
  const { top, model, va, size, pages, level } = place;
  const removal = { gather: top.table.gather(), ranges: [] };
  let unmapped = 0n;
  for (; unmapped < pages * size; unmapped += size) {
    const items = [...metItems(top, model, va + unmapped, va + unmapped + size, level)];
    const [first] = items;
    if (items.some(({ kind }) => kind === "table")) {
      for (const item of items) if (item.kind === "table") removeTable(top, item, removal);
    } else if (first?.leafSize !== size) break;
    else if (top.table.unmap(va + unmapped, size, removal.gather) !== size) break;
  }
  removal.gather.sync();
  const freed = removal.gather.tablesFreed;
  const outcome = { unmapped: hex(unmapped), ...walkFlush(removal) };
  return freed > 0 ? { ...outcome, tables_freed: freed } : outcome;
}

function isOffered({ pageSizes }: PageSession, size: bigint): boolean {
  return size !== 0n && (size & (size - 1n)) === 0n && (pageSizes & size) !== 0n;
}

function placeOf({ tops, model, rules }: PageSession, { va, size, count }: Pages): Place {
  const top = tops.at(va);
  const level = levelOfSize(model, size);
  const inner = va - top.origin;
  // Beyond the last VA the table shall refuse by itself, which takes one page.
  const most = rules.withinTable
    ? bytesToTableEnd(top, inner, level) / size
    : bytesToLastVa(top, inner) / size + 1n;
  return { top, model, va: inner, size, pages: count > most ? most : count, level };
}

/** Removes tables in the place of pages, up to the first page that meets a leaf; returns the pages before it. */
function makeRoom({ top, model, va, size, pages, level }: Place, removal: Removal): bigint {
  for (const item of metItems(top, model, va, va + pages * size, level)) {
    if (item.kind === "table") removeTable(top, item, removal);
    else if (item.kind !== "empty") return item.va < va ? 0n : (item.va - va) / size;
  }
  return pages;
}

/** Unmaps what is below an item and frees its table. */
function removeTable(top: Top, { va, size }: { va: bigint; size: bigint }, removal: Removal): void {
  const { table } = top;
  for (const run of [...table.mappings(va, va + size - 1n)]) table.unmap(run.va, run.length, removal.gather);
  // The tables are empty now: a leaf in their place frees them.
  const offered = table.pageSizes;
  table.pageSizes = size;
  table.map(va, 0n, size, protectionOf(["read"]), removal.gather);
  table.unmap(va, size, removal.gather);
  table.pageSizes = offered;
  removal.ranges.push([hex(va + top.origin), hex(size)]);
}

/** Ranges whose tables were removed; their walks are flushed. */
function walkFlush({ ranges }: Removal): Outcome {
  return ranges.length > 0 ? { walk_flush: ranges } : {};
}
