import { Arena, Protection } from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import { models, openTable } from "./open-table.js";

const variants = models.flatMap(({ format, variants: all }) =>
  all.map(({ name, features, dirty, granuleLg2 }) => ({
    format,
    variant: name,
    hasDirty: dirty !== undefined,
    page: 1n << BigInt(granuleLg2),
    features: features.filter(({ always }) => always).map((feature) => feature.name),
  })),
);
const both = Protection.READ | Protection.WRITE;

describe.each(variants)(
  "a destroyed table of $format/$variant",
  ({ format, variant, features, hasDirty, page }) => {
    it("neither reads nor writes what has taken its place", () => {
      const arena = new Arena({ bytes: 1 << 20 });
      const open = () => openTable.open(format, variant, { features }, arena, () => undefined);
      const gone = open();
      gone.map(page, 0n, page, both);
      const runs = gone.mappings();
      gone.destroy();
      const other = open();
      other.map(page, 7n * page, page, both);
      const before = [...other.mappings()];
      const refused = expect.objectContaining({ code: "EPERM" });
      const uses: readonly (() => unknown)[] = [
        () => gone.map(0n, 0n, page, both),
        () => gone.unmap(page, page),
        () => gone.translate(page),
        () => gone.walk(page),
        () => [...runs],
        () => [...gone.mappings()],
        () => gone.root(),
        () => gone.topAddress,
        () => gone.destroy(),
      ];
      for (const use of uses) expect(use).toThrow(refused);
      // What no table of the format can do is refused for that.
      const refusedDirty = hasDirty ? refused : expect.objectContaining({ code: "EOPNOTSUPP" });
      expect(() => gone.setDirty(page)).toThrow(refusedDirty);
      expect(() => gone.readAndClearDirty(page, page, undefined)).toThrow(refusedDirty);
      expect([...other.mappings()]).toEqual(before);
    });
  },
);

describe("arguments of the wrong type", () => {
  it("are refused by name", () => {
    const [{ format, variant, features }] = variants;
    const table = openTable.open(
      format,
      variant,
      { features },
      new Arena({ bytes: 1 << 20 }),
      () => undefined,
    );
    // What a caller without types may pass.
    const wrong = 4096 as unknown as bigint;
    expect(() => table.translate(wrong)).toThrow(/VA must be a bigint/);
    expect(() => table.map(0n, wrong, 0x1000n, both)).toThrow(/OA must be a bigint/);
    expect(() => table.map(0n, 0n, wrong, both)).toThrow(/length must be a bigint/);
  });
});
