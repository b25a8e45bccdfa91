import {
  Arena,
  type PageTable,
  Protection,
  PtError,
  type RootFields,
  type TableConfig,
  TableImage,
  type TableReader,
} from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import { models, openTable } from "./open-table.js";

/** The read-only face of a generated package. */
interface View {
  translate(va: bigint): bigint | undefined;
  mappings(): IterableIterator<unknown>;
  readonly topLevel: number;
}

const both = Protection.READ | Protection.WRITE;
const variants = models.flatMap((model) =>
  model.variants.filter(({ root }) => root.length > 0).map((variant) => ({ model, variant })),
);
/** Variants whose VAs may be sign-extended are opened with an upper half as well, and used there. */
const opened = variants.flatMap(({ model, variant }) => [
  { model, variant, extra: [] },
  ...variant.features
    .filter(({ effect }) => effect === "sign-extended")
    .map(({ name }) => ({ model, variant, extra: [name] })),
]);

interface Leaf {
  readonly va: bigint;
  readonly size: bigint;
}

/** Every page size the table has, once, far apart; each to an OA of its own size. */
function mapAllSizes(table: PageTable): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const base = table.upperHalf?.first ?? 0n;
  for (let lg2 = 0; lg2 < Math.min(table.vaBits - 1, table.oaBits - 1); lg2 += 1) {
    const size = 1n << BigInt(lg2);
    if ((table.pageSizes & size) === 0n || lg2 > 34) continue;
    table.map(base + size, size, size, both);
    leaves.push({ va: base + size, size });
  }
  return leaves;
}

describe.each(opened)(
  "$model.format/$variant.name $extra from its root fields",
  ({ model, variant, extra }) => {
    const config: TableConfig = {
      features: [...extra, ...variant.features.filter(({ always }) => always).map(({ name }) => name)],
      ...(variant.va.maxLg2 > 48 && (variant.va.widths?.includes(48) ?? true) ? { vaBits: 48 } : {}),
    };

    function filled(): {
      readonly arena: Arena;
      readonly table: PageTable;
      readonly leaves: readonly Leaf[];
    } {
      const arena = new Arena({ bytes: 1 << 22 });
      const table = openTable.open(model.format, variant.name, config, arena, () => undefined);
      return { arena, table, leaves: mapAllSizes(table) };
    }

    it("opens in its arena, reads the same and can be changed", async () => {
      const { arena, table, leaves } = filled();
      const module: { PageTable: { open(arena: Arena, root: RootFields, config: TableConfig): PageTable } } =
        await import(`../generated/${model.format}/src/${variant.name}/arena/index.ts`);
      const again = module.PageTable.open(arena, table.root(), { ...config, topLevel: table.topLevel });
      expect([...again.mappings()]).toEqual([...table.mappings()]);
      const [{ va, size }] = leaves;
      expect(again.unmap(va, size)).toBe(size);
      expect(table.translate(va)).toBeUndefined();
      expect(again.destroy()).toBeGreaterThan(0);
      expect(arena.leakCheck()).toEqual([]);
      expect(() => table.map(0n, 0n, 1n << BigInt(table.granuleLg2), both)).toThrow(
        expect.objectContaining({ code: "EPERM" }),
      );
    });

    it("opens in an image, and reads the same", async () => {
      const { arena, table, leaves } = filled();
      const module: { TableView: { open(image: TableReader, root: RootFields, config: TableConfig): View } } =
        await import(`../generated/${model.format}/src/${variant.name}/image/index.ts`);
      const bytes = new Uint8Array(arena.words.buffer.slice(0));
      const image = TableImage.fromBytes([{ address: arena.address(0), bytes }]);
      const view = module.TableView.open(image, table.root(), { ...config, topLevel: table.topLevel });
      expect([...view.mappings()]).toEqual([...table.mappings()]);
      for (const { va, size } of leaves) expect(view.translate(va + 5n)).toBe(size + 5n);
      // Only the top table is left.
      const top = Number(table.topAddress - arena.address(0));
      const { tableBytes } = variant.levels[table.topLevel];
      const topBytes = Math.max(tableBytes, table.topItems << variant.item.bytesLg2);
      const cut = TableImage.fromBytes([
        { address: table.topAddress, bytes: bytes.subarray(top, top + topBytes) },
      ]);
      const damaged = module.TableView.open(cut, table.root(), { ...config, topLevel: table.topLevel });
      expect(() => damaged.translate(leaves[0].va)).toThrow(expect.objectContaining({ code: "EFAULT" }));
    });

    it("refuses root fields that make no sense", async () => {
      const { table } = filled();
      const arena = new Arena({ bytes: 1 << 16, base: 0x40000000n });
      const module: { PageTable: { open(arena: Arena, root: RootFields, config: TableConfig): PageTable } } =
        await import(`../generated/${model.format}/src/${variant.name}/arena/index.ts`);
      expect(() => module.PageTable.open(arena, table.root(), config)).toThrow(PtError);
      expect(() => module.PageTable.open(arena, { ...table.root(), nonsense: 1n }, config)).toThrow(
        /nonsense/,
      );
      expect(() => module.PageTable.open(arena, {}, config)).toThrow(PtError);
    });
  },
);

describe("parameters", () => {
  it("must not mark bits of the addresses that tables have", () => {
    const marked = variants.filter(({ variant }) => variant.parameters.length > 0);
    expect(marked.length).toBeGreaterThan(0);
    for (const { model, variant } of marked) {
      const [{ name, feature }] = variant.parameters;
      const open = (base: bigint, value: bigint): PageTable =>
        openTable.open(
          model.format,
          variant.name,
          {
            features: [
              ...new Set([feature, ...variant.features.filter(({ always }) => always).map((f) => f.name)]),
            ],
            parameters: { [name]: value },
          },
          new Arena({ bytes: 1 << 20, base }),
          () => undefined,
        );
      expect(() => open(1n << 40n, 1n << 39n)).toThrow(expect.objectContaining({ code: "EINVAL" }));
      expect(() => open(1n << 40n, 1n << 40n)).toThrow(expect.objectContaining({ code: "EINVAL" }));
      expect(open(1n << 40n, 1n << 47n).map(0n, 1n << 30n, 1n << 30n, both)).toBe(1n << 30n);
    }
  });
});
