import type { Measured } from "./measured.js";
import { spreadOf } from "./statistics.js";

/** What the generated code is meant to reach. */
export interface Target {
  /** Beginning of a workload's name. */
  readonly workload: string;
  readonly contestant: string;
  readonly what: string;
  readonly limit: number;
  /** Which number must not exceed (or, for `times faster`, not fall below) the limit. */
  readonly measure: "ratio to C" | "ns above the word lane" | "times faster";
}

export const targets: readonly Target[] = [
  target("translate,", "unrolled", "translate, single calls", 2, "ratio to C"),
  target("translate batch,", "unrolled", "translate, batch", 1.4, "ratio to C"),
  target("map + unmap 4 KiB,", "unrolled", "map and unmap of one page", 3, "ratio to C"),
  target("256 x 4 KiB,", "unrolled", "map and unmap of 256 pages", 4, "ratio to C"),
  target("1 GiB of 4 KiB,", "unrolled", "map and unmap of 1 GiB of pages", 4, "ratio to C"),
  target("translate, cached", "unrolled, bigints", "translate with bigints", 60, "ns above the word lane"),
  target("translate, cached", "unrolled", "translate, beside a walk over BigInts", 8, "times faster"),
];

function target(
  workload: string,
  contestant: string,
  what: string,
  limit: number,
  measure: Target["measure"],
): Target {
  return { workload, contestant, what, limit, measure };
}

/** A target beside what was measured. */
export interface Outcome {
  readonly target: Target;
  readonly format: string;
  readonly workload: string;
  readonly half: string;
  readonly value: number;
  readonly isMet: boolean;
}

/** Every target for every workload that has one and was measured with all that it compares. */
export function outcomesOf(all: readonly Measured[]): readonly Outcome[] {
  return targets.flatMap((one) =>
    all
      .filter(({ workload }) => workload.startsWith(one.workload))
      .flatMap((measured) =>
        measured.halves.flatMap((half) => {
          const value = measuredValue(one, half.results);
          if (value === undefined) return [];
          const isMet = one.measure === "times faster" ? value >= one.limit : value <= one.limit;
          return {
            target: one,
            format: measured.format,
            workload: measured.workload,
            half: half.name,
            value,
            isMet,
          };
        }),
      ),
  );
}

function measuredValue(
  { contestant, measure }: Target,
  results: Measured["halves"][number]["results"],
): number | undefined {
  const find = (name: string) => results.find((result) => result.contestant === name);
  const own = find(contestant);
  if (measure === "ratio to C") return own?.toC?.median;
  if (measure === "times faster") return find("BigInt walk")?.toUnrolled?.median;
  const words = find("unrolled");
  return own && words && spreadOf(own.ns.map((ns, round) => ns - words.ns[round])).median;
}
