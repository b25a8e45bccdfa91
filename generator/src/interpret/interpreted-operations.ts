import {
  addressOf,
  EOPNOTSUPP,
  EOVERFLOW,
  ERANGE,
  type TableState,
  type WritableOperations,
} from "@generic-pt/core";
import { destroy } from "../algorithms/destroy.js";
import { readDirty, setDirty } from "../algorithms/dirty.js";
import { decodeEntry, encodeLeaf, encodeTable } from "../algorithms/entry.js";
import { findRun } from "../algorithms/find-run.js";
import { map } from "../algorithms/map.js";
import { translate } from "../algorithms/translate.js";
import { unmap } from "../algorithms/unmap.js";
import { type Entry, type Length, nothing, type Oa, type Status, type Va } from "../algorithms/values.js";
import type { VariantModel } from "../model/model.js";
import { InterpretedState } from "./interpreted-state.js";

const vaOf = (hi: number, lo: number): Va => addressOf(hi, lo) as Va;
const oaOf = (hi: number, lo: number): Oa => addressOf(hi, lo) as Oa;
const lengthOf = (hi: number, lo: number): Length => addressOf(hi, lo) as Length;

/** The operations on one table, run as they stand in algorithms/ over BigInt values. */
export class InterpretedOperations implements WritableOperations<TableState> {
  private readonly state: InterpretedState;
  private readonly tracksDirty: boolean;
  /** The largest OA that the format's words can hold. */
  private readonly highestOa: bigint;

  constructor(variant: VariantModel, table: TableState) {
    this.state = new InterpretedState(variant, table);
    this.tracksDirty = variant.dirty !== undefined;
    this.highestOa = variant.oa.maxLg2 > 32 ? 2n ** 64n - 1n : 2n ** 32n - 1n;
  }

  translate(_table: TableState, vaHi: number, vaLo: number): Status {
    const va = vaOf(vaHi, vaLo);
    return this.run((s) => (va > s.highestVa ? EOVERFLOW : translate(s, va)));
  }

  findRun(_table: TableState, vaHi: number, vaLo: number, lastHi: number, lastLo: number): Status {
    return this.run((s) => findRun(s, vaOf(vaHi, vaLo), vaOf(lastHi, lastLo)));
  }

  decodeEntry(_table: TableState, level: number, hi: number, lo: number, vaHi: number, vaLo: number): number {
    return this.run((s) => decodeEntry(s, s.levels[level], addressOf(hi, lo) as Entry, vaOf(vaHi, vaLo)));
  }

  map(
    _table: TableState,
    vaHi: number,
    vaLo: number,
    oaHi: number,
    oaLo: number,
    lengthHi: number,
    lengthLo: number,
    protection: number,
  ): Status {
    const va = vaOf(vaHi, vaLo);
    const length = lengthOf(lengthHi, lengthLo);
    return this.run((s) => {
      s.done = nothing;
      const oa = oaOf(oaHi, oaLo);
      // Addresses that no word of the format holds are refused before anything else.
      if (oa > this.highestOa) return ERANGE;
      if (va > s.highestVa) return EOVERFLOW;
      return map(s, va, oa, length, protection);
    });
  }

  unmap(_table: TableState, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): Status {
    const va = vaOf(vaHi, vaLo);
    const length = lengthOf(lengthHi, lengthLo);
    return this.run((s) => {
      s.done = nothing;
      // As beyond the top's reach: nothing is there.
      return va > s.highestVa ? 0 : unmap(s, va, length);
    });
  }

  readDirty(_table: TableState, vaHi: number, vaLo: number, lengthHi: number, lengthLo: number): Status {
    if (!this.tracksDirty) return EOPNOTSUPP;
    const va = vaOf(vaHi, vaLo);
    const length = lengthOf(lengthHi, lengthLo);
    return this.run((s) => (va > s.highestVa ? EOVERFLOW : readDirty(s, va, length)));
  }

  setDirty(_table: TableState, vaHi: number, vaLo: number): Status {
    if (!this.tracksDirty) return EOPNOTSUPP;
    const va = vaOf(vaHi, vaLo);
    return this.run((s) => (va > s.highestVa ? EOVERFLOW : setDirty(s, va)));
  }

  destroy(_table: TableState): Status {
    return this.run(destroy);
  }

  encodeLeaf(
    _table: TableState,
    level: number,
    oaHi: number,
    oaLo: number,
    itemsLg2: number,
    protection: number,
  ): Status {
    return this.run((s) => encodeLeaf(s, s.levels[level], oaOf(oaHi, oaLo), itemsLg2, protection));
  }

  encodeTable(_table: TableState, level: number, next: number): Status {
    return this.run((s) => encodeTable(s, s.levels[level], next));
  }

  done(_table: TableState): bigint {
    return this.state.done;
  }

  private run(operation: (s: InterpretedState) => number): number {
    this.state.takeArguments();
    try {
      return operation(this.state);
    } finally {
      // What happened before an exception, of a caller's sink perhaps, did happen.
      this.state.giveResults();
    }
  }
}
