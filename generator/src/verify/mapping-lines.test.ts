import type { Mapping } from "@generic-pt/core";
import { describe, expect, test } from "vitest";
import { leafCounts, mappingLines } from "./mapping-lines.js";

function mapping(va: bigint, oa: bigint, leaves = 1n, leafSize = 0x1000n, attributes = 3n): Mapping {
  return { va, oa, leafSize, length: leaves * leafSize, attributes, level: 0, protection: 3, effective: 3 };
}

describe("mapping lines", () => {
  test("join what continues in VA and OA, however it was cut", () => {
    expect(mappingLines([mapping(0x3000n, 0x7000n, 2n), mapping(0x1000n, 0x5000n, 2n)])).toEqual([
      ["0x1000", "0x1000", "0x5000", "0x3", 4],
    ]);
  });

  test.each([
    ["OA", mapping(0x2000n, 0x9000n)],
    ["leaf size", mapping(0x2000n, 0x6000n, 1n, 0x2000n)],
    ["attributes", mapping(0x2000n, 0x6000n, 1n, 0x1000n, 1n)],
  ])("begin a new line where the %s differs", (_name, second) => {
    expect(mappingLines([mapping(0x1000n, 0x5000n), second])).toHaveLength(2);
  });

  test("sort VAs as unsigned numbers", () => {
    const lines = mappingLines([mapping(0xffff_8000_0000_0000n, 0n), mapping(0x1000n, 0n)]);
    expect(lines[0]).toEqual(["0x1000", "0x1000", "0x0", "0x3"]);
  });
});

test("leaf counts are per lg2 of the size", () => {
  expect(leafCounts([mapping(0n, 0n, 3n), mapping(0x200000n, 0n, 2n, 0x200000n)])).toEqual({ 12: 3, 21: 2 });
});
