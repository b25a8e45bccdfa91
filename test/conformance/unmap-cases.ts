import { expect } from "vitest";
import type { Case } from "./case.js";
import { edgeVas, sizesOf } from "./places.js";

export const unmapCases: readonly Case[] = [
  {
    name: "removes the last leaf as a whole, and none that the range starts inside of",
    run: (rig) => {
      const { variant, settings, granule } = rig;
      for (const size of rig.inputs(sizesOf(settings.pageSizes))) {
        const [va] = edgeVas(variant, settings, size);
        if (va === undefined || size === granule || !rig.isUsable(0n, size)) continue;
        rig.map(va, 0n, size);
        rig.unmap(va + granule, granule);
        rig.unmap(va + size - granule, granule);
        rig.unmap(va + size / 2n, size / 2n);
        rig.check();
        expect(rig.unmap(va, granule).done).toBe(size);
        rig.check();
      }
    },
  },
  {
    name: "stops at the first hole",
    run: (rig) => {
      const { granule, firstVa: base } = rig;
      rig.map(base, 0n, 2n * granule);
      rig.map(base + 3n * granule, 3n * granule, granule);
      rig.unmap(base + 2n * granule, granule);
      rig.unmap(base, 4n * granule);
      rig.check();
      rig.unmap(base, 4n * granule);
      rig.unmap(base + 3n * granule, granule);
      rig.unmap(base, 0n);
      rig.check();
    },
  },
  {
    name: "frees the tables that a range covers, after the flush",
    run: (rig) => {
      const { variant, granule, table, arena, settings, firstVa: base } = rig;
      const [{ itemLg2, indexBits }] = variant.levels;
      const reach = 1n << BigInt(itemLg2 + indexBits);
      if (
        settings.topLevel === 0 ||
        reach >= rig.vaBytes ||
        3n * reach > rig.oaEnd ||
        !rig.isUsable(0n, 2n * reach)
      )
        return;
      // One granule off: no leaf above the lowest level fits.
      rig.map(base, granule, reach);
      const full = arena.liveTables;
      const gather = table.gather();
      table.unmap(base, reach, gather);
      rig.pages.unmap(base, reach);
      expect(arena.liveTables).toBe(full);
      expect(gather.sync()).toBe(1);
      expect(arena.liveTables).toBe(full - 1);
      rig.checkCaches();
      rig.check();
    },
  },
  {
    name: "keeps a table that a range empties but does not cover",
    run: (rig) => {
      rig.map(rig.firstVa, 0n, rig.granule);
      const { liveTables } = rig.arena;
      rig.unmap(rig.firstVa, rig.granule);
      expect(rig.arena.liveTables).toBe(liveTables);
      rig.check();
    },
  },
  {
    name: "invalidates all that one gather collected, and no more than was removed where gaps count",
    run: (rig) => {
      const { granule, table, settings, variant, flushed, pages, firstVa: near } = rig;
      const far = rig.lastVa + 1n - granule;
      rig.map(near, 0n, granule);
      rig.map(far, granule, granule);
      flushed.length = 0;
      const gather = table.gather();
      for (const va of [near, far]) {
        table.unmap(va, granule, gather);
        pages.unmap(va, granule);
      }
      gather.sync();
      const splits = variant.features.some(
        ({ name, effect }) => effect === "flush-without-gaps" && settings.features.includes(name),
      );
      const single = (va: bigint) => ({ first: va, last: va + granule - 1n });
      expect(flushed).toEqual(
        splits ? [single(near), single(far)] : [{ first: near, last: far + granule - 1n }],
      );
      rig.checkCaches();
      const queued = table.gather(true);
      flushed.length = 0;
      table.unmap(near, granule, queued);
      queued.sync();
      expect(flushed).toEqual([]);
    },
  },
  {
    name: "invalidates nothing when it removes nothing",
    run: (rig) => {
      rig.map(rig.firstVa, 0n, rig.granule);
      rig.flushed.length = 0;
      rig.unmap(rig.firstVa + rig.granule, rig.granule);
      rig.unmap(rig.firstVa, 0n);
      rig.unmap(rig.lastVa, 2n);
      expect(rig.flushed).toEqual([]);
    },
  },
];
