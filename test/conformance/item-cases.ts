import { PtError } from "@generic-pt/core";
import { expect } from "vitest";
import type { Case } from "./case.js";
import { edgeOas } from "./places.js";
import type { Rig } from "./rig.js";
import { same } from "./same.js";

/** Every leaf size of every level: [level, lg2]. */
function leafSizes({ variant }: Rig): readonly (readonly [level: number, sizeLg2: number])[] {
  return variant.levels.flatMap(({ level, sizesLg2 }) => sizesLg2.map((lg2) => [level, lg2] as const));
}

/** Raw items that differ from one another as much as items can: every bit alone and missing, and a spread of others. */
function rawItems(bits: number): readonly bigint[] {
  const all = (1n << BigInt(bits)) - 1n;
  const raws = [0n, all];
  for (let bit = 0; bit < bits; bit++) raws.push(1n << BigInt(bit), all ^ (1n << BigInt(bit)));
  let word = 0x9e3779b97f4a7c15n;
  for (let n = 0; n < 40; n++) {
    word = BigInt.asUintN(64, word * 6364136223846793005n + 1442695040888963407n);
    raws.push(word & all, word & (all >> BigInt(n % 32)));
  }
  return raws;
}

/** What encoders make, and each of it with a bit flipped: random words seldom come near. */
function nearItems(rig: Rig, level: number): readonly bigint[] {
  const { variant, items } = rig;
  const sound = variant.levels[level].sizesLg2.flatMap((lg2) => items.firstItem(level, 0n, lg2, 3) ?? []);
  const table = items.table(level, 0n);
  if (table !== undefined && level > 0) sound.push(table);
  return sound.flatMap((raw) => [
    raw,
    ...Array.from({ length: variant.item.bits }, (_, bit) => raw ^ (1n << BigInt(bit))),
  ]);
}

export const itemCases: readonly Case[] = [
  {
    name: "writes every protection, address bit and size of a leaf into the bits of the spec",
    run: (rig) => {
      const { table, items, settings } = rig;
      for (const [level, sizeLg2] of leafSizes(rig)) {
        const size = 1n << BigInt(sizeLg2);
        const request = (oa: bigint, protection: number) => {
          rig.about({ level, sizeLg2, oa, protection });
          const source = { kind: "leaf", address: oa, size, protection } as const;
          const item = items.firstItem(level, oa, sizeLg2, protection);
          // Without any protection a leaf may have no bit left that tells it from an empty item.
          if (item === undefined || items.takeApart(level, item).kind !== "leaf") {
            expect(() => table.encode(level, source)).toThrow(expect.objectContaining({ code: "EINVAL" }));
            return;
          }
          const raw = table.encode(level, source);
          same(raw, item);
          const decoded = table.decode(level, raw);
          same([decoded.kind, decoded.size], ["leaf", size]);
          if (rig.isUsable(oa, size)) same(decoded.address, oa);
          same(decoded.protection, items.readable(level, sizeLg2, protection));
        };
        if (size > rig.oaEnd || !rig.isUsable(0n, size)) continue;
        for (const protection of rig.someItems([...Array(64).keys()])) request(0n, protection);
        for (const oa of rig.someItems(edgeOas(settings.oaBits, size))) request(oa, rig.protection);
      }
    },
  },
  {
    name: "writes table items that lead to the table",
    when: ({ levels }) => levels.length > 1,
    run: (rig) => {
      const { table, items, arena, variant } = rig;
      for (const { level, kinds } of variant.levels) {
        if (level === 0 || !kinds.some(({ kind }) => kind === "table")) continue;
        const { tableBytes } = variant.levels[level - 1];
        const words = Array.from({ length: 3 }, () => arena.allocate(tableBytes));
        for (const word of words) {
          const address = arena.address(word);
          const raw = table.encode(level, { kind: "table", address });
          same(raw, items.table(level, address));
          expect(table.decode(level, raw)).toMatchObject({ kind: "table", address });
          arena.free(word, tableBytes);
        }
      }
    },
  },
  {
    name: "reads any item as the spec does",
    run: (rig) => {
      const { table, items, variant } = rig;
      for (const { level } of variant.levels) {
        for (const raw of rig.someItems([...rawItems(variant.item.bits), ...nearItems(rig, level)])) {
          rig.about({ level, raw });
          const expected = items.takeApart(level, raw);
          const { kind, encoding, address, size, protection, dirty, fields } = table.decode(level, raw);
          const actual = { raw, kind, encoding, address, size, protection, dirty };
          const isLeaf = expected.kind === "leaf";
          same(actual, {
            raw,
            kind: expected.kind,
            encoding: expected.encoding,
            address: isLeaf || expected.kind === "table" ? expected.address : undefined,
            size: isLeaf ? 1n << BigInt(expected.sizeLg2) : undefined,
            protection: isLeaf ? expected.protection : undefined,
            dirty: isLeaf && variant.dirty ? expected.dirty : undefined,
          });
          for (const { name, high, low, levels, on } of variant.fields) {
            const isAtLevel = levels === undefined || (levels.low <= level && level <= levels.high);
            const isOwn = on === undefined || on.includes(expected.kind) || on.includes(expected.encoding);
            const isThere = isAtLevel && isOwn;
            const bits = (raw >> BigInt(low)) & ((2n << BigInt(high - low)) - 1n);
            same([name, fields[name]], [name, isThere ? bits : undefined]);
          }
        }
      }
    },
  },
  {
    name: "takes zeroed memory for empty items at every level",
    run: ({ table, variant }) => {
      for (const { level } of variant.levels) same(table.decode(level, 0n).kind, "empty");
    },
  },
  {
    name: "refuses to encode what no item can say",
    run: ({ table, variant, granule, oaEnd }) => {
      const code = (level: number, source: Parameters<typeof table.encode>[1]) => {
        try {
          table.encode(level, source);
        } catch (error) {
          if (error instanceof PtError) return error.code;
          throw error;
        }
        return "done";
      };
      const { levels } = variant;
      same(code(levels.length, { kind: "leaf", address: 0n }), "EINVAL");
      same(code(0, { kind: "table", address: table.topAddress }), "EINVAL");
      same(code(0, { kind: "leaf", address: granule / 2n }), "EINVAL");
      same(code(0, { kind: "leaf", address: oaEnd }), "EINVAL");
      same(code(0, { kind: "leaf", address: 0n, size: 3n * granule }), "EINVAL");
      same(code(0, { kind: "leaf", address: 0n, protection: 64 }), "EINVAL");
      for (const { level, sizesLg2 } of levels)
        if (sizesLg2.length === 0) same(code(level, { kind: "leaf", address: 0n }), "EINVAL");
    },
  },
];
