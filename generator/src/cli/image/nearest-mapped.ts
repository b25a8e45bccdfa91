import type { Mapping } from "@generic-pt/core";
import type { AnyView } from "./image-packages.js";
import type { AddressRange } from "./number-text.js";
import { singleRuns } from "./table-runs.js";

/** Milliseconds: whoever waits for an explanation does not wait for a table that is made to take long. */
const patience = 300;

/** The mapped VAs on both sides of one that is not. */
export interface Neighbours {
  /** Its last VA is the nearest mapped one below. */
  readonly below: Mapping | undefined;
  readonly above: Mapping | undefined;
  /** The search was given up: there may be nearer ones, or some at all. */
  readonly isCut: boolean;
}

/** Looks around `va` in steps that double, so that what is near is found at once. */
export function neighboursOf(view: AnyView, va: bigint, { first, last }: AddressRange): Neighbours {
  const deadline = performance.now() + patience;
  const isLate = (): boolean => performance.now() > deadline;
  let isCut = false;
  const search = (find: (near: bigint, far: bigint) => Mapping | undefined, room: bigint) => {
    let near = 0n;
    for (let far = 1n << BigInt(view.granuleLg2); ; far *= 2n) {
      if (near >= room) return undefined;
      if (isLate()) {
        isCut = true;
        return undefined;
      }
      const found = find(near, far > room ? room : far);
      if (found !== undefined) return found;
      near = far;
    }
  };
  const above = search((near, far) => firstMapped(view, va + 1n + near, va + far, isLate), last - va);
  const below = search((near, far) => lastMapped(view, va - far, va - 1n - near, isLate), va - first);
  return { below, above, isCut };
}

function firstMapped(view: AnyView, first: bigint, last: bigint, isLate: () => boolean): Mapping | undefined {
  for (const { mapping } of singleRuns(view, { first, last }))
    if (mapping !== undefined || isLate()) return mapping;
  return undefined;
}

/** Halves the range and keeps the upper half that has anything. */
function lastMapped(view: AnyView, first: bigint, last: bigint, isLate: () => boolean): Mapping | undefined {
  let found = firstMapped(view, first, last, isLate);
  let [low, high] = [first, last];
  while (found !== undefined && found.va + found.length - 1n < high && !isLate()) {
    const middle = (low + high) / 2n;
    const upper = middle < high ? firstMapped(view, middle + 1n, high, isLate) : undefined;
    if (upper !== undefined) {
      found = upper;
      low = middle + 1n;
    } else {
      high = middle;
      if (low >= high) break;
    }
  }
  return found;
}
