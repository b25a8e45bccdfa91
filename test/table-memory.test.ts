import { Arena } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import { interpretTable } from "../generator/src/interpret/interpret-table.js";
import { TableMemory } from "../generator/src/verify/table-memory.js";
import { arenaBytes } from "./arena-bytes.js";
import { configurations } from "./conformance/configurations.js";
import { ItemReference } from "./model/item-reference.js";
import { MemoryWalk } from "./model/memory-walk.js";
import { halves, settle } from "./model/settings.js";
import { testedFormats } from "./tested-formats.js";

const cases = testedFormats().flatMap((format) =>
  format.variants.flatMap((variant) =>
    configurations(variant).map(({ name, config }) => {
      return { format, variant, config, name: `${format.format}/${variant.name} with ${name}` };
    }),
  ),
);

describe("what a replay reads from table memory", () => {
  it.each(cases)("is every table and leaf at its VA: $name", ({ format, variant, config }) => {
    const settings = settle(variant, config);
    if (typeof settings === "string") throw new Error(settings);
    const arena = new Arena({ bytes: arenaBytes(variant) });
    const table = interpretTable(format, variant.name, arena, config);
    const granule = 1n << BigInt(variant.granuleLg2);
    const vas = halves(settings).flatMap(({ first, last }) => [first, last + 1n - granule]);
    for (const va of vas) table.map(va, 0n, granule, 3);
    const memory = new TableMemory(table, variant, config.parameters);
    const all = [...memory.leaves(0n, (1n << 64n) - 1n)];
    expect(all.map(({ va, size }) => ({ va, size }))).toEqual(vas.map((va) => ({ va, size: granule })));
    for (const va of vas) expect([...memory.leaves(va, va)].map((leaf) => leaf.va)).toEqual([va]);
    const walk = new MemoryWalk(arena, variant, settings, new ItemReference(variant, settings, undefined));
    const { tables } = walk.tree(table.topLevel, table.topAddress);
    expect(memory.dump().map((line) => `${JSON.stringify(line)}`.replace(/,"entries.*/, ""))).toEqual(
      tables.map(({ level, va }) => `{"level":${level},"va":"0x${va.toString(16)}"`),
    );
    table.destroy();
  });
});
