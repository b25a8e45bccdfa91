import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PtError } from "../contract/error.js";
import { parseManifest } from "./image-manifest.js";

const invalid = (message: RegExp) =>
  expect.objectContaining({ name: "PtError", code: "EINVAL", message: expect.stringMatching(message) });

const segment = { pa: "0x1000", file: "pages.bin", offset: 0, length: 4096 };
const withMemory = (memory: unknown) => JSON.stringify({ memory });
const withSegment = (change: object) =>
  withMemory({ kind: "segments", segments: [segment, { ...segment, pa: "0x9000", ...change }] });

describe("a manifest", () => {
  it("says where memory is, and what registers held", () => {
    const text = JSON.stringify({
      architecture: "any",
      registers: { ROOT: "0x800010000010115A", count: 7, wide: `0x${"f".repeat(32)}`, __proto: "0x0" },
      tables: [{ name: "all" }],
      memory: { kind: "segments", segments: [segment, { ...segment, pa: 8192, offset: "0x40" }] },
    });
    const { memory, registers, json } = parseManifest(`\ufeff${text}`);
    expect(memory).toEqual({
      kind: "segments",
      segments: [
        { pa: 0x1000n, file: "pages.bin", offset: 0, length: 4096 },
        { pa: 0x2000n, file: "pages.bin", offset: 64, length: 4096 },
      ],
    });
    expect([...registers]).toEqual([
      ["ROOT", 0x8000_1000_0010_115an],
      ["count", 7n],
      ["wide", (1n << 128n) - 1n],
      ["__proto", 0n],
    ]);
    expect(json).toEqual(JSON.parse(text));
  });

  it("may say that memory is a core or raw", () => {
    const core = parseManifest(withMemory({ kind: "elf-core", file: "a/core.elf", segments: 18, bytes: 1 }));
    expect(core.memory).toEqual({ kind: "elf-core", file: "a/core.elf" });
    expect(core.registers.size).toBe(0);
    const raw = parseManifest(withMemory({ kind: "raw", file: "ram", base: "0x80000000" }));
    expect(raw.memory).toEqual({ kind: "raw", file: "ram", base: 0x8000_0000n });
  });

  it.each<[string, string, RegExp]>([
    ["no JSON", "{ memory", /^not JSON: /],
    [
      "a folder for a file",
      withMemory({ kind: "elf-core", file: "." }),
      /^memory\.file must be a file, no folder/,
    ],
    ["a list", "[]", /^the manifest must be an object, not a list$/],
    ["nothing", "null", /^the manifest must be an object, not null$/],
    ["no memory", "{}", /^memory is missing; it must be an object$/],
    [
      "memory of a prototype",
      '{ "__proto__": { "memory": {} } }',
      /^memory is missing; it must be an object$/,
    ],
    ["no kind", withMemory({}), /^memory\.kind is missing; it must be "segments", "elf-core" or "raw"$/],
    ["another kind", withMemory({ kind: "zip" }), /^memory\.kind must be .*, not "zip"$/],
    ["no segments", withMemory({ kind: "segments" }), /^memory\.segments is missing; it must be a list$/],
    [
      "a number of segments",
      withMemory({ kind: "segments", segments: 3 }),
      /segments must be a list, not 3$/,
    ],
    ["no file", withMemory({ kind: "elf-core" }), /^memory\.file is missing; it must be the name of a file$/],
    [
      "no base",
      withMemory({ kind: "raw", file: "ram" }),
      /^memory\.base is missing; it must be a whole number/,
    ],
    ["registers in a list", '{ "registers": [] }', /^registers must be an object, not a list$/],
    [
      "a register of text",
      '{ "registers": { "R1": "on" }, "memory": {} }',
      /^registers\.R1 must be .*, not "on"$/,
    ],
    [
      "a null segment",
      withMemory({ kind: "segments", segments: [null] }),
      /^memory\.segments\[0\] must be an object/,
    ],
    [
      "an address without 0x",
      withSegment({ pa: "1000" }),
      /^memory\.segments\[1\]\.pa must be .*, not "1000"$/,
    ],
    ["a negative address", withSegment({ pa: -1 }), /^memory\.segments\[1\]\.pa must be/],
    ["a broken address", withSegment({ pa: 0.5 }), /^memory\.segments\[1\]\.pa must be/],
    ["an inexact address", withSegment({ pa: 2 ** 53 }), /^memory\.segments\[1\]\.pa must be/],
    [
      "a wide address",
      withSegment({ pa: `0x1${"0".repeat(16)}` }),
      /^memory\.segments\[1\]\.pa must be an address of 64/,
    ],
    ["an offset of text", withSegment({ offset: "far" }), /^memory\.segments\[1\]\.offset must be/],
    [
      "a huge offset",
      withSegment({ offset: "0x20000000000000" }),
      /^memory\.segments\[1\]\.offset must be below 2\^53/,
    ],
    [
      "a list as length",
      withSegment({ length: [1] }),
      /^memory\.segments\[1\]\.length must be .*, not a list$/,
    ],
    [
      "an object as file",
      withSegment({ file: {} }),
      /^memory\.segments\[1\]\.file must be .*, not an object$/,
    ],
  ])("with %s is refused, with the place", (_, text, message) => {
    expect(() => parseManifest(text)).toThrow(invalid(message));
  });

  it.each([
    "",
    "/etc/passwd",
    "../a",
    "a/../../b",
    "a\\..\\..\\b",
    "\\\\host\\a",
    "C:\\a",
    "c:a",
    "a\0b",
    "..",
  ])("does not leave its folder: %j", (file) => {
    expect(() => parseManifest(withSegment({ file }))).toThrow(
      invalid(/^memory\.segments\[1\]\.file must be/),
    );
  });

  it.each(["a", "a/b.bin", "..a", "a..b/c..", "core.12:30", "./a"])("may name %j", (file) => {
    expect(parseManifest(withMemory({ kind: "elf-core", file })).memory).toEqual({ kind: "elf-core", file });
  });

  it("of any other JSON ends in a PtError or is one", () => {
    const odd = fc.jsonValue({ maxDepth: 3 });
    const key = fc.constantFrom("kind", "segments", "file", "base", "pa", "offset", "length");
    const part = fc.dictionary(key, fc.oneof(odd, fc.constantFrom("segments", "elf-core", "raw", "0x10", 3)));
    const memory = fc.oneof(
      odd,
      part,
      fc.record({ kind: fc.constant("segments"), segments: fc.oneof(odd, fc.array(part)) }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.record({ memory, registers: odd }).map((it) => JSON.stringify(it)),
        ),
        (text) => {
          try {
            expect(["segments", "elf-core", "raw"]).toContain(parseManifest(text).memory.kind);
          } catch (error) {
            expect(error).toBeInstanceOf(PtError);
          }
        },
      ),
    );
  });

  it("that is nested deeply or has long names gives a short message", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    expect(() => parseManifest(`{ "memory": ${deep} }`)).toThrow(
      invalid(/^memory must be an object, not a list$/),
    );
    const long = "x".repeat(1 << 20);
    for (const text of [
      `{ "registers": { "${long}": [] } }`,
      `{ "registers": "${long}" }`,
      withSegment({ file: `/${long}` }),
    ])
      expect(() => parseManifest(text)).toThrow(invalid(/^.{1,300}$/));
  });
});
