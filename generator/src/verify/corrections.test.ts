import { describe, expect, test } from "vitest";
import { corrections, expectation, type StepFacts } from "./corrections.js";
import type { Json, ReadDirtyStep, Step, UnmapGatherStep } from "./recording.js";

const everything = ["0x0", "0xffffffffffffffff"];

function facts(more: Partial<StepFacts> = {}): StepFacts {
  return { flushesWithoutGaps: false, dirtyLeaves: [], ...more };
}

function flushOf(
  step: Step,
  more: Partial<StepFacts> = {},
): { flush: Json | undefined; ids: readonly string[] } {
  const { outcome, corrections: ids } = expectation(step, facts(more));
  return { flush: outcome.flush, ids };
}

describe("unmap-of-nothing", () => {
  test("an unmap at VA 0 that removed nothing flushes nothing", () => {
    const step: Step = {
      op: "unmap",
      va: 0n,
      length: 0x1000n,
      outcome: { unmapped: "0x0", flush: [everything] },
    };
    expect(flushOf(step)).toEqual({ flush: undefined, ids: ["unmap-of-nothing"] });
  });

  test("another recorded range is no such defect", () => {
    const flush = [["0x0", "0xfff"]];
    const step: Step = { op: "unmap", va: 0n, length: 0x1000n, outcome: { unmapped: "0x0", flush } };
    expect(flushOf(step)).toEqual({ flush, ids: [] });
  });

  const gather: UnmapGatherStep = {
    op: "unmap_gather",
    queued: false,
    ranges: [
      { va: 0x1000n, length: 0x1000n },
      { va: 0x9000n, length: 0x1000n },
      { va: 0x5000n, length: 0x1000n },
    ],
    outcome: { unmapped: ["0x1000", "0x0", "0x1000"], flush: [["0x1000", "0x8fff"]] },
  };

  test("an empty range does not widen a gather", () => {
    expect(flushOf(gather)).toEqual({ flush: [["0x1000", "0x5fff"]], ids: ["unmap-of-nothing"] });
  });

  test("nor does it split one", () => {
    const outcome = {
      unmapped: ["0x1000", "0x0", "0x1000"],
      flush: [
        ["0x1000", "0x1fff"],
        ["0x2000", "0x2fff"],
      ],
    };
    const ranges = [
      { va: 0x1000n, length: 0x1000n },
      { va: 0x9000n, length: 0x1000n },
      { va: 0x2000n, length: 0x1000n },
    ];
    expect(flushOf({ ...gather, ranges, outcome }, { flushesWithoutGaps: true })).toEqual({
      flush: [["0x1000", "0x2fff"]],
      ids: ["unmap-of-nothing"],
    });
  });

  test("a queued gather has no flush to correct", () => {
    const outcome = { unmapped: ["0x0", "0x0", "0x0"] };
    expect(flushOf({ ...gather, queued: true, outcome })).toEqual({ flush: undefined, ids: [] });
  });
});

describe("dirty-contiguous", () => {
  const fused = { va: 0x10000n, size: 0x10000n, itemSize: 0x1000n, dirty: true };
  const single = { va: 0x200000n, size: 0x200000n, itemSize: 0x200000n, dirty: true };

  function step(va: bigint, length: bigint, outcome: ReadDirtyStep["outcome"], bitmap = true): ReadDirtyStep {
    return { op: "read_and_clear_dirty", va, length, clear: true, bitmap, outcome: { ret: 0, ...outcome } };
  }

  test("a contiguous leaf is reported and flushed to its end", () => {
    const recorded = step(0n, 0x40000n, { dirty: [["0x10000", "0xf000"]], flush: [["0x10000", "0x1efff"]] });
    expect(expectation(recorded, facts({ dirtyLeaves: [fused] }))).toEqual({
      outcome: { ret: 0, dirty: [["0x10000", "0x10000"]], flush: [["0x10000", "0x1ffff"]] },
      corrections: ["dirty-contiguous"],
    });
  });

  test("its last item alone is reported and flushed at all", () => {
    const recorded = step(0x1f000n, 0x1000n, { dirty: [["0x1f000", "0x0"]] });
    expect(expectation(recorded, facts({ dirtyLeaves: [fused] })).outcome).toEqual({
      ret: 0,
      dirty: [["0x1f000", "0x1000"]],
      flush: [["0x1f000", "0x1ffff"]],
    });
  });

  test("bytes beyond the request are not reported", () => {
    const recorded = step(0x10400n, 0x1000n, {
      dirty: [["0x10400", "0x2000"]],
      flush: [["0x10400", "0x123ff"]],
    });
    expect(expectation(recorded, facts({ dirtyLeaves: [fused] })).outcome).toEqual({
      ret: 0,
      dirty: [["0x10400", "0x1000"]],
      flush: [["0x10400", "0x113ff"]],
    });
  });

  test("without a bitmap there is only the flush to correct", () => {
    const recorded = step(0x10000n, 0x10000n, { dirty: [], flush: [["0x10000", "0x1efff"]] }, false);
    expect(expectation(recorded, facts({ dirtyLeaves: [fused] })).outcome).toEqual({
      ret: 0,
      dirty: [],
      flush: [["0x10000", "0x1ffff"]],
    });
  });

  test("a single item stays as recorded, whole from where the request starts", () => {
    const outcome = { dirty: [["0x205000", "0x200000"]], flush: [["0x205000", "0x404fff"]] };
    const recorded = step(0x205000n, 0x1000n, outcome);
    expect(expectation(recorded, facts({ dirtyLeaves: [single] }))).toEqual({
      outcome: recorded.outcome,
      corrections: [],
    });
  });

  test("the flush of several leaves is one range whatever the policy", () => {
    const recorded = step(0x10000n, 0x400000n, {
      dirty: [
        ["0x10000", "0xf000"],
        ["0x200000", "0x200000"],
      ],
      flush: [["0x10000", "0x3fffff"]],
    });
    const more = facts({ flushesWithoutGaps: true, dirtyLeaves: [fused, single] });
    expect(expectation(recorded, more).outcome.flush).toEqual([["0x10000", "0x3fffff"]]);
  });
});

test("every correction says why", () => {
  for (const { id, reason } of corrections) {
    expect(id).toMatch(/^[a-z-]+$/);
    expect(reason).toMatch(/\.$/);
  }
});
