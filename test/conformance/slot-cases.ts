import { Protection } from "@generic-pt/core";
import type { VariantModel } from "../../generator/src/model/model.js";
import type { Case } from "./case.js";
import { edgeVas } from "./places.js";
import type { Rig } from "./rig.js";
import { same } from "./same.js";

const { READ, WRITE } = Protection;

/** Slots are larger than items. */
function hasSlots({ item }: VariantModel): boolean {
  return item.slotBytesLg2 !== item.bytesLg2;
}

/** The words of a level's tables that no item has: those of its slots, and what follows the last of them. */
function wordsBeside({ item, levels }: VariantModel, level: number): readonly number[] {
  const { bits, slotBytesLg2, offset } = item;
  const { indexBits, tableBytes } = levels[level];
  return Array.from({ length: tableBytes / 4 }, (_, at) => at).filter((at) => {
    const inSlot = (4 * at) % 2 ** slotBytesLg2;
    const isItem = inSlot >= offset && inSlot < offset + bits / 8;
    return !isItem || 4 * at >= 2 ** (indexBits + slotBytesLg2);
  });
}

/** What software keeps at a word: no zero, and in any byte order a word that an item in use could have. */
function kept(word: number): number {
  return Math.imul(word + 1, 0x9e3779b1) | 0x03000003;
}

/** What a table has beside its items is what was put there, and zero in a table that is new; then it is put there. */
class BesideItems {
  private readonly rig: Rig;
  private readonly beside: readonly (readonly number[])[];
  private seen: ReadonlySet<number> = new Set();

  constructor(rig: Rig) {
    this.rig = rig;
    this.beside = rig.variant.levels.map(({ level }) => wordsBeside(rig.variant, level));
  }

  look(): void {
    const { rig } = this;
    const { tables } = rig.tree();
    const { words } = rig.arena;
    for (const { word, level, va } of tables) {
      const isNew = !this.seen.has(word);
      const beside = this.beside[level];
      const changed = beside.filter((at) => words[word + at] !== (isNew ? 0 : kept(word + at)));
      same({ level, va, isNew, changed }, { level, va, isNew, changed: [] });
      for (const at of isNew ? beside : []) words[word + at] = kept(word + at);
    }
    this.seen = new Set(tables.map(({ word }) => word));
  }
}

export const slotCases: readonly Case[] = [
  {
    name: "leaves alone what lies beside items in their slots, and has nothing there in a new table",
    when: hasSlots,
    run: (rig) => {
      const { variant, settings, granule, table } = rig;
      const beside = new BesideItems(rig);
      beside.look();
      const vas = rig.some(edgeVas(variant, settings, granule)).slice(0, 12);
      for (const [n, va] of vas.entries()) {
        rig.map(va, rig.usableOa(BigInt(n) * granule), granule, n % 2 === 0 ? READ | WRITE : READ);
        beside.look();
        if (variant.dirty) rig.setDirty(va);
        beside.look();
      }
      rig.check();
      rig.unmap(rig.firstVa, rig.vaBytes);
      beside.look();
      // Tables that are taken again, and leaves in place of tables.
      const sizes = variant.levels
        .slice(0, table.topLevel + 1)
        .flatMap(({ sizesLg2 }) => sizesLg2)
        .filter((lg2) => (settings.pageSizes & (1n << BigInt(lg2))) !== 0n);
      for (const lg2 of sizes) {
        const size = 1n << BigInt(lg2);
        if (size > rig.vaBytes || !rig.isUsable(0n, size)) continue;
        for (const length of [granule, size]) {
          rig.map(rig.firstVa, 0n, length);
          beside.look();
          rig.translate(rig.firstVa + length - 1n);
          if (variant.dirty) {
            rig.setDirty(rig.firstVa);
            rig.readDirty(rig.firstVa, length, true);
          }
          beside.look();
          rig.check();
          rig.unmap(rig.firstVa, length);
          beside.look();
        }
      }
      for (const va of vas) rig.map(va, rig.usableOa(granule), granule);
      beside.look();
      rig.check();
    },
  },
];
