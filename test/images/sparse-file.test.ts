import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Arena, TableImage } from "@generic-pt/core";
import { openImage } from "@generic-pt/core/files";
import { afterAll, expect, it } from "vitest";
import { bytes as arenaBytes, configOf, rootAt } from "../damage.js";
import { imageSubjectsOf, subjectsOf } from "../subjects.js";
import { testedFormats } from "../tested-formats.js";
import { elfFile } from "./elf-builder.js";

const folder = mkdtempSync(join(tmpdir(), "sparse-"));
const gib = 2 ** 30;
const fileBytes = 64 * gib;
const tablesAt = 60 * gib;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of 64 GiB that is empty but for a few bytes. */
function sparseFile(
  name: string,
  parts: readonly (readonly [position: number, bytes: Uint8Array])[],
): string {
  const path = join(folder, name);
  const descriptor = openSync(path, "w");
  for (const [position, bytes] of parts) writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
  truncateSync(path, fileBytes);
  return path;
}

it("a file of 64 GiB costs the pages that a walk touches", async () => {
  const [format] = testedFormats();
  const writer = (await subjectsOf(format, "unrolled")).find(({ binding }) => binding === "arena");
  const reader = (await imageSubjectsOf(format, "unrolled")).find(
    ({ variant }) => variant === writer?.variant,
  );
  if (!writer || !reader) throw new Error("nothing to write or read with");
  const { config } = configOf(writer.variant);
  const granule = 1n << BigInt(writer.variant.granuleLg2);
  const arena = new Arena({ bytes: arenaBytes, base: BigInt(tablesAt) });
  const table = writer.create(arena, config);
  table.map(0n, 5n * granule, granule, 3);
  const root = rootAt(writer.variant, table.topAddress, table.topLevel);
  if (!root) throw new Error("the format has no root");
  const tables = new Uint8Array(arena.words.buffer);
  const header = { physicalAddress: 0n, offset: 0x1000n, fileBytes: BigInt(fileBytes - 0x1000) };
  const core = elfFile({ endianness: "little", headers: [header] });
  const files = [
    { image: openImage(sparseFile("ram", [[tablesAt, tables]]), { base: 0n }), length: fileBytes },
    {
      image: openImage(
        sparseFile("core", [
          [0, core],
          [tablesAt + 0x1000, tables],
        ]),
      ),
      length: fileBytes - 0x1000,
    },
  ];
  for (const { image, length } of files) {
    expect(image.bytes).toBe(BigInt(length));
    // The first page, to see what kind of file it is.
    expect(image.pageCounts.misses).toBe(1);
    const opened = reader.open(new TableImage(image.source), root, { ...config, topLevel: table.topLevel });
    for (let round = 0; round < 100; round++)
      expect(opened.translate(granule / 2n)).toBe((11n * granule) / 2n);
    expect([...opened.mappings()]).toEqual([...table.mappings()]);
    // A table of 4 KiB lies in one page of 16 KiB, or in two.
    expect(image.pageCounts.misses).toBeLessThanOrEqual(1 + 2 * arena.liveTables);
    image.close();
  }
});

it("memory that is no table reads at any place of such a file", () => {
  const image = openImage(sparseFile("zeros", [[fileBytes - 2, Uint8Array.of(7, 9)]]), { base: 1n << 50n });
  const into = new Uint8Array(4);
  for (const place of [0, 12 * gib + 5, fileBytes - 4])
    expect(image.source.read((1n << 50n) + BigInt(place), into)).toBe(true);
  expect(into).toEqual(Uint8Array.of(0, 0, 7, 9));
  // The first page was read to see what kind of file it is.
  expect(image.pageCounts).toEqual({ hits: 1, misses: 3 });
  expect(image.source.read((1n << 50n) + BigInt(fileBytes - 3), into)).toBe(false);
  image.close();
});
