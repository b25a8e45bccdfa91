import { Protection } from "@generic-pt/core";
import { expect } from "vitest";
import { loadItem, storeItem, type WalkedLeaf, type WalkedTree } from "../model/memory-walk.js";
import type { Case } from "./case.js";
import { edgeVas } from "./places.js";
import type { Rig } from "./rig.js";
import { same } from "./same.js";

const { READ, WRITE, NOEXEC, PRIV } = Protection;

/** The same numbers every time, below 2^`bits`. */
function* numbers(seed: bigint, bits: number): Generator<bigint> {
  for (let word = seed; ; ) {
    word = BigInt.asUintN(64, word * 6364136223846793005n + 1442695040888963407n);
    yield word >> BigInt(64 - bits);
  }
}

/** Leaves at edges of the tree, with different rights. */
function mapSome(rig: Rig): readonly bigint[] {
  const { variant, settings, granule } = rig;
  const vas = edgeVas(variant, settings, granule);
  const step = Math.max(1, Math.floor(vas.length / 12));
  const some = vas.filter((_, n) => n % step === 0);
  const rights = [READ | WRITE, READ, READ | WRITE | NOEXEC, READ | WRITE | PRIV];
  for (const [n, va] of some.entries())
    rig.map(va, rig.usableOa(BigInt(n) * granule), granule, rights[n % rights.length]);
  return some;
}

/** One item that points to a table, and where it lies. */
interface Pointer {
  readonly level: number;
  readonly word: number;
  readonly index: number;
  readonly raw: bigint;
}

function pointersOf({ arena, variant, items }: Rig, tree: WalkedTree): readonly Pointer[] {
  const pointers: Pointer[] = [];
  for (const { level, word } of tree.tables) {
    for (let index = 0; index < 2 ** variant.levels[level].indexBits; index++) {
      const raw = loadItem(arena, variant.item, word, index);
      if (raw === 0n) continue;
      if (items.decode(level, raw).kind === "table") pointers.push({ level, word, index, raw });
    }
  }
  return pointers;
}

/** Changes bits of table items that leave them pointing where they did. Returns how many changed. */
function bend(
  { arena, variant, items }: Rig,
  pointers: readonly Pointer[],
  chance: Generator<bigint>,
): number {
  let bent = 0;
  for (const { level, word, index, raw } of pointers) {
    const own = items.decode(level, raw);
    let changed = raw;
    for (let tries = 0; tries < 6; tries++) {
      const bit = chance.next().value % BigInt(variant.item.bits);
      const next = changed ^ (1n << bit);
      const seen = items.decode(level, next);
      if (seen.encoding === own.encoding && seen.address === own.address) changed = next;
    }
    if (changed !== raw) bent++;
    storeItem(arena, variant.item, word, index, changed);
  }
  return bent;
}

/** The leaves of `mappings`, one by one, with what their rights come to. */
function leavesOf({ table }: Rig): readonly Pick<WalkedLeaf, "va" | "effective">[] {
  const leaves: { va: bigint; effective: number }[] = [];
  for (const { va, length, leafSize, effective } of table.mappings())
    for (let at = 0n; at < length; at += leafSize) leaves.push({ va: va + at, effective });
  return leaves;
}

export const walkCases: readonly Case[] = [
  {
    name: "shows the way to any VA as it lies in memory, and where it ends",
    run: (rig) => {
      const { variant, settings, granule, pages } = rig;
      const mapped = mapSome(rig);
      for (const va of rig.inputs([...edgeVas(variant, settings, granule), ...mapped])) {
        rig.checkWalk(va);
        rig.checkWalk(va + granule - 1n);
      }
      const chance = numbers(42n, 64);
      for (let n = 0; n < (rig.isWhole ? 60 : 12); n++) {
        const any = chance.next().value;
        const near = mapped[n % mapped.length];
        rig.checkWalk(any);
        rig.checkWalk(any & rig.pages.reach);
        // A few bits off a VA that is mapped: another item of a table on its way.
        rig.checkWalk(BigInt.asUintN(64, near ^ (1n << (any % BigInt(settings.vaBits)))));
      }
      expect(pages.inside().length).toBeGreaterThan(0);
    },
  },
  {
    name: "gives the rights that the tables above a leaf leave",
    when: (_, { topLevel }) => topLevel > 0,
    run: (rig) => {
      const { arena, variant, items, granule } = rig;
      // One run of leaves from the end of a table into the next, which may restrict them differently.
      const [{ itemLg2, indexBits }] = variant.levels;
      const reach = 1n << BigInt(itemLg2 + indexBits);
      if (2n * reach <= rig.vaBytes && rig.isUsable(granule, 2n * granule))
        rig.map(rig.firstVa + reach - granule, granule, 2n * granule);
      mapSome(rig);
      const pointers = pointersOf(rig, rig.tree());
      const chance = numbers(7n, 32);
      let restricted = 0;
      let bent = 0;
      // Until something was restricted, where anything can be, and a few times more where lists are tried as a whole.
      const restricts = variant.protections.restrictions.length > 0 && pointers.length > 0;
      const rounds = rig.isWhole ? 8 : 1;
      for (let n = 0; n < rounds || (restricts && restricted === 0 && n < 24); n++) {
        bent += bend(rig, pointers, chance);
        const tree = rig.tree();
        same(tree.faults, []);
        const expected = tree.leaves.map(({ va, effective }) => ({ va, effective }));
        same(leavesOf(rig), expected);
        for (const leaf of tree.leaves) {
          rig.checkWalk(leaf.va);
          const { protection } = leaf.items[0];
          if (leaf.effective !== protection) restricted++;
          same(rig.table.walk(leaf.va).leaf?.protection, protection);
        }
        for (const { word, index, raw } of pointers) storeItem(arena, variant.item, word, index, raw);
      }
      expect(pointers.every(({ level, raw }) => items.decode(level, raw).kind === "table")).toBe(true);
      if (variant.protections.restrictions.length === 0) expect(restricted).toBe(0);
      else if (restricts) expect([bent > 0, restricted > 0]).toEqual([true, true]);
      rig.check();
    },
  },
];
