import { expect } from "vitest";
import type { Case } from "./case.js";
import { outcome } from "./rig.js";

export const faultCases: readonly Case[] = [
  {
    name: "maps a prefix and loses no table, whichever allocation fails",
    run: (rig) => {
      const { table, pages, arena, variant, granule, settings } = rig;
      const [{ itemLg2, indexBits }] = variant.levels;
      const reach = 1n << BigInt(itemLg2 + indexBits);
      // Across the ends of tables, and no leaf above the lowest level in between.
      const isWide = rig.vaBytes > 4n * reach;
      const va = rig.firstVa + (isWide ? reach - 2n * granule : 0n);
      const whole = rig.isWhole ? reach : 0n;
      const length = !isWide ? 2n * granule : whole + 4n * granule;
      if (length + granule > rig.oaEnd || !rig.isUsable(granule, length)) return;
      for (let successes = 0; ; successes++) {
        arena.failAfter(successes);
        const { code, done } = outcome(() => table.map(va, granule, length, rig.protection));
        arena.failAfter(null);
        if (code === "") {
          expect(successes).toBeGreaterThanOrEqual(settings.topLevel === 0 ? 0 : 1);
          expect(done).toBe(length);
          expect(pages.map(va, granule, length, rig.protection).code).toBe("");
          rig.check();
          break;
        }
        expect(code).toBe("ENOMEM");
        // A top that grew stays grown.
        pages.topLevel = table.topLevel;
        expect(done).toBeLessThan(length);
        if (done > 0n) {
          expect(pages.map(va, granule, done, rig.protection)).toEqual({ code: "", done });
          rig.check();
          rig.unmap(va, done);
        }
        rig.check();
      }
    },
  },
  {
    name: "can be tried again from where memory ran out",
    run: (rig) => {
      const { table, pages, arena, granule, firstVa: base } = rig;
      arena.failAfter(0);
      const { done } = outcome(() => table.map(base, 0n, 4n * granule, rig.protection));
      arena.failAfter(null);
      if (done > 0n) pages.map(base, 0n, done, rig.protection);
      if (done < 4n * granule) rig.map(base + done, done, 4n * granule - done);
      rig.check();
    },
  },
  {
    name: "is unusable after it was destroyed",
    run: (rig) => {
      const { arena, table, granule } = rig;
      rig.map(0n, 0n, granule);
      // Somebody else's block, at no time to be touched.
      const other = arena.allocate(256);
      rig.destroy();
      const codes = [
        () => table.map(0n, 0n, granule, rig.protection),
        () => table.unmap(0n, granule),
        () => BigInt(table.destroy()),
      ].map((operation) => outcome(operation).code);
      expect(codes).toEqual(["EPERM", "EPERM", "EPERM"]);
      expect(arena.liveTables).toBe(1);
      arena.free(other, 256);
    },
  },
];
