import { Protection } from "@generic-pt/core";
import { expect } from "vitest";
import { halves, wordBits } from "../model/settings.js";
import type { Case } from "./case.js";
import { edgeVas, sizesOf } from "./places.js";

export const rangeCases: readonly Case[] = [
  {
    name: "is empty at first, as large as asked for, and opened by its root fields",
    run: ({ table, settings, variant, pages, granule }) => {
      expect([...table.mappings()]).toEqual([]);
      expect({
        features: [...table.features],
        vaBits: table.vaBits,
        oaBits: table.oaBits,
        topLevel: table.topLevel,
        pageSizes: table.pageSizes,
        granule: 1n << BigInt(table.granuleLg2),
        aperture: table.aperture,
        upperHalf: table.upperHalf,
      }).toEqual({
        features: settings.features,
        vaBits: settings.vaBits,
        oaBits: settings.oaBits,
        topLevel: settings.topLevel,
        pageSizes: settings.pageSizes,
        granule,
        aperture: halves(settings)[0],
        upperHalf: halves(settings)[1],
      });
      const { itemLg2 } = variant.levels[table.topLevel];
      const parts = settings.hasUpperHalf ? 2n : 1n;
      // A narrow top uses a part of its only item.
      const items = (pages.reach + 1n) >> BigInt(itemLg2);
      expect(BigInt(table.topItems)).toBe(parts * items || 1n);
      for (const { name, holds, shift, plus, from } of variant.root) {
        const held = {
          "top-address": table.topAddress >> BigInt(shift),
          "top-level": BigInt(table.topLevel + plus),
          "va-bits": BigInt(from === undefined ? table.vaBits + plus : from - table.vaBits),
        }[holds];
        expect(table.root()[name]).toBe(held);
      }
    },
  },
  {
    name: "maps and translates the first and the last granule, and nothing beyond",
    run: (rig) => {
      const { granule, firstVa, lastVa, table } = rig;
      rig.map(firstVa, 0n, granule);
      rig.map(lastVa + 1n - granule, granule, granule);
      rig.translate(lastVa);
      rig.translate(lastVa + 1n);
      rig.map(lastVa + 1n, 0n, granule);
      rig.map(lastVa + 1n - granule, 0n, 2n * granule);
      rig.map(firstVa, rig.oaEnd, granule);
      // Mapped only where no OA is compared.
      const { done } = rig.map(firstVa + granule, rig.oaEnd - granule, 2n * granule);
      if (done > 0n) rig.unmap(firstVa + granule, done);
      rig.unmap(lastVa + 1n - granule, 2n * granule);
      rig.unmap(lastVa + 1n, granule);
      rig.check();
      expect([...table.mappings(firstVa, firstVa + granule - 1n)]).toHaveLength(1);
      if (rig.vaBytes > 2n * granule)
        expect([...table.mappings(firstVa + granule, firstVa + granule)]).toEqual([]);
    },
  },
  {
    name: "tells every edge of every table from its neighbours",
    run: (rig) => {
      const vas = rig.some(edgeVas(rig.variant, rig.settings, rig.granule));
      for (const [n, va] of vas.entries()) {
        const oa = rig.usableOa(BigInt(n) * rig.granule);
        rig.table.map(va, oa, rig.granule, rig.protection);
        rig.pages.map(va, oa, rig.granule, rig.protection);
      }
      rig.check();
      rig.fillCaches();
      for (const va of vas) {
        expect(rig.table.unmap(va, rig.granule)).toBe(rig.granule);
        rig.pages.unmap(va, rig.granule);
      }
      rig.checkCaches();
      rig.check();
    },
  },
  {
    name: "refuses ranges and protections in the order of the rules, and changes nothing",
    run: (rig) => {
      const { granule, variant, oaEnd, lastVa } = rig;
      const word = 1n << BigInt(wordBits(variant));
      for (let protection = 0; protection < 64; protection++) {
        rig.map(0n, oaEnd, 0n, protection);
        rig.map(0n, 0n, 0n, protection);
      }
      rig.map(0n, 0n, 0n);
      rig.map(0n, 0n, granule / 2n);
      rig.map(granule / 2n, 0n, granule);
      rig.map(0n, granule / 2n, granule);
      rig.map(word - granule, 0n, 2n * granule);
      rig.map(word - granule, oaEnd, 2n * granule);
      rig.map(lastVa, oaEnd - 1n, word - 1n);
      for (const beyond of word < 1n << 64n ? [word, word + granule, 2n * word + granule] : []) {
        rig.map(granule, 0n, beyond);
        rig.unmap(granule, beyond);
        rig.unmap(beyond, granule);
        rig.translate(beyond);
        rig.setDirty(beyond);
        rig.readDirty(granule, beyond, true);
        rig.readDirty(beyond, granule, true);
      }
      rig.check();
    },
  },
  {
    name: "maps what is whole of a range that is not, and says how much",
    run: (rig) => {
      rig.map(rig.firstVa, 0n, 3n * rig.granule + 1n);
      rig.check();
    },
  },
  {
    name: "maps with every set of protections that the rules accept",
    run: (rig) => {
      const span = rig.granule * 64n;
      const fits = span < rig.vaBytes && span <= rig.oaEnd;
      for (const protection of rig.inputs([...Array(64).keys()])) {
        const at = fits ? BigInt(protection) * rig.granule : 0n;
        if (!rig.isUsable(at, rig.granule)) continue;
        rig.map(rig.firstVa + at, at, rig.granule, protection);
        if (!fits) rig.unmap(rig.firstVa + at, rig.granule);
      }
      rig.check();
      expect(rig.protection).toBe(Protection.READ | Protection.WRITE);
    },
  },
  {
    name: "refuses to map over anything, after what comes before it",
    run: (rig) => {
      const { granule, variant, settings } = rig;
      for (const size of rig.inputs(sizesOf(settings.pageSizes).slice(0, 10))) {
        const [va] = edgeVas(variant, settings, size).filter((each) => each >= rig.firstVa + 2n * granule);
        if (va === undefined || size * 4n > rig.oaEnd || !rig.isUsable(0n, size * 4n)) continue;
        rig.map(va, size, size);
        rig.map(va, size, size);
        rig.map(va + size - granule, 0n, granule);
        rig.map(va - 2n * granule, 0n, 3n * granule);
        rig.check();
        rig.unmap(va - 2n * granule, 2n * granule);
        rig.unmap(va, size);
      }
      rig.check();
    },
  },
  {
    name: "puts a larger leaf in the place of tables that map nothing, and frees them",
    run: (rig) => {
      const { variant, settings, granule, table, arena } = rig;
      for (const size of rig.inputs(sizesOf(settings.pageSizes))) {
        const [va] = edgeVas(variant, settings, size);
        const level = rig.levelOf(size.toString(2).length - 1);
        if (va === undefined || level === 0 || !rig.isUsable(0n, size)) continue;
        rig.map(va, 0n, granule);
        rig.map(va + size - granule, 0n, granule);
        rig.map(va, 0n, size);
        rig.unmap(va, granule);
        rig.map(va, 0n, size);
        rig.unmap(va + size - granule, granule);
        rig.map(va, 0n, size);
        rig.check();
        rig.unmap(va, size);
        rig.check();
      }
      expect(arena.liveTables).toBe(rig.tree().tables.length);
      expect(table.topLevel).toBe(rig.pages.topLevel);
    },
  },
];
