import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Protection } from "@generic-pt/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unpackDump } from "../packed-dumps.js";
import { command, root, scratchFolder } from "./run-command.js";
import { runHere, runJson, tooLong } from "./run-here.js";
import { arenaBase, kinds, memoryOf, newArena, writeImages } from "./table-images.js";

const scratch = scratchFolder();
const dump = (name: string): string => unpackDump(name, scratch);
const hex = (value: bigint): string => `0x${value.toString(16)}`;

interface Row {
  readonly va: string;
  readonly length: string;
  readonly oa: string;
  readonly leafSize: string;
  readonly largestLeaf?: string;
  readonly rights: string;
  readonly effective: readonly string[];
  readonly protections?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly fault?: { readonly code: string; readonly level: number };
}

interface DumpJson {
  readonly runs: readonly Row[];
  readonly summary: {
    readonly rows: number;
    readonly bytes: string;
    readonly leaves: Readonly<Record<string, number>>;
    readonly faults: number;
    readonly complete: boolean;
  };
}

interface Extent {
  readonly va: bigint;
  readonly oa: bigint;
  readonly length: bigint;
}

/** Joins what follows on in VA and OA. */
function joined(extents: readonly Extent[]): readonly Extent[] {
  const result: Extent[] = [];
  for (const extent of extents) {
    const last = result.at(-1);
    const follows = last && last.va + last.length === extent.va && last.oa + last.length === extent.oa;
    if (last && follows) result.splice(-1, 1, { ...last, length: last.length + extent.length });
    else result.push(extent);
  }
  return result;
}

const extentOf = ({ va, oa, length }: Row): Extent => ({
  va: BigInt(va),
  oa: BigInt(oa),
  length: BigInt(length),
});

const recorded = [
  { name: "x86_64-5level-cpu", lists: ["user", "kernel"], options: ["--format", "x86_64"] },
  { name: "x86_64-4level-cpu", lists: ["user", "kernel"], options: ["--format", "x86_64"] },
  { name: "riscv64-sv39", lists: ["all"], options: ["--format", "riscv64"] },
  { name: "riscv64-sv48", lists: ["all"], options: ["--format", "riscv64"] },
  { name: "riscv64-sv57", lists: ["all"], options: ["--format", "riscv64"] },
  { name: "x86_64-amdvi", lists: ["edu"], options: ["--format", "amdv1", "--table", "edu"] },
  { name: "x86_64-vtd-4level", lists: ["edu"], options: ["--format", "vtdss", "--table", "edu"] },
];

describe.each(recorded)("dump of $name", ({ name, lists, options }) => {
  const folder = dump(name);
  const args = ["dump", folder, ...options];

  test("lists what the machine mapped, no more and no less", async () => {
    const listed = JSON.parse(readFileSync(join(folder, "mappings.json"), "utf8")) as Readonly<
      Record<string, readonly (readonly [va: string, oa: string, length: string, ...rest: unknown[]])[]>
    >;
    const expected = lists
      .flatMap((list) => listed[list] ?? [])
      .map(([va, oa, length]) => ({ va: BigInt(va), oa: BigInt(oa), length: BigInt(length) }));
    const { code, json } = await runJson<DumpJson>(args);
    expect(code).toBe(0);
    expect(joined(json.runs.map(extentOf))).toEqual(joined(expected));
    const bytes = expected.reduce((sum, { length }) => sum + length, 0n);
    expect(json.summary).toMatchObject({ bytes: hex(bytes), faults: 0, complete: true });
  });

  test("fits into 80 columns of a terminal, merged or not", async () => {
    for (const more of [[], ["--merge"]]) {
      const { code, out } = await runHere([...args, ...more], true);
      expect(code).toBe(0);
      expect(out).toMatch(/VA +size +OA +leaf +rights +attributes/);
      expect(tooLong(out)).toEqual([]);
    }
  });

  test("is a line a row where a program reads it", async () => {
    for (const more of [[], ["--merge"]]) {
      const { code, out } = await runHere([...args, ...more]);
      expect(code).toBe(0);
      expect(out).toMatch(/^VA +size +OA +leaf +rights +attributes$/m);
      expect(out).not.toContain(" \n");
      const [, head = "", ...rest] = out.split("\n\n");
      const rows = head.split("\n").slice(1);
      expect(rows.every((line) => /^0x[0-9a-f]+ +[0-9]+ \w+ +0x[0-9a-f]+ /.test(line))).toBe(true);
      expect(rest.join("")).toMatch(new RegExp(`^${rows.length} rows, .* of .*\n$`));
    }
  });
});

describe("the leaves of a recorded table", () => {
  const args = ["dump", dump("x86_64-amdvi"), "--format", "amdv1", "--table", "edu"];

  test("are counted by size as its machine counted them", async () => {
    const manifest = JSON.parse(readFileSync(join(scratch, "x86_64-amdvi/manifest.json"), "utf8")) as {
      counts: { eduLeafSizes: Readonly<Record<string, number>> };
    };
    const { json } = await runJson<DumpJson>(args);
    expect(json.summary.leaves).toEqual(manifest.counts.eduLeafSizes);
  });

  test("are rows for people", async () => {
    const { out } = await runHere(args);
    expect(out).toMatch(
      /^amdv1\/native\nroot 0x1035e4000, level 3 \(level 4\), from table edu of the manifest\n\n/,
    );
    expect(out).toMatch(/^0x000090000000 +256 MiB +0x1a0000000 +256 MiB +rw +coherent$/m);
    expect(out).toMatch(/\n56 rows, 1321528 KiB \(1\.2 GiB\) mapped, leaves: 566 of 4 KiB, 4 of 8 KiB, /);
  });
});

describe("a dump is narrowed to", () => {
  const folder = dump("x86_64-5level-cpu");
  const args = ["dump", folder, "--format", "x86_64"];
  const rows = async (...more: string[]): Promise<readonly Row[]> =>
    (await runJson<DumpJson>([...args, ...more])).json.runs;

  test("VAs, cut to them", async () => {
    const [row, ...others] = await rows("--range", "0x2020_0800..0x2020_17ff");
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      va: "0x20200800",
      oa: "0x100a00800",
      length: "0x1000",
      leafSize: "0x200000",
    });
    expect(await rows("--range", "0x40000000+1MiB")).toEqual([]);
    expect((await runHere([...args, "--range", "0x40000000+1MiB"])).out).toContain(
      "0 rows, nothing is mapped",
    );
  });

  test("one of the manifest's tables", async () => {
    const [user, kernel] = [await rows("--table", "user"), await rows("--table", "kernel")];
    expect(user.every(({ va }) => BigInt(va) >> 63n === 0n)).toBe(true);
    expect(kernel.every(({ va }) => BigInt(va) >> 63n === 1n)).toBe(true);
    expect([...user, ...kernel]).toEqual(await rows());
  });

  test("leaf sizes", async () => {
    const sizes = (await rows("--size", "2MiB,1G")).map(({ leafSize }) => leafSize);
    expect(new Set(sizes)).toEqual(new Set(["0x200000", "0x40000000"]));
    expect((await runHere([...args, "--size", "8KiB"])).err).toMatch(/no leaves of 8KiB/);
    expect((await runHere([...args, "--size", "4QiB"])).err).toMatch(/is no size/);
  });

  test("rights, exactly or at least", async () => {
    const all = await rows();
    const exactly = await rows("--rights", "r-x u");
    expect(exactly).toEqual(all.filter(({ rights }) => rights === "r-x u"));
    expect(exactly.length).toBeGreaterThan(3);
    const both = await rows("--rights", "wx");
    expect(both).toEqual(all.filter(({ rights }) => /^.wx/.test(rights)));
    expect(both.length).toBeGreaterThan(0);
    expect(await rows("--own-rights", "k")).toEqual(
      all.filter(({ protections }) => protections?.includes("priv")),
    );
    for (const wrong of ["q", "", "r-", "rw-x"])
      expect((await runHere([...args, "--rights", wrong])).err).toMatch(/is no rights of x86_64/);
  });

  test("fields", async () => {
    const all = await rows();
    const dirty = await rows("--field", "dirty=1", "--field", "global=0x1");
    expect(dirty).toEqual(all.filter(({ attributes }) => attributes?.dirty === "0x1" && attributes.global));
    expect(dirty.length).toBeGreaterThan(0);
    expect((await runHere([...args, "--field", "drity=1"])).err).toMatch(/did you mean "dirty"\?/);
  });

  test("nothing, and says what that means", async () => {
    for (const more of [
      ["--field", "dirty=1", "--rights", "k", "--range", "0..0xffff"],
      ["--oa", "0xffff_ffff_f000"],
    ]) {
      const { code, out } = await runHere([...args, ...more]);
      expect(code).toBe(0);
      expect(out).toMatch(/\n0 rows, no row matches\n$/);
    }
    const wide = await runHere([...args, "--field", "dirty=2"]);
    expect(wide).toMatchObject({ code: 2, err: "generic-pt: --field: dirty has 1 bit, and cannot be 0x2\n" });
    const outside = await runHere([...args, "--table", "user", "--range", "0xff11000000000000+4KiB"]);
    expect(outside.code).toBe(2);
    expect(outside.err).toMatch(
      /^generic-pt: --range: .* is outside table user of the manifest, which has VAs 0x0-/,
    );
  });

  test("so many rows", async () => {
    expect(await runHere([...args, "--limit", "0"])).toMatchObject({
      code: 2,
      out: "",
      err: "generic-pt: --limit: 0 rows would say nothing; give 1 or more\n",
    });
    const { code, out } = await runHere([...args, "--limit", "3"]);
    expect(code).toBe(0);
    expect(out).toMatch(/\n3 rows, 12 KiB mapped, leaves: 3 of 4 KiB\nthere is more/);
    const { json } = await runJson<DumpJson>([...args, "--limit", "3"]);
    expect(json.runs.length).toBe(3);
    expect(json.summary.complete).toBe(false);
    const all = await runJson<DumpJson>([...args, "--limit", "1_000"]);
    expect(all.json.summary.complete).toBe(true);
  });

  test("what leads to an OA", async () => {
    const all = (await rows()).map(extentOf);
    for (const oa of [0x1b9df0123n, 0x103000000n, 0x99fffn, 0xfed00000n, 0xffff_ffff_f000n]) {
      const expected = all.filter((one) => one.oa <= oa && oa < one.oa + one.length);
      const found = await rows("--oa", hex(oa));
      expect(found.map(extentOf)).toEqual(
        expected.map((one) => ({ va: one.va + (oa - one.oa), oa, length: 1n })),
      );
    }
    const range = (await rows("--oa", "0x103000800..0x1030017ff")).map(extentOf);
    expect(range.length).toBeGreaterThan(1);
    for (const { oa, length } of range) {
      expect(oa).toBeGreaterThanOrEqual(0x103000800n);
      expect(oa + length - 1n).toBeLessThanOrEqual(0x1030017ffn);
    }
  });
});

test("--merge joins what differs in leaves and attributes only", async () => {
  const args = ["dump", dump("riscv64-sv48"), "--format", "riscv64"];
  const [plain, merged] = [await runJson<DumpJson>(args), await runJson<DumpJson>([...args, "--merge"])];
  expect(joined(merged.json.runs.map(extentOf))).toEqual(joined(plain.json.runs.map(extentOf)));
  expect(merged.json.runs.length).toBeLessThan(plain.json.runs.length);
  for (const [at, row] of merged.json.runs.entries()) {
    const before = merged.json.runs[at - 1];
    if (!before) continue;
    const follows = joined([extentOf(before), extentOf(row)]).length === 1;
    expect(follows && before.rights === row.rights).toBe(false);
  }
  const isMixed = ({ leafSize, largestLeaf }: Row) => largestLeaf && largestLeaf !== leafSize;
  expect(merged.json.runs.some(isMixed)).toBe(true);
});

test.each(["1", "2", "5"])("counts no more than it lists, merged and with --limit %s", async (limit) => {
  const args = ["dump", dump("riscv64-sv48"), "--format", "riscv64", "--merge", "--limit", limit];
  const { runs, summary } = (await runJson<DumpJson>(args)).json;
  const bytes = runs.reduce((sum, { length }) => sum + BigInt(length), 0n);
  expect({ rows: summary.rows, bytes: BigInt(summary.bytes) }).toEqual({ rows: Number(limit), bytes });
});

describe.each(kinds)("a table that was made here, $format", ({ format, create, options }) => {
  test("is listed as it was made", async () => {
    const wanted = fc.array(
      fc.record({
        page: fc.nat(0xfff),
        pages: fc.integer({ min: 1, max: 2100 }),
        oa: fc.nat(0xfffff),
        w: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(wanted, async (requests) => {
        const arena = newArena();
        const table = create(arena);
        const made: (Extent & { readonly w: boolean })[] = [];
        for (const { page, pages, oa, w } of requests) {
          const extent = { va: BigInt(page) << 12n, oa: BigInt(oa) << 12n, length: BigInt(pages) << 12n, w };
          if (made.some((one) => one.va < extent.va + extent.length && extent.va < one.va + one.length))
            continue;
          table.map(extent.va, extent.oa, extent.length, Protection.READ | (w ? Protection.WRITE : 0));
          made.push(extent);
        }
        made.sort((a, b) => Number(a.va - b.va));
        const { elf } = writeImages(join(scratch, "made"), memoryOf(arena));
        const { json } = await runJson<DumpJson>([
          "dump",
          ...elf,
          "--format",
          format,
          ...options(table.topAddress),
        ]);
        expect(joined(json.runs.map(extentOf))).toEqual(joined(made.map(({ w: _, ...extent }) => extent)));
        const writable = (rows: readonly { readonly length: bigint }[]): bigint =>
          rows.reduce((sum, { length }) => sum + length, 0n);
        expect(writable(json.runs.filter(({ rights }) => rights.startsWith("rw")).map(extentOf))).toBe(
          writable(made.filter(({ w }) => w)),
        );
      }),
      { numRuns: 25 },
    );
  });
});

/** An image of tables by hand, four levels from `arenaBase` on. */
function image(
  name: string,
  items: readonly (readonly [table: number, index: number, raw: bigint])[],
): readonly string[] {
  const memory = new Uint8Array(0x8000);
  const view = new DataView(memory.buffer);
  for (const [table, index, raw] of items) view.setBigUint64(0x1000 * table + 8 * index, raw, true);
  writeImages(join(scratch, name), memory, { registers: { CR3: hex(arenaBase), CR4: "0x20" } });
  return ["dump", join(scratch, name), "--format", "x86_64"];
}

const to = (table: number): bigint => (arenaBase + 0x1000n * BigInt(table)) | 7n;

describe("damage", () => {
  const args = image("damaged", [
    [0, 0, to(1)],
    [1, 0, to(2)],
    [2, 0, to(3)],
    [3, 0, 0x5067n],
    [2, 1, 0x2000n | 0xe7n],
    [2, 2, 0x4000n | 0xe7n],
    [1, 1, 0x7_0000_0007n],
    [0, 511, to(0)],
  ]);

  test("has rows of its own, neighbours in one, and tells by the exit code", async () => {
    const { code, out } = await runHere(args);
    expect(code).toBe(1);
    expect(out).toMatch(/^0x0000000000000000 +4 KiB +0x5000 +4 KiB +rwx u +accessed dirty$/m);
    expect(out).toMatch(/^0x0000000000200000 +4 MiB +EBADMSG: a reserved pattern, level 1 \(PD\)$/m);
    expect(out).toMatch(/^0x0000000040000000 +1 GiB +EFAULT: a table outside the image, level 2 \(PDPT\)$/m);
    expect(out).toMatch(/^0xffffff8000000000 +512 GiB +ELOOP: a table that leads back to itself, level 3/m);
    expect(out).toMatch(/\n4 rows, 4 KiB mapped, leaves: 1 of 4 KiB; 3 faults\n$/);
    expect(tooLong((await runHere(args, true)).out)).toEqual([]);
    const { json } = await runJson<DumpJson>(args);
    expect(json.runs.map(({ fault }) => fault?.code)).toEqual([undefined, "EBADMSG", "EFAULT", "ELOOP"]);
  });

  test("can be all, or nothing, of a dump", async () => {
    const only = await runJson<DumpJson>([...args, "--faults", "only"]);
    expect(only.json.runs.map(({ fault }) => fault?.code)).toEqual(["EBADMSG", "EFAULT", "ELOOP"]);
    const none = await runJson<DumpJson>([...args, "--faults", "none"]);
    expect(none.code).toBe(1);
    expect(none.json.runs.map(({ va }) => va)).toEqual(["0x0"]);
    expect(none.json.summary.faults).toBe(3);
    expect((await runHere([...args, "--faults", "none"])).out).toMatch(
      /\n1 row, 4 KiB mapped, .*; the table is damaged: --faults none leaves out 3 faults\n$/,
    );
    expect((await runHere([...args, "--faults", "only"])).out).toMatch(/\n3 rows; 3 faults\n$/);
    expect((await runHere([...args, "--faults", "some"])).err).toMatch(/"some" is none of also, only, none/);
  });
});

test("what tables take away is shown beside the leaf's own rights", async () => {
  const args = image("restricted", [
    [0, 0, to(1)],
    [1, 0, to(2) & ~2n],
    [2, 0, to(3)],
    [3, 0, 0x5067n],
  ]);
  const { out } = await runHere(args);
  expect(out).toMatch(/^0x0000000000000000 +4 KiB +0x5000 +4 KiB +r-x u +\(own rwx u\) accessed dirty$/m);
  expect((await runJson<DumpJson>([...args, "--rights", "w"])).json.runs).toEqual([]);
  expect((await runJson<DumpJson>([...args, "--own-rights", "w"])).json.runs.length).toBe(1);
});

// Every second page: as many rows as leaves.
const items = Array.from({ length: 4 }, (_, table) =>
  Array.from({ length: 256 }, (__, at) => [4 + table, 2 * at, 0x5067n] as const),
).flat();
const tables = Array.from({ length: 512 }, (_, at) => [2, at, to(4 + (at % 4))] as const);
const many = image("many", [[0, 0, to(1)], [1, 0, to(2)], ...tables, ...items]);

test("what people watch has colour and progress, and nothing else has", async () => {
  const watched = await runHere(many, true);
  expect(watched.out).toContain("\u001b[1m");
  expect(watched.status.length).toBeGreaterThan(1);
  expect(watched.status[0]).toMatch(/^[0-9]+ rows, 0x[0-9a-f]+$/);
  expect(watched.status.at(-1)).toBe("");
  const piped = await runHere(many);
  expect(piped.out).not.toContain("\u001b");
  expect(piped.status).toEqual([]);
  expect(piped.out.split("\n").filter((line) => line.startsWith("0x")).length).toBe(512 * 256);
});

test("a reader that stops reading ends the work without a word", () => {
  const line = `'${process.execPath}' '${command}' ${many.join(" ")} | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", line], { cwd: root, encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "x86_64\n0\n", stderr: "" });
});
