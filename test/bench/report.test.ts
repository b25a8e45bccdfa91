import { describe, expect, it } from "vitest";
import { withResults } from "../../bench/document.js";
import { summarise } from "../../bench/measured.js";
import { readOptions, UsageError } from "../../bench/options.js";
import { vasOf, wordsOf } from "../../bench/places.js";
import { plotRatios } from "../../bench/plot.js";
import { printRatio, printTargets, printTime, printWorkload } from "../../bench/report.js";
import { ratioOf, spreadOf } from "../../bench/statistics.js";
import { outcomesOf } from "../../bench/targets.js";
import { workloads } from "../../bench/workloads.js";

const workloadOf = (name: string) => {
  const workload = workloads.find((other) => other.name === name);
  if (!workload) throw new Error(`there is no workload ${name}`);
  return workload;
};
const timing = (contestant: string, first: readonly number[], second: readonly number[] = []) => ({
  contestant,
  iterations: 1,
  first,
  second,
});

const translated = summarise("tiny", workloadOf("translate, cached"), [
  timing("unrolled", [10, 12, 50]),
  timing("unrolled, bigints", [60, 70, 120]),
  timing("BigInt walk", [90, 96, 300]),
  timing("C", [5, 4, 25]),
]);
const ranged = summarise("tiny", workloadOf("256 x 4 KiB, cached"), [
  timing("unrolled", [300, 300, 300], [900, 1000, 1100]),
  timing("C", [300, 200, 100], [200, 200, 200]),
]);

describe("statistics", () => {
  it("gives median and quartiles, between samples where they fall there", () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1.75, high: 3.25, samples: 4 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7, samples: 1 });
    expect(() => spreadOf([])).toThrow(RangeError);
  });

  it("compares within rounds, so that a slow round does not count", () => {
    expect(ratioOf([10, 1000, 12], [5, 500, 4]).median).toBe(2);
    expect(ratioOf([10, 20, 30, 40], [10]).samples).toBe(1);
  });
});

describe("report", () => {
  it("prints three digits and a unit", () => {
    expect([0.5, 9.994, 9.996, 99.96, 999.6, 1234567].map(printTime)).toEqual([
      "0.50 ns",
      "9.99 ns",
      "10.0 ns",
      "100 ns",
      "1.00 µs",
      "1.23 ms",
    ]);
    expect(printRatio(undefined)).toBe("-");
  });

  it("prints a table that fits a terminal, with ratios to C and to the unrolled code", () => {
    const lines = printWorkload(translated).split("\n");
    expect(lines[0]).toBe("tiny: translate, cached");
    expect(lines.find((line) => line.includes("BigInt walk"))).toMatch(
      /^ {2}BigInt walk +96\.0 ns +93\.0 ns \.\. 198 ns +18\.0 +8\.00$/,
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("prints map and unmap apart", () => {
    const text = printWorkload(ranged);
    expect(text).toMatch(/map, unrolled +300 ns .* 1\.50 +1\.00/);
    expect(text).toMatch(/unmap, unrolled +1\.00 µs .* 5\.00 +1\.00/);
  });

  it("goes without C", () => {
    const alone = summarise("tiny", workloadOf("translate, cached"), [timing("unrolled", [10])]);
    expect(printWorkload(alone)).toMatch(/unrolled +10\.0 ns +10\.0 ns \.\. 10\.0 ns +- +1\.00/);
    expect(printTargets([alone])).toBe("");
  });
});

describe("targets", () => {
  it("are judged by the medians of rounds", () => {
    const judged = outcomesOf([translated, ranged]).map(({ target, half, value, isMet }) => [
      target.measure,
      half,
      value,
      isMet,
    ]);
    expect(judged).toEqual([
      ["ratio to C", "", 2, true],
      ["ratio to C", "map", 1.5, true],
      ["ratio to C", "unmap", 5, false],
      ["ns above the word lane", "", 58, true],
      ["times faster", "", 8, true],
    ]);
  });

  it("are printed within the width of a terminal", () => {
    const widest = summarise("x86_64", workloadOf("256 x 4 KiB, beyond cache"), [
      timing("unrolled", [300], [900]),
      timing("C", [300], [200]),
    ]);
    const lines = printTargets([translated, widest]).split("\n");
    expect(lines).toContainEqual(expect.stringMatching(/beyond cache: unmap +<= 4 x C +4\.50 +MISSED$/));
    expect(lines).toContainEqual(expect.stringMatching(/<= words \+ 60 ns +58\.0 +met$/));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe("plot", () => {
  it("draws a bar for each format of a row, and the row's target", () => {
    const svg = plotRatios([translated, ranged, { ...ranged, format: "other" }]);
    expect(
      svg.match(/<rect class="(first|second)" x="[^"]+" y="\d{2,}(\.\d+)?" width="[^"]+" height="7"/g),
    ).toHaveLength(5);
    expect(svg).toContain("256 x 4 KiB, cached: unmap");
    expect(svg.match(/class="target"/g)).toHaveLength(4);
    expect(svg).not.toContain("NaN");
  });
});

describe("document", () => {
  it("gets its results replaced and keeps the rest", () => {
    const markers = [
      "<!-- results: written by `npm run bench -- --write-docs` -->",
      "<!-- end of results -->",
    ] as const;
    const once = withResults(`before\n${markers[0]}\nold\n${markers[1]}\nafter\n`, [translated], "a machine");
    expect(once).toMatch(/^before\n/);
    expect(once).toMatch(/\nafter\n$/);
    expect(once).not.toContain("old");
    expect(once).toContain("**2.00** (2.00–2.50)");
    expect(withResults(once, [translated], "a machine")).toBe(once);
    expect(() => withResults("nothing", [translated], "a machine")).toThrow("has no lines");
  });
});

describe("places", () => {
  it("visit every slot once when shuffled", () => {
    const vas = vasOf({ kind: "shuffled", count: 64, base: 2 ** 45, strideLg2: 20, seed: 7 });
    expect([...vas].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 64 }, (_, at) => 2 ** 45 + at * 2 ** 20),
    );
    expect(vas[0] === 2 ** 45 && vas[1] === 2 ** 45 + 2 ** 20).toBe(false);
  });

  it("stay in the first page of a slot when random", () => {
    for (const va of vasOf({ kind: "random", count: 500, base: 0, slotsLg2: 4, strideLg2: 30, seed: 7 })) {
      expect(va % 2 ** 30).toBeLessThan(4096);
      expect(va).toBeLessThan(2 ** 34);
    }
  });

  it("are handed over as words, low word first", () => {
    expect([...wordsOf([2 ** 45 + 0x8000_0001])]).toEqual([-0x7fff_ffff, 0x2000]);
  });
});

describe("options", () => {
  it("have defaults, and a quick way", () => {
    expect(readOptions([])).toMatchObject({ rounds: 31, sampleMs: 3, only: "", json: false });
    expect(readOptions(["--quick", "--rounds", "2"])).toMatchObject({ rounds: 2, sampleMs: 1 });
  });

  it.each([
    [["--rounds", "0"], "--rounds 0"],
    [["--sample", "soon"], "--sample soon"],
    [["--unknown"], "--unknown"],
    [["--write-docs", "--only", "x"], "--write-docs"],
  ])("refuse %j", (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});
