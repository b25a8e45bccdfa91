import { Arena, type Mapping, type PageTable, PtError } from "@generic-pt/core";
import type { TablePlan } from "../formats-map.js";
import { hex } from "../hex.js";
import type { Json } from "../recording.js";
import { isObject } from "../shape.js";
import type { TableFactory } from "../table-factory.js";
import { TableMemory } from "../table-memory.js";

/** One top table with what is below it. */
export interface Top {
  readonly table: PageTable;
  readonly memory: TableMemory;
  /** The VA that is the table's VA 0. */
  readonly origin: bigint;
}

/** The tops that a recording works on, in one arena: one, or several that share the VAs evenly. */
export class Tops {
  readonly arena: Arena;
  readonly list: readonly Top[];
  /** Bits of a VA below those that choose the top. */
  private readonly bits: number;

  private constructor(arena: Arena, list: readonly Top[], bits: number) {
    this.arena = arena;
    this.list = list;
    this.bits = bits;
  }

  /** Opens 2^`countLg2` tops that cover the VAs of the plan together. Throws PtError if the format refuses. */
  static open(plan: TablePlan, countLg2: number, factory: TableFactory, arenaBytes: number): Tops {
    const arena = new Arena({ bytes: arenaBytes });
    const { vaBits = plan.model.va.maxLg2 } = plan.config;
    const bits = vaBits - countLg2;
    const config = { ...plan.config, vaBits: bits };
    const list = Array.from({ length: 2 ** countLg2 }, (_, index) => {
      const table = factory.open(plan.format, plan.model.name, config, arena, () => {});
      const memory = new TableMemory(table, plan.model, config.parameters);
      return { table, memory, origin: BigInt(index) << BigInt(bits) };
    });
    return new Tops(arena, list, bits);
  }

  get first(): Top {
    const [top] = this.list;
    if (top === undefined) throw new Error("there are no tops");
    return top;
  }

  /** Bits of the VAs that all tops cover together. */
  get vaBits(): number {
    return this.bits + Math.log2(this.list.length);
  }

  /** The top that translates a VA; the first for VAs that none translates, to refuse them. */
  at(va: bigint): Top {
    return this.list.length === 1 ? this.first : (this.list[Number(va >> BigInt(this.bits))] ?? this.first);
  }

  /** Leaves as runs, with the VAs of the recording, and attributes that keep some bits of items. */
  *mappings(keptBits = 0n): Generator<Mapping> {
    for (const { table, origin } of this.list) {
      for (const run of table.mappings())
        for (const { va, ...rest } of keptBits === 0n ? [run] : leavesOf(table, run, keptBits))
          yield { ...rest, va: va + origin };
    }
  }

  /** Every table, as recordings write them down. */
  dump(): Json[] {
    return this.list.flatMap(({ memory, origin }) => {
      const lines = memory.dump();
      if (origin === 0n) return lines;
      return lines.map((line) =>
        isObject(line) ? { ...line, va: hex(BigInt(String(line.va)) + origin) } : line,
      );
    });
  }

  /** Frees every table; returns how many. */
  destroy(): number {
    return this.list.reduce((freed, { table }) => freed + table.destroy(), 0);
  }
}

/** Every leaf of a run by itself, since kept bits may differ from leaf to leaf. */
function* leavesOf(table: PageTable, run: Mapping, keptBits: bigint): Generator<Mapping> {
  const { leafSize: length, length: bytes } = run;
  for (let offset = 0n; offset < bytes; offset += length) {
    const va = run.va + offset;
    const raw = table.walk(va).steps.at(-1)?.entry.raw ?? 0n;
    yield { ...run, va, oa: run.oa + offset, length, attributes: run.attributes | (raw & keptBits) };
  }
}

/** What `call` returns, or the error number with which it is refused. Errors that are no PtError are for the caller. */
export function refusalOf<Result>(call: () => Result): Result | PtError {
  try {
    return call();
  } catch (error) {
    if (error instanceof PtError) return error;
    throw error;
  }
}
