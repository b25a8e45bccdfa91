import { protections } from "@generic-pt/core";
import { describe, expect, test } from "vitest";
import { type Condition, findDumpFormat, shippedDumpFormats } from "./dump-formats.js";

const { formats, recorders } = shippedDumpFormats();

test("every format names a recorder that is there, and every recorder is named", () => {
  const named = new Set(Object.values(formats).map(({ recorder }) => recorder));
  expect(named).toEqual(new Set(Object.keys(recorders)));
});

test("a name that only objects have is no format", () => {
  expect(findDumpFormat(shippedDumpFormats(), "constructor")).toBeUndefined();
});

const lists = Object.entries(recorders).flatMap(([recorder, { lists: described }]) =>
  described.map((list) => ({ title: `${recorder}: ${list.file} ${list.list ?? ""}`, list })),
);

describe.each(lists)("$title", ({ list }) => {
  const { kind, columns, rights = [], words = [], accesses = {} } = list;

  test("has the columns that its kind needs", () => {
    const needed = {
      mappings: ["va", "oa", "length"],
      samples: ["va", "oa", "source"],
      faults: ["va", "access"],
    };
    expect(columns).toEqual(expect.arrayContaining(needed[kind]));
  });

  test("says what rights and accesses mean where there are columns of them, and only there", () => {
    expect(rights.length > 0 && words.length > 0).toBe(false);
    expect(rights.length + words.length > 0).toBe(columns.includes("rights"));
    expect(Object.keys(accesses).length > 0).toBe(columns.includes("source") || columns.includes("access"));
    const entries = Object.values(accesses).some(({ entry }) => entry !== undefined);
    expect(entries).toBe(columns.includes("entry"));
  });

  test("asks for protections that exist", () => {
    const conditions: (Condition | undefined)[] = [
      list.only,
      ...rights.flatMap((letter) => ("ignored" in letter ? [] : [letter])),
      ...words.flatMap((word) => ("words" in word ? [] : [word])),
      ...Object.values(accesses).map(({ needs }) => needs),
    ];
    const asked = conditions.flatMap(protectionsIn);
    expect(protections).toEqual(expect.arrayContaining(asked));
  });
});

function protectionsIn(condition: Condition | undefined): readonly string[] {
  if (condition === undefined) return [];
  if ("all" in condition) return condition.all.flatMap(protectionsIn);
  return "protection" in condition ? [condition.protection] : [];
}
