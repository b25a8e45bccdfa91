import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratchFolder } from "./run-command.js";
import { type RunHere, runHere } from "./run-here.js";
import { arenaBase, writeImages } from "./table-images.js";

// What says which table is read, and what is wrong with it.
const scratch = scratchFolder();
const memory = new Uint8Array(0x4000);
const root = `0x${arenaBase.toString(16)}`;
let images = 0;

function image(manifest: object): string {
  images += 1;
  return writeImages(join(scratch, `image-${images}`), memory, manifest).folder[0] as string;
}

async function refused(args: readonly string[]): Promise<string> {
  const { code, out, err }: RunHere = await runHere(args);
  expect(err).toMatch(/^generic-pt: .*\n$/);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  return err.slice("generic-pt: ".length, -1);
}

describe("a table of the manifest", () => {
  const table = { name: "a", root, levels: 4, firstVa: "0x1000", lastVa: "0x1fff" };
  const walk = (folder: string, va = "0x1000"): readonly string[] => [
    "walk",
    folder,
    va,
    "--format",
    "x86_64",
    "--table",
    "a",
  ];

  test.each<readonly [string, unknown, string]>([
    ["no list", { a: table }, "tables must be a list, not an object"],
    ["no objects", [table, 5], "tables[1] must be an object, not 5"],
    ["no name", [{ ...table, name: 7 }], "tables[0].name must be a name, not 7"],
    [
      "the same name",
      [table, { ...table }],
      'tables[1].name must be another name than that of tables[0], not "a"',
    ],
    [
      "no levels",
      [{ name: "a", root }],
      "tables[0].levels is missing; it must be a whole number from 1 to 16",
    ],
    [
      "negative levels",
      [{ ...table, levels: -1 }],
      "tables[0].levels must be a whole number from 1 to 16, not -1",
    ],
    [
      "half a level",
      [table, { ...table, name: "b", levels: 3.5 }],
      "tables[1].levels must be a whole number from 1 to 16, not 3.5",
    ],
    [
      "levels in text",
      [{ ...table, levels: "4" }],
      'tables[0].levels must be a whole number from 1 to 16, not "4"',
    ],
    ["too few levels", [{ ...table, levels: 1 }], "tables[0].levels must be 4 to 5 for x86_64, not 1"],
    [
      "a negative root",
      [{ ...table, root: -4096 }],
      'tables[0].root must be a number of 64 bits or a string like "0x1f000", not -4096',
    ],
    [
      "too wide a root",
      [{ ...table, root: "0x10000000000000000" }],
      'tables[0].root must be a number of 64 bits or a string like "0x1f000", not "0x10000000000000000"',
    ],
    [
      "no root",
      [{ name: "a", levels: 4 }],
      'tables[0].root is missing; it must be a number of 64 bits or a string like "0x1f000"',
    ],
    [
      "an end before its start",
      [{ ...table, lastVa: "0xfff" }],
      'tables[0].lastVa must be no less than firstVa, which is 0x1000, not "0xfff"',
    ],
    [
      "a start that is no number",
      [{ ...table, firstVa: "first" }],
      'tables[0].firstVa must be a number of 64 bits or a string like "0x1f000", not "first"',
    ],
    [
      "an unknown register",
      [{ ...table, register: "satp" }],
      'tables[0].register must be one of x86_64, cr3 or cr4, not "satp"',
    ],
    [
      "a register that is none",
      [{ ...table, register: 3 }],
      "tables[0].register must be the name of a register, not 3",
    ],
  ])("is refused with its place: %s", async (_, tables, message) => {
    const folder = image({ tables });
    expect(await refused(walk(folder))).toBe(`${folder}/manifest.json: ${message}`);
  });

  test("is not asked beyond its VAs", async () => {
    const folder = image({ tables: [table] });
    expect((await runHere(walk(folder, "0x1fff"))).code).toBe(1);
    for (const va of ["0xfff", "0x2000"])
      expect(await refused(walk(folder, va))).toBe(
        `VA ${va} is outside table a of the manifest, which has VAs 0x1000-0x1fff`,
      );
  });

  test("is none where the manifest names none", async () => {
    const folder = image({});
    expect(await refused(walk(folder))).toBe(
      `--table: there is no table "a": ${folder}/manifest.json names no tables`,
    );
  });
});

describe("registers that say the same", () => {
  const value = `0x${((9n << 60n) | (arenaBase >> 12n)).toString(16)}`;
  const walkTo = (folder: string, va: string, more: readonly string[]): readonly string[] => [
    "walk",
    folder,
    va,
    "--format",
    "riscv64",
    ...more.flatMap((text) => ["--register", text]),
  ];
  const walk = (folder: string, ...more: readonly string[]): readonly string[] => walkTo(folder, "0", more);

  test("are refused where they are given", async () => {
    const folder = image({});
    expect(await refused(walk(folder, `satp=${value}`, `iosatp=${value}`))).toBe(
      "registers satp and iosatp each hold the address of the top table: give one of them",
    );
    expect(await refused(walk(folder, `satp=${value}`, "SATP=0"))).toBe("--register: satp is given twice");
  });

  test.each(["0xffff_8000_0000_0000", "0xffff_ffff_ffff_f123", "0x8000_0000_0000"])(
    "lead to the same, also for %s at the other end of the VAs",
    async (va) => {
      const folder = image({});
      const hart = await runHere(walkTo(folder, va, [`satp=${value}`]));
      const device = await runHere(walkTo(folder, va, [`iosatp=${value}`]));
      expect(device.out).toBe(hart.out.replaceAll("satp", "iosatp"));
      expect(device.out.includes("not canonical")).toBe(va === "0x8000_0000_0000");
    },
  );

  test("are refused in a manifest, unless one is given", async () => {
    const folder = image({ registers: { satp: value, iosatp: 0, pc: 0 } });
    expect(await refused(walk(folder))).toBe(
      `${folder}/manifest.json: registers satp and iosatp each hold the address of the top table: give one of them (--register wins over the manifest)`,
    );
    const { out } = await runHere(walk(folder, `iosatp=${value}`));
    expect(out).toContain(`root ${root}, level 3 (VPN[3]), from iosatp ${value}\n`);
    const twice = image({ registers: { satp: value, SATP: 0 } });
    expect(await refused(walk(twice))).toContain("/manifest.json: register satp is given 2 times");
  });
});

describe("what points nowhere", () => {
  test("a mode of a register that means no table", async () => {
    const folder = image({ registers: { satp: 0 } });
    const message =
      "register satp: mode is 0, which stands for no table of riscv64; tables have 8 (level 2), 9 (level 3), 10 (level 4)";
    const walk = ["walk", folder, "0", "--format", "riscv64"];
    expect(await refused([...walk, "--register", "satp=0"])).toBe(message);
    expect(await refused(walk)).toContain(`${folder}/manifest.json: ${message}`);
  });

  test("a register of more than 64 bits", async () => {
    const folder = image({ registers: { satp: "0x10000000000000000" } });
    expect(await refused(["walk", folder, "0", "--format", "riscv64"])).toContain(
      `${folder}/manifest.json: register satp: 0x10000000000000000 is no 64-bit number`,
    );
  });

  test("a root between tables", async () => {
    const args = ["walk", image({}), "0", "--format", "x86_64", "--top-level", "3", "--root", "0x80000010"];
    expect(await refused(args)).toBe(
      "there can be no table of level 3 at 0x80000010 (--root): it has 4096 bytes, and lies at a multiple of that",
    );
  });

  test("a path", async () => {
    const rest = ["0", "--format", "x86_64"];
    expect(await refused(["walk", "", ...rest])).toBe("the path of the image is empty");
    const long = await refused(["walk", "x".repeat(5000), ...rest]);
    expect(long).toMatch(/^x{80}…: a name that is too long for a file$/);
    const folder = join(scratch, "folder-for-a-file");
    mkdirSync(folder);
    writeFileSync(join(folder, "manifest.json"), '{ "memory": { "kind": "elf-core", "file": "." } }');
    expect(await refused(["walk", folder, ...rest])).toContain(
      'memory.file must be a file, no folder, not "."',
    );
  });
});

test("what is missing is told in its order, with the help that says more", async () => {
  expect(await refused(["walk"])).toBe("missing required argument 'image' (see generic-pt walk --help)");
  expect(await refused(["walk", "x", "0"])).toMatch(/^--format is missing, /);
  expect(await refused(["dump", "x", "--frob"])).toBe("unknown option '--frob' (see generic-pt dump --help)");
});
