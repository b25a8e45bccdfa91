import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findDumpFormat, shippedDumpFormats } from "../generator/src/verify/dump/dump-formats.js";
import { textReport } from "../generator/src/verify/report.js";
import { verifyPaths } from "../generator/src/verify/verify.js";
import { failuresIn, row, scratch, verifyChanged, verifyEdited } from "./changed-dumps.js";
import { naiveViews } from "./naive-view.js";
import { models, openTable } from "./open-table.js";
import { dumpFiles, dumpHashes, packedDumps, unpackDump } from "./packed-dumps.js";

const originals = fileURLToPath(new URL("../../shared/dumps", import.meta.url));
const all = join(scratch, "all");
for (const name of packedDumps) unpackDump(name, all);

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("packed dumps", () => {
  test("are the files that the hashes say", () => {
    const actual = Object.fromEntries(
      packedDumps.flatMap((name) =>
        [...dumpFiles(name)].map(([file, bytes]) => [`${name}/${file}`, sha256(bytes)]),
      ),
    );
    expect(actual).toEqual(dumpHashes());
  });

  // A clone need not have the originals beside it.
  if (existsSync(originals)) test("are the originals, all but what is only text", compareWithOriginals);

  function compareWithOriginals(): void {
    const hashes: Record<string, string> = {};
    for (const name of packedDumps)
      for (const file of readdirSync(join(originals, name)))
        if (!/\.(txt|md)$/.test(file))
          hashes[`${name}/${file}`] = sha256(readFileSync(join(originals, name, file)));
    expect(dumpHashes()).toEqual(hashes);
  }

  test("agree with the packages that there are, and the others are named", () => {
    const result = verifyPaths([all], openTable);
    expect(result.failed).toBe(0);
    expect(result.unsupported).toEqual({});
    const formats = packedDumps.map((dump) => {
      const manifest = JSON.parse(readFileSync(join(all, dump, "manifest.json"), "utf8")) as {
        format: string;
      };
      return { dump, format: manifest.format };
    });
    const without = formats.filter(({ format }) => {
      const wanted = findDumpFormat(shippedDumpFormats(), format)?.package;
      return !models.some((model) => model.format === wanted);
    });
    expect(result.unsupportedDumps).toEqual(
      without.map(({ dump, format }) => ({
        dump,
        reason: `format ${JSON.stringify(format)} has no package yet`,
      })),
    );
    const checked = new Set(result.files.filter(({ status }) => status === "passed").map(({ dump }) => dump));
    expect(checked.size).toBe(packedDumps.length - without.length);
  });

  test("agree with a walker that is written by hand", () => {
    const result = verifyPaths([all], naiveViews);
    const report = textReport(result).split("\n");
    // It knows tables of 512 items only, in the first VAs or in both halves.
    expect(report.filter((line) => !line.includes("dump arm64-"))).toEqual([
      "dump riscv64-sv39: compared all (262 mappings, 710 samples)",
      "dump riscv64-sv48: compared all (440 mappings, 877 samples)",
      "dump riscv64-sv57: compared all (273 mappings, 791 samples)",
      "dump x86_64-4level-cpu: compared user (99 mappings, 245 samples), kernel (56 mappings, 168 samples)",
      "dump x86_64-5level-cpu: compared user (81 mappings, 200 samples), kernel (56 mappings, 168 samples)",
      "dump x86_64-amdvi: compared edu (56 mappings, 126 samples)",
      "dump x86_64-amdvi: nothing listed, only walked for damage: host-bridge, virtio-blk-0, virtio-blk-1, ich9-lpc, ich9-ahci, ich9-smb",
      "dump x86_64-vtd-4level: compared virtio-blk-0 (2 mappings), edu (55 mappings, 114 samples, 16 faults)",
      "dump x86_64-vtd-4level: nothing listed, only walked for damage: host-bridge, virtio-blk-1, ich9-lpc, ich9-ahci, ich9-smb",
      "21 passed, 0 failed",
    ]);
  });
});

describe("rights that are words", () => {
  test.each([
    ["another of two", "RW NX SHD AF UXN MEM/NORMAL"],
    ["one too many", "ro NX SHD AF CON UXN MEM/NORMAL"],
    ["another value", "ro NX SHD AF UXN DEVICE/nGnRE"],
  ])("fail where they are others: %s", (_what, listed) => {
    const result = verifyEdited("arm64-4k-cpu", "mappings.json", (document) => {
      row(document, "kernel", "0xffff000000200000")[3] = listed;
    });
    expect(failuresIn(result)).toBe(
      "FAILED /copy#kernel\n  mappings.json: VA 0xffff000000200000 to 0xffff0000008affff (6848 KiB)\n" +
        `    expected OA 0x40200000, ${listed}\n    actual   OA 0x40200000, ro NX SHD AF UXN MEM/NORMAL\n` +
        "1 passed, 1 failed",
    );
  });

  test.each([
    ["out of order", "NX ro SHD AF UXN MEM/NORMAL"],
    ["unknown", "ro NX SHD AF UXN MEM/NORMAL HUGE"],
    ["one missing", "ro NX SHD AF UXN"],
    ["two spaces", "ro  NX SHD AF UXN MEM/NORMAL"],
    ["none", ""],
  ])("are refused where they are no such words: %s", (_what, text) => {
    const result = verifyEdited("arm64-4k-cpu", "mappings.json", (document) => {
      row(document, "kernel", "0xffff000000200000")[3] = text;
    });
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(failuresIn(result)).toContain(
      `kernel[1]: rights "${text}" are not spelt like "ro|RW NX|x [SHD] [AF] [NG] [CON] [UXN] MEM/NORMAL|`,
    );
  });
});

describe("a table of a dump", () => {
  test("has the features of the register that points to it", () => {
    const result = verifyChanged("arm64-4k-cpu", "manifest.json", (bytes) =>
      bytes.toString("utf8").replace('"register": "TTBR1_EL1"', '"register": "TTBR0_EL1"'),
    );
    expect(failuresIn(result)).toContain("VA 0xffff000000000000 to 0xffff0000001fffff (2 MiB)");
    expect(result.failed).toBe(1);
  });

  test("whose register is unknown is no table", () => {
    const result = verifyChanged("arm64-4k-cpu", "manifest.json", (bytes) =>
      bytes.toString("utf8").replace('"register": "TTBR1_EL1"', '"register": "CR3"'),
    );
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(failuresIn(result)).toContain(
      'table "kernel": "cr3" is none of the registers ttbr0_el1, ttbr1_el1',
    );
  });

  test("may be no larger at the top than VAs need", () => {
    // Two items of 16 KiB tables are all that 48 bits index; one more would not be in the memory.
    const result = verifyChanged("arm64-16k-smmuv3", "manifest.json", (bytes) =>
      bytes.toString("utf8").replaceAll(/("root": "0x42ec)0000"/g, '$1000c"'),
    );
    expect(failuresIn(result)).toContain("FAILED /copy#host-bridge");
    expect(result.failed).toBe(1);
  });
});

test("tables that a walk would visit for ever are refused at once", () => {
  const folder = unpackDump("x86_64-vtd-4level", scratch, "endless");
  // Every item of a table points to the one below it: 512^3 ways to the last.
  const pages = Buffer.alloc(4 * 4096);
  for (let item = 0; item < 3 * 512; item++)
    pages.writeBigUInt64LE(BigInt(0x1000 * (2 + Math.floor(item / 512))) | 3n, 8 * item);
  writeFileSync(join(folder, "pages.bin"), pages);
  const manifest = {
    ...(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as object),
    devices: [],
    counts: {},
    tables: [{ name: "edu", root: "0x1000", levels: 4 }],
    memory: {
      kind: "segments",
      segments: [{ pa: "0x1000", file: "pages.bin", offset: 0, length: 4 * 4096 }],
    },
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "mappings.json"), "{}");
  const result = verifyPaths([folder], openTable);
  expect(result.failed).toBe(1);
  expect(failuresIn(result)).toContain(
    "the 4 tables are reached on 134480385 ways: a walk would take too long",
  );
});
