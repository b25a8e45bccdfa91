import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena.js";
import { FlushGather } from "./flush-gather.js";
import { SimulatedIotlb } from "./simulated-iotlb.js";

const page = 0x1000n;

describe("SimulatedIotlb", () => {
  it("translates within a cached leaf", () => {
    const iotlb = new SimulatedIotlb();
    iotlb.fill(0x20_1234n, 0x20_0000n, 0x4000_0000n);
    expect(iotlb.lookup(0x20_0000n)).toBe(0x4000_0000n);
    expect(iotlb.lookup(0x3f_ffffn)).toBe(0x401f_ffffn);
    expect(iotlb.lookup(0x40_0000n)).toBeUndefined();
    expect(iotlb.lookup(0x1f_ffffn)).toBeUndefined();
    expect(iotlb.cachedTranslations()).toEqual([{ va: 0x20_0000n, size: 0x20_0000n, oa: 0x4000_0000n }]);
  });

  it("drops what overlaps an invalidation by a byte, and nothing else", () => {
    const iotlb = new SimulatedIotlb();
    for (let n = 0n; n < 5n; n++) iotlb.fill(n * page, page, 0x10_0000n + n * page);
    iotlb.invalidateRange(0x1fffn, 0x3000n);
    expect(iotlb.cachedTranslations().map(({ va }) => va / page)).toEqual([0n, 4n]);
    iotlb.invalidate(0, 0, -1, -1);
    expect(iotlb.cachedTranslations()).toEqual([]);
  });

  it("caches steps of the walk by level and drops them with their range", () => {
    const iotlb = new SimulatedIotlb();
    iotlb.fillTable(0, 0x20_3000n, 0x20_0000n, 0x10_1000n);
    iotlb.fillTable(1, 0x20_3000n, 0x4000_0000n, 0x10_2000n);
    expect(iotlb.lookupTable(0, 0x3f_ffffn)).toBe(0x10_1000n);
    expect(iotlb.lookupTable(0, 0x40_0000n)).toBeUndefined();
    expect(iotlb.lookupTable(1, 0x40_0000n)).toBe(0x10_2000n);
    expect(iotlb.tablesIn(0x10_1000n, page).map(({ level }) => level)).toEqual([0]);
    iotlb.invalidateRange(0x40_0000n, 0x40_0fffn);
    expect(iotlb.lookupTable(0, 0x20_0000n)).toBe(0x10_1000n);
    expect(iotlb.lookupTable(1, 0x20_0000n)).toBeUndefined();
    iotlb.fill(0n, page, 0n);
    iotlb.invalidateAll();
    expect(iotlb.cachedTables()).toEqual([]);
    expect(iotlb.lookup(0n)).toBeUndefined();
  });

  it("takes invalidations from a gather, before its tables are free", () => {
    const arena = new Arena({ bytes: 0x10000 });
    const iotlb = new SimulatedIotlb();
    const gather = new FlushGather(arena, "whole", iotlb.invalidate);
    const word = arena.allocate(4096);
    iotlb.fillTable(0, 0n, 0x20_0000n, arena.address(word));
    gather.holdTable(word, 4096);
    gather.addRange(0, 0x1000, 0, 0x1fff);
    expect(iotlb.tablesIn(arena.address(word), 4096n).length).toBe(1);
    gather.sync();
    expect(iotlb.tablesIn(arena.address(word), 4096n)).toEqual([]);
    expect(arena.liveTables).toBe(0);
  });
});
