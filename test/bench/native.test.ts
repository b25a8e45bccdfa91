import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Arena, DirtyBitmap, type PageTable, PtError } from "@generic-pt/core";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type BenchFormat, benchFormats } from "../../bench/formats.js";
import { compileNative, NativeProcess } from "../../bench/native-process.js";
import { testedFormats } from "../generate.js";
import { settle } from "../model/settings.js";
import { type Operation, operations, runs } from "../random-operations.js";
import { subjectsOf } from "../subjects.js";

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
        const bitmap = new DirtyBitmap((va >> 12n) << 12n, 12, new Uint32Array(dirtyPages / 32));
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

  it.skipIf(!native).each(benchFormat.configs)(
    "does what the generated code does, to the bit, with $vaBits bits of VA and $oaBits of OA",
    async (config) => {
      const settings = settle(variant, config);
      if (typeof settings === "string" || !native)
        throw new Error(`the configuration is refused: ${settings}`);
      const subject = (await subjectsOf(model, "unrolled")).find(
        ({ variant: { name }, binding }) => name === variant.name && binding === "arena",
      );
      await fc.assert(
        fc.asyncProperty(operations(variant, settings, 30), async (list) => {
          const { vaBits, topLevel, oaBits } = config;
          const memory = new Arena(arena);
          const table = subject?.create(memory, config);
          if (!table) throw new Error("the package lacks the variant");
          await native.ask("create", 0, Number(arena.base), arena.bytes, vaBits, topLevel, oaBits);
          for (const operation of list) {
            const answer = await native.ask(...commandOf(operation));
            expect({ operation, answer }).toEqual({ operation, answer: answerOf(table, operation) });
          }
          expect(await native.ask("memory", 0)).toBe(`${memory.liveTables} ${hashOf(memory.words)}`);
        }),
        runs(150),
      );
    },
  );
});
