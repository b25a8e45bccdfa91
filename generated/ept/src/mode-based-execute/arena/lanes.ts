// Made by generic-pt from ept.yaml: Intel extended page table (EPT).
// Do not edit: change the spec, then run "generic-pt generate ept".
// Citations in brackets are of: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3C.

import type { TableState as State } from "@generic-pt/core";
import { translate } from "./translate.js";
import { translateAll } from "./translate-batch.js";
import { map } from "./map.js";
import { unmap } from "./unmap.js";

/** What a number can be and still be exact. */
function check(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${value} is not a whole number from 0 to 2^53-1`);
  }
}

/**
 * OA of `va`, both as numbers, or a negative errno. Throws RangeError for a VA or an OA beyond 2^53-1.
 */
export function translateNumber(s: State, va: number): number {
  check(va);
  const status = translate(s, (va / 0x100000000) | 0, va | 0);
  if (status !== 0) return status;
  const oa = (s.oaHi >>> 0) * 0x100000000 + (s.oaLo >>> 0);
  if (oa > Number.MAX_SAFE_INTEGER) throw new RangeError("the OA is beyond 2^53-1");
  return oa;
}

/**
 * Translates many VAs: `vas` and `oas` hold two words per address, low word first; `statuses` one per address, 0 or a
 * negative errno. Returns how many were translated. Throws RangeError if `oas` or `statuses` is too short for `vas`.
 */
export function translateBatch(s: State, vas: Int32Array, oas: Int32Array, statuses: Int32Array): number {
  const count = vas.length >>> 1;
  if (oas.length < 2 * count || statuses.length < count) {
    throw new RangeError(`${count} addresses need ${2 * count} words for OAs and ${count} statuses`);
  }
  return translateAll(s, vas, oas, statuses, count);
}

/**
 * `map` with numbers; returns the bytes mapped, or a negative errno with the bytes mapped before it left in the state.
 * Throws RangeError for numbers beyond 2^53-1.
 */
export function mapNumber(s: State, va: number, oa: number, length: number, protection: number): number {
  check(va);
  check(oa);
  check(length);
  const status = map(
    s,
    (va / 0x100000000) | 0,
    va | 0,
    (oa / 0x100000000) | 0,
    oa | 0,
    (length / 0x100000000) | 0,
    length | 0,
    protection,
  );
  return status === 0 ? length : status;
}

/** `unmap` with numbers; returns the bytes unmapped or a negative errno. Throws RangeError beyond 2^53-1. */
export function unmapNumber(s: State, va: number, length: number): number {
  check(va);
  check(length);
  const status = unmap(s, (va / 0x100000000) | 0, va | 0, (length / 0x100000000) | 0, length | 0);
  return status === 0 ? (s.doneHi >>> 0) * 0x100000000 + (s.doneLo >>> 0) : status;
}
