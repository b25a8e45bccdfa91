import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Protection } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unpackDump } from "../packed-dumps.js";
import { run, scratchFolder } from "./run-command.js";
import { runHere, runJson, tooLong } from "./run-here.js";
import { arenaBase, type Extent, kinds, memoryOf, newArena, writeImages } from "./table-images.js";

const scratch = scratchFolder();
const dump = (name: string): string => unpackDump(name, scratch);
const five = dump("x86_64-5level-cpu");
const hex = (value: bigint): string => `0x${value.toString(16)}`;

interface WalkJson {
  readonly va: string;
  readonly steps: readonly {
    readonly level: number;
    readonly table: string;
    readonly index: number;
    readonly raw: string;
    readonly kind: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly takes?: readonly string[];
    readonly imposes?: readonly string[];
  }[];
  readonly leaf?: {
    readonly oa: string;
    readonly size: string;
    readonly protections: readonly string[];
    readonly effective: readonly string[];
    readonly rights: string;
  };
  readonly fault?: {
    readonly code: string;
    readonly level?: number;
    readonly explanation: readonly string[];
  };
  readonly access?: readonly {
    readonly access: string;
    readonly allowed: boolean;
    readonly deniedBy?: object;
  }[];
}

const recorded = [
  { name: "x86_64-5level-cpu", lists: ["user", "kernel"], options: ["--format", "x86_64"] },
  { name: "x86_64-4level-cpu", lists: ["user", "kernel"], options: ["--format", "x86_64"] },
  { name: "riscv64-sv39", lists: ["all"], options: ["--format", "riscv64"] },
  { name: "riscv64-sv48", lists: ["all"], options: ["--format", "riscv64"] },
  { name: "riscv64-sv57", lists: ["all"], options: ["--format", "riscv64"] },
  { name: "x86_64-amdvi", lists: ["edu"], options: ["--format", "amdv1", "--table", "edu"] },
  { name: "x86_64-vtd-4level", lists: ["edu"], options: ["--format", "vtdss", "--table", "edu"] },
];

describe("walk", () => {
  test.each(recorded)("leads where the machine went: $name", async ({ name, lists, options }) => {
    const folder = dump(name);
    const samples = JSON.parse(readFileSync(join(folder, "samples.json"), "utf8")) as Readonly<
      Record<string, readonly (readonly [va: string, oa: string | null, ...rest: unknown[]])[]>
    >;
    const rows = lists.flatMap((list) => samples[list] ?? []);
    const chosen = rows.filter((_, at) => at % Math.ceil(rows.length / 60) === 0);
    expect(chosen.length).toBeGreaterThan(30);
    for (const [va, oa] of chosen) {
      const { code, json } = await runJson<WalkJson>(["walk", folder, va, ...options]);
      expect(code).toBe(json.leaf === undefined ? 1 : 0);
      // The machine was asked to read: what may only be written gave it no answer.
      const oaToRead = json.leaf?.effective.includes("read") ? json.leaf.oa : null;
      expect([va, oaToRead]).toEqual([va, oa]);
    }
  });

  test("shows every level, its fields, and what the leaf allows", async () => {
    const { code, out } = await runHere(["walk", five, "0x40_1234", "--format", "x86_64"]);
    expect(code).toBe(0);
    const lines = out.split("\n");
    expect(lines[0]).toBe("x86_64 0x0000000000401234");
    expect(lines[1]).toBe("root 0x103585000, level 4 (PML5), from cr3 0x103585000, cr4 0x3516b0");
    expect(out).toMatch(/^4 \(PML5\) +0x103585000 +0 +0x0000000103570067 +table 0x103570000$/m);
    expect(out).toMatch(
      /^0 \(PT\) +0x1035a2000 +1 +0x00000001b9df0025 +leaf page\n {4}present user accessed$/m,
    );
    expect(out).toContain("0x0000000000401234 maps to 0x1b9df0234\n");
    expect(out).toMatch(/leaf +4 KiB at 0x0000000000401000, OA 0x1b9df0000$/m);
    expect(out).toMatch(/rights +r-x u +\(read, execute; user\)$/m);
    expect(out).not.toContain("\u001b");
  });

  test("is the same from a process, without colour", () => {
    const { status, stdout, stderr } = run(["walk", five, "0x401234", "--format", "x86_64"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("maps to 0x1b9df0234");
    expect(stdout).not.toContain("\u001b");
  });

  test("is coloured on a terminal only", async () => {
    expect((await runHere(["walk", five, "0x401234", "--format", "x86_64"], true)).out).toContain("\u001b[");
  });

  test("fits into the 80 columns of a terminal", async () => {
    for (const { name, options } of recorded) {
      for (const va of ["0x401234", "0x10000", "0xff11000000099000", "0x1000000000000000"]) {
        const { out } = await runHere(["walk", dump(name), va, ...options, "--access", "read,write"], true);
        expect(out).not.toBe("");
        expect(tooLong(out)).toEqual([]);
      }
    }
  });
});

const granules = fc.array(
  fc.record({
    page: fc.nat(0x3ffff),
    pages: fc.integer({ min: 1, max: 1100 }),
    oa: fc.nat(0xfffff),
    writes: fc.boolean(),
    upper: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

describe.each(kinds)("a table that was made here, $format", ({ format, create, options }) => {
  test("gives the OAs and rights that it was made with", async () => {
    await fc.assert(
      fc.asyncProperty(granules, fc.array(fc.nat(0x7fffffff), { maxLength: 4 }), async (wanted, others) => {
        const arena = newArena();
        const table = create(arena);
        const extents: Extent[] = [];
        for (const { page, pages, oa, writes, upper } of wanted) {
          const extent: Extent = {
            va: (upper && table.upperHalf ? table.upperHalf.first : 0n) + BigInt(page) * 0x1000n,
            oa: BigInt(oa) * 0x1000n,
            length: BigInt(pages) * 0x1000n,
            protection: Protection.READ | (writes ? Protection.WRITE : 0),
          };
          const clashes = extents.some(
            (one) => one.va < extent.va + extent.length && extent.va < one.va + one.length,
          );
          if (clashes) continue;
          table.map(extent.va, extent.oa, extent.length, extent.protection);
          extents.push(extent);
        }
        const images = writeImages(join(scratch, "made"), memoryOf(arena));
        const vas = [
          ...extents.flatMap(({ va, length }) => [va, va + length - 1n, va + length, va + length / 2n + 5n]),
          ...others.map(BigInt),
        ];
        for (const [at, va] of vas.entries()) {
          const image = at % 2 === 0 ? images.raw : images.elf;
          const args = ["walk", image[0] ?? "", hex(va), ...image.slice(1), "--format", format];
          const { code, json } = await runJson<WalkJson>([...args, ...options(table.topAddress)]);
          const extent = extents.find((one) => one.va <= va && va < one.va + one.length);
          expect([json.leaf?.oa, code]).toEqual(
            extent ? [hex(extent.oa + (va - extent.va)), 0] : [undefined, 1],
          );
          if (extent === undefined) continue;
          expect(json.leaf?.effective.includes("write")).toBe((extent.protection & Protection.WRITE) !== 0);
          expect(json.leaf?.rights).toMatch((extent.protection & Protection.WRITE) !== 0 ? /^rw/ : /^r-/);
        }
      }),
      { numRuns: 15 },
    );
  });
});

/** A table of four levels by hand: an item per level, at index 0. */
function chain(items: readonly (readonly [index: number, raw: bigint])[]): readonly string[] {
  const memory = new Uint8Array(0x8000);
  const view = new DataView(memory.buffer);
  for (const [at, [index, raw]] of items.entries()) view.setBigUint64(0x1000 * at + 8 * index, raw, true);
  const folder = join(scratch, `chain-${Math.random()}`);
  const { folder: place } = writeImages(folder, memory, {
    registers: { CR3: hex(arenaBase), CR4: "0x20", EFER: "0xd01", rip: 5 },
  });
  return ["walk", ...place, "--format", "x86_64"];
}

const next = (table: number): bigint => (arenaBase + 0x1000n * BigInt(table)) | 0x7n;
const at = (args: readonly string[], va: string, ...more: readonly string[]): readonly string[] => [
  args[0] ?? "",
  args[1] ?? "",
  va,
  ...args.slice(2),
  ...more,
];

describe("rights that tables take away", () => {
  // The table of level 2 forbids writing, that of level 1 user and execution; the leaf allows everything.
  const args = chain([
    [0, next(1)],
    [0, next(2) & ~2n],
    [0, (next(3) & ~4n) | (1n << 63n)],
    [0, 0x1234_5000n | 0x67n],
  ]);

  test("are told beside the leaf's own", async () => {
    const { code, out } = await runHere(at(args, "0x123"));
    expect(code).toBe(0);
    expect(out).toContain("maps to 0x12345123");
    expect(out).toMatch(/rights +r-- k +\(read; kernel only\)$/m);
    expect(out).toMatch(/own +rwx u .*restricted by level 2 \(PDPT\), 1 \(PD\)\)$/m);
    expect(out).toContain("(takes write)");
    expect(out).toContain("(imposes noexec priv)");
    expect(tooLong((await runHere(at(args, "0x123"), true)).out)).toEqual([]);
  });

  test("decide about accesses, and who denied is named", async () => {
    const { code, out } = await runHere(at(args, "0x123", "--access", "read,write,exec,user"));
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}read +allowed$/m);
    expect(out).toMatch(/^ {2}write +denied by level 2 \(PDPT\), item 0 at 0x80001000$/m);
    expect(out).toMatch(/^ {2}exec +denied by level 1 \(PD\), item 0 at 0x80002000$/m);
    expect(out).toMatch(/^ {2}user +denied by level 1 \(PD\), item 0 at 0x80002000$/m);
    const { json } = await runJson<WalkJson>(at(args, "0x123", "--access", "write,read"));
    expect(json.access).toEqual([
      { access: "write", allowed: false, deniedBy: { level: 2, itemAddress: "0x80001000" } },
      { access: "read", allowed: true },
    ]);
    expect(json.leaf?.protections).toEqual(["read", "write"]);
    expect(json.leaf?.effective).toEqual(["read", "noexec", "priv"]);
    expect((await runHere(at(args, "0x123", "--access", "read"))).code).toBe(0);
  });

  test("are none where the leaf itself denies", async () => {
    const readOnly = chain([
      [0, next(1)],
      [0, next(2)],
      [0, next(3)],
      [0, 0x5005n],
    ]);
    const { out } = await runHere(at(readOnly, "0", "--access", "write"));
    expect(out).toMatch(/write +denied by the leaf itself, level 0 \(PT\), item 0 at 0x80003000$/m);
    expect(out).not.toMatch(/^ +own/m);
  });

  test("are shown only as far as the format has them", async () => {
    const device = ["walk", dump("x86_64-amdvi"), "0x100008", "--format", "amdv1", "--table", "edu"];
    expect((await runHere(device)).out).toMatch(/rights +rw +\(read, write\)$/m);
    const { code, err } = await runHere([...device, "--access", "exec"]);
    expect(code).toBe(2);
    expect(err).toBe('generic-pt: --access: tables of amdv1 say nothing about "exec"\n');
  });
});

describe("a fault is explained:", () => {
  test("an empty item, with what is mapped around it", async () => {
    const args = chain([
      [0, next(1)],
      [0, next(2)],
      [0, next(3)],
      [5, 0x9067n],
    ]);
    const { code, out } = await runHere(at(args, "0x3000"));
    expect(code).toBe(1);
    expect(out).toContain("0x0000000000003000 faults: nothing is mapped (ENOENT)");
    expect(out).toContain("Item 3 of level 0 (PT) at 0x80003018 is empty (0x0).");
    expect(out).toContain("Nothing is mapped at 0x0000000000003000-0x0000000000003fff.");
    expect(out).toContain("Nearest above: from 0x0000000000005000 (rwx u).");
    expect(out).not.toContain("Nearest below");
    expect((await runHere(at(args, "0x7000_0000_0000"))).out).toContain(
      "Nearest below: up to 0x0000000000005fff (rwx u).",
    );
    expect((await runHere(at(chain([]), "0x3000"))).out).toContain("The table maps nothing at all.");
  });

  test("a reserved pattern, with the field that makes it so", async () => {
    const args = chain([
      [0, next(1)],
      [0, next(2)],
      [0, 0x2000n | 0xe7n],
    ]);
    const { code, out } = await runHere(at(args, "0x3000"));
    expect(code).toBe(1);
    expect(out).toContain("faults: a reserved pattern (EBADMSG)");
    expect(out).toContain("low-of-2m is 0x1; with 0 it would be a leaf.");
    const { json } = await runJson<WalkJson>(at(args, "0x3000"));
    expect(json.fault).toMatchObject({ code: "EBADMSG", level: 1 });
  });

  test("a table that the image does not hold", async () => {
    const args = chain([
      [0, next(1)],
      [0, 0x7_0000_0007n],
    ]);
    const { code, out } = await runHere(at(args, "0x3000"));
    expect(code).toBe(1);
    expect(out).toContain("faults: a table outside the image (EFAULT)");
    expect(out).toContain("at 0x700000000, which the image does not hold.");
    expect(out).toContain("It holds 0x80000000-0x80007fff");
  });

  test("a VA that is not canonical", async () => {
    const { code, out } = await runHere(at(chain([]), "0x8000_0000_0000"));
    expect(code).toBe(1);
    expect(out).toContain("faults: no address of the table (ERANGE)");
    expect(out).toContain("is not canonical");
    expect(out).toContain("VAs are 0x0-0x7fffffffffff");
  });

  test("a VA of an upper half that a bare root does not speak of", async () => {
    const bare = [
      "walk",
      five,
      "0xff11000000000000",
      "--format",
      "x86_64",
      "--root",
      "0x103585000",
      "--top-level",
      "4",
    ];
    expect((await runHere(bare)).out).toContain("With --feature sign_extend there is an upper half.");
    const { code, out } = await runHere([...bare, "--feature", "sign_extend"]);
    expect(code).toBe(0);
    expect(out).toContain("maps to 0x0\n");
  });
});

describe("what cannot be done is one line", () => {
  const elf = join(dump("riscv64-sv48"), "core.elf");
  const own = ["--format", "riscv64", "--register", "satp=0x9000100000081882"];

  test.each<readonly [string, readonly string[], RegExp]>([
    [
      "an unknown format",
      ["walk", elf, "0", "--format", "riscv46"],
      /format "riscv46"; did you mean "riscv64"\?/,
    ],
    ["a path for a format", ["walk", elf, "0", "--format", "../core"], /no package of a format/],
    ["an unknown variant", ["walk", elf, "0", "--format", "amdv1/nativ"], /did you mean "native"\?/],
    ["no format", ["walk", elf, "0"], /--format is missing.* one of amdv1, armv7s, /],
    ["no such image", ["walk", join(scratch, "none"), "0", ...own], /none: no such file/],
    ["no root", ["walk", elf, "0", "--format", "riscv64"], /give --register \(satp, iosatp\), or --root/],
    ["an unknown register", ["walk", elf, "0", ...own, "--register", "pc=1"], /pc is no register of riscv64/],
    ["a wrong register", ["walk", elf, "0", "--format", "riscv64", "--register", "satp"], /name=0x7b/],
    ["a wrong address", ["walk", elf, "10 000", ...own], /VA: "10 000" is no 64-bit number/],
    ["too wide an address", ["walk", elf, `0x1${"0".repeat(16)}`, ...own], /is no 64-bit number/],
    ["two roots", ["walk", elf, "0", ...own, "--root", "0x1000"], /--root and --register/],
    [
      "an unknown table",
      ["walk", five, "0", "--format", "x86_64", "--table", "usr"],
      /no table "usr": .*manifest\.json names user, kernel$/m,
    ],
    [
      "a table without manifest",
      ["walk", elf, "0", "--format", "riscv64", "--table", "a"],
      /core\.elf has no manifest that could name it/,
    ],
    [
      "no level",
      ["walk", elf, "0", "--format", "x86_64", "--register", "cr3=0x81882000"],
      /level 3 to 4: give --top-level, or --register cr4/,
    ],
    [
      "a top table elsewhere",
      ["walk", elf, "0", "--format", "x86_64", "--root", "0x1000", "--top-level", "3"],
      /does not hold the top table at 0x1000 \(--root\); it holds 16 parts of 0x/,
    ],
    ["a level against the registers", ["walk", elf, "0", ...own, "--top-level", "2"], /satp .* says level 3/],
    [
      "an impossible level",
      ["walk", elf, "0", "--format", "x86_64", "--root", "0x81882000", "--top-level", "9"],
      /level 9/,
    ],
    [
      "an unknown access",
      ["walk", elf, "0", ...own, "--access", "fly"],
      /"fly" is none of read, write, exec, user/,
    ],
    ["an unknown feature", ["walk", elf, "0", ...own, "--feature", "warp"], /feature warp/],
    ["a base for ELF", ["walk", elf, "0", ...own, "--base", "0"], /base address is for raw files/],
    [
      "a folder without packages",
      ["walk", elf, "0", ...own, "--packages", scratch],
      /no package of any format/,
    ],
  ])("%s", async (_, args, message) => {
    const { code, out, err } = await runHere(args);
    expect(err).toMatch(/^generic-pt: .*\n$/);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("registers that are given win over the manifest's", async () => {
    const folder = dump("riscv64-sv48");
    const given = ["walk", folder, "0x10000", "--format", "riscv64", "--register", "SATP=0x9000100000000000"];
    expect((await runHere(given)).err).toContain("top table at 0x0 (satp 0x9000100000000000)");
  });
});
