// What a user writes first: the class, with BigInt addresses and exceptions.

import { PageTable } from "@generic-pt/amdv1";
import { PageTable as SmallPageTable } from "@generic-pt/amdv1/selftest";
import { type PageTable as AnyPageTable, Arena, type Mapping, Protection, PtError } from "@generic-pt/core";

const arena = new Arena({ bytes: 1 << 20 });
const flushes: number[] = [];
const table: AnyPageTable = PageTable.create(
  arena,
  { vaBits: 48, topLevel: 3 },
  (_firstHi, firstLo, _lastHi, lastLo) => flushes.push(firstLo, lastLo),
);

function codeOf(action: () => void): string {
  try {
    action();
    return "none";
  } catch (error) {
    return error instanceof PtError ? `${error.name} ${error.code} ${error.errno}` : String(error);
  }
}

table.map(0x10000n, 0x50000000n, 0x10000n, Protection.READ | Protection.WRITE);
const runs: readonly Mapping[] = [...table.mappings()];
const translated = table.translate(0x14abcn);
const overlap = codeOf(() => table.map(0x10000n, 0n, 0x1000n, Protection.READ));
const unmapped = table.unmap(0x10000n, 0x10000n);
const hole: bigint | undefined = table.translate(0x14abcn);

// Another entry point of the same package: a variant with smaller pages.
const smallArena = new Arena({ bytes: 1 << 20 });
const small = SmallPageTable.create(smallArena, { vaBits: 48, topLevel: 3 });
small.map(0x800n, 0x1800n, 0x800n, Protection.READ);

export default {
  runs: runs.map(({ va, length, oa, leafSize }) => [va, length, oa, leafSize]),
  translated,
  overlap,
  unmapped,
  hole: String(hole),
  flushes,
  granules: [table.granuleLg2, small.granuleLg2],
  translatedSmall: small.translate(0xfffn),
  tablesLeft: [table.destroy(), arena.liveTables],
};
