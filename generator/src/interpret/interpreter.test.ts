import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  Arena,
  DirtyBitmap,
  EPERM,
  type PageTable,
  Protection,
  PtError,
  type TableConfig,
} from "@generic-pt/core";
import { describe, expect, it } from "vitest";
import type { FormatModel } from "../model/model.js";
import { resolve } from "../model/resolve.js";
import { loadSpecs } from "../spec/files.js";
import { interpretTable } from "./interpret-table.js";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const formats: readonly FormatModel[] = loadSpecs([
  path("../../../specs"),
  path("../../../test/specs"),
]).files.flatMap(({ spec }) => (spec ? [resolve(spec)] : []));

function format(name: string): FormatModel {
  const found = formats.find((each) => each.format === name);
  if (!found) throw new Error(`there is no spec of ${name}`);
  return found;
}

interface Opened {
  readonly table: PageTable;
  readonly arena: Arena;
  /** Invalidated ranges, first and last VA. */
  readonly flushes: string[];
}

function open(name: string, variant: string, config: TableConfig = {}): Opened {
  const arena = new Arena({ bytes: 1 << 20 });
  const flushes: string[] = [];
  const words = (...values: number[]) => values.map((word) => (word >>> 0).toString(16)).join(" ");
  const table = interpretTable(format(name), variant, arena, config, (...range) =>
    flushes.push(words(...range)),
  );
  return { table, arena, flushes };
}

/** An item as eight (or four) bytes of memory, in order of address. */
function bytesAt(arena: Arena, word: number, count: number): string {
  return Buffer.from(arena.words.buffer, 4 * word, count).toString("hex");
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof PtError) return error.code;
    throw error;
  }
  return "done";
}

const { READ, WRITE, NOEXEC, MMIO, PRIV } = Protection;

describe("interpreted tables", () => {
  it("share nothing with what makes packages", () => {
    const sources = readdirSync(path(".")).filter(
      (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
    );
    const imported = sources.flatMap((name) =>
      [...readFileSync(path(name), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) => from),
    );
    const folders = new Set(
      imported.filter((from) => from.startsWith("../")).map((from) => from.split("/")[1]),
    );
    expect([...folders].sort()).toEqual(["algorithms", "model", "verify"]);
  });

  it("refuse a variant that is not there", () => {
    expect(() => open("amdv1", "other")).toThrow(/has no variant "other"; it has native, driver, selftest/);
  });
});

describe("interpreted operations", () => {
  it("map, translate, mark dirty, unmap and destroy", () => {
    const { table, arena, flushes } = open("amdv1", "native", { topLevel: 2 });
    expect(table.map(0x10000n, 0x40000000n, 0x10000n, READ | WRITE)).toBe(0x10000n);
    expect(arena.liveTables).toBe(3);
    const leaves = (arena.liveTables - 1) * 1024;
    expect(bytesAt(arena, leaves + 0x20, 8)).toBe("017e004000000060");
    expect(table.translate(0x1fffen)).toBe(0x4000fffen);
    expect(table.translate(0x20000n)).toBeUndefined();

    table.setDirty(0x13000n);
    const dirty = DirtyBitmap.covering(0n, 0x40000n, 12);
    table.readAndClearDirty(0n, 0x40000n, dirty);
    expect([...dirty.runs()]).toEqual([{ va: 0x10000n, length: 0x10000n }]);
    expect(flushes.splice(0)).toEqual(["0 10000 0 1ffff"]);

    expect(table.unmap(0x10000n, 0x1000n)).toBe(0x10000n);
    expect(flushes).toEqual(["0 10000 0 1ffff"]);
    expect(table.destroy()).toBe(3);
    expect(codeOf(() => table.map(0n, 0n, 0x1000n, READ))).toBe("EPERM");
    expect(EPERM).toBe(-1);
  });

  it("grow the top, and hand the new one to the face", () => {
    const { table, arena } = open("amdv1", "native", { topLevel: 1, features: ["dynamic_top"] });
    const before = table.topAddress;
    table.map(1n << 40n, 0x1000n, 0x1000n, READ);
    expect(table.topLevel).toBe(3);
    expect(table.topAddress).not.toBe(before);
    expect(table.root()).toEqual({ host_pt_root: table.topAddress, mode: 4n });
    expect(table.translate(1n << 40n)).toBe(0x1000n);
    table.destroy();
    expect(arena.liveTables).toBe(0);
  });

  it("keep a parameter's bits out of addresses", () => {
    const features = ["dynamic_top", "amdv1_encrypt_tables", "amdv1_force_coherence"];
    const parameters = { encryption: 1n << 47n };
    const { table } = open("amdv1", "driver", { topLevel: 2, features, parameters });
    table.map(0x1000n, 0x201000n, 0x1000n, READ | MMIO);
    // Single leaves follow from each other, and the parameter's bit must stay where it is.
    table.map(0x5000n, 0x5000n, 0x3000n, READ);
    expect(table.translate(0x7123n)).toBe(0x7123n);
    expect([...table.mappings()].map(({ attributes }) => attributes)).toEqual([
      0x3000000000000001n,
      0x3000800000000001n,
      0x3000800000000e01n,
    ]);
  });

  it("write bits into table items that a feature asks for", () => {
    const { table } = open("vtdss", "vtdss", { topLevel: 2, vaBits: 39, features: ["dma_incoherent"] });
    table.map(0n, 0n, 0x1000n, READ);
    const address = table.topAddress;
    expect(table.encode(1, { kind: "table", address })).toBe(address | 0x403n);
    expect(table.encode(0, { kind: "leaf", address, protection: READ })).toBe(address | 1n);
  });

  it("refuse what the spec refuses, only while its feature is on", () => {
    const config = { topLevel: 2, vaBits: 39 };
    const { table: strict } = open("vtdss", "vtdss", { ...config, features: ["vtdss_force_writeable"] });
    expect(codeOf(() => strict.map(0n, 0n, 0x1000n, READ))).toBe("EINVAL");
    expect(codeOf(() => strict.map(0n, 0n, 0x1000n, READ | WRITE))).toBe("done");
    const { table: lax } = open("vtdss", "vtdss", config);
    expect(codeOf(() => lax.map(0n, 0n, 0x1000n, READ))).toBe("done");
    expect(codeOf(() => lax.map(0x1000n, 0n, 0x1000n, NOEXEC))).toBe("EINVAL");
  });

  it("store big-endian items of 32 bits, with an address in two pieces", () => {
    const { table, arena } = open("split32", "wide");
    table.map(0x12345000n, 0xa_0000_1000n, 0x1000n, READ | WRITE | PRIV);
    const top = arena.wordOf(0, Number(table.topAddress), 4);
    const next = `00${(0x104000 | 1).toString(16)}`;
    expect(bytesAt(arena, top + 0x123, 4)).toBe(next);
    expect(bytesAt(arena, 0x4000 / 4 + 0x45, 4)).toBe("000012a6");
    expect(table.translate(0x12345fffn)).toBe(0xa_0000_1fffn);
  });

  it("repeat or advance the items of a contiguous leaf as the spec says", () => {
    const repeated = open("split32", "wide");
    repeated.table.map(0x10000n, 0x20000n, 0x10000n, READ);
    expect(
      new Set(Array.from({ length: 16 }, (_, n) => bytesAt(repeated.arena, 0x4000 / 4 + 16 + n, 4))),
    ).toEqual(new Set(["00020001"]));
    const advanced = open("tiny3", "tiny3", { topLevel: 1 });
    advanced.table.map(0x10000n, 0x20000n, 0x10000n, READ);
    const [first, second] = [0, 1].map((n) => bytesAt(advanced.arena, 0x1000 / 4 + 2 * (16 + n), 8));
    expect(first).toBe("4500800000000000");
    expect(second).toBe("4500840000000000");
    expect([...advanced.table.mappings()].map(({ leafSize }) => leafSize)).toEqual([0x10000n]);
    expect(advanced.table.translate(0x1ffffn)).toBe(0x2ffffn);
  });

  it("answer for VAs and lengths that no word of the format holds", () => {
    const { table } = open("split32", "wide");
    table.map(0n, 0n, 0x1000n, READ);
    const beyond = 1n << 32n;
    expect(codeOf(() => table.map(beyond, 0n, 0x1000n, READ))).toBe("EOVERFLOW");
    expect(codeOf(() => table.map(0x1000n, 0n, beyond + 0x1000n, READ))).toBe("EOVERFLOW");
    expect(codeOf(() => table.translate(beyond))).toBe("EOVERFLOW");
    expect(codeOf(() => table.readAndClearDirty(beyond, 0x1000n, undefined))).toBe("EOVERFLOW");
    expect(codeOf(() => table.setDirty(beyond))).toBe("EOVERFLOW");
    expect(table.unmap(beyond, 0x1000n)).toBe(0n);
    expect(table.unmap(0n, beyond + 0x1000n)).toBe(0n);
    expect(table.translate(0n)).toBe(0n);
  });

  it("map without protections where the spec demands none", () => {
    const { table } = open("tiny3", "tiny3", { topLevel: 1 });
    expect(codeOf(() => table.map(0n, 0n, 0x1000n, 0))).toBe("done");
  });

  it("know no dirty state where the format has none", () => {
    const whole = format("vtdss");
    const [{ dirty: _, ...variant }] = whole.variants;
    const arena = new Arena({ bytes: 1 << 20 });
    const table = interpretTable({ ...whole, variants: [variant] }, variant.name, arena, {
      topLevel: 2,
      vaBits: 39,
    });
    table.map(0n, 0n, 0x1000n, READ);
    expect(codeOf(() => table.setDirty(0n))).toBe("EOPNOTSUPP");
    expect(codeOf(() => table.readAndClearDirty(0n, 0x1000n, undefined))).toBe("EOPNOTSUPP");
  });

  it("never leave a damaged table", () => {
    const { table, arena } = open("tiny3", "tiny3", { topLevel: 1 });
    table.map(0x1f0000n, 0x7000n, 0x10000n, READ);
    table.map(0x200000n, 0x100000n, 0x1000n, READ);
    const [lastItem, behind] = [0x1000 / 4 + 2 * 511, 0x1000 / 4 + 2 * 512];
    const after = bytesAt(arena, behind, 8);
    expect(after).toBe("0500000400000000");
    // The last item of the table now says that it is the first of sixteen.
    arena.words[lastItem] |= 0x40;
    expect(codeOf(() => table.unmap(0x1f0000n, 0x10000n))).toBe("EBADMSG");
    expect(bytesAt(arena, behind, 8)).toBe(after);
    expect(table.translate(0x1fe000n)).toBeUndefined();
  });

  it("stand as they were done when a caller's sink throws", () => {
    const { table } = open("amdv1", "native", { topLevel: 2, features: ["dynamic_top"], vaBits: 64 });
    table.map(0n, 0n, 0x1000n, READ | WRITE);
    table.setDirty(0n);
    const sink = {
      dirty: () => {
        throw new Error("full");
      },
    };
    expect(() => table.readAndClearDirty(0n, 0x1000n, sink)).toThrow("full");
    expect(table.translate(0x10n)).toBe(0x10n);
  });
});
