import { expect } from "vitest";
import { storeItem } from "../model/memory-walk.js";
import { halves } from "../model/settings.js";
import type { Case } from "./case.js";
import { edgeOas, edgeVas, sizesOf } from "./places.js";
import type { Rig } from "./rig.js";
import { same } from "./same.js";

/** Of what may lie behind the last address of all, the last address. */
function highest(va: bigint): bigint {
  return va >> 64n === 0n ? va : (1n << 64n) - 1n;
}

/** Maps a leaf where nothing is, looks at it from all sides and takes it away. */
function roundTrip(rig: Rig, va: bigint, oa: bigint, size: bigint): void {
  const { table } = rig;
  same({ va, oa, done: table.map(va, oa, size, rig.protection) }, { va, oa, done: size });
  const seen = [va, va + size / 2n, va + size - 1n].map((at) => table.translate(at));
  same({ va, oa, seen }, { va, oa, seen: [oa, oa + size / 2n, oa + size - 1n] });
  if (va > rig.settings.firstVa) same({ va, before: table.translate(va - 1n) }, { va, before: undefined });
  const part = halves(rig.settings).find(({ first, last }) => first <= va && va <= last);
  if (part && va + size <= part.last && table.topLevel === rig.settings.highestTop)
    same({ va, after: table.translate(va + size) }, { va, after: undefined });
  const around = table.mappings(va < size ? 0n : va - size, highest(va + size));
  for (const { va: first, oa: to, length, leafSize } of around)
    same([first, to, length, leafSize], [va, oa, size, size]);
  same({ va, oa, done: table.unmap(va, size) }, { va, oa, done: size });
  same({ va, left: table.translate(va) }, { va, left: undefined });
}

export const leafCases: readonly Case[] = [
  {
    name: "maps one leaf of every size at every edge",
    run: (rig) => {
      const { variant, settings } = rig;
      for (const size of sizesOf(settings.pageSizes)) {
        if (!rig.isUsable(0n, size)) continue;
        for (const va of rig.inputs(edgeVas(variant, settings, size))) roundTrip(rig, va, 0n, size);
      }
    },
  },
  {
    name: "maps one leaf of every size to every OA bit",
    run: (rig) => {
      const { variant, settings } = rig;
      for (const size of sizesOf(settings.pageSizes)) {
        const vas = edgeVas(variant, settings, size);
        if (vas.length === 0) continue;
        for (const [n, oa] of rig.some(edgeOas(settings.oaBits, size)).entries())
          if (rig.isUsable(oa, size)) roundTrip(rig, vas[n % vas.length], oa, size);
      }
    },
  },
  {
    name: "writes and translates every item of a contiguous leaf",
    when: ({ levels }) =>
      levels.some(({ kinds }) => kinds.some(({ contiguous }) => contiguous !== undefined)),
    run: (rig) => {
      const { table, variant, settings, items } = rig;
      for (const { level, itemLg2, sizesLg2 } of variant.levels.slice(0, settings.highestTop + 1)) {
        for (const sizeLg2 of rig.inputs(sizesLg2)) {
          const size = 1n << BigInt(sizeLg2);
          const [va] = edgeVas(variant, settings, size).filter((each) => each >= rig.firstVa + size);
          if (sizeLg2 === itemLg2 || va === undefined || (settings.pageSizes & size) === 0n) continue;
          const oa = (rig.usableOa(3n * size) >> BigInt(sizeLg2)) << BigInt(sizeLg2);
          if (!rig.isUsable(oa, size)) continue;
          table.map(va, oa, size, rig.protection);
          const [leaf] = rig.tree().leaves;
          expect(leaf).toMatchObject({ va, oa, sizeLg2, level });
          const count = 2 ** (sizeLg2 - itemLg2);
          const raws = items.leaf(level, oa, sizeLg2, rig.protection);
          same(
            leaf.items,
            raws?.map((raw) => items.decode(level, raw)),
          );
          for (let item = 0; item < count; item++) {
            const offset = BigInt(item) << BigInt(itemLg2);
            for (const inside of [offset, offset + (1n << BigInt(itemLg2)) - 1n])
              same({ item, oa: table.translate(va + inside) }, { item, oa: oa + inside });
          }
          same(table.unmap(va, size), size);
        }
      }
    },
  },
  {
    name: "uses the leaf sizes of a feature while it is on, and reads them always",
    when: ({ levels }) => levels.some(({ optionalSizes }) => optionalSizes.length > 0),
    run: (rig) => {
      const { table, variant, settings, items, arena, granule } = rig;
      for (const { level, itemLg2, optionalSizes } of variant.levels.slice(0, settings.topLevel + 1)) {
        for (const { lg2, feature } of optionalSizes) {
          const size = 1n << BigInt(lg2);
          const isOn = settings.features.includes(feature) && lg2 < settings.oaBits;
          same([size, (table.pageSizes & size) !== 0n], [size, isOn]);
          const [va] = edgeVas(variant, settings, size);
          const oa = (rig.usableOa(size) >> BigInt(lg2)) << BigInt(lg2);
          if (va === undefined || oa + size > rig.oaEnd || !rig.isUsable(oa, size)) continue;
          rig.map(va, oa, size);
          same(
            rig.tree().leaves.map(({ sizeLg2 }) => sizeLg2 === lg2),
            Array(isOn ? 1 : rig.pages.inside().length).fill(isOn),
          );
          rig.check();
          rig.unmap(va, size);
          // What somebody else wrote who has the feature.
          rig.map(va, oa, granule);
          const found = rig
            .tree()
            .tables.find((each) => each.level === level && each.va <= va && va - each.va < each.size);
          const raws = items.leaf(level, oa, lg2, rig.protection);
          if (!found || !raws || level > 0) continue;
          const first = Number((va - found.va) >> BigInt(itemLg2));
          for (const [n, raw] of raws.entries()) storeItem(arena, variant.item, found.word, first + n, raw);
          same(
            [...table.mappings()].map(({ leafSize, length }) => [leafSize, length]),
            [[size, size]],
          );
          for (const inside of [0n, size / 2n, size - 1n]) same(table.translate(va + inside), oa + inside);
          same(table.unmap(va, size), size);
          rig.pages.unmap(va, granule);
          rig.check();
        }
      }
    },
  },
  {
    name: "splits a range into the largest leaves, from the first to the last byte",
    run: (rig) => {
      const { variant, settings, granule } = rig;
      const sizes = sizesOf(settings.pageSizes);
      for (const size of rig.inputs(sizes)) {
        const [va] = edgeVas(variant, settings, size).filter((each) => each >= rig.firstVa + size);
        if (va === undefined) continue;
        const before = size > granule * 16n ? granule * 3n : 0n;
        const start = va - before;
        const length = before + size + granule;
        const oa = rig.usableOa(size * 2n) - before;
        if (oa < 0n || oa + length > rig.oaEnd || va + length > rig.lastVa || !rig.isUsable(oa, length))
          continue;
        rig.map(start, oa, length);
        rig.check();
        rig.unmap(start, length);
        rig.check();
      }
    },
  },
  {
    name: "uses no larger leaf than VA and OA have in common",
    run: (rig) => {
      const { variant, settings, granule } = rig;
      for (const size of rig.inputs(sizesOf(settings.pageSizes).slice(1, 12))) {
        const [va] = edgeVas(variant, settings, size);
        const length = size < granule * 80n ? size : granule * 80n;
        const oa = rig.usableOa(size) + size / 2n;
        if (va === undefined || oa + length > rig.oaEnd || !rig.isUsable(oa, length)) continue;
        rig.map(va, oa, length);
        rig.check();
        rig.unmap(va, length);
      }
    },
  },
  {
    name: "maps with the sizes that are left when they are narrowed",
    run: (rig) => {
      const { table, pages, settings, variant } = rig;
      const sizes = sizesOf(settings.pageSizes);
      same(table.pageSizes, settings.pageSizes);
      for (const size of rig.inputs(sizes.slice(0, 12))) {
        table.pageSizes = size;
        pages.pageSizes = size;
        const [va] = edgeVas(variant, settings, size);
        if (va === undefined || 4n * size > rig.oaEnd) continue;
        const fits = va + 2n * size <= rig.lastVa;
        const length = fits ? 2n * size : size;
        if (!rig.isUsable(size, length)) continue;
        rig.map(va, size, length);
        if (size > rig.granule) rig.map(va + length, size, rig.granule);
        rig.check();
        rig.unmap(va, length);
      }
      for (const bitmap of [0n, 1n, settings.pageSizes << 1n]) {
        expect(() => {
          table.pageSizes = bitmap;
        }).toThrow(/page sizes/);
      }
    },
  },
];
