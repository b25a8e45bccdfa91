import type { Places } from "./places.js";

/** What brings a table into the state that a workload starts from. */
export type Step =
  | { readonly kind: "map"; readonly va: number; readonly oa: number; readonly length: number }
  /** Maps and unmaps a leaf in each of `count` places, so that the tables for them are there, and empty. */
  | {
      readonly kind: "install";
      readonly va: number;
      readonly oa: number;
      readonly length: number;
      readonly stride: number;
      readonly count: number;
    };

export type WorkloadKind = "translate" | "batch" | "pairs" | "ranges" | "dirty" | "iterate";

/** One thing to measure. */
export interface Workload {
  readonly name: string;
  readonly kind: WorkloadKind;
  /** What one iteration is, for people. */
  readonly what: string;
  /** Operations that one iteration stands for: results are per operation. */
  readonly perIteration: number;
  readonly arenaBytes: number;
  readonly steps: (base: number) => readonly Step[];
  readonly places: (base: number) => Places;
  /** Bytes of a range, or VAs of a batch. */
  readonly length: number;
  /** OA minus VA. */
  readonly toOa: number;
  /** Iterations of a sample, at least, where fewer would stay in the cache. */
  readonly leastIterations: number;
}

const page = 0x1000;
const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;
/** VA and OA agree in nothing below 1 GiB, so that no leaf but the smallest fits. */
const apart = 0x1000_0000_1000;
/** VA and OA are aligned alike. */
const together = 0x1000_0000_0000;
const small = 32 * mebibyte;
/** 16384 tables of 4 KiB, and room for those above. */
const large = 96 * mebibyte;
const manyTables = 16384;
const batch = 1024;

/** 512 pages that one table maps. */
const onePage = (base: number): readonly Step[] => [
  { kind: "map", va: base, oa: base + apart, length: 512 * page },
];
/** 32 GiB in pages: 64 MiB of tables. */
const allPages = (base: number): readonly Step[] =>
  Array.from({ length: 32 }, (_, at) => ({
    kind: "map",
    va: base + at * gibibyte,
    oa: base + at * gibibyte + apart,
    length: gibibyte,
  }));
/** Tables for `count` ranges of 2 MiB, without a leaf. */
const emptyTables =
  (count: number) =>
  (base: number): readonly Step[] => [
    { kind: "install", va: base, oa: base + apart, length: page, stride: 2 * mebibyte, count },
  ];
/** Tables for `count` ranges of 1 GiB, without a leaf. */
const emptyDirectories =
  (count: number) =>
  (base: number): readonly Step[] => [
    { kind: "install", va: base, oa: base + together, length: 2 * mebibyte, stride: gibibyte, count },
  ];
const nothing = (): readonly Step[] => [];

const random =
  (count: number, slotsLg2: number, strideLg2: number) =>
  (base: number): Places => ({ kind: "random", count, base, slotsLg2, strideLg2, seed: 0x2545f491 });
const shuffled =
  (count: number, strideLg2: number) =>
  (base: number): Places => ({ kind: "shuffled", count, base, strideLg2, seed: 0x2545f491 });

const common = { length: 0, toOa: apart, leastIterations: 1, perIteration: 1 };

/** In the order in which they are measured and shown. */
export const workloads: readonly Workload[] = [
  {
    ...common,
    name: "translate, cached",
    kind: "translate",
    what: "a VA at random in 512 pages",
    arenaBytes: small,
    steps: onePage,
    places: random(1024, 9, 12),
  },
  {
    ...common,
    name: "translate batch, cached",
    kind: "batch",
    what: "a VA of a batch of 1024, at random in 512 pages",
    arenaBytes: small,
    steps: onePage,
    places: random(1024, 9, 12),
    length: batch,
    perIteration: batch,
  },
  {
    ...common,
    name: "translate, beyond cache",
    kind: "translate",
    what: "a VA at random in 32 GiB of pages, 64 MiB of tables",
    arenaBytes: large,
    steps: allPages,
    places: random(2 ** 20, 23, 12),
    leastIterations: 2 ** 16,
  },
  {
    ...common,
    name: "translate batch, beyond cache",
    kind: "batch",
    what: "a VA of a batch of 1024, at random in 32 GiB of pages",
    arenaBytes: large,
    steps: allPages,
    places: random(2 ** 20, 23, 12),
    leastIterations: 2 ** 16 / batch,
    length: batch,
    perIteration: batch,
  },
  {
    ...common,
    name: "map + unmap 4 KiB, cached",
    kind: "pairs",
    what: "one page mapped and unmapped, in one table",
    arenaBytes: small,
    steps: emptyTables(1),
    places: shuffled(512, 12),
    length: page,
  },
  {
    ...common,
    name: "map + unmap 4 KiB, beyond cache",
    kind: "pairs",
    what: "one page mapped and unmapped, somewhere in 64 MiB of tables",
    arenaBytes: large,
    steps: emptyTables(manyTables),
    places: shuffled(manyTables * 16, 17),
    leastIterations: 2 ** 15,
    length: page,
  },
  {
    ...common,
    name: "256 x 4 KiB, cached",
    kind: "ranges",
    what: "256 pages in one call, in 8 tables",
    arenaBytes: small,
    steps: emptyTables(8),
    places: shuffled(16, 20),
    length: mebibyte,
  },
  {
    ...common,
    name: "256 x 4 KiB, beyond cache",
    kind: "ranges",
    what: "256 pages in one call, somewhere in 64 MiB of tables",
    arenaBytes: large,
    steps: emptyTables(manyTables),
    places: shuffled(2 * manyTables, 20),
    length: mebibyte,
    leastIterations: manyTables,
  },
  {
    ...common,
    name: "1 GiB of 4 KiB, cached",
    kind: "ranges",
    what: "262144 pages in one call, with the 513 tables for them",
    arenaBytes: small,
    steps: nothing,
    places: shuffled(1, 30),
    length: gibibyte,
  },
  {
    ...common,
    name: "1 GiB of 4 KiB, beyond cache",
    kind: "ranges",
    what: "262144 pages in one call, 32 of them before the first is unmapped",
    arenaBytes: large,
    steps: nothing,
    places: shuffled(32, 30),
    length: gibibyte,
    leastIterations: 32,
  },
  {
    ...common,
    name: "map + unmap 2 MiB, cached",
    kind: "pairs",
    what: "one leaf of 2 MiB mapped and unmapped, in one table",
    arenaBytes: small,
    steps: emptyDirectories(1),
    places: shuffled(512, 21),
    length: 2 * mebibyte,
    toOa: together,
  },
  {
    ...common,
    name: "map + unmap 2 MiB, beyond cache",
    kind: "pairs",
    what: "one leaf of 2 MiB mapped and unmapped, somewhere in 64 MiB of tables",
    arenaBytes: large,
    steps: emptyDirectories(manyTables),
    places: shuffled(manyTables * 16, 26),
    leastIterations: 2 ** 15,
    length: 2 * mebibyte,
    toOa: together,
  },
  {
    ...common,
    name: "read and clear dirty, cached",
    kind: "dirty",
    what: "256 pages in one call, half of them dirty",
    arenaBytes: small,
    steps: (base) => [{ kind: "map", va: base, oa: base + apart, length: 16 * mebibyte }],
    places: shuffled(16, 20),
    length: mebibyte,
  },
  {
    ...common,
    name: "read and clear dirty, beyond cache",
    kind: "dirty",
    what: "256 pages in one call, half of them dirty, somewhere in 64 MiB of tables",
    arenaBytes: large,
    steps: allPages,
    places: shuffled(2 * manyTables, 20),
    length: mebibyte,
    leastIterations: manyTables,
  },
  {
    ...common,
    name: "iterate, cached",
    kind: "iterate",
    what: "a run of those that 512 pages make, none joined to the next",
    arenaBytes: small,
    steps: (base) =>
      Array.from({ length: 512 }, (_, at) => ({
        kind: "map",
        va: base + at * page,
        oa: base + apart + 3 * at * page,
        length: page,
      })),
    places: shuffled(1, 21),
    length: 2 * mebibyte,
    perIteration: 512,
  },
];
