import {
  Arena,
  DirtyBitmap,
  type Invalidate,
  type PageTable,
  PtError,
  type TableConfig,
} from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interpretTable } from "../generator/src/interpret/interpret-table.js";
import type { VariantModel } from "../generator/src/model/model.js";
import { arenaBytes } from "./arena-bytes.js";
import { configurations, type NamedConfig } from "./conformance/configurations.js";
import { release } from "./conformance/rig.js";
import { PageMap } from "./model/page-map.js";
import { featureWith, type Settings, settle } from "./model/settings.js";
import { isKeptOa } from "./model/usable-oas.js";
import { type Operation, operations, runs } from "./random-operations.js";
import { allSubjectsOf } from "./subjects.js";
import { testedFormats } from "./tested-formats.js";

/** One of several implementations of the same thing. */
interface Contestant {
  readonly name: string;
  readonly arena: Arena;
  readonly create: (arena: Arena, config: TableConfig, invalidate: Invalidate) => PageTable;
}

/** Everything that an operation lets be seen. */
interface Trace {
  readonly result: string;
  readonly flushed: readonly string[];
  readonly dirty: readonly string[];
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;

function attempt(operation: () => bigint | undefined): string {
  try {
    return `${operation()}`;
  } catch (error) {
    if (error instanceof PtError) return `${error.code} ${error.done ?? 0n}: ${error.message}`;
    throw error;
  }
}

/** One table of a contestant. */
class Run {
  readonly table: PageTable;
  readonly contestant: Contestant;
  private readonly granuleLg2: number;
  private flushed: string[] = [];

  constructor(contestant: Contestant, config: TableConfig, granuleLg2: number) {
    this.contestant = contestant;
    this.granuleLg2 = granuleLg2;
    this.table = contestant.create(contestant.arena, config, (...range) => {
      this.flushed.push(range.map((word) => (word >>> 0).toString(16)).join(" "));
    });
  }

  perform(operation: Operation): Trace {
    this.flushed = [];
    const dirty: string[] = [];
    const result = attempt(() => this.call(operation, dirty));
    return { result, flushed: this.flushed, dirty };
  }

  private call(operation: Operation, dirty: string[]): bigint | undefined {
    const { table } = this;
    switch (operation.op) {
      case "map":
        return table.map(operation.va, operation.oa, operation.length, operation.protection);
      case "unmap":
        return table.unmap(operation.va, operation.length);
      case "translate":
        return table.translate(operation.va);
      case "set dirty":
        table.setDirty(operation.va);
        return 0n;
      case "read dirty": {
        const { va, length, clear } = operation;
        // Clipped: what a report says beyond the range is nobody's business.
        const fits = va + length <= 1n << 64n;
        const bitmap = DirtyBitmap.covering(va, fits ? length : 0n, this.granuleLg2);
        table.readAndClearDirty(va, length, bitmap, { clear });
        dirty.push(...[...bitmap.runs()].map((run) => `${hex(run.va)} ${hex(run.length)}`));
        return 0n;
      }
    }
  }

  /** All that is left at the end: state, memory and what can be read from it. */
  state(): unknown {
    const { table } = this;
    const { liveTables, liveBytes } = table.arena;
    const blocks = table.arena.leakCheck().map(({ address, bytes }) => `${hex(address)} ${bytes}`);
    const { topLevel, topAddress } = table;
    return { topLevel, topAddress, liveTables, liveBytes, blocks, mappings: [...table.mappings()] };
  }

  end(): void {
    this.table.destroy();
    expect(this.contestant.arena.leakCheck()).toEqual([]);
  }
}

function compareMemory(runs: readonly Run[]): void {
  const [first, ...others] = runs;
  const bytes = Buffer.from(first.contestant.arena.words.buffer);
  for (const other of others) {
    const same = bytes.equals(Buffer.from(other.contestant.arena.words.buffer));
    if (!same) expect(firstDifference(first, other)).toBe("none");
  }
}

function firstDifference(a: Run, b: Run): string {
  const [words, others] = [a.contestant.arena.words, b.contestant.arena.words];
  const at = words.findIndex((word, index) => word !== others[index]);
  const show = (word: number) => (word >>> 0).toString(16).padStart(8, "0");
  return `word ${at}: ${a.contestant.name} ${show(words[at])}, ${b.contestant.name} ${show(others[at])}`;
}

/** The page map's word on an operation: its result up to the explanation. */
function predict(pages: PageMap, operation: Operation): string {
  switch (operation.op) {
    case "map": {
      const { code, done } = pages.map(operation.va, operation.oa, operation.length, operation.protection);
      return code === "" ? `${done}` : `${code} ${done}`;
    }
    case "unmap":
      return `${pages.unmap(operation.va, operation.length).done}`;
    case "translate": {
      const oa = pages.translate(operation.va);
      return typeof oa === "string" ? `${oa} 0` : `${oa}`;
    }
    case "set dirty": {
      const { code } = pages.setDirty(operation.va);
      return code === "" ? "0" : `${code} 0`;
    }
    case "read dirty": {
      const { code } = pages.readDirty(operation.va, operation.length, operation.clear);
      return code === "" ? "0" : `${code} 0`;
    }
  }
}

/** OAs that contain bits of a parameter in force mean nothing: hardware has no such addresses. */
function isMeant(variant: VariantModel, settings: Settings, operation: Operation): boolean {
  return operation.op !== "map" || isKeptOa(variant, settings, operation.oa, operation.length);
}

function compete(
  variant: VariantModel,
  { config }: NamedConfig,
  contestants: readonly Contestant[],
  numRuns: number,
): void {
  const settings = settle(variant, config);
  if (typeof settings === "string") throw new Error(settings);
  fc.assert(
    fc.property(operations(variant, settings, 16, { strays: true }), (generated) => {
      const sequence = generated.filter((operation) => isMeant(variant, settings, operation));
      for (const { arena } of contestants) {
        release(arena);
        arena.words.fill(0);
      }
      const all = contestants.map((contestant) => new Run(contestant, config, variant.granuleLg2));
      const pages = new PageMap(variant, settings);
      for (const operation of sequence) {
        const [expected, ...others] = all.map((run) => run.perform(operation));
        for (const [n, trace] of others.entries())
          expect({ of: contestants[n + 1].name, ...trace }).toEqual({
            of: contestants[n + 1].name,
            ...expected,
          });
        const [result] = expected.result.split(":");
        expect({ operation, result }).toEqual({ operation, result: predict(pages, operation) });
        compareMemory(all);
      }
      const [state, ...states] = all.map((run) => run.state());
      for (const other of states) expect(other).toEqual(state);
      for (const run of all) run.end();
    }),
    runs(numRuns),
  );
}

/** The configurations that lead through different code: every start level, and everything switched on. */
function different(variant: VariantModel): readonly NamedConfig[] {
  const all = configurations(variant);
  const starts = all.filter(
    ({ config }) => all.find((other) => other.config.topLevel === config.topLevel)?.config === config,
  );
  const most = [...all].sort((a, b) => (b.config.features?.length ?? 0) - (a.config.features?.length ?? 0));
  const marked = all.filter(({ config }) => Object.keys(config.parameters ?? {}).length > 0);
  const extending = featureWith(variant, "sign-extended")?.name;
  const halved = all.filter(({ config }) => extending && config.features?.includes(extending));
  return [...new Set([...starts, ...most.slice(0, 3), ...marked.slice(0, 2), ...halved.slice(0, 3)])];
}

describe("every way to run the algorithms comes to the same", async () => {
  for (const format of testedFormats()) {
    const subjects = await allSubjectsOf(format);
    for (const variant of format.variants) {
      const name = `${format.format}/${variant.name}`;
      describe(name, () => {
        const bytes = arenaBytes(variant);
        const interpreted: Contestant = {
          name: "interpreted",
          arena: new Arena({ bytes }),
          create: (arena, config, invalidate) =>
            interpretTable(format, variant.name, arena, config, invalidate),
        };
        const generated = subjects
          .filter((subject) => subject.variant === variant)
          .map(({ style, binding, create }): Contestant => {
            // The primitives' two kinds take part too.
            const primitives = binding === "shared" ? "wasm" : "script";
            const arena = new Arena({ bytes, shared: binding === "shared", primitives });
            return { name: `${style} ${binding}`, arena, create };
          });
        it.each(different(variant))("with $name", (config) => {
          compete(variant, config, [interpreted, ...generated], 10);
        });
      });
    }
  }
});
