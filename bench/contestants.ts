import {
  addressOf,
  BaseTable,
  DirtyBitmap,
  lowHalf,
  type PageTable,
  rootOf,
  type TableState,
} from "@generic-pt/core";
import { InterpretedOperations } from "../generator/src/interpret/interpreted-operations.js";
import type { VariantModel } from "../generator/src/model/model.js";
import type { BigintTable } from "./bigint-walk/walk.js";
import type { Contestant } from "./contestant.js";
import type { BenchFormat } from "./formats.js";
import type { Course, Sample } from "./loops.js";
import { type Scene, unsettle } from "./scene.js";
import type { OpenTable, TablePackage } from "./table-package.js";
import type { Workload } from "./workloads.js";

type Loops = typeof import("./loops.js");

/** What the contestants of a format are made of. */
export interface Candidates {
  readonly format: BenchFormat;
  readonly model: VariantModel;
  readonly unrolled: TablePackage;
  readonly recursive: TablePackage;
  /** Address of the module with the loops. */
  readonly loops: string;
}

interface Entrant<T> {
  readonly name: string;
  readonly slow?: boolean;
  /** What the loop needs beside the course, per table. */
  readonly open: (scene: Scene, course: Course) => T;
  /** The state that is worked on, where it is not the course's. */
  readonly stateOf?: (own: T) => TableState;
  readonly run: (loops: Loops, own: T, course: Course, iterations: number) => Sample;
}

/** The contestants of a workload that run in this process. The first is the one that the others are compared with. */
export async function contestantsOf(
  candidates: Candidates,
  workload: Workload,
  scenes: readonly [Scene, Scene],
): Promise<readonly Contestant[]> {
  const { format, model, unrolled, recursive } = candidates;
  const { length, toOa } = workload;
  const enter = async <T>({ name, slow = false, open, stateOf, run }: Entrant<T>): Promise<Contestant> => {
    const loops: Loops = await import(
      `${candidates.loops}?${encodeURIComponent(`${candidates.format.format} ${workload.name} ${name}`)}`
    );
    const places = scenes.map((scene) => {
      const course = scene.course();
      return { course, own: open(scene, course) };
    });
    return {
      name,
      slow,
      start: (part) => {
        const stops = (count: number) => (workload.kind === "batch" ? Math.floor(count / length) : count);
        for (const { course } of places) course.cursor = Math.floor(part * stops(course.count));
      },
      prepare: (which) => {
        const { course, own } = places[which];
        unsettle(stateOf?.(own) ?? course.state);
      },
      run: (which, iterations) => run(loops, places[which].own, places[which].course, iterations),
    };
  };
  const nothing = (): undefined => undefined;
  const interpreted = (_: Scene, course: Course) => interpretedOn(model, course.state);
  const face =
    (table: TablePackage) =>
    ({ arena, state }: Scene, _: Course): OpenTable =>
      table.PageTable.open(
        arena,
        rootOf(table.traits, arena.address(state.top), state.topLevel, state.config.vaBits),
        { ...format.configs[0], oaBits: state.config.oaBits },
      );
  const stateOf = ({ state }: OpenTable): TableState => state;
  const styles = [
    ["unrolled", unrolled],
    ["recursive", recursive],
  ] as const;

  switch (workload.kind) {
    case "translate":
      return Promise.all([
        ...styles.map(([name, { translate }]) =>
          enter({ name, open: nothing, run: (l, _, c, n) => l.translateWords(translate, c, n) }),
        ),
        enter({
          name: "unrolled, numbers",
          open: nothing,
          run: (l, _, c, n) => l.translateNumbers(unrolled.translateNumber, c, n),
        }),
        enter({
          name: "unrolled, bigints",
          open: face(unrolled),
          stateOf,
          run: (l, table, c, n) => l.translateBigints((t: PageTable, va) => t.translate(va), table, c, n),
        }),
        enter({
          name: "BigInt walk",
          open: bigintTable,
          run: (l, table, c, n) => l.translateBigints(format.walk, table, c, n),
        }),
        enter({
          name: "interpreted",
          slow: true,
          open: interpreted,
          run: (l, ops, c, n) => l.translateWords(ops.translate, c, n),
        }),
      ]);
    case "batch":
      return Promise.all(
        styles.map(([name, { translateBatch }]) =>
          enter({
            name,
            open: nothing,
            run: (l, _, c, n) => l.translateBatches(translateBatch, c, n, length),
          }),
        ),
      );
    case "pairs":
      return Promise.all([
        ...styles.map(([name, { map, unmap }]) =>
          enter({ name, open: nothing, run: (l, _, c, n) => l.pairs(map, unmap, c, n, length) }),
        ),
        enter({
          name: "unrolled, bigints",
          open: face(unrolled),
          stateOf,
          run: (l, table, c, n) => l.bigintPairs(table, c, n, BigInt(length), BigInt(toOa)),
        }),
        enter({
          name: "interpreted",
          slow: true,
          open: interpreted,
          run: (l, ops, c, n) => l.pairs(ops.map, ops.unmap, c, n, length),
        }),
      ]);
    case "ranges":
      return Promise.all([
        ...styles.map(([name, { map, unmap }]) =>
          enter({ name, open: nothing, run: (l, _, c, n) => l.ranges(map, unmap, c, n, length) }),
        ),
        enter({
          name: "interpreted",
          slow: true,
          open: interpreted,
          run: (l, ops, c, n) => l.ranges(ops.map, ops.unmap, c, n, length),
        }),
      ]);
    case "dirty": {
      const bitmapFor = (va: bigint) => DirtyBitmap.covering(va, BigInt(length), 12);
      const { setDirty } = unrolled;
      if (!setDirty) return [];
      return Promise.all([
        ...styles.flatMap(([name, { readDirty }]) =>
          readDirty
            ? [
                enter({
                  name,
                  open: nothing,
                  run: (l, _, c, n) => l.dirty(readDirty, setDirty, bitmapFor, c, n, length),
                }),
              ]
            : [],
        ),
        enter({
          name: "interpreted",
          slow: true,
          open: interpreted,
          run: (l, ops, c, n) => l.dirty(ops.readDirty, setDirty, bitmapFor, c, n, length),
        }),
      ]);
    }
    case "iterate":
      return Promise.all([
        ...styles.map(([name, table]) =>
          enter({
            name,
            open: face(table),
            stateOf,
            run: (l, own, c, n) =>
              l.iterate((first, last) => own.mappings(first, last), c, n, BigInt(length)),
          }),
        ),
        enter({
          name: "interpreted",
          slow: true,
          open: (_, course) => new BaseTable(course.state, new InterpretedOperations(model, course.state)),
          run: (l, own, c, n) => l.iterate((first, last) => own.mappings(first, last), c, n, BigInt(length)),
        }),
      ]);
  }
}

function bigintTable({ arena, state }: Scene, _: Course): BigintTable {
  const { buffer } = arena.words;
  return {
    items: new BigUint64Array(buffer),
    base: arena.address(0),
    bytes: BigInt(arena.byteLength),
    top: BigInt(state.top) / 2n,
    reach: addressOf(state.reachHi, state.reachLo),
  };
}

/** The interpreter's operations in the shape of a package's. It keeps what an operation did to itself. */
function interpretedOn(
  model: VariantModel,
  state: TableState,
): Required<Pick<TablePackage, "translate" | "map" | "unmap" | "readDirty">> {
  const operations = new InterpretedOperations(model, state);
  return {
    translate: (s, vaHi, vaLo) => operations.translate(s, vaHi, vaLo),
    map: (s, ...range) => {
      const status = operations.map(s, ...range);
      s.doneLo = lowHalf(operations.done(s));
      return status;
    },
    unmap: (s, ...range) => {
      const status = operations.unmap(s, ...range);
      s.doneLo = lowHalf(operations.done(s));
      return status;
    },
    readDirty: (s, ...range) => operations.readDirty(s, ...range),
  };
}
