import { join } from "node:path";
import {
  Arena,
  errnoName,
  type PageTable,
  Protection,
  PtError,
  type TableConfig,
  type TableState,
} from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configurations } from "./conformance/configurations.js";
import { edgeVas } from "./conformance/places.js";
import { bytes, configOf, fillNoise, tolerate } from "./damage.js";
import { ItemReference } from "./model/item-reference.js";
import { halves, settle } from "./model/settings.js";
import { runsOfClass } from "./random-operations.js";
import { classNumber, writableBindings } from "./subjects.js";
import { packageFolder, styles, testedFormats } from "./tested-formats.js";

interface BatchModule {
  readonly translateBatch: (s: TableState, vas: Int32Array, oas: Int32Array, statuses: Int32Array) => number;
  readonly PageTable: {
    create(arena: Arena, config: TableConfig): PageTable & { readonly state: TableState };
  };
}

const untouched = 0x5a5a5a5a;

const wordsOf = (addresses: readonly bigint[]): Int32Array =>
  Int32Array.from(
    addresses.flatMap((address) => [address, address >> 32n]),
    (word) => Number(BigInt.asIntN(32, word)),
  );

/** What the friendly class says of a VA: the OA in hexadecimal, or the name of an error. */
function oneByOne(table: PageTable, va: bigint): string {
  try {
    return table.translate(va)?.toString(16) ?? "ENOENT";
  } catch (error) {
    if (error instanceof PtError) return error.code;
    throw error;
  }
}

/** What a batch says of its VAs, and that it counts them and leaves the rest of its arrays alone. */
function allAtOnce(
  { translateBatch }: BatchModule,
  state: TableState,
  vas: readonly bigint[],
): readonly string[] {
  const oas = new Int32Array(2 * vas.length + 2).fill(untouched);
  const statuses = new Int32Array(vas.length + 1).fill(untouched);
  const translated = translateBatch(state, wordsOf(vas), oas, statuses);
  const oaAt = (at: number) => (BigInt(oas[2 * at + 1] >>> 0) << 32n) | BigInt(oas[2 * at] >>> 0);
  const answers = vas.map((_, at) => (statuses[at] === 0 ? oaAt(at).toString(16) : errnoName(statuses[at])));
  expect(translated).toBe(statuses.filter((status) => status === 0).length);
  const written = vas.filter(
    (_, at) => statuses[at] !== 0 && (oas[2 * at] !== untouched || oas[2 * at + 1] !== untouched),
  );
  expect(written).toEqual([]);
  expect([oas[2 * vas.length], statuses[vas.length]]).toEqual([untouched, untouched]);
  return answers;
}

/** VAs in runs, as devices and tests of one range use them, between VAs from all over. */
const picks = fc.array(
  fc.record({ edge: fc.nat(), from: fc.nat(700), count: fc.nat(80), byte: fc.nat(4095) }),
  {
    maxLength: 12,
  },
);

describe.each(testedFormats())("many VAs at once, $format", (format) => {
  const subjects = format.variants.flatMap((variant) =>
    styles.flatMap((style) =>
      writableBindings.map((binding) => ({
        number: classNumber(style, binding),
        name: `${variant.name} ${style} ${binding}`,
        variant,
        binding,
        path: join(packageFolder(style, format.format), "src", variant.name, binding, "index.ts"),
      })),
    ),
  );

  it.each(subjects)("come to what each comes to alone: $name", async ({ variant, binding, number, path }) => {
    const module: BatchModule = await import(path);
    const granule = 1n << BigInt(variant.granuleLg2);
    const named = configurations(variant);
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), fc.integer(), picks, (which, isDamaged, seed, chosen) => {
        const { config, settings } = (() => {
          const given = named[which % named.length]?.config;
          const settled = given && settle(variant, given);
          if (!given || !settled || typeof settled === "string") return configOf(variant);
          return { config: given, settings: settled };
        })();
        const arena = new Arena({ bytes, shared: binding === "shared" });
        const table = module.PageTable.create(arena, config);
        const edges = edgeVas(variant, settings, granule);
        for (const [at, va] of edges.entries()) {
          const length = granule * [1n, 3n, 600n, 2000n][at % 4];
          tolerate(() =>
            table.map(
              va,
              va & ((1n << BigInt(settings.oaBits)) - 1n),
              length,
              Protection.READ | Protection.WRITE,
            ),
          );
        }
        if (isDamaged) {
          const blocks = arena.leakCheck();
          fillNoise(
            arena,
            variant,
            new ItemReference(variant, settings, config.parameters),
            blocks.map(({ address }) => Number((address - arena.address(0)) / 4n)),
            blocks.map((block) => block.bytes),
            seed,
          );
        }
        const end = 1n << BigInt(variant.va.wordBits);
        const vas = [...edges, end - 1n, end / 2n, 0n].concat(
          chosen.flatMap(({ edge, from, count, byte }) =>
            Array.from(
              { length: count },
              (_, n) =>
                (edges[edge % edges.length] + granule * BigInt((from + 7 * n) % 700) + BigInt(byte)) % end,
            ),
          ),
        );
        expect(allAtOnce(module, table.state, vas)).toEqual(vas.map((va) => oneByOne(table, va)));
      }),
      runsOfClass(10, number),
    );
  });

  it.each(subjects)("end where VAs end, also within a table: $name", async ({ variant, binding, path }) => {
    const module: BatchModule = await import(path);
    const granule = 1n << BigInt(variant.granuleLg2);
    for (const { config } of configurations(variant)) {
      const settings = settle(variant, config);
      if (typeof settings === "string") throw new Error(settings);
      const table = module.PageTable.create(new Arena({ bytes, shared: binding === "shared" }), config);
      const parts = halves(settings);
      const vas = parts.flatMap(({ first, last }) => {
        tolerate(() => table.map(last + 1n - granule, 0n, granule, Protection.READ));
        const around = [last, last + 1n, last + granule, last + 9n * granule, first, first - 1n, last];
        return around.map((va) => BigInt.asUintN(variant.va.wordBits, va));
      });
      expect(allAtOnce(module, table.state, vas)).toEqual(vas.map((va) => oneByOne(table, va)));
    }
  });

  it.each(subjects)("need room for their answers: $name", async ({ variant, binding, path }) => {
    const { translateBatch, PageTable: Table }: BatchModule = await import(path);
    const { config } = configOf(variant);
    const { state } = Table.create(new Arena({ bytes, shared: binding === "shared" }), config);
    const vas = new Int32Array(8);
    expect(() => translateBatch(state, vas, new Int32Array(7), new Int32Array(4))).toThrow(RangeError);
    expect(() => translateBatch(state, vas, new Int32Array(8), new Int32Array(3))).toThrow(RangeError);
    expect(translateBatch(state, new Int32Array(0), new Int32Array(0), new Int32Array(0))).toBe(0);
  });
});
