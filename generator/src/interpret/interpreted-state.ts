import {
  type Arena,
  addressOf,
  type DirtySink,
  errnoNumber,
  type FlushGather,
  highHalf,
  lowHalf,
  protectionOf,
  protections,
  type TableState,
} from "@generic-pt/core";
import type { Gather, Sink, State } from "../algorithms/state.js";
import { type Entry, type Length, nothing, type Oa, type Table, type Va } from "../algorithms/values.js";
import { mayCutTables } from "../model/cut-tables.js";
import type { VariantModel } from "../model/model.js";
import { ones } from "./address-pieces.js";
import { type InterpretedLevel, interpretedLevels } from "./interpreted-level.js";
import { conditionsHold } from "./item-rules.js";

/** One page table in BigInt. The runtime's state beside it is what the friendly face reads and writes. */
export class InterpretedState implements State {
  readonly arena: Arena;
  readonly links: Int32Array;
  readonly levels: readonly InterpretedLevel[];
  readonly owner: number;
  top: Table;
  topLevel: number;
  readonly hasOrigin: boolean;
  readonly origin: Va;
  readonly canGrow: boolean;
  readonly mayCutTables: boolean;
  readonly highestTop: number;
  readonly sign: number;
  readonly highestVa: Va;
  readonly last: Va;
  reach: Va;
  readonly lastOa: Oa;
  readonly refusals: Int32Array;
  readonly requiredProtection: number;

  oa = 0n as Oa;
  done: Length = nothing;
  protection = 0;
  clears = false;
  reports = false;
  flushes = false;
  flushFirst = 0n as Va;
  flushLast = 0n as Va;
  gather: Gather;
  sink: Sink;
  entry = 0n as Entry;
  found: Table = -1;
  touched = 0;
  runFirst = 0n as Va;
  runLast = 0n as Va;
  runOa = 0n as Oa;
  runAttributes = 0n as Entry;
  runLevel = 0;
  runItemsLg2 = 0;
  readonly path: Float64Array;
  readonly passed: Int32Array;
  readonly barren: Float64Array;
  private readonly table: TableState;

  constructor(variant: VariantModel, table: TableState) {
    this.table = table;
    this.arena = table.arena;
    this.links = table.arena.links;
    this.levels = interpretedLevels(variant, table);
    this.owner = table.owner;
    this.top = table.top;
    this.topLevel = table.topLevel;
    this.hasOrigin = variant.va.hasOrigin;
    this.origin = addressOf(table.originHi, table.originLo) as Va;
    this.canGrow = variant.features.some(({ effect, supported }) => effect === "top-grows" && supported);
    this.mayCutTables = mayCutTables(variant);
    this.highestTop = table.highestTop;
    this.sign = table.sign;
    this.highestVa = ones(variant.va.wordBits) as Va;
    this.last = addressOf(table.lastHi, table.lastLo) as Va;
    this.reach = addressOf(table.reachHi, table.reachLo) as Va;
    this.lastOa = addressOf(table.lastOaHi, table.lastOaLo) as Oa;
    this.refusals = refusalsOf(variant, table);
    this.requiredProtection = protectionOf(variant.protections.requireAny);
    this.gather = gatherOf(table.gather);
    this.sink = sinkOf(table.sink);
    this.path = new Float64Array(variant.levels.length);
    this.passed = table.passed;
    this.barren = table.barren;
  }

  /** A top that grows takes the level's own form. */
  get topForm(): number {
    return this.topLevel === this.table.config.topLevel ? this.table.topForm : this.topLevel;
  }

  get unit(): Va {
    return addressOf(this.table.unitHi, this.table.unitLo) as Va;
  }

  /** Takes over what the face says about the operation that comes. */
  takeArguments(): void {
    this.clears = this.table.clears;
    this.reports = this.table.reports;
    this.gather = gatherOf(this.table.gather);
    this.sink = sinkOf(this.table.sink);
  }

  /** Hands what an operation left behind to the face. */
  giveResults(): void {
    const { table } = this;
    table.top = this.top;
    table.topLevel = this.topLevel;
    [table.reachHi, table.reachLo] = halves(this.reach);
    [table.oaHi, table.oaLo] = halves(this.oa);
    [table.entryHi, table.entryLo] = halves(this.entry);
    [table.runFirstHi, table.runFirstLo] = halves(this.runFirst);
    [table.runLastHi, table.runLastLo] = halves(this.runLast);
    [table.runOaHi, table.runOaLo] = halves(this.runOa);
    [table.runAttributesHi, table.runAttributesLo] = halves(this.runAttributes);
    table.runLevel = this.runLevel;
    table.runItemsLg2 = this.runItemsLg2;
  }
}

function halves(value: bigint): readonly [number, number] {
  return [highHalf(value), lowHalf(value)];
}

/** Per set of protections: the errno of the first refusal that applies. */
function refusalsOf({ protections: { refusals } }: VariantModel, { config }: TableState): Int32Array {
  const circumstances = { features: new Set(config.features), parameters: config.parameters };
  return Int32Array.from({ length: 2 ** protections.length }, (_, protection) => {
    const refusal = refusals.find((conditions) => conditionsHold(conditions, protection, circumstances));
    return refusal ? (errnoNumber(refusal.error) ?? 0) : 0;
  });
}

function gatherOf(gather: FlushGather): Gather {
  return {
    addRange: (first, last) => gather.addRange(...halves(first), ...halves(last)),
    holdTable: (table, bytes) => gather.holdTable(table, bytes),
  };
}

function sinkOf(sink: DirtySink): Sink {
  return { dirty: (va, bytes) => sink.dirty(...halves(va), ...halves(bytes)) };
}
