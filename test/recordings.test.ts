import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../generator/src/verify/recording.js";
import { textReport } from "../generator/src/verify/report.js";
import { isArray, isObject } from "../generator/src/verify/shape.js";
import type { TableFactory } from "../generator/src/verify/table-factory.js";
import { type VerifyResult, verifyPaths } from "../generator/src/verify/verify.js";
import { NaivePageTable, naiveFactory } from "./naive-page-table.js";
import { openTable } from "./open-table.js";
import { packedHashes, packedTexts, packFolder } from "./packed-recordings.js";

const texts = packedTexts();
const vectors = fileURLToPath(new URL("../../shared/vectors", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "recordings-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function lastLines(result: VerifyResult): string[] {
  return textReport(result).split("\n").slice(-2);
}

function verifyText(text: string, factory: TableFactory = naiveFactory): VerifyResult {
  const file = join(scratch, "copy.json");
  writeFileSync(file, text);
  return verifyPaths([file], factory);
}

/** Copies of a document in which one number of what it claims has another digit at its end. */
function* changedCopies(document: JsonObject): Generator<{ place: string; text: string }> {
  const inputs = new Set([
    "op",
    "iova",
    "oa",
    "len",
    "prot",
    "ranges",
    "queued",
    "flags",
    "bitmap",
    "allow",
    "text",
  ]);
  const skipped = new Set(["format", "config_name", "script", "note", "seed", "config"]);
  for (const [name, value] of Object.entries(document))
    if (!skipped.has(name)) yield* changed(value, name, (copy) => ({ ...document, [name]: copy }));

  function* changed(
    value: Json,
    place: string,
    embed: (copy: Json) => JsonObject,
  ): Generator<{ place: string; text: string }> {
    if (isArray(value)) {
      for (const [index, element] of value.entries())
        yield* changed(element, `${place}[${index}]`, (copy) => embed(value.with(index, copy)));
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value))
        if (!inputs.has(name))
          yield* changed(member, `${place}.${name}`, (copy) => embed({ ...value, [name]: copy }));
    } else if (typeof value === "number") {
      yield { place, text: JSON.stringify(embed(value === 0 ? -1 : value + 1)) };
    } else if (typeof value === "string" && value.startsWith("0x")) {
      const last = value.endsWith("1") ? "2" : "1";
      yield { place, text: JSON.stringify(embed(value.slice(0, -1) + last)) };
    }
  }
}

describe("packed recordings", () => {
  test("are the files that the hashes say", () => {
    const actual = Object.fromEntries([...texts].map(([name, text]) => [name, sha256(text)]));
    expect(actual).toEqual(packedHashes());
  });

  // A clone need not have the originals beside it.
  if (existsSync(vectors)) test("are the originals, all of them", compareWithOriginals);

  function compareWithOriginals(): void {
    const folders = new Set([...texts.keys()].map((name) => name.split("/")[0]));
    const originals: Record<string, string> = {};
    for (const folder of folders)
      for (const name of readdirSync(join(vectors, String(folder))))
        originals[`${folder}/${name}`] = sha256(readFileSync(join(vectors, String(folder), name)));
    expect(packedHashes()).toEqual(originals);
  }

  const folders = [...new Set([...texts.keys()].map((name) => name.replace(/\/.*/, "")))];
  test.each(folders)("of %s pass", (folder) => {
    const result = verifyPaths([`${packFolder}${folder}.json.gz`], openTable);
    expect(textReport(result)).toMatch(/ 0 failed$/);
    expect(result.passed).toBe([...texts.keys()].filter((name) => name.startsWith(`${folder}/`)).length);
  });
});

describe("verify on a hand-written table", () => {
  test("passes every recording of its format, with the known corrections", () => {
    const result = verifyPaths([`${packFolder}vtdss.json.gz`], naiveFactory);
    expect(lastLines(result)).toEqual(["of these, 10 corrected (docs/deviations.md)", "20 passed, 0 failed"]);
  });

  test("counts what it cannot replay by name", () => {
    const result = verifyPaths([packFolder], naiveFactory);
    expect(result.failed).toBe(0);
    expect(result.unsupported).toEqual({
      "format amdv1": 31,
      "format amdv1_mock": 10,
      "format apple_dart": 4,
      "format apple_dart2": 4,
      "format arm_32_lpae_s1": 2,
      "format arm_32_lpae_s2": 2,
      "format arm_64_lpae_s1": 16,
      "format arm_64_lpae_s2": 10,
      "format arm_mali_lpae": 4,
      "format arm_v7s": 8,
      "format armv7s": 12,
      "format armv8_16k": 12,
      "format armv8_4k": 24,
      "format armv8_64k": 13,
      "format dart": 12,
      "format riscv64": 16,
      "format x86_64": 21,
      "format x86pae": 6,
      "not a recording": 1,
    });
  });

  test.each(["dirty-part", "flush-of-nothing", "oa-end-o39"])("fails on any changed result in %s", (name) => {
    const document = JSON.parse(texts.get(`vtdss/quirk-${name}.json`) ?? "") as JsonObject;
    expect(verifyText(JSON.stringify(document)).passed).toBe(1);
    const copies = [...changedCopies(document)];
    expect(copies.length).toBeGreaterThan(30);
    const unnoticed = copies.filter(({ text }) => verifyText(text).failed !== 1).map(({ place }) => place);
    expect(unnoticed).toEqual([]);
  });

  test("a table that behaves as recorded fails where a correction applies", () => {
    const uncorrected: TableFactory = {
      ...naiveFactory,
      open: (_format, _variant, config, arena, invalidate) =>
        new FlushesForNothing(config, arena, invalidate),
    };
    const result = verifyText(texts.get("vtdss/quirk-flush-of-nothing.json") ?? "", uncorrected);
    expect(result.failed).toBe(1);
    expect(result.files[0]?.failures[0]).toEqual({
      step: 0,
      op: "unmap",
      field: "flush",
      actual: [["0x0", "0xffffffffffffffff"]],
    });
  });

  test("reports file, step, expected and actual", () => {
    const text = (texts.get("vtdss/quirk-dirty-part.json") ?? "").replace(
      '"mapped":"0x10000"',
      '"mapped":"0x20000"',
    );
    const report = textReport(verifyText(text));
    expect(report).toContain("copy.json");
    expect(report).toContain("step 1 (map): mapped\n    expected 0x20000\n    actual   0x10000");
    expect(report.split("\n").at(-1)).toBe("0 passed, 1 failed");
  });
});

/** Flushes everything when an unmap at VA 0 removes nothing, as the recorded implementation does. */
class FlushesForNothing extends NaivePageTable {
  override unmap(...args: Parameters<NaivePageTable["unmap"]>): bigint {
    const unmapped = super.unmap(...args);
    if (unmapped === 0n && args[0] === 0n) args[2].addRange(0, 0, -1, -1);
    return unmapped;
  }
}
