import { join } from "node:path";
import { Protection } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unpackDump } from "../packed-dumps.js";
import { scratchFolder } from "./run-command.js";
import { runHere, runJson, tooLong } from "./run-here.js";
import { arenaBase, kinds, memoryOf, newArena, writeImages } from "./table-images.js";

const scratch = scratchFolder();
const five = unpackDump("x86_64-5level-cpu", scratch);
const devices = unpackDump("x86_64-amdvi", scratch);

interface Side {
  readonly oa: string;
  readonly leafSize: string;
  readonly rights: string;
  readonly consecutive: boolean;
  readonly fault?: string;
}

interface Row {
  readonly va: string;
  readonly length: string;
  readonly kind: string;
  readonly changes: readonly { readonly what: string; readonly from: string; readonly to: string }[];
  readonly a: Side | null;
  readonly b: Side | null;
}

interface Comparison {
  readonly differences: readonly Row[];
  readonly summary: { readonly differences: number; readonly complete: boolean };
}

describe("compare", () => {
  test("finds nothing in equal tables", async () => {
    const { code, out } = await runHere(["compare", five, five, "--format", "x86_64"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^A: .*manifest\.json\nroot 0x103585000, level 4 \(PML5\), from cr3 .*\nB: /);
    expect(out).toMatch(/\n\nno difference\n$/);
    const { code: same, json } = await runJson<Comparison>(["compare", five, five, "--format", "x86_64"]);
    expect({ same, differences: json.differences }).toEqual({ same: 0, differences: [] });
  });

  test("takes two tables of one image", async () => {
    const args = [
      "compare",
      devices,
      devices,
      "--format",
      "amdv1",
      "--table",
      "edu",
      "--table-b",
      "ich9-smb",
    ];
    const { code, json } = await runJson<Comparison>(args);
    expect(code).toBe(1);
    const edu = await runJson<{ summary: { bytes: string } }>(["dump", ...args.slice(2, 7)]);
    const bytes = json.differences
      .filter(({ kind }) => kind === "only in A")
      .reduce((sum, { length }) => sum + BigInt(length), 0n);
    expect(bytes).toBe(BigInt(edu.json.summary.bytes));
    expect((await runHere([...args, "--table-b", "edu"])).code).toBe(0);
  });

  test("fits into the 80 columns of a terminal", async () => {
    const other = unpackDump("x86_64-4level-cpu", scratch);
    const { code, out } = await runHere(["compare", five, other, "--format", "x86_64"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^only in A +0x00fedcba00000000 +20 KiB +0x1031bc000, rw- u$/m);
    const watched = await runHere(["compare", five, other, "--format", "x86_64"], true);
    expect(tooLong(watched.out)).toEqual([]);
  });

  test("stops at a limit", async () => {
    const args = [
      "compare",
      devices,
      devices,
      "--format",
      "amdv1",
      "--table",
      "edu",
      "--table-b",
      "ich9-smb",
    ];
    expect((await runHere([...args, "--limit", "0"])).err).toMatch(/--limit: 0 rows would say nothing/);
    const { code, out } = await runHere([...args, "--limit", "2"]);
    expect(code).toBe(1);
    expect(out).toMatch(/\n2 differences: only in A .*\nthere is more/);
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ["an unknown format", ["--format", "x86-64x"], /no package of a format/],
    [
      "something that is always compared",
      ["--format", "x86_64", "--ignore", "only"],
      /"only" cannot be ignored/,
    ],
    [
      "an unknown table of B",
      ["--format", "x86_64", "--table-b", "usr"],
      /--table-b: there is no table "usr"/,
    ],
    [
      "no level of B",
      ["--format", "x86_64", "--root-b", "0x1000"],
      /give --top-level-b, or --register-b cr4/,
    ],
    [
      "no root of B",
      [
        "--format",
        "riscv64",
        "--root",
        "0x103585000",
        "--top-level",
        "2",
        "--top-level-b",
        "2",
        "--root-b",
        "0x1",
      ],
      /no table of level 2 at 0x1 \(--root-b\)/,
    ],
  ])("refuses %s", async (_, more, message) => {
    const { code, out, err } = await runHere(["compare", five, five, ...more]);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

/** Two tables by hand: their items of level 0, and the second ones of level 1. */
function pair(
  name: string,
  a: readonly bigint[],
  b: readonly bigint[],
  more: { readonly a?: bigint; readonly b?: bigint; readonly restricts?: boolean } = {},
): readonly string[] {
  const memory = new Uint8Array(0x8000);
  const view = new DataView(memory.buffer);
  const put = (table: number, index: number, raw: bigint): void =>
    view.setBigUint64(0x1000 * table + 8 * index, raw, true);
  for (const first of [0, 4])
    for (const step of [0, 1, 2])
      put(first + step, 0, (arenaBase + 0x1000n * BigInt(first + step + 1)) | (more.restricts ? 5n : 7n));
  put(2, 1, more.a ?? 0n);
  put(6, 1, more.b ?? 0n);
  for (const [index, raw] of a.entries()) put(3, index, raw);
  for (const [index, raw] of b.entries()) put(7, index, raw);
  const { folder } = writeImages(join(scratch, name), memory);
  const roots = ["--root", "0x8000_0000", "--root-b", "0x8000_4000", "--top-level", "3"];
  return ["compare", ...folder, ...folder, "--format", "x86_64", ...roots, "--top-level-b", "3"];
}

describe("each kind of difference", () => {
  const args = pair(
    "kinds",
    [0x5067n, 0x6067n, 0x7067n, 0x8067n, 0x9067n, 0x0n, 0xb067n, 0xc067n],
    [0x5067n, 0x16067n, 0x7065n, 0x8027n, 0x0n, 0xa067n, 0xb127n, 0x1c065n],
  );

  test("has a row", async () => {
    const { code, out } = await runHere(args);
    expect(code).toBe(1);
    const rows = out
      .split("\n")
      .filter((line) => / 0x0000/.test(line))
      .map((line) => line.replaceAll(/ {2,}/g, " | "));
    expect(rows).toEqual([
      "elsewhere | 0x000000001000 | 4 KiB | 0x6000 -> 0x16000",
      "rights | 0x000000002000 | 4 KiB | rights rwx u -> r-x u",
      "attributes | 0x000000003000 | 4 KiB | dirty 1 -> 0",
      "only in A | 0x000000004000 | 4 KiB | 0x9000, rwx u",
      "only in B | 0x000000005000 | 4 KiB | 0xa000, rwx u",
      "attributes | 0x000000006000 | 4 KiB | dirty 1 -> 0, global 0 -> 1",
      "elsewhere | 0x000000007000 | 4 KiB | 0xc000 -> 0x1c000, rights rwx u -> r-x u",
    ]);
    expect(out).toContain(
      "7 differences: only in A 4 KiB, only in B 4 KiB, elsewhere 8 KiB, rights 4 KiB, attributes 8 KiB\n",
    );
    expect(tooLong((await runHere(args, true)).out)).toEqual([]);
  });

  test("may be ignored", async () => {
    const kindsWith = async (ignore: string): Promise<readonly string[]> =>
      (await runJson<Comparison>([...args, "--ignore", ignore])).json.differences.map(({ kind }) => kind);
    const only = ["only in A", "only in B"];
    expect(await kindsWith("dirty")).toEqual(["elsewhere", "rights", ...only, "attributes", "elsewhere"]);
    expect(await kindsWith("attributes")).toEqual(["elsewhere", "rights", ...only, "elsewhere"]);
    expect(await kindsWith("elsewhere,attributes")).toEqual(["rights", ...only, "rights"]);
    expect(await kindsWith("elsewhere,attributes,rights")).toEqual(only);
  });

  test("is one row where it goes on", async () => {
    const a = Array.from({ length: 8 }, (_, at) => 0x5067n + 0x1000n * BigInt(at));
    const moved = pair(
      "moved",
      a,
      a.map((raw) => raw + 0x100000n),
    );
    expect((await runHere(moved)).out).toMatch(/^elsewhere +0x000000000000 +32 KiB +0x5000 -> 0x105000$/m);
    const mixed = pair("mixed", a, [...a].reverse());
    expect((await runHere(mixed)).out).toMatch(
      /^elsewhere +0x000000000000 +32 KiB +0x5000 -> 0xc000\.\.\.$/m,
    );
    const gone = pair("gone", [...a].reverse(), []);
    expect((await runHere(gone)).out).toMatch(/^only in A +0x000000000000 +32 KiB +0xc000\.\.\., rwx u$/m);
  });

  test("may be damage in one of them, and is none in both", async () => {
    const reserved = 0x2000n | 0xe7n;
    const damaged = (name: string, a: bigint, b: bigint): readonly string[] =>
      pair(name, [0x5067n], [0x5067n], { a, b });
    const { code, out } = await runHere(damaged("one", 0n, reserved));
    expect(code).toBe(1);
    expect(out).toMatch(/^fault +0x000000200000 +2 MiB +unmapped -> EBADMSG$/m);
    const both = await runHere(damaged("both", reserved, reserved));
    expect(both.code).toBe(0);
  });

  test("is about what the leaf says where tables restrict", async () => {
    const args = pair("restricted", [0x5067n], [0x5065n], { restricts: true });
    const { out } = await runHere(args);
    expect(out).toMatch(/^attributes +0x000000000000 +4 KiB +own rights rwx u -> r-x u$/m);
  });
});

describe.each(kinds)("two tables that were made here, $format", ({ format, create, options }) => {
  /** What is mapped, page by page. */
  type Pages = ReadonlyMap<bigint, string>;

  const request = fc.record({
    page: fc.nat(0x7ff),
    pages: fc.integer({ min: 1, max: 700 }),
    shift: fc.integer({ min: 0, max: 2 }),
    writes: fc.boolean(),
  });
  const requests = fc.array(request, { maxLength: 5 });

  function make(
    name: string,
    wanted: readonly { page: number; pages: number; shift: number; writes: boolean }[],
  ) {
    const arena = newArena();
    const table = create(arena);
    const pages = new Map<bigint, string>();
    for (const { page, pages: count, shift, writes } of wanted) {
      const [first, length] = [BigInt(page) << 12n, BigInt(count) << 12n];
      const isTaken = Array.from({ length: count }, (_, at) => first + (BigInt(at) << 12n)).some((va) =>
        pages.has(va),
      );
      if (isTaken) continue;
      const oa = first + (BigInt(shift) << 21n);
      table.map(first, oa, length, Protection.READ | (writes ? Protection.WRITE : 0));
      for (let at = 0n; at < length; at += 0x1000n) pages.set(first + at, `${oa + at} ${writes}`);
    }
    const { elf } = writeImages(join(scratch, name), memoryOf(arena));
    return { pages: pages as Pages, elf, root: table.topAddress };
  }

  test("differ exactly where their pages do", async () => {
    await fc.assert(
      fc.asyncProperty(requests, requests, requests, async (common, first, second) => {
        const a = make("a", [...common, ...first]);
        const b = make("b", [...common, ...second]);
        const vas = new Set([...a.pages.keys(), ...b.pages.keys()]);
        const expected = [...vas].filter((va) => a.pages.get(va) !== b.pages.get(va));
        const given = ["--format", format, ...options(a.root), "--ignore", "leaf,attributes"];
        const { code, json } = await runJson<Comparison>(["compare", ...a.elf, ...b.elf, ...given]);
        const found = json.differences.flatMap(({ va, length, kind }) =>
          Array.from({ length: Number(BigInt(length) >> 12n) }, (_, at) => ({
            va: BigInt(va) + (BigInt(at) << 12n),
            kind,
          })),
        );
        expect(found.map(({ va }) => va)).toEqual(expected.sort((x, y) => Number(x - y)));
        for (const { va, kind } of found) {
          const [one, other] = [a.pages.get(va)?.split(" "), b.pages.get(va)?.split(" ")];
          const wanted = !other
            ? "only in A"
            : !one
              ? "only in B"
              : one[0] === other[0]
                ? "rights"
                : "elsewhere";
          expect(kind).toBe(wanted);
        }
        expect(code).toBe(expected.length === 0 ? 0 : 1);
      }),
      { numRuns: 25 },
    );
  });
});
