import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, highHalf, lowHalf } from "../contract/address-pair.js";
import { Arena } from "../memory/arena.js";
import { FlushGather, type FlushPolicy } from "./flush-gather.js";

const lastVa = (1n << 64n) - 1n;

function setUp(policy: FlushPolicy, queued = false) {
  const arena = new Arena({ bytes: 0x40000, primitives: "script" });
  const flushed: [start: bigint, last: bigint, liveTables: number][] = [];
  const gather = new FlushGather(
    arena,
    policy,
    (startHi, startLo, lastHi, lastLo) =>
      flushed.push([addressOf(startHi, startLo), addressOf(lastHi, lastLo), arena.liveTables]),
    { queued },
  );
  const add = (start: bigint, last: bigint) =>
    gather.addRange(highHalf(start), lowHalf(start), highHalf(last), lowHalf(last));
  const hold = (bytes = 4096) => gather.holdTable(arena.allocate(bytes), bytes);
  return { arena, flushed, gather, add, hold };
}

describe("FlushGather, whole", () => {
  it("spans all ranges by one", () => {
    const { flushed, gather, add } = setUp("whole");
    expect(gather.pending).toBe(false);
    add(0x5000n, 0x5fffn);
    add(0xffff_8000_0000_0000n, 0xffff_8000_0000_0fffn);
    add(0x1000n, 0x1fffn);
    expect(gather.pending).toBe(true);
    expect(flushed).toEqual([]);
    gather.sync();
    expect(flushed).toEqual([[0x1000n, 0xffff_8000_0000_0fffn, 0]]);
    expect(gather.pending).toBe(false);
    gather.sync();
    expect(flushed.length).toBe(1);
  });

  it("begins anew after a sync", () => {
    const { flushed, gather, add } = setUp("whole");
    add(0x1000n, 0x1fffn);
    gather.sync();
    add(0x9000n, 0x9fffn);
    gather.sync();
    expect(flushed.map(([start]) => start)).toEqual([0x1000n, 0x9000n]);
  });

  it("frees tables only after the invalidation", () => {
    const { arena, flushed, gather, add, hold } = setUp("whole");
    hold();
    add(0x1000n, 0x1fffn);
    hold();
    hold(256);
    add(0x9000n, 0x9fffn);
    expect(arena.liveTables).toBe(3);
    expect(gather.sync()).toBe(3);
    expect(flushed).toEqual([[0x1000n, 0x9fffn, 3]]);
    expect(arena.leakCheck()).toEqual([]);
    expect(gather.tablesFreed).toBe(3);
    expect(gather.sync()).toBe(0);
    hold();
    expect(gather.sync()).toBe(1);
    expect(gather.tablesFreed).toBe(4);
    gather.reset();
    expect(gather.tablesFreed).toBe(0);
    expect(flushed.length).toBe(1);
  });

  it("holds any number of tables", () => {
    const { arena, gather, add, hold } = setUp("whole");
    for (let n = 0; n < 200; n++) hold(256);
    add(0n, lastVa);
    expect(gather.sync()).toBe(200);
    expect(arena.liveBytes).toBe(0);
  });

  it("keeps range and tables if the invalidation fails", () => {
    const arena = new Arena({ bytes: 0x10000 });
    let fails = true;
    const gather = new FlushGather(arena, "whole", () => {
      if (fails) throw new Error("timeout");
    });
    gather.holdTable(arena.allocate(4096), 4096);
    gather.addRange(0, 0, 0, 0xfff);
    expect(() => gather.sync()).toThrow("timeout");
    expect([gather.pending, arena.liveTables, gather.tablesFreed]).toEqual([true, 1, 0]);
    fails = false;
    expect(gather.sync()).toBe(1);
    expect(arena.liveTables).toBe(0);
  });

  it("works without anyone to tell", () => {
    const arena = new Arena({ bytes: 0x10000 });
    const gather = new FlushGather(arena, "whole");
    gather.holdTable(arena.allocate(4096), 4096);
    gather.addRange(0, 0, 0, 0xfff);
    expect(gather.sync()).toBe(1);
  });
});

describe("FlushGather, gaps-split", () => {
  it("joins ranges that overlap or touch, on either side", () => {
    const { flushed, gather, add } = setUp("gaps-split");
    add(0x5000n, 0x5fffn);
    add(0x6000n, 0x6fffn);
    add(0x4000n, 0x4fffn);
    add(0x4800n, 0x67ffn);
    expect(flushed).toEqual([]);
    gather.sync();
    expect(flushed).toEqual([[0x4000n, 0x6fffn, 0]]);
  });

  it.each([
    [0x7001n, 0x7fffn],
    [0x3000n, 0x4ffen],
    [0x1_0000_6000n, 0x1_0000_6fffn],
    [lastVa, lastVa],
    [0n, 0n],
  ])("begins anew at a gap: 0x%x", (start, last) => {
    const { flushed, gather, add } = setUp("gaps-split");
    add(0x5000n, 0x6fffn);
    add(start, last);
    expect(flushed).toEqual([[0x5000n, 0x6fffn, 0]]);
    gather.sync();
    expect(flushed[1]).toEqual([start, last, 0]);
  });

  it("sees that ranges touch across the halves of an address, and not around the end", () => {
    const { flushed, gather, add } = setUp("gaps-split");
    add(0xffff_f000n, 0xffff_ffffn);
    add(0x1_0000_0000n, 0x1_0000_0fffn);
    expect(flushed).toEqual([]);
    add(0x8000_0000_0000_0000n, lastVa);
    add(0x7fff_ffff_ffff_f000n, 0x7fff_ffff_ffff_ffffn);
    add(0n, 0xfffn);
    gather.sync();
    expect(flushed).toEqual([
      [0xffff_f000n, 0x1_0000_0fffn, 0],
      [0x7fff_ffff_ffff_f000n, lastVa, 0],
      [0n, 0xfffn, 0],
    ]);
  });

  it("frees at a split the tables of the range before, not those staged for the new one", () => {
    const { arena, flushed, gather, add, hold } = setUp("gaps-split");
    hold();
    add(0x1000n, 0x1fffn);
    hold();
    hold();
    add(0x9000n, 0x9fffn);
    expect(flushed).toEqual([[0x1000n, 0x1fffn, 3]]);
    expect([arena.liveTables, gather.tablesFreed]).toEqual([2, 1]);
    expect(gather.sync()).toBe(2);
    expect(flushed[1]).toEqual([0x9000n, 0x9fffn, 2]);
    expect(gather.tablesFreed).toBe(3);
  });
});

describe("FlushGather, queued", () => {
  it.each<FlushPolicy>(["whole", "gaps-split"])("%s: invalidates nothing and frees at sync", (policy) => {
    const { arena, flushed, gather, add, hold } = setUp(policy, true);
    hold();
    add(0x1000n, 0x1fffn);
    add(0x9000n, 0x9fffn);
    expect(arena.liveTables).toBe(1);
    expect(gather.sync()).toBe(1);
    expect(flushed).toEqual([]);
    expect(gather.pending).toBe(false);
  });
});

describe("FlushGather, random use", () => {
  it("invalidates every range before its tables are free", () => {
    const va = fc.oneof(
      fc.bigInt({ min: 0n, max: 40n }).map((page) => page * 0x1000n),
      fc.bigInt({ min: 0n, max: lastVa }),
    );
    const step = fc.record({
      start: va,
      span: fc.constantFrom(0n, 0xfffn, 0x2fffn, 1n << 40n),
      tables: fc.nat(3),
      sync: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.constantFrom<FlushPolicy>("whole", "gaps-split"),
        fc.array(step, { maxLength: 30 }),
        (policy, steps) => {
          const { arena, flushed, gather, add } = setUp(policy);
          /** Held tables with the range that has to be invalidated first. */
          let held: { word: number; start: bigint; last: bigint }[] = [];
          const check = () => {
            const live = new Set(arena.leakCheck().map(({ address }) => address));
            const freed = held.filter(({ word }) => !live.has(arena.address(word)));
            for (const { start, last } of freed)
              expect(flushed.some(([from, to]) => from <= start && to >= last)).toBe(true);
            held = held.filter(({ word }) => live.has(arena.address(word)));
            flushed.length = 0;
          };
          for (const { start, span, tables, sync } of steps) {
            const last = start + span > lastVa ? lastVa : start + span;
            for (let n = 0; n < tables; n++) {
              const word = arena.allocate(256);
              gather.holdTable(word, 256);
              held.push({ word, start, last });
            }
            add(start, last);
            check();
            if (sync) gather.sync();
            check();
          }
          gather.sync();
          check();
          expect(held).toEqual([]);
          expect(arena.liveTables).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
