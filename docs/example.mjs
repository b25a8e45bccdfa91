// Maps a few ranges into an AMD IOMMU table, prints what the table says, and walks one address level by level.
import { PageTable } from "@generic-pt/amdv1";
import { Arena, Protection, protectionNames } from "@generic-pt/core";

const hex = (value) => `0x${value.toString(16)}`;
const { READ, WRITE } = Protection;

const arena = new Arena({ bytes: 1 << 20 });
const flushes = [];
const halves = (hi, lo) => (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);
const table = PageTable.create(arena, { topLevel: 3, vaBits: 48 }, (firstHi, firstLo, lastHi, lastLo) => {
  flushes.push([halves(firstHi, firstLo), halves(lastHi, lastLo)]);
});

table.map(0x1000n, 0x4000_1000n, 0x3000n, READ | WRITE); // a page of 4 KiB and a contiguous leaf of 8 KiB
table.map(0x1_0000n, 0x5000_0000n, 0x1_0000n, READ); // one contiguous leaf of 64 KiB
table.map(0x4000_0000n, 0x8000_0000n, 0x4020_0000n, READ | WRITE); // 1 GiB and 2 MiB

console.log(`${table.format}: top table at ${hex(table.topAddress)}, root fields`, table.root());
console.log("\n  VA           length       OA           leaf       rights");
for (const { va, length, oa, leafSize, protection } of table.mappings()) {
  const columns = [va, length, oa, leafSize].map((value) => hex(value).padEnd(12));
  console.log(`  ${columns.join(" ")} ${protectionNames(protection).join("+")}`);
}

const va = 0x1_4abcn;
console.log(`\nVA ${hex(va)}, level by level`);
let address = table.topAddress;
for (let level = table.topLevel; level >= 0; level -= 1) {
  const index = (va >> BigInt(12 + 9 * level)) & 0x1ffn;
  const word = Number(address - arena.address(0)) / 4 + Number(index) * 2;
  const raw = halves(arena.words[word + 1], arena.words[word]);
  const entry = table.decode(level, raw);
  console.log(`  level ${level}  table ${hex(address)}  item ${index}  ${hex(raw)}  ${entry.encoding}`);
  if (entry.kind !== "table") break;
  address = entry.address;
}
console.log(`  translates to ${hex(table.translate(va))}`);

console.log(`\nunmap of 64 KiB at 0x10000 removes ${table.unmap(0x1_0000n, 0x1_0000n)} bytes;`);
console.log(
  `  to be invalidated: ${flushes.map(([first, last]) => `${hex(first)}..${hex(last)}`).join(", ")}`,
);
console.log(`destroy frees ${table.destroy()} tables, ${arena.liveTables} are left`);
