import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type FormatsMap, shippedFormatsMap } from "../generator/src/verify/formats-map.js";
import type { Json, JsonObject } from "../generator/src/verify/recording.js";
import { textReport } from "../generator/src/verify/report.js";
import { type VerifyResult, verifyPaths } from "../generator/src/verify/verify.js";
import { openTable } from "./open-table.js";

const scratch = mkdtempSync(join(tmpdir(), "page-counts-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const map: FormatsMap = {
  config: shippedFormatsMap().config,
  formats: {
    "one-table": {
      package: "vtdss",
      ignored: ["coherent_walk"],
      pageCounts: { withinTable: true, top: "root", lastLevel: 3 },
    },
    "any-table": {
      package: "vtdss",
      implies: [{ when: { coherent_walk: false }, feature: "dma_incoherent" }],
      pageCounts: { withinTable: false, noPages: "EINVAL", top: "root" },
    },
    ruleless: { package: "vtdss", ignored: ["coherent_walk"] },
  },
};

function verify(document: Json): VerifyResult {
  const file = join(scratch, "recording.json");
  writeFileSync(file, JSON.stringify(document));
  return verifyPaths([file], openTable, { map, arenaBytes: 2 ** 20 });
}

const rw = ["read", "write"];
const map4k = { op: "map_pages", pgsize: "0x1000", pgcount: 1, prot: rw };
const unmap4k = { op: "unmap_pages", pgsize: "0x1000", pgcount: 1 };
const refused = (ret: number) => ({ ret, mapped: "0x0" });

function recording(fmt: string, steps: readonly JsonObject[], final: JsonObject, tables: number): JsonObject {
  return {
    format: "example",
    config: { fmt, ias: 39, oas: 46, pgsize_bitmap: "0x201000", quirks: [], coherent_walk: true },
    init: {
      pgsize_bitmap: "0x201000",
      ias: 39,
      oas: 46,
      registers: { root: "0x100007" },
      ...(fmt === "one-table" ? { start_level: 1, pgd_bits: 9 } : {}),
    },
    steps,
    final: { top_level: 2, tables_live: tables, ...final },
    deinit: { tables_freed: tables },
  };
}

const withinTable = recording(
  "one-table",
  [
    { op: "note", text: "the end of a table" },
    { ...map4k, iova: "0x1ff000", oa: "0x5000", pgcount: 3, ret: 0, mapped: "0x1000" },
    { ...map4k, iova: "0x200000", oa: "0x6000", pgcount: 2, ret: 0, mapped: "0x2000" },
    { op: "iova_to_phys", iova: "0x201004", phys: "0x7004" },
    { op: "iova_to_phys", iova: "0x202000", phys: "0x0" },
    { ...map4k, iova: "0x3000", oa: "0x5000", pgcount: 0, ret: 0, mapped: "0x0" },
    { op: "note", text: "what is refused" },
    { ...map4k, iova: "0x1ff000", oa: "0x5000", ...refused(-17) },
    { ...map4k, iova: "0x400000", oa: "0x0", pgsize: "0x2000", ...refused(-22) },
    { ...map4k, iova: "0x40000000", oa: "0x0", pgsize: "0x40000000", ...refused(-22) },
    { ...map4k, iova: "0x400000", oa: "0x0", pgsize: "0x0", ...refused(-22) },
    { ...map4k, iova: "0x400000", oa: "0x0", prot: ["cache"], ...refused(-22) },
    { ...map4k, iova: "0x8000000000", oa: "0x0", ...refused(-34) },
    { ...map4k, iova: "0x400000", oa: "0x400000000000", ...refused(-34) },
    { ...unmap4k, iova: "0x8000000000", unmapped: "0x0" },
    { ...unmap4k, iova: "0x1ff000", pgsize: "0x2000", unmapped: "0x0" },
    { op: "note", text: "large pages in the place of tables, and out of it" },
    {
      ...map4k,
      iova: "0x200000",
      oa: "0x40000000",
      pgsize: "0x200000",
      ret: 0,
      mapped: "0x200000",
      walk_flush: [["0x200000", "0x200000"]],
    },
    { ...map4k, iova: "0x200000", oa: "0x0", ...refused(-17) },
    { ...unmap4k, iova: "0x201000", unmapped: "0x0" },
    { op: "check", tables: 3, leaves: { "12": 1, "21": 1 } },
    { ...map4k, iova: "0x401000", oa: "0x9000", ret: 0, mapped: "0x1000" },
    {
      ...unmap4k,
      iova: "0x400000",
      pgsize: "0x200000",
      pgcount: 2,
      unmapped: "0x200000",
      walk_flush: [["0x400000", "0x200000"]],
      tables_freed: 1,
    },
    { op: "note", text: "an emptied table stays; a page in the way keeps all from being mapped" },
    { ...unmap4k, iova: "0x1ff000", pgcount: 2, unmapped: "0x1000" },
    { op: "check", tables: 3, leaves: { "21": 1 } },
    { ...map4k, iova: "0x3000", oa: "0x9000", ret: 0, mapped: "0x1000" },
    { ...map4k, iova: "0x1000", oa: "0x1000", pgcount: 4, ...refused(-17) },
    { ...unmap4k, iova: "0x2000", pgcount: 2, unmapped: "0x0" },
    { op: "note", text: "dirty" },
    { op: "read_and_clear_dirty", iova: "0x3000", len: "0x1000", flags: [], ret: 0, dirty: [] },
    { op: "read_and_clear_dirty", iova: "0x3000", len: "0x2000", flags: [], ret: -22, dirty: [] },
    { op: "read_and_clear_dirty", iova: "0x3000", len: "0x0", flags: ["no_clear"], ret: -22, dirty: [] },
  ],
  {
    mappings: [
      ["0x3000", "0x1000", "0x9000", "0x3"],
      ["0x200000", "0x200000", "0x40000000", "0x83"],
    ],
    tables: [
      { level: 2, va: "0x0", entries: { "0": "0x3" } },
      { level: 1, va: "0x0", entries: { "0": "0x3", "1": "0x40000083" } },
      { level: 0, va: "0x0", entries: { "3": "0x9003" } },
    ],
  },
  3,
);

const anyTable = recording(
  "any-table",
  [
    { ...map4k, iova: "0x1ff000", oa: "0x5000", pgcount: 3, ret: 0, mapped: "0x3000" },
    { ...map4k, iova: "0x3000", oa: "0x5000", pgcount: 0, ...refused(-22) },
    { ...map4k, iova: "0x1fe000", oa: "0x1000", pgcount: 4, ret: -17, mapped: "0x1000" },
    { ...unmap4k, iova: "0x1fe000", pgcount: 9, unmapped: "0x4000" },
    { op: "check", tables: 4, leaves: {} },
  ],
  {
    mappings: [],
    tables: [
      { level: 2, va: "0x0", entries: { "0": "0x3" } },
      { level: 1, va: "0x0", entries: { "0*2": "0x3" } },
      { level: 0, va: "0x0", entries: {} },
      { level: 0, va: "0x200000", entries: {} },
    ],
  },
  4,
);

const twoTops: JsonObject = {
  ...recording(
    "any-table",
    [
      { ...map4k, iova: "0x8000000000", oa: "0x5000", ret: 0, mapped: "0x1000" },
      { op: "iova_to_phys", iova: "0x8000000010", phys: "0x5010" },
      { op: "iova_to_phys", iova: "0x10", phys: "0x0" },
    ],
    {
      mappings: [["0x8000000000", "0x1000", "0x5000", "0x3"]],
      tables: [
        { level: 2, va: "0x0", entries: {} },
        { level: 2, va: "0x8000000000", entries: { "0": "0x403" } },
        { level: 1, va: "0x8000000000", entries: { "0": "0x403" } },
        { level: 0, va: "0x8000000000", entries: { "0": "0x5003" } },
      ],
    },
    4,
  ),
  config: {
    fmt: "any-table",
    ias: 40,
    oas: 46,
    pgsize_bitmap: "0x201000",
    quirks: [],
    coherent_walk: false,
  },
  init: {
    pgsize_bitmap: "0x201000",
    ias: 40,
    oas: 46,
    registers: { root: ["0x100000", "0x101000"], other: 2 },
  },
};

/** Copies in which one number of what a step, or the end, claims is another. */
function* changedCopies(document: JsonObject): Generator<JsonObject> {
  for (const part of ["init", "steps", "final", "deinit"])
    for (const copy of changed(document[part] ?? null)) yield { ...document, [part]: copy };
}

const inputs = new Set(["op", "iova", "oa", "len", "pgsize", "pgcount", "prot", "flags", "text", "other"]);

function* changed(value: Json): Generator<Json> {
  if (typeof value === "number") yield value === 0 ? -1 : value + 1;
  else if (typeof value === "string") yield value.slice(0, -1) + (value.endsWith("1") ? "2" : "1");
  else if (Array.isArray(value))
    for (const [index, element] of value.entries())
      for (const copy of changed(element)) yield value.with(index, copy);
  else if (typeof value === "object" && value !== null)
    for (const [name, member] of Object.entries(value as JsonObject))
      if (!inputs.has(name)) for (const copy of changed(member)) yield { ...value, [name]: copy };
}

describe("recordings of page sizes and counts", () => {
  test.each([
    ["within one table", withinTable],
    ["over several tables", anyTable],
    ["with several tops, and items marked as flushed", twoTops],
  ])("%s: what is right passes, and any other number fails", (_, document) => {
    expect(textReport(verify(document))).toBe("1 passed, 0 failed");
    const copies = [...changedCopies(document)];
    expect(copies.length).toBeGreaterThan(15);
    // The low bits of a register are flags.
    const unnoticed = copies.filter((copy) => verify(copy).failed !== 1);
    expect(unnoticed.map(({ init }) => (init as JsonObject).registers)).toEqual(
      unnoticed.map(() => expect.objectContaining({ root: expect.anything() })),
    );
    expect(unnoticed.length).toBeLessThan(3);
  });

  test.each<[string, JsonObject]>([
    ['config: member "ias" is missing', { config: { fmt: "one-table" } }],
    [
      "config.fmt: the map of formats has no rules for page sizes and counts",
      { config: { ...(anyTable.config as JsonObject), fmt: "ruleless" } },
    ],
    ['format: unknown format "nobody"', { config: { ...(anyTable.config as JsonObject), fmt: "nobody" } }],
    [
      "init.registers.root: the address of the top table is missing",
      { init: { ...(anyTable.init as JsonObject), registers: {} } },
    ],
    [
      "init.registers: 3 tops share no VAs evenly",
      { init: { ...(anyTable.init as JsonObject), registers: { root: ["0x0", "0x1", "0x2"] } } },
    ],
    ['steps[0]: unknown operation "map"', { steps: [{ op: "map" }] }],
    [
      'steps[0]: member "pgcount" is missing',
      { steps: [{ op: "unmap_pages", iova: "0x0", pgsize: "0x1000", unmapped: "0x0" }] },
    ],
  ])("%s", (problem, change) => {
    const { files } = verify({ ...anyTable, ...change });
    const [failure] = files[0]?.failures ?? [];
    expect(failure?.op).toBe("read");
    expect(failure?.actual).toBe(problem);
  });
});
