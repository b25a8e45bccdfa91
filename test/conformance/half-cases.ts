import { expect } from "vitest";
import { halves, type Settings } from "../model/settings.js";
import type { Case } from "./case.js";
import { edgeVas } from "./places.js";
import { outcome, type Rig } from "./rig.js";

const hasHalves = (_: unknown, { hasUpperHalf }: Settings): boolean => hasUpperHalf;

/** First and last granule of the lower half, and of the upper. */
function ends({ settings, granule }: Rig): readonly bigint[] {
  return halves(settings).flatMap(({ first, last }) => [first, last + 1n - granule]);
}

export const halfCases: readonly Case[] = [
  {
    name: "has an upper half beside the lower, at the end of the 64-bit space",
    when: hasHalves,
    run: (rig) => {
      const { table, granule, settings } = rig;
      const [lower, upper] = halves(settings);
      expect(upper).toEqual({ first: (1n << 64n) - (lower.last + 1n), last: (1n << 64n) - 1n });
      const vas = ends(rig);
      for (const [n, va] of vas.entries()) {
        const oa = rig.usableOa(BigInt(n) * granule);
        rig.map(va, oa, granule);
        expect(table.translate(va + 5n)).toBe(oa + 5n);
        for (const [m, other] of vas.entries()) if (m > n) expect(table.translate(other)).toBeUndefined();
      }
      rig.check();
      const found = (first?: bigint, last?: bigint) => [...table.mappings(first, last)].map(({ va }) => va);
      expect(found()).toEqual(vas);
      expect(found(0n, lower.last)).toEqual(vas.slice(0, 2));
      expect(found(lower.last + 1n, upper.first - 1n)).toEqual([]);
      expect(found(vas[1], upper.first)).toEqual([vas[1], vas[2]]);
      expect(found(lower.last + 1n)).toEqual(vas.slice(2));
      expect(found(upper.first + granule)).toEqual(vas.slice(3));
      for (const va of [vas[0], vas[3], vas[1]]) {
        expect(rig.unmap(va, granule).done).toBe(granule);
        rig.check();
      }
      expect(found()).toEqual([vas[2]]);
    },
  },
  {
    name: "takes no VA between the halves, and no range that crosses the end of one",
    when: hasHalves,
    run: (rig) => {
      const { table, granule, settings, pages } = rig;
      const [lower, upper] = halves(settings);
      for (const [n, va] of ends(rig).entries()) rig.map(va, rig.usableOa(BigInt(n) * granule), granule);
      // Behind the lower half, in the middle, and below the VAs whose highest translated bit is not looked at.
      const hole = [
        lower.last + 1n,
        1n << 63n,
        (1n << 63n) - granule,
        upper.first - lower.last - 1n - granule,
      ];
      for (const va of hole) {
        if (lower.last + 1n === upper.first || va < lower.last) continue;
        expect(outcome(() => table.translate(va) ?? 0n).code).toBe("ERANGE");
        expect(rig.map(va, 0n, granule)).toEqual({ code: "ERANGE", done: 0n });
        expect(rig.unmap(va, granule).done).toBe(0n);
        rig.setDirty(va);
        if (rig.variant.dirty) rig.readDirty(va, granule, true);
        rig.checkWalk(va);
      }
      const lastPage = lower.last + 1n - granule;
      const across: readonly (readonly [bigint, bigint])[] = [
        [lastPage, 2n * granule],
        [0n, lower.last + 1n + granule],
        [lastPage, upper.first - lastPage + granule],
        [0n, upper.first + granule],
        [upper.first - granule, 2n * granule],
        [lower.last + 1n, upper.first - lower.last],
      ];
      for (const [va, length] of across) {
        expect(rig.map(va, 0n, length)).toEqual({ code: "ERANGE", done: 0n });
        expect(rig.unmap(va, length).done).toBe(0n);
        if (rig.variant.dirty && length < granule * 4096n) rig.readDirty(va, length, true);
      }
      expect(rig.map(upper.last + 1n - granule, 0n, 2n * granule).code).toBe("EOVERFLOW");
      expect(pages.inside()).toHaveLength(4);
      rig.check();
    },
  },
  {
    name: "does not look at the highest translated bit of an upper VA, except where it walks as hardware does",
    when: hasHalves,
    run: (rig) => {
      const { table, pages, granule, settings, variant } = rig;
      const [lower, upper] = halves(settings);
      const half = lower.last + 1n;
      for (const va of rig.inputs(
        edgeVas(variant, settings, granule).filter((each) => each >= upper.first),
      )) {
        const alias = va - half;
        rig.checkWalk(alias);
        expect([
          table.map(alias, 0n, granule, rig.protection),
          pages.map(alias, 0n, granule, rig.protection),
        ]).toEqual([granule, { code: "", done: granule }]);
        rig.translate(alias);
        rig.translate(alias + granule - 1n);
        rig.translate(va);
        rig.translate(va - half - half);
        expect(table.walk(alias).fault?.code).toBe("ERANGE");
        if (variant.dirty) rig.setDirty(alias);
        if (variant.dirty)
          expect(rig.readDirty(alias, granule, true)).toEqual([{ va: alias, length: granule }]);
        expect([table.unmap(alias, granule), pages.unmap(alias, granule).done]).toEqual([granule, granule]);
      }
      rig.check();
    },
  },
];
