import { Arena, TableImage, type TableReader } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VariantModel } from "../generator/src/model/model.js";
import { edgeVas } from "./conformance/places.js";
import { bytes, configOf, fillNoise, readAll, rootAt, tolerate, view } from "./damage.js";
import { ItemReference } from "./model/item-reference.js";
import { itemOffset } from "./model/memory-walk.js";
import { runs } from "./random-operations.js";
import { allSubjectsOf, imageSubjectsOf } from "./subjects.js";
import { styles, testedFormats } from "./tested-formats.js";

describe("damaged images", async () => {
  for (const format of testedFormats()) {
    for (const style of styles) {
      const writers = (await allSubjectsOf(format)).filter(
        (each) => each.style === style && each.binding === "arena",
      );
      for (const subject of await imageSubjectsOf(format, style)) {
        const writer = writers.find(({ variant }) => variant === subject.variant);
        if (!writer) throw new Error("no class to write with");
        const { variant } = subject;
        const { config, settings } = configOf(variant, true);
        const granule = 1n << BigInt(variant.granuleLg2);
        const vas = edgeVas(variant, settings, granule);
        const made = () => {
          const arena = new Arena({ bytes });
          const table = writer.create(arena, config);
          for (const [n, va] of vas.slice(0, 8).entries())
            table.map(va, (BigInt(n) * granule) % (1n << BigInt(settings.oaBits)), granule, 3);
          const root = rootAt(variant, table.topAddress, table.topLevel);
          const { topLevel: _, ...rest } = config;
          return { arena, table, root, opening: { ...rest, topLevel: table.topLevel } };
        };

        it(`${subject.name}: whole ones read like the table they were taken from`, () => {
          const { arena, table, root, opening } = made();
          if (!root) return;
          const image = TableImage.fromBytes([
            { address: arena.address(0), bytes: new Uint8Array(arena.words.buffer) },
          ]);
          const read = subject.open(image, root, opening);
          for (const va of vas)
            expect(tolerate(() => read.translate(va))).toBe(tolerate(() => table.translate(va)));
          expect([...read.mappings()]).toEqual([...table.mappings()]);
        });

        it(`${subject.name}: a table below many items is searched once`, () => {
          const { arena, table, root, opening } = made();
          if (!root) return;
          for (const va of vas.slice(0, 8)) table.unmap(va, granule);
          const memory = new DataView(arena.words.buffer);
          let below: bigint | undefined;
          let items = 0;
          for (const { level, indexBits, tableBytes } of variant.levels.slice(0, table.topLevel + 1)) {
            const isTop = level === table.topLevel;
            const address = isTop ? table.topAddress : arena.address(arena.allocate(tableBytes));
            const raw = below === undefined ? 0n : table.encode(level, { kind: "table", address: below });
            for (let index = 0; index < 2 ** indexBits; index += 1)
              storeItem(memory, variant, Number(address - arena.address(0)), index, raw);
            below = address;
            items += 2 ** indexBits;
          }
          const image = TableImage.fromBytes([
            { address: arena.address(0), bytes: new Uint8Array(arena.words.buffer) },
          ]);
          let opened = 0;
          const counting: TableReader = {
            words: image.words,
            identity: (word) => image.identity(word),
            open(level, paHi, paLo, size) {
              opened += 1;
              return image.open(level, paHi, paLo, size);
            },
          };
          expect([...subject.open(counting, root, opening).mappings()]).toEqual([]);
          // Both halves of sign-extended VAs are searched, and each search opens the top.
          expect(opened).toBeLessThanOrEqual(2 * items + 8);
        });

        it(`${subject.name}: those cut off anywhere end in PtErrors`, () => {
          const { arena, root, opening } = made();
          if (!root) return;
          const live = arena
            .leakCheck()
            .reduce((_, block) => Number(block.address - arena.address(0)) + block.bytes, 0);
          const options = { bytesPerLevel: least(arena) };
          for (let cut = 0; cut <= live; cut += Math.max(4, Math.ceil(live / 60) & ~3)) {
            const all = new Uint8Array(arena.words.buffer);
            for (const piece of [all.subarray(0, cut), all.subarray(cut)]) {
              const address = arena.address(0) + BigInt(piece.byteOffset);
              const image = TableImage.fromBytes([{ address, bytes: piece }], options);
              const read = tolerate(() => subject.open(image, root, opening));
              if (read) readAll(view(read), vas);
            }
          }
        });

        it(`${subject.name}: those of noise end in PtErrors`, () => {
          fc.assert(
            fc.property(fc.nat(0x7fffffff), (seed) => {
              const { arena, root, opening } = made();
              if (!root) return;
              const blocks = arena.leakCheck();
              const words = blocks.map(({ address }) => Number((address - arena.address(0)) / 4n));
              const items = new ItemReference(variant, settings, config.parameters);
              fillNoise(
                arena,
                variant,
                items,
                words,
                blocks.map((block) => block.bytes),
                seed,
              );
              const image = TableImage.fromBytes(
                [{ address: arena.address(0), bytes: new Uint8Array(arena.words.buffer) }],
                { bytesPerLevel: least(arena) },
              );
              readAll(view(subject.open(image, root, opening)), vas);
            }),
            runs(6),
          );
        });
      }
    }
  }
});

/** The least memory of a level that holds every table: images are made by the hundred here. */
function least(arena: Arena): number {
  return Math.max(1 << 16, ...arena.leakCheck().map((block) => block.bytes));
}

function storeItem(
  memory: DataView,
  { item }: VariantModel,
  table: number,
  index: number,
  raw: bigint,
): void {
  const isLittle = item.endian === "little";
  const at = table + itemOffset(item, index);
  if (item.bits === 32) memory.setUint32(at, Number(raw), isLittle);
  else memory.setBigUint64(at, raw, isLittle);
}
