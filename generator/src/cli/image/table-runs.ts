import type { Mapping, TableFault } from "@generic-pt/core";
import { CommandError } from "../command-error.js";
import type { AnyView } from "./image-packages.js";
import { type AddressRange, hex } from "./number-text.js";

/** A part of a table's VAs where something is mapped, or where the table is damaged. */
export type Run =
  | { readonly va: bigint; readonly length: bigint; readonly mapping: Mapping; readonly fault?: undefined }
  | {
      readonly va: bigint;
      readonly length: bigint;
      readonly fault: TableFault;
      readonly mapping?: undefined;
    };

/** Leaves an iteration at a fault. */
class FaultFound extends Error {
  readonly fault: TableFault;

  constructor(fault: TableFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Damaged items in a row after which there is no table to be seen: one that loops has billions of them. */
const mostFaults = 2 ** 16;

/**
 * What a table has from the first to the last VA, in rising order and cut to that range, one run at a time: a damaged
 * table may have more faults than memory could hold. Faults that follow each other are one. Throws {@link CommandError}
 * if they do not end.
 */
export function* runsOf(view: AnyView, range: AddressRange): Generator<Run> {
  let pending: TableFault | undefined;
  let faults = 0;
  for (const run of singleRuns(view, range)) {
    if (run.fault === undefined) {
      if (pending !== undefined) yield faultRun(pending);
      pending = undefined;
      faults = 0;
      yield run;
      continue;
    }
    const { fault } = run;
    faults += 1;
    if (faults > mostFaults)
      throw new CommandError(
        `${mostFaults} damaged items in a row, up to VA ${hex(fault.va)}: this is no table of the format, or it loops; ` +
          "check format and root, or look elsewhere with --range",
      );
    const continues =
      pending !== undefined &&
      pending.va + pending.length === fault.va &&
      pending.errno === fault.errno &&
      pending.level === fault.level;
    if (pending !== undefined && !continues) yield faultRun(pending);
    pending = continues && pending ? { ...pending, length: pending.length + fault.length } : fault;
  }
  if (pending !== undefined) yield faultRun(pending);
}

function faultRun(fault: TableFault): Run {
  return { va: fault.va, length: fault.length, fault };
}

/** The same with every fault by itself: there is something to look at, and a chance to stop, after each. */
export function* singleRuns(view: AnyView, { first, last }: AddressRange): Generator<Run> {
  let va = first;
  while (va <= last) {
    let fault: TableFault;
    try {
      for (const mapping of view.mappings(va, last, stop)) yield cut(mapping, last);
      return;
    } catch (error) {
      if (!(error instanceof FaultFound)) throw error;
      fault = error.fault;
    }
    const end = fault.va + fault.length;
    yield faultRun({ ...fault, length: (end > last ? last + 1n : end) - fault.va });
    va = end;
  }
}

function stop(fault: TableFault): never {
  throw new FaultFound(fault);
}

/** A leaf may reach beyond the range that was asked for. */
function cut(mapping: Mapping, last: bigint): Run {
  const { va } = mapping;
  const length = va + mapping.length - 1n > last ? last + 1n - va : mapping.length;
  return { va, length, mapping: { ...mapping, length } };
}
