import { type Arena, PtError, type RootFields, type TableConfig, type TableFault } from "@generic-pt/core";
import { expect } from "vitest";
import type { VariantModel } from "../generator/src/model/model.js";
import { configurations } from "./conformance/configurations.js";
import type { ItemReference } from "./model/item-reference.js";
import { storeItem } from "./model/memory-walk.js";
import { type Settings, settle } from "./model/settings.js";
import type { View } from "./subjects.js";

/** Memory of one test. */
export const bytes = 1 << 20;

/** Nothing but an answer or a PtError; undefined for the latter. */
export function tolerate<T>(operation: () => T): T | undefined {
  try {
    return operation();
  } catch (error) {
    if (error instanceof PtError) return undefined;
    throw error;
  }
}

export function codeOf(operation: () => unknown): string {
  try {
    operation();
    return "";
  } catch (error) {
    if (error instanceof PtError) return error.code;
    throw error;
  }
}

/** The first configuration that a variant has; with `halved` one whose VAs are sign-extended, if there is any. */
export function configOf(
  variant: VariantModel,
  halved = false,
): {
  readonly config: TableConfig;
  readonly settings: Settings;
} {
  const usable = configurations(variant).flatMap(({ config }) => {
    const settings = settle(variant, config);
    return typeof settings !== "string" && settings.mark === 0n ? [{ config, settings }] : [];
  });
  const wanted = usable.find(({ settings }) => settings.hasUpperHalf === halved) ?? usable.at(0);
  if (!wanted) throw new Error("no configuration");
  return wanted;
}

/** Reads everything with bounds: a damaged tree may be as large as the VA space. */
export function readAll(
  { translate, walk, mappings }: Pick<View, "translate" | "walk" | "mappings">,
  vas: readonly bigint[],
): void {
  for (const va of vas) {
    let oa: bigint | string | undefined;
    const code = codeOf(() => {
      oa = translate(va);
    });
    const { leaf, fault } = walk(va);
    const ends = code !== "" ? code : oa === undefined ? "ENOENT" : "";
    expect({ va, oa: leaf?.oa, ends: fault?.code ?? "" }).toEqual({ va, oa, ends });
  }
  const faults: TableFault[] = [];
  const first = vas[0] ?? 0n;
  const last = (vas[Math.min(3, vas.length - 1)] ?? 0n) + 0x100000n;
  let seen = 0;
  tolerate(() => {
    for (const { length } of mappings(first, last, (fault) => faults.push(fault))) {
      expect(length).toBeGreaterThan(0n);
      if (++seen + faults.length > 2000) break;
    }
  });
}

/** `count` words of noise from a seed; some of them look like items that lead somewhere. */
export function fillNoise(
  arena: Arena,
  variant: VariantModel,
  items: ItemReference,
  tables: readonly number[],
  tableBytes: readonly number[],
  seed: number,
): void {
  let state = seed | 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> 0;
  };
  for (const [n, word] of tables.entries()) {
    const { level } = variant.levels[n % variant.levels.length];
    const count = (tableBytes[n] ?? 0) >> variant.item.slotBytesLg2;
    const pointers = tables.map((target) => items.table(level, arena.address(target)) ?? 0n);
    const leaf = items.leaf(level, 0n, variant.levels[level].itemLg2, 3)?.[0] ?? 0n;
    for (let index = 0; index < count; index++) {
      const choice = next() % 8;
      const raw = (BigInt(next()) << 32n) | BigInt(next());
      const pointer = pointers[next() % pointers.length];
      const item =
        choice < 2
          ? raw
          : choice < 5
            ? pointer
            : choice === 5
              ? leaf | (raw & (raw << 7n))
              : choice === 6
                ? leaf
                : 0n;
      storeItem(arena, variant.item, word, index, BigInt.asUintN(variant.item.bits, item));
    }
  }
}

/** The methods as functions. */
export function view(table: View): Pick<View, "translate" | "walk" | "mappings"> {
  return {
    translate: (va) => table.translate(va),
    walk: (va) => table.walk(va),
    mappings: (first, last, onFault) => table.mappings(first, last, onFault),
  };
}

/** A root that leads into `words`, for formats that have one. */
export function rootAt(variant: VariantModel, address: bigint, topLevel: number): RootFields | undefined {
  if (!variant.root.some(({ holds }) => holds === "top-address")) return undefined;
  return Object.fromEntries(
    variant.root
      .filter(({ holds }) => holds !== "va-bits")
      .map(({ name, holds, shift, plus }) => [
        name,
        holds === "top-address" ? address >> BigInt(shift) : BigInt(topLevel + plus),
      ]),
  );
}
