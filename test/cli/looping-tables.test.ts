import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "./run-command.js";
import { runHere } from "./run-here.js";

const scratch = scratchFolder();

const sv39 = ["--base", "0", "--format", "riscv64", "--root", "0x1000", "--top-level", "2"];

/** A raw image of tables in which every item of a table is the same. */
function imageOf(name: string, items: Readonly<Record<number, bigint>>): string {
  const memory = new DataView(new ArrayBuffer(0x4000));
  for (const [table, item] of Object.entries(items))
    for (let at = 0; at < 512; at += 1) memory.setBigUint64(Number(table) + 8 * at, item, true);
  const file = join(scratch, name);
  writeFileSync(file, new Uint8Array(memory.buffer));
  return file;
}

const tableAt = (address: bigint): bigint => ((address >> 12n) << 10n) | 1n;

test("tables that lead to each other for ever are given up", async () => {
  const file = imageOf("loop.raw", {
    4096: tableAt(0x2000n),
    8192: tableAt(0x3000n),
    12288: tableAt(0x2000n),
  });
  const { code, err } = await runHere(["dump", file, ...sv39]);
  expect(code).toBe(2);
  expect(err).toMatch(/^generic-pt: \d+ damaged items in a row, up to VA 0x[0-9a-f]+: .*--range\n$/);
});

test("a search says where it is, although it finds nothing", async () => {
  const page = ((0x9000n >> 12n) << 10n) | 0xcfn;
  const file = imageOf("same.raw", { 4096: tableAt(0x2000n), 8192: tableAt(0x3000n), 12288: page });
  const search = ["dump", file, ...sv39, "--range", "0+512MiB", "--oa", "0x8000"];
  const { code, err, status } = await runHere(search, true);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(status.length).toBeGreaterThan(1);
  for (const line of status.slice(0, -1)) expect(line).toMatch(/^0 rows, 0x[0-9a-f]+$/);
  expect(status.at(-1)).toBe("");
});
