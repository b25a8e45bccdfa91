import { oaLimits } from "../model/settings.js";
import type { Case } from "./case.js";
import { edgeVas, sizesOf } from "./places.js";
import { same } from "./same.js";

const hasLimits: Case["when"] = (variant, settings) => oaLimits(variant, settings).length > 0;

/** As many leaves as are tried one after the other. */
const many = 1100n;

/** Leaves that hold fewer bits of an OA than others. */
export const limitCases: readonly Case[] = [
  {
    name: "maps up to the last OA that a leaf holds, and goes on only with leaves that hold more",
    when: hasLimits,
    run: (rig) => {
      const { variant, settings, granule } = rig;
      for (const limit of oaLimits(variant, settings)) {
        for (const size of sizesOf(settings.pageSizes)) {
          const places = edgeVas(variant, settings, size).filter((va) => va + 3n * size <= rig.lastVa);
          const part = size < many * granule ? size : many * granule;
          const [short, odd] = [part - (part % granule), granule % size];
          for (const va of rig.inputs(places)) {
            for (const [start, oa, length] of [
              [va, limit - size, size],
              [va, limit - size, 2n * size],
              [va, limit, size],
              [va, limit - granule, granule],
              [va, limit - granule, 2n * granule],
              [va, limit, granule],
              [va, limit + granule, granule],
              // VA and OA meet the alignment of no larger leaf.
              [va + odd, limit - short, 2n * short],
              [va, limit - short + odd, 2n * short],
              [va + odd, limit, short],
              [va, rig.oaEnd - size, size],
              [va, rig.oaEnd - granule, granule],
            ] as const) {
              if (oa < 0n || oa + length > rig.oaEnd) continue;
              const { done } = rig.map(start, oa, length);
              rig.check();
              if (done > 0n) rig.unmap(start, done);
            }
          }
        }
      }
    },
  },
  {
    name: "says that no leaf holds an OA before it says that something is in its way",
    when: hasLimits,
    run: (rig) => {
      const { variant, settings, granule } = rig;
      for (const limit of oaLimits(variant, settings)) {
        for (const size of rig.inputs(sizesOf(settings.pageSizes))) {
          const [va] = edgeVas(variant, settings, size).filter((each) => each + 2n * size <= rig.lastVa);
          if (va === undefined || limit + 2n * size > rig.oaEnd) continue;
          rig.map(va, 0n, size);
          rig.map(va, limit, size);
          rig.map(va, limit + granule, granule);
          rig.map(va + size - granule, limit, granule);
          rig.unmap(va, size);
          rig.map(va + size, 0n, granule);
          const { done } = rig.map(va, limit - size, 2n * size);
          rig.check();
          if (done > 0n) rig.unmap(va, done);
          rig.unmap(va + size, granule);
        }
      }
    },
  },
  {
    name: "takes every OA where none is compared, and keeps of it what the leaf has bits for",
    when: (_variant, { oaBits, takenOaEnd }) => takenOaEnd > 1n << BigInt(oaBits),
    run: (rig) => {
      const { variant, settings, granule, oaEnd } = rig;
      const { takenOaEnd } = settings;
      for (const size of rig.inputs(sizesOf(settings.pageSizes))) {
        const [va] = edgeVas(variant, settings, size).filter((each) => each + 2n * size <= rig.lastVa);
        if (va === undefined) continue;
        for (const [start, oa, length] of [
          [va, oaEnd, size],
          [va, oaEnd - size, 2n * size],
          [va, takenOaEnd - size, size],
          [va, takenOaEnd - granule, granule],
          [va, takenOaEnd - granule, 2n * granule],
          [va, takenOaEnd / 2n + granule, granule],
          [va, 5n * oaEnd + size, size],
        ] as const) {
          const { done } = rig.map(start, oa, length);
          rig.check();
          if (done > 0n) rig.unmap(start, done);
        }
      }
    },
  },
  {
    name: "puts nothing into tables for an OA that no leaf holds",
    when: (variant, settings) => {
      const end = 1n << BigInt(settings.oaBits);
      return variant.levels[0].kinds.some(({ oaLg2 }) => oaLg2 !== undefined && 1n << BigInt(oaLg2) < end);
    },
    run: (rig) => {
      const { table, firstVa, granule, oaEnd } = rig;
      // Below the size of any other leaf.
      same(rig.map(firstVa, oaEnd - granule, granule).code, "ERANGE");
      same(table.translate(firstVa), undefined);
      same(rig.tree().leaves, []);
    },
  },
];
