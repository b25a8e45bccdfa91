import { describe, expect, test } from "vitest";
import { corrections, expectation, type StepFacts } from "../generator/src/verify/corrections.js";
import { sameJson } from "../generator/src/verify/json-difference.js";
import { parseRecording } from "../generator/src/verify/parse-recording.js";
import type { Json, Recording, Step } from "../generator/src/verify/recording.js";
import { ruleOn, shippedRulings } from "../generator/src/verify/rulings.js";
import { isArray } from "../generator/src/verify/shape.js";
import type { Leaf } from "../generator/src/verify/table-memory.js";
import { packedTexts } from "./packed-recordings.js";

const recordings = [...packedTexts()].flatMap(([name, text]) => {
  const parsed = parseRecording(JSON.parse(text) as Json);
  return parsed.kind === "recording" ? [{ name, recording: parsed }] : [];
});

/** The facts that a replay would take from memory, from what the recording says about it. */
function factsOf(recording: Recording, step: Step): StepFacts {
  const granuleLg2 = Number(recording.init.granule_lg2);
  const features = isArray(recording.init.features) ? recording.init.features : [];
  const leaves = isArray(step.outcome.dirty_leaves) ? step.outcome.dirty_leaves : [];
  return {
    flushesWithoutGaps: features.includes("flush_range_no_gaps"),
    dirtyLeaves: leaves.map((leaf): Leaf => {
      const [va, size] = (isArray(leaf) ? leaf : []).map((part) => BigInt(String(part)));
      const above = (size ?? 0n).toString(2).length - 1 - granuleLg2;
      // A table of items of 64 bits fills a page, or 4 KiB.
      const itemLg2 = granuleLg2 + above - (above % Math.max(9, granuleLg2 - 3));
      return { va: va ?? 0n, size: size ?? 0n, itemSize: 1n << BigInt(itemLg2), dirty: true };
    }),
  };
}

describe("corrections", () => {
  test("describe every recorded result that they are about: it is the defect's or needs no correction", () => {
    const unexplained: string[] = [];
    for (const { name, recording } of recordings) {
      for (const [index, step] of recording.steps.entries()) {
        const facts = factsOf(recording, step);
        for (const { about, defect, corrected, field } of corrections) {
          if (!about(step)) continue;
          const recorded = step.outcome[field];
          if (!sameJson(recorded, defect(step, facts)) && !sameJson(recorded, corrected(step, facts)))
            unexplained.push(`${name} step ${index}: ${field} ${JSON.stringify(recorded)}`);
        }
      }
    }
    expect(unexplained).toEqual([]);
  });

  test("each one changes a recorded result", () => {
    const ids = new Set(
      recordings.flatMap(({ recording }) =>
        recording.steps.flatMap((step) => expectation(step, factsOf(recording, step)).corrections),
      ),
    );
    expect(ids).toEqual(new Set(corrections.map(({ id }) => id)));
  });
});

describe("rulings", () => {
  test("ask the same as the recordings they replace", () => {
    for (const ruling of shippedRulings()) {
      const asked = JSON.stringify(
        ruling.expected.steps.map(({ op, iova, oa, len, prot }) => ({ op, iova, oa, len, prot })),
      );
      const replaced = recordings.filter(({ recording }) => {
        const steps = isArray(recording.document.steps) ? recording.document.steps : [];
        const same = steps.map((step) => {
          const { op, iova, oa, len, prot } = step as Record<string, Json>;
          return { op, iova, oa, len, prot };
        });
        return JSON.stringify(same) === asked;
      });
      expect(replaced.length, ruling.id).toBeGreaterThan(0);
    }
  });

  test("each is on a recording that is here", () => {
    const ruled = recordings.flatMap(({ recording }) => ruleOn(recording, shippedRulings())?.ruling ?? []);
    expect(new Set(ruled)).toEqual(new Set(shippedRulings()));
  });
});
