import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "./run-command.js";
import { runHere } from "./run-here.js";

const scratch = scratchFolder();

test("tables that lead to each other for ever are given up", async () => {
  const memory = new DataView(new ArrayBuffer(0x4000));
  for (const [table, next] of [
    [0x1000, 0x2000],
    [0x2000, 0x3000],
    [0x3000, 0x2000],
  ])
    for (let item = 0; item < 512; item += 1)
      memory.setBigUint64(table + 8 * item, BigInt(((next >>> 12) << 10) | 1), true);
  const file = join(scratch, "loop.raw");
  writeFileSync(file, new Uint8Array(memory.buffer));
  const root = ["--base", "0", "--format", "riscv64", "--root", "0x1000", "--top-level", "2"];
  const { code, err } = await runHere(["dump", file, ...root]);
  expect(code).toBe(2);
  expect(err).toMatch(/^generic-pt: \d+ damaged items in a row, up to VA 0x[0-9a-f]+: .*--range\n$/);
});
