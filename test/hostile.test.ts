import { Arena, DirtyBitmap, type PageTable, Protection, PtError, type TableFault } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VariantModel } from "../generator/src/model/model.js";
import { edgeVas } from "./conformance/places.js";
import { bytes, codeOf, configOf, fillNoise, readAll, rootAt, tolerate, view } from "./damage.js";
import { ItemReference } from "./model/item-reference.js";
import { loadItem, storeItem } from "./model/memory-walk.js";
import type { Settings } from "./model/settings.js";
import { runsOfClass } from "./random-operations.js";
import { allSubjectsOf, type Subject } from "./subjects.js";
import { testedFormats } from "./tested-formats.js";

/** Blocks of somebody else's all around, with a pattern that must survive. */
class Canaries {
  private readonly arena: Arena;
  private readonly words: number[] = [];

  constructor(arena: Arena) {
    this.arena = arena;
  }

  plant(): void {
    const word = this.arena.allocate(4096);
    this.arena.words.fill(0x5a5a5a5a, word, word + 1024);
    this.words.push(word);
  }

  check(): void {
    for (const word of this.words) {
      const block = this.arena.words.subarray(word, word + 1024);
      expect(block.every((each) => each === 0x5a5a5a5a)).toBe(true);
      expect(this.arena.leakCheck().some(({ address }) => address === this.arena.address(word))).toBe(true);
    }
  }
}

/** A table with a few mappings, whose memory then goes bad. */
function damagedTable(subject: Subject, seed: number): void {
  const { variant } = subject;
  const { config, settings } = configOf(variant, seed % 2 === 1);
  const arena = new Arena({ bytes, shared: subject.binding === "shared" });
  const canaries = new Canaries(arena);
  canaries.plant();
  const table = subject.create(arena, config);
  const granule = 1n << BigInt(variant.granuleLg2);
  const vas = edgeVas(variant, settings, granule);
  const { READ, WRITE } = Protection;
  for (const va of vas.slice(0, 6)) tolerate(() => table.map(va, 0n, granule, READ | WRITE));
  canaries.plant();
  const items = new ItemReference(variant, settings, config.parameters);
  const owned = arena.leakCheck().filter(({ address, bytes: size }) => {
    const word = Number((address - arena.address(0)) / 4n);
    return size < 4096 || arena.words[word] !== 0x5a5a5a5a;
  });
  const words = owned.map(({ address }) => Number((address - arena.address(0)) / 4n));
  fillNoise(
    arena,
    variant,
    items,
    words,
    owned.map((block) => block.bytes),
    seed,
  );
  readAll(view(table), vas);
  for (const va of vas.slice(0, 8)) {
    tolerate(() => table.map(va, 0n, granule * 3n, READ | WRITE));
    tolerate(() => table.unmap(va, granule * 5n));
    tolerate(() => table.setDirty(va));
    tolerate(() =>
      table.readAndClearDirty(va, granule * 8n, DirtyBitmap.covering(va, granule * 8n, variant.granuleLg2)),
    );
  }
  canaries.check();
  tolerate(() => table.destroy());
  canaries.check();
}

/** Memory of noise only, with a root somewhere in it. */
function foreignTable(subject: Subject, seed: number): void {
  const { variant } = subject;
  const { config, settings } = configOf(variant, seed % 2 === 1);
  const arena = new Arena({ bytes, shared: subject.binding === "shared" });
  const largest = Math.max(...variant.levels.map(({ tableBytes }) => tableBytes));
  const items = new ItemReference(variant, settings, config.parameters);
  const words = Array.from({ length: 12 }, () => arena.allocate(largest));
  fillNoise(
    arena,
    variant,
    items,
    words,
    words.map(() => largest),
    seed,
  );
  const root = rootAt(variant, arena.address(words[seed % words.length]), settings.topLevel);
  if (!root) return;
  const { topLevel: _, ...rest } = config;
  const table = subject.open(arena, root, { ...rest, topLevel: settings.topLevel });
  const before = Buffer.from(arena.words.buffer.slice(0));
  const vas = edgeVas(variant, settings, 1n << BigInt(variant.granuleLg2));
  readAll(view(table), vas);
  expect(codeOf(() => table.map(0n, 0n, 1n << BigInt(variant.granuleLg2), 3))).toBe("EPERM");
  expect(codeOf(() => table.unmap(0n, 1n << BigInt(variant.granuleLg2)))).toBe("EPERM");
  expect(codeOf(() => table.destroy())).toBe("EPERM");
  if (variant.dirty) expect(codeOf(() => table.readAndClearDirty(0n, 4096n, undefined))).toBe("EPERM");
  expect(before.equals(Buffer.from(arena.words.buffer))).toBe(true);
  expect(arena.liveTables).toBe(words.length);
}

/** Items to bend, in a table whose way down from the top is known. */
class Bent {
  readonly table: PageTable;
  readonly arena: Arena;
  readonly granule: bigint;
  readonly settings: Settings;
  readonly items: ItemReference;
  readonly variant: VariantModel;

  constructor({ variant, binding, create }: Subject) {
    const { config, settings } = configOf(variant);
    this.variant = variant;
    this.settings = settings;
    this.arena = new Arena({ bytes, shared: binding === "shared" });
    this.table = create(this.arena, config);
    this.granule = 1n << BigInt(variant.granuleLg2);
    this.items = new ItemReference(variant, settings, config.parameters);
    this.table.map(0n, this.granule, this.granule, 3);
  }

  /** Words of the tables from the top to level 0 on the way to VA 0. */
  path(): readonly number[] {
    const words = [this.word(this.table.topAddress)];
    for (let level = this.table.topLevel; level > 0; level--) {
      const raw = loadItem(this.arena, this.variant.item, words[words.length - 1], 0);
      words.push(this.word(this.items.decode(level, raw).address));
    }
    return words;
  }

  /** Points item `index` of the table at `level` to a table. */
  point(level: number, index: number, target: number): void {
    const [from] = this.path().slice(this.table.topLevel - level);
    const raw = this.items.table(level, this.arena.address(target));
    if (raw === undefined) throw new Error(`level ${level} has no tables below it`);
    storeItem(this.arena, this.variant.item, from, index, raw);
  }

  private word(address: bigint): number {
    return Number((address - this.arena.address(0)) / 4n);
  }
}

describe("damaged tables", async () => {
  for (const format of testedFormats()) {
    for (const subject of await allSubjectsOf(format)) {
      describe(subject.name, () => {
        it("never lead to anything but answers and PtErrors, or out of their memory", () => {
          fc.assert(
            fc.property(fc.nat(0x7fffffff), (seed) => damagedTable(subject, seed)),
            runsOfClass(6, subject.number),
          );
        });

        it("can be read but not changed when they are somebody else's", () => {
          fc.assert(
            fc.property(fc.nat(0x7fffffff), (seed) => foreignTable(subject, seed)),
            runsOfClass(6, subject.number),
          );
        });

        it("translate through a self-map, and report it as a loop once", () => {
          const bent = new Bent(subject);
          const { table, variant, settings, granule } = bent;
          const { topLevel } = settings;
          const { itemLg2 } = variant.levels[topLevel];
          const va = 1n << BigInt(itemLg2);
          if (topLevel === 0 || table.topItems < 2) return;
          const [top] = bent.path();
          // Level codes in items make another level's items reserved: where they exist, the walk ends in EBADMSG.
          bent.point(topLevel, 1, top);
          tolerate(() => table.translate(va));
          tolerate(() => table.translate(va + granule));
          const faults: TableFault[] = [];
          const found = [...table.mappings(0n, undefined, (fault) => faults.push(fault))];
          expect(found).toMatchObject([{ va: 0n, oa: granule, length: granule }]);
          expect(faults).toMatchObject([{ va, length: va, level: topLevel, code: "ELOOP" }]);
          expect(() => [...table.mappings()]).toThrow(PtError);
        });

        it("are neither changed nor freed through a loop or a second way", () => {
          for (const shared of [false, true]) {
            const bent = new Bent(subject);
            const { table, arena, variant, settings, granule } = bent;
            const { topLevel } = settings;
            if (topLevel === 0 || table.topItems < 2) return;
            const va = 1n << BigInt(variant.levels[topLevel].itemLg2);
            const [top, below] = bent.path();
            bent.point(topLevel, 1, shared ? below : top);
            const before = Buffer.from(arena.words.buffer.slice(0));
            const { liveTables } = arena;
            expect(codeOf(() => table.map(va, 4n * granule, granule, 3))).toBe("ELOOP");
            expect(codeOf(() => table.unmap(va, granule))).toBe("ELOOP");
            expect(codeOf(() => table.destroy())).toBe("ELOOP");
            if (variant.dirty) {
              const bitmap = DirtyBitmap.covering(va, granule, variant.granuleLg2);
              expect(codeOf(() => table.readAndClearDirty(va, granule, bitmap))).toBe("ELOOP");
            }
            expect(before.equals(Buffer.from(arena.words.buffer))).toBe(true);
            expect(arena.liveTables).toBe(liveTables);
            if (shared && topLevel > 0) expect(table.translate(va)).toBe(granule);
          }
        });

        it("with a pointer outside memory give EFAULT and nothing else", () => {
          const bent = new Bent(subject);
          const { table, arena, variant, settings, granule } = bent;
          const { topLevel } = settings;
          if (topLevel === 0 || table.topItems < 2) return;
          const va = 1n << BigInt(variant.levels[topLevel].itemLg2);
          const { tableBytes } = variant.levels[topLevel - 1];
          const end = arena.byteLength;
          // The first address behind the arena, and one whose table would begin inside and end outside.
          for (const target of [end, end + tableBytes]) {
            bent.point(topLevel, 1, target / 4);
            const operations = [
              () => table.translate(va),
              () => table.map(va, 0n, granule, 3),
              () => table.unmap(va, granule),
              ...(variant.dirty ? [() => table.setDirty(va)] : []),
              () => table.destroy(),
            ];
            for (const operation of operations) expect(codeOf(operation)).toBe("EFAULT");
            const faults: string[] = [];
            for (const _ of table.mappings(0n, undefined, ({ code }) => faults.push(code)));
            expect(faults).toEqual(["EFAULT"]);
          }
        });
      });
    }
  }
});
