import { type Mapping, Protection } from "@generic-pt/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TableView } from "../table-factory.js";
import { compareListing } from "./compare-listing.js";
import type { ListDescription } from "./dump-formats.js";
import type { DumpList } from "./lists.js";

const page = 0x1000n;

const description: ListDescription = {
  file: "mappings.json",
  kind: "mappings",
  columns: ["va", "oa", "length", "rights"],
  rights: [
    { letter: "r", protection: "read", of: "effective" },
    { letter: "w", protection: "write", of: "effective", atMost: true },
  ],
};

/** Protections are all that is asked of it. */
const noTable: TableView = {
  translate: () => undefined,
  mappings: () => [][Symbol.iterator](),
  decode: (level, raw) => ({ level, raw, kind: "leaf", encoding: "page", fields: {} }),
};

/** What stands at one page; `joins`: it continues the row or run before it, if it can. */
interface Stand {
  readonly oa: bigint;
  readonly write: boolean;
  readonly joins: boolean;
}

type Side = readonly (Stand | undefined)[];

/** Rows or runs of a side, cut as `joins` says. */
function cut(side: Side): { va: bigint; oa: bigint; length: bigint; write: boolean }[] {
  const pieces: { va: bigint; oa: bigint; length: bigint; write: boolean }[] = [];
  for (const [index, stand] of side.entries()) {
    if (stand === undefined) continue;
    const va = BigInt(index) * page;
    const oa = stand.oa * page;
    const last = pieces.at(-1);
    if (
      stand.joins &&
      last !== undefined &&
      last.va + last.length === va &&
      last.oa + last.length === oa &&
      last.write === stand.write
    )
      last.length += page;
    else pieces.push({ va, oa, length: page, write: stand.write });
  }
  return pieces;
}

function listOf(side: Side): DumpList {
  const rows = cut(side).map(({ write, ...range }) => ({
    place: "row",
    access: "",
    rights: write ? "rw" : "r-",
    ...range,
  }));
  // Nobody promises that rows rise.
  return { title: "list", description, rows: rows.reverse() };
}

function runsOf(side: Side): Mapping[] {
  return cut(side).map(({ write, ...range }) => ({
    leafSize: page,
    level: 0,
    attributes: write ? 1n : 0n,
    protection: Protection.READ | (write ? Protection.WRITE : 0),
    effective: Protection.READ | (write ? Protection.WRITE : 0),
    ...range,
  }));
}

/** The pages of the ranges in failures, and how often each is in one. */
function pagesIn(fields: readonly string[]): number[] {
  return fields.flatMap((field) => {
    const [, first = "", last = ""] = /^VA (0x\w+) to (0x\w+) \(/.exec(field) ?? [];
    const from = Number(BigInt(first) / page);
    return Array.from({ length: Number((BigInt(last) + 1n) / page) - from }, (_, index) => from + index);
  });
}

const side = fc.array(
  fc.option(fc.record({ oa: fc.bigInt(0n, 30n), write: fc.boolean(), joins: fc.boolean() }), {
    nil: undefined,
  }),
  { minLength: 12, maxLength: 12 },
);

/** Mostly what the other side is, so that pieces cover each other. */
const sides = fc
  .tuple(side, side, fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }), fc.boolean())
  .map(([a, b, choice, consecutive]) => {
    const base = consecutive ? a.map((stand, index) => stand && { ...stand, oa: BigInt(index + 40) }) : a;
    return { listed: base, mapped: base.map((stand, index) => (choice[index] === 0 ? b[index] : stand)) };
  });

test("the ranges that differ are those of the pages that differ, each once", () => {
  fc.assert(
    fc.property(sides, ({ listed, mapped }) => {
      const failures = compareListing(listOf(listed), runsOf(mapped), noTable, 100);
      const differing = listed.flatMap((stand, index) => {
        const other = mapped[index];
        if (stand === undefined || other === undefined) return stand === other ? [] : [index];
        const allowed = stand.write || !other.write;
        return stand.oa === other.oa && allowed ? [] : [index];
      });
      expect(pagesIn(failures.map(({ field }) => field))).toEqual(differing);
    }),
    { numRuns: 500 },
  );
});

test("neighbours that differ alike are one range", () => {
  const listed: Side = Array.from({ length: 8 }, (_, index) => ({
    oa: BigInt(index),
    write: false,
    joins: index % 2 === 0,
  }));
  const moved = listed.map((stand) => stand && { ...stand, oa: stand.oa + 1n });
  expect(compareListing(listOf(listed), runsOf(moved), noTable, 5)).toEqual([
    { op: "list", field: "VA 0x0 to 0x7fff (32 KiB)", expected: "OA 0x0, r-", actual: "OA 0x1000, r-" },
  ]);
});

test("no more differences are given than asked for", () => {
  const listed: Side = Array.from({ length: 8 }, (_, index) =>
    index % 2 === 0 ? { oa: 1n, write: false, joins: false } : undefined,
  );
  expect(compareListing(listOf(listed), [], noTable, 3)).toHaveLength(3);
});

test("two rows may not cover the same page", () => {
  const { rows, ...list } = listOf([{ oa: 1n, write: true, joins: false }]);
  expect(compareListing({ ...list, rows: [...rows, ...rows] }, [], noTable, 5)).toEqual([
    { op: "list", field: "VA 0x0 to 0xfff (4 KiB)", actual: "listed more than once" },
  ]);
});
