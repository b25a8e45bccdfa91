import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VerifyResult } from "../generator/src/verify/verify.js";
import { failuresIn, type Lists, row, verifyChanged, verifyEdited } from "./changed-dumps.js";
import { naiveViews } from "./naive-view.js";

describe("a listing that is changed", () => {
  test.each([
    ["address", 1, "0x10329d000", "expected OA 0x10329d000, rw\n    actual   OA 0x10329c000, rw"],
    ["right", 3, "r-", "expected OA 0x10329c000, r-\n    actual   OA 0x10329c000, rw"],
  ])("fails, with the place and what is listed and mapped: %s", (_what, column, value, difference) => {
    const result = verifyEdited("x86_64-amdvi", "mappings.json", (document) => {
      row(document, "edu", "0x1000")[column] = value;
    });
    expect(failuresIn(result)).toBe(
      `FAILED /copy#edu\n  mappings.json: VA 0x1000 to 0x1fff (4 KiB)\n    ${difference}\n6 passed, 1 failed`,
    );
  });

  test("fails as the documentation shows", () => {
    const result = verifyEdited("x86_64-vtd-4level", "mappings.json", (document) => {
      row(document, "edu", "0x5000000")[3] = "rw";
    });
    const [failure = ""] = failuresIn(result).replace("/copy#", "x86_64-vtd-4level#").split(/\n\S/);
    const documented = readFileSync(new URL("../docs/recordings.md", import.meta.url), "utf8");
    expect(documented).toContain(`\n\n${failure.replaceAll(/^/gm, "    ")}\n\n`);
  });

  test("fails by as much as a length is too long or too short", () => {
    const longer = verifyEdited("x86_64-amdvi", "mappings.json", (document) => {
      row(document, "edu", "0x5000000")[2] = "0x6000";
    });
    expect(failuresIn(longer)).toContain(
      "VA 0x5004000 to 0x5005fff (8 KiB)\n    expected OA 0x103205000, r-\n    actual   not mapped",
    );
    const shorter = verifyEdited("x86_64-amdvi", "mappings.json", (document) => {
      row(document, "edu", "0x5000000")[2] = "0x1000";
    });
    expect(failuresIn(shorter)).toContain(
      "VA 0x5001000 to 0x5003fff (12 KiB)\n    expected not mapped\n    actual   OA 0x103202000, r-",
    );
  });

  test("fails without one of its rows, and with one twice", () => {
    const without = verifyEdited("x86_64-vtd-4level", "mappings.json", (document) => {
      document.edu = document.edu?.filter(([va]) => va !== "0x40000000") ?? [];
    });
    expect(failuresIn(without)).toContain(
      "VA 0x40000000 to 0x7fffffff (1 GiB)\n    expected not mapped\n    actual   OA 0x180000000, rw",
    );
    const twice = verifyEdited("x86_64-vtd-4level", "mappings.json", (document) => {
      document.edu?.push(row(document, "edu", "0x40000000"));
    });
    expect(failuresIn(twice)).toContain("VA 0x40000000 to 0x7fffffff (1 GiB)");
    expect(failuresIn(twice)).toContain("actual   listed more than once");
  });

  test("fails with any digit of it changed, wherever that is", () => {
    const dumps = ["x86_64-amdvi", "x86_64-vtd-4level", "x86_64-5level-cpu", "riscv64-sv39"] as const;
    const change = fc.record({
      name: fc.constantFrom(...dumps),
      file: fc.constantFrom("mappings.json", "samples.json"),
      row: fc.nat(),
      column: fc.nat(),
      digit: fc.nat(),
      by: fc.integer({ min: 1, max: 15 }),
    });
    fc.assert(
      fc.property(change, ({ name, file, row: rowNumber, column, digit, by }) => {
        const result = verifyChanged(
          name,
          file,
          (bytes) => {
            const document = JSON.parse(bytes.toString("utf8")) as Lists;
            const lists = Object.values(document);
            const rows = lists[digit % lists.length] ?? [];
            const cells = rows[rowNumber % rows.length] ?? [];
            // Several VAs may have the same OA, so a sample's VA may be another without being wrong.
            const at = file === "mappings.json" ? column % 3 : 1;
            cells[at] = cells[at] === null ? "0x1000" : withDigit(String(cells[at]), digit, by);
            return JSON.stringify(document);
          },
          naiveViews,
        );
        expect(result.failed).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});

/** One hexadecimal digit of a number is another one. */
function withDigit(text: string, place: number, by: number): string {
  const at = 2 + (place % (text.length - 2));
  const digit = (Number.parseInt(text[at] ?? "0", 16) + by) % 16;
  return text.slice(0, at) + digit.toString(16) + text.slice(at + 1);
}

describe("samples and faults that are changed", () => {
  test.each([
    ["0x1000", "0x10329c001", "expected 0x10329c001\n    actual   0x10329c000"],
    ["0x1000", null, "expected not mapped\n    actual   0x10329c000"],
    ["0x2008", "0x10329d008", "expected 0x10329d008\n    actual   not mapped"],
    ["0x6000008", "0x10320b008", "expected 0x10320b008\n    actual   refused"],
  ])("fail: %s to %s", (va, oa, difference) => {
    const result = verifyEdited("x86_64-amdvi", "samples.json", (document) => {
      row(document, "edu", va)[1] = oa;
    });
    expect(failuresIn(result)).toContain(`samples.json: VA ${va}\n    ${difference}`);
    expect(result.failed).toBe(1);
  });

  test("fail with another item or another first OA of the leaf", () => {
    const item = verifyEdited("x86_64-vtd-4level", "samples.json", (document) => {
      row(document, "edu", "0x1000")[3] = "0x10329c001";
    });
    expect(failuresIn(item)).toContain(
      "VA 0x1000, item of the leaf\n    expected 0x10329c001\n    actual   0x10329c003",
    );
    const leaf = verifyEdited("x86_64-amdvi", "samples.json", (document) => {
      const found = document.edu?.find(
        ([va, , source]) => va === "0x9f0008" && source === "qemu-iommu-entry",
      );
      if (found) found[3] = "0x100df0000";
    });
    expect(failuresIn(leaf)).toContain(
      "VA 0x9f0008, first OA of the leaf\n    expected 0x100df0000\n    actual   0x100c00000",
    );
  });

  test("fail where an access should have faulted and would not", () => {
    const result = verifyEdited("x86_64-vtd-4level", "faults.json", (document) => {
      row(document, "edu", "0x6000008")[2] = 1;
    });
    expect(failuresIn(result)).toContain(
      "faults.json: VA 0x6000008\n    expected a fault\n    actual   0x10320b008",
    );
  });
});

describe("memory that is changed", () => {
  /** Flips a bit of the only item with this value. */
  function flipped(name: string, item: bigint, bit: number): VerifyResult {
    return verifyChanged(name, "pages.bin", (bytes) => {
      const at = [...Array(bytes.length / 8).keys()].filter((n) => bytes.readBigUInt64LE(8 * n) === item);
      expect(at).toHaveLength(1);
      bytes.writeBigUInt64LE(item ^ (1n << BigInt(bit)), 8 * (at[0] ?? 0));
      return bytes;
    });
  }

  test.each([
    [0, "expected OA 0x10329c000, rw\n    actual   not mapped"],
    [62, "expected OA 0x10329c000, rw\n    actual   OA 0x10329c000, r-"],
    [12, "expected OA 0x10329c000, rw\n    actual   OA 0x10329d000, rw"],
    [51, "expected OA 0x10329c000, rw\n    actual   OA 0x800010329c000, rw"],
  ])("fails where bit %i of a leaf is another", (bit, difference) => {
    expect(failuresIn(flipped("x86_64-amdvi", 0x700000010329c001n, bit))).toContain(
      `mappings.json: VA 0x1000 to 0x1fff (4 KiB)\n    ${difference}`,
    );
  });

  test("fails where tables are missing, and says so", () => {
    const result = verifyChanged("x86_64-vtd-4level", "manifest.json", (bytes) => {
      // The segment with tables of the device is moved away.
      return bytes.toString("utf8").replace('"pa": "0x1035db000"', '"pa": "0x2035db000"');
    });
    expect(failuresIn(result)).toContain("EFAULT: the item points to a table that is not in the dump");
    expect(result.failed).toBe(1);
  });

  test.each([
    ["tables", '"tableCount": 35', '"tableCount": 36', "walk: tableCount\n    expected 36\n    actual   35"],
    [
      "leaves",
      '"eduLeaves": 787',
      '"eduLeaves": 786',
      "counts.eduLeaves\n    expected 786\n    actual   787",
    ],
    [
      "leaves by size",
      '"0x200000": 132',
      '"0x200000": 131',
      "counts.eduLeafSizes.0x200000\n    expected 131\n    actual   132",
    ],
  ])("fails where the number of %s is another", (_what, from, to, difference) => {
    const result = verifyChanged("x86_64-vtd-4level", "manifest.json", (bytes) =>
      bytes.toString("utf8").replace(from, to),
    );
    expect(failuresIn(result)).toContain(difference);
    expect(result.failed).toBe(1);
  });
});

test("whatever bits of the memory are changed, every table gets its result", () => {
  const names = ["x86_64-amdvi", "x86_64-vtd-4level"] as const;
  const flips = fc.array(fc.record({ byte: fc.nat(), bit: fc.nat(7) }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.constantFrom(...names), flips, (name, changes) => {
      const result = verifyChanged(name, "pages.bin", (bytes) => {
        for (const { byte, bit } of changes) {
          const at = byte % bytes.length;
          bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        }
        return bytes;
      });
      expect(result.passed + result.failed).toBe(7);
      const exceptions = result.files
        .flatMap(({ failures }) => failures)
        .filter(({ field }) => field === "exception");
      expect(exceptions).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

describe("a dump that is damaged or incomplete is one failure", () => {
  test.each(["manifest.json", "mappings.json", "samples.json", "pages.bin"])("%s is cut short", (file) => {
    const result = verifyChanged("x86_64-amdvi", file, (bytes) => bytes.subarray(0, bytes.length >> 1));
    expect(result).toMatchObject({ passed: 0, failed: 1, unsupported: {} });
    expect(failuresIn(result)).toContain(file);
  });

  test.each(["mappings.json", "samples.json", "pages.bin"])("%s is missing", (file) => {
    const result = verifyChanged("x86_64-amdvi", file, () => undefined);
    expect(result).toMatchObject({ passed: 0, failed: 1, unsupported: {} });
    expect(failuresIn(result)).toContain(file);
  });

  test("an ELF core is cut short", () => {
    const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length - 1);
    const result = verifyChanged("riscv64-sv48", "core.elf", cut, naiveViews);
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(failuresIn(result)).toContain("core.elf");
  });

  test.each([
    ["mappings.json", "edu[0]: expected 5 columns, found 4", (lists: Lists) => lists.edu?.[0]?.pop()],
    [
      "mappings.json",
      'edu[0]: rights "rx" are not spelt like "rw"',
      (lists: Lists) => row(lists, "edu", "0x1000").splice(3, 1, "rx"),
    ],
    [
      "mappings.json",
      "edu[0][2]: expected a hexadecimal number of at most 64 bits, found 4096",
      (lists: Lists) => row(lists, "edu", "0x1000").splice(2, 1, 4096),
    ],
    [
      "mappings.json",
      "edu[0]: the length is 0",
      (lists: Lists) => row(lists, "edu", "0x1000").splice(2, 1, "0x0"),
    ],
    [
      "mappings.json",
      "edu[0]: the range leaves the 64-bit address space",
      (lists: Lists) => row(lists, "edu", "0x1000").splice(2, 1, "0xfffffffffffff000"),
    ],
    [
      "mappings.json",
      '"nobody" is no table of the manifest',
      (lists: Lists) => {
        lists.nobody = [];
      },
    ],
    [
      "samples.json",
      'edu[0]: nobody knows what "guess" is',
      (lists: Lists) => row(lists, "edu", "0x100008").splice(2, 1, "guess"),
    ],
  ])("%s: %s", (file, message, edit) => {
    const result = verifyEdited("x86_64-amdvi", file, edit);
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(failuresIn(result)).toContain(`${file}: ${message}`);
  });
});
