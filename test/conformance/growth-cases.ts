import { expect } from "vitest";
import { reachLg2, type Settings } from "../model/settings.js";
import type { Case } from "./case.js";
import { outcome } from "./rig.js";

const grows = (_: unknown, { topLevel, highestTop }: Settings): boolean => topLevel < highestTop;

export const growthCases: readonly Case[] = [
  {
    name: "grows its top one level at a time",
    when: grows,
    run: (rig) => {
      const { variant, settings, granule, table } = rig;
      rig.map(0n, granule, granule);
      for (let level = settings.topLevel; level < settings.highestTop; level++) {
        const before = table.topAddress;
        rig.map(1n << BigInt(reachLg2(variant, level)), 0n, granule);
        expect(table.topLevel).toBe(level + 1);
        expect(table.topAddress).not.toBe(before);
        rig.check();
      }
    },
  },
  {
    name: "grows its top by all levels at once, and keeps what was mapped",
    when: grows,
    run: (rig) => {
      const { granule, table, settings } = rig;
      rig.map(granule, 0n, granule);
      rig.map(rig.lastVa + 1n - granule, granule, granule);
      expect(table.topLevel).toBe(settings.highestTop);
      rig.check();
      rig.unmap(granule, granule);
      rig.check();
    },
  },
  {
    name: "grows its top for a leaf as large as the top's range",
    when: grows,
    run: (rig) => {
      const { variant, settings } = rig;
      const size = 1n << BigInt(reachLg2(variant, settings.topLevel));
      if (!rig.isUsable(0n, size) || size > rig.oaEnd || (settings.pageSizes & size) === 0n) return;
      rig.map(0n, 0n, size);
      expect(rig.table.topLevel).toBe(settings.topLevel + 1);
      rig.check();
    },
  },
  {
    name: "is as before when there is no memory to grow its top",
    when: grows,
    run: (rig) => {
      const { granule, table, settings, arena } = rig;
      rig.map(0n, granule, granule);
      const { topAddress } = table;
      const { liveTables } = arena;
      for (let successes = 0; successes < settings.highestTop - settings.topLevel; successes++) {
        arena.failAfter(successes);
        const result = outcome(() => table.map(rig.lastVa + 1n - granule, 0n, granule, rig.protection));
        expect(result).toEqual({ code: "ENOMEM", done: 0n });
        expect([table.topLevel, table.topAddress, arena.liveTables]).toEqual([
          settings.topLevel,
          topAddress,
          liveTables,
        ]);
        rig.check();
      }
      arena.failAfter(null);
      rig.map(rig.lastVa + 1n - granule, 0n, granule);
      rig.check();
    },
  },
];
