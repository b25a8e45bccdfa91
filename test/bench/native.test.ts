import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Arena, DirtyBitmap, type PageTable, PtError } from "@generic-pt/core";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type BenchFormat, benchFormats } from "../../bench/formats.js";
import { compileNative, NativeProcess } from "../../bench/native-process.js";
import { settle } from "../model/settings.js";
import { type Operation, operations, runs } from "../random-operations.js";
import { subjectsOf } from "../subjects.js";
import { testedFormats } from "../tested-formats.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const output = mkdtempSync(join(tmpdir(), "generic-pt-native-"));
afterAll(() => rmSync(output, { recursive: true }));

const arena = { base: 0x100000n, bytes: 1 << 20 };
const dirtyPages = 64;

/** What the C contestant is told. */
function commandOf(operation: Operation): readonly (string | number)[] {
  const words = (...values: readonly bigint[]) => values.map((value) => `0x${value.toString(16)}`);
  switch (operation.op) {
    case "map":
      return ["try-map", 0, ...words(operation.va, operation.oa, operation.length), operation.protection];
    case "unmap":
      return ["try-unmap", 0, ...words(operation.va, operation.length)];
    case "translate":
      return ["try-translate", 0, ...words(operation.va)];
    case "set dirty":
      return ["try-set-dirty", 0, ...words(operation.va)];
    case "read dirty":
      return ["try-read-dirty", 0, ...words(operation.va, operation.length), operation.clear ? 1 : 0];
  }
}

/** What the generated code answers to the same, in the same words. */
function answerOf(table: PageTable, operation: Operation): string {
  try {
    switch (operation.op) {
      case "map":
        return `0 ${table.map(operation.va, operation.oa, operation.length, operation.protection)}`;
      case "unmap":
        return `0 ${table.unmap(operation.va, operation.length)}`;
      case "translate": {
        const oa = table.translate(operation.va);
        return oa === undefined ? "-2 0" : `0 ${oa}`;
      }
      case "set dirty":
        table.setDirty(operation.va);
        return "0 0";
      case "read dirty": {
        const { va, length, clear } = operation;
        const base = (va >> 12n) << 12n;
        // The C contestant's has no end; ours ends with the address space.
        const left = Number(((1n << 64n) - base) >> 12n);
        const bits = new Uint32Array(dirtyPages / 32);
        const bitmap = new DirtyBitmap(base, 12, bits, Math.min(dirtyPages, left));
        table.readAndClearDirty(va, length, bitmap, { clear });
        return `0 ${(BigInt(bitmap.bits[1]) << 32n) | BigInt(bitmap.bits[0])}`;
      }
    }
  } catch (error) {
    if (error instanceof PtError) return `${error.errno} ${error.done ?? 0n}`;
    throw error;
  }
}

/** The hash that the C contestant makes of its arena. */
function hashOf(words: Int32Array): number {
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}

/** Undefined where there is no compiler. */
function startNative({ format }: BenchFormat): NativeProcess | undefined {
  try {
    return new NativeProcess(compileNative(root, output, format));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

describe.each(benchFormats)("the C contestant for $format", (benchFormat) => {
  const native = startNative(benchFormat);
  afterAll(() => native?.close());
  const model = testedFormats().find(({ format }) => format === benchFormat.format);
  const variant = model?.variants.find(({ name }) => name === benchFormat.variant);
  if (!model || !variant) throw new Error(`there is no ${benchFormat.format}/${benchFormat.variant}`);

  const subjects = subjectsOf(model, "unrolled");

  /** Performs the same on both sides; answers and memory must agree. */
  async function compare(config: BenchFormat["configs"][number], list: readonly Operation[]): Promise<void> {
    const subject = (await subjects).find(
      ({ variant: { name }, binding }) => name === benchFormat.variant && binding === "arena",
    );
    const memory = new Arena(arena);
    const table = subject?.create(memory, config);
    if (!table || !native) throw new Error("there is nothing to compare");
    const { vaBits, topLevel, oaBits } = config;
    await native.ask("create", 0, Number(arena.base), arena.bytes, vaBits, topLevel, oaBits);
    for (const operation of list) {
      const answer = await native.ask(...commandOf(operation));
      expect({ operation, answer }).toEqual({ operation, answer: answerOf(table, operation) });
    }
    expect(await native.ask("memory", 0)).toBe(`${memory.liveTables} ${hashOf(memory.words)}`);
  }

  it.skipIf(!native).each(benchFormat.configs)(
    "does what the generated code does, to the bit, with $vaBits bits of VA and $oaBits of OA",
    async (config) => {
      const settings = settle(variant, config);
      if (typeof settings === "string") throw new Error(`the configuration is refused: ${settings}`);
      await fc.assert(
        fc.asyncProperty(operations(variant, settings, 30), (list) => compare(config, list)),
        runs(150),
      );
    },
  );

  it.skipIf(!native)("reads and clears dirty state as the generated code does", async () => {
    const va = 2n ** 45n;
    const read = { op: "read dirty", va: va + 0x3000n, length: 0x2_0000n } as const;
    await compare(benchFormat.configs[0], [
      { op: "map", va, oa: 2n ** 40n + 0x1000n, length: 0x1_0000n, protection: 3 },
      { op: "map", va: va + 0x1_0000n, oa: 2n ** 40n, length: 0x1_0000n, protection: 3 },
      ...[0x2000n, 0x4000n, 0x5fffn, 0x1_3000n].map(
        (offset): Operation => ({ op: "set dirty", va: va + offset }),
      ),
      { ...read, clear: false },
      { ...read, clear: true },
      { ...read, clear: false },
    ]);
  });
});
