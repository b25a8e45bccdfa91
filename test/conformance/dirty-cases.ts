import { expect } from "vitest";
import type { VariantModel } from "../../generator/src/model/model.js";
import { ItemReference } from "../model/item-reference.js";
import type { Settings } from "../model/settings.js";
import type { Case } from "./case.js";
import { edgeVas, sizesOf } from "./places.js";
import { outcome } from "./rig.js";

const tracksWrites = (variant: VariantModel, settings: Settings): boolean =>
  new ItemReference(variant, settings, undefined).tracksWrites;

export const dirtyCases: readonly Case[] = [
  {
    name: "reports a leaf that was written through any of its items, and cleans all of it",
    when: tracksWrites,
    run: (rig) => {
      const { variant, settings } = rig;
      for (const size of rig.inputs(
        sizesOf(settings.pageSizes).filter((each) => each <= rig.granule * 65536n),
      )) {
        const [va] = edgeVas(variant, settings, size);
        if (va === undefined || !rig.isUsable(0n, size)) continue;
        rig.map(va, 0n, size);
        rig.readDirty(va, size, true);
        expect(rig.readDirty(va, size, true)).toEqual([]);
        for (const at of [va, va + size / 2n, va + size - 1n]) {
          rig.setDirty(at);
          expect(rig.readDirty(va, size, false)).toEqual([{ va, length: size }]);
          expect(rig.readDirty(va, size, true)).toEqual([{ va, length: size }]);
          expect(rig.readDirty(va, size, true)).toEqual([]);
        }
        rig.check();
        rig.unmap(va, size);
      }
    },
  },
  {
    name: "reports dirty leaves among clean ones and holes, within the range that was asked for",
    when: tracksWrites,
    run: (rig) => {
      const { granule, firstVa: base } = rig;
      const count = 24n;
      if (count * granule >= rig.vaBytes || count * granule > rig.oaEnd) return;
      for (let n = 0n; n < count; n += 3n) rig.map(base + n * granule, 0n, granule);
      rig.readDirty(base, count * granule, true);
      for (let n = 0n; n < count; n += 6n) rig.setDirty(base + n * granule + 5n);
      rig.setDirty(base + granule);
      const read = (first: bigint, pages: bigint, clear: boolean) =>
        rig.readDirty(base + first * granule, granule * pages, clear).map(({ va }) => (va - base) / granule);
      expect(read(1n, 17n, true)).toEqual([6n, 12n]);
      expect(read(0n, count, false)).toEqual([0n, 18n]);
      rig.check();
    },
  },
  {
    name: "marks no leaf that hardware does not mark",
    when: (variant, settings) => variant.dirty !== undefined && !tracksWrites(variant, settings),
    run: (rig) => {
      rig.map(rig.firstVa, 0n, rig.granule);
      rig.setDirty(rig.firstVa);
      expect(rig.readDirty(rig.firstVa, rig.granule, true)).toEqual([]);
      rig.check();
    },
  },
  {
    name: "refuses dirty ranges by the rules",
    when: ({ dirty }) => dirty !== undefined,
    run: (rig) => {
      rig.map(rig.firstVa, 0n, rig.granule);
      rig.readDirty(rig.firstVa, 0n, true);
      rig.readDirty(rig.lastVa + 1n - rig.granule, 2n * rig.granule, true);
      rig.setDirty(rig.firstVa + rig.granule);
      rig.setDirty(rig.lastVa + 1n);
    },
  },
  {
    name: "has no dirty state where the spec has none",
    when: ({ dirty }) => dirty === undefined,
    run: (rig) => {
      rig.map(0n, 0n, rig.granule);
      rig.setDirty(0n);
      const read = outcome(() => {
        rig.table.readAndClearDirty(0n, rig.granule, undefined);
        return 0n;
      });
      expect(read.code).toBe("EOPNOTSUPP");
    },
  },
];
